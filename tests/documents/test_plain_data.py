"""The text of a document becomes plain data within limits, and what is beyond them is refused before it costs much."""

import io
import time
import tracemalloc

import pytest

from reflective.documents import MAX_BYTES, MAX_PARTS, Faults, json_data, toml_data, with_room
from reflective.errors import BadDocument

MARK = "zq7"


def refused(read, source):
    """The faults of a document that must have some; none of its text hangs on the error."""
    with pytest.raises(BadDocument) as caught:
        read(source, Faults())
    assert caught.value.__context__ is None
    assert MARK not in str(caught.value)
    return [str(fault) for fault in caught.value.faults]


class Endless(io.RawIOBase):
    """A file without end, which counts what was read of it and gives it in pieces."""

    def __init__(self):
        super().__init__()
        self.given = 0

    def readable(self):
        return True

    def read(self, size=-1):
        assert size > 0
        part = b"0" * min(size, 1 << 20)
        self.given += len(part)
        return part


class TestSources:
    """A document comes as text, as bytes or as an open binary file."""

    @pytest.mark.parametrize("source", ['{"a": "é"}', '{"a": "é"}'.encode(), bytearray('{"a": "é"}'.encode())])
    def test_text_and_bytes_are_read_alike(self, source):
        """The same document is the same data."""
        assert json_data(source, Faults()) == ({"a": "é"}, True)

    def test_an_open_file_is_read(self):
        """A file is read from where it stands."""
        assert json_data(io.BytesIO(b"[1]"), Faults()) == ([1], True)
        assert toml_data(io.BytesIO(b"a = 1"), Faults()) == {"a": 1}

    @pytest.mark.parametrize(("read", "most"), [(json_data, MAX_BYTES), (toml_data, 1_000_000)])
    def test_a_file_without_end_is_read_to_its_limit(self, read, most):
        """One byte beyond the limit shows that a file is too large, so no more than that is held."""
        endless = Endless()
        assert refused(read, endless)[0].startswith("$: must be no larger than ")
        assert endless.given == most + 1

    def test_a_reader_of_the_whole_file_is_caught(self):
        """The control: a reader that asks for everything is seen by the file."""
        with pytest.raises(AssertionError):
            Endless().read()

    @pytest.mark.parametrize("source", [None, 5, ["{}"], memoryview(b"{}"), io.StringIO("{}")])
    def test_anything_else_is_refused(self, source):
        """A file opened as text has lost its bytes, so that nothing can be said of its encoding."""
        for read in (json_data, toml_data):
            assert refused(read, source) == ["$: must be text or bytes, or a file opened to read bytes"]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
    def test_another_encoding_is_refused(self, encoding):
        """Every document is UTF-8; the first byte that is not is named by its place."""
        for read in (json_data, toml_data):
            assert refused(read, f'a = "{MARK}é"'.encode(encoding))[0].startswith("$: must be UTF-8, which it is not")


class TestWhatIsMarked:
    """JSON allows what no value holds: it is marked, so that the data is read the slow way and the fault is found."""

    @pytest.mark.parametrize("number", ["1.0", "NaN", "-Infinity", str(2**53), "9" * 100_000])
    def test_a_number_that_other_readers_would_change(self, number):
        """A fraction and a number beyond 2**53-1 is no number here, and is never made into one."""
        data, clean = json_data(f"[{number}]", Faults())
        assert not clean
        assert not isinstance(data[0], int | float)

    @pytest.mark.parametrize("number", [2**53 - 1, -(2**53) + 1, 0])
    def test_a_number_that_every_reader_keeps(self, number):
        """The largest whole number that is kept by every reader is kept here."""
        assert json_data(f"[{number}]", Faults()) == ([number], True)

    def test_a_key_given_twice(self):
        """The object knows which key it was, as does its copy."""
        data, clean = json_data('{"a": 1, "b": 2, "a": 3}', Faults())
        assert not clean
        assert data.twice == data.copy().twice == {"a"}
        assert data == {"a": 3, "b": 2}

    @pytest.mark.parametrize("half", ["\\ud83d", "\\ude00\\ud83d", "\ud83d"])
    def test_half_a_character(self, half):
        """Text that no file can hold makes the data not clean; two halves that meet are one character."""
        assert not json_data(f'["{half}"]', Faults())[1]
        assert json_data('["\\ud83d\\ude00"]', Faults()) == (["\U0001f600"], True)


class TestNoise:
    """The cost of refusing noise grows with what is allowed, and not with what is sent."""

    @staticmethod
    def cost(read, source):
        """The seconds and the megabytes that it takes to refuse a document, and how."""
        tracemalloc.start()
        begun = time.process_time()
        found = refused(read, source)
        spent = time.process_time() - begun
        peak = tracemalloc.get_traced_memory()[1] / 1024**2
        tracemalloc.stop()
        return spent, peak, found

    @pytest.mark.parametrize("unit", ["[],", '{"":0,"":0},', "1,"])
    def test_64_mib_of_small_values_are_not_parsed(self, unit):
        """Brackets and commas are counted first, which costs no memory and a few hundredths of a second."""
        spent, peak, found = self.cost(json_data, "[" + unit * (MAX_BYTES // len(unit) - 2) + "0]")
        assert found == [f"$: must have no more than {MAX_PARTS:,} brackets and commas"]
        assert spent < 5
        assert peak < 1

    @pytest.mark.parametrize("part", ["a", '"a"', "'a'", "a "])
    @pytest.mark.parametrize(("before", "after"), [("", "=1"), ("[", "]"), ("x = {", "=1}")])
    def test_a_toml_key_of_many_parts_is_not_parsed(self, part, before, after):
        """The memory of tomllib for one key grows by the square of its parts, so that 32 kB took a gigabyte."""
        spent, peak, found = self.cost(toml_data, f"# a . in a comment\n{before}{'.'.join([part] * 16_000)}{after}\n")
        assert found == ["$: must have keys of no more than 32 parts"]
        assert spent < 5
        assert peak < 5

    def test_control_a_longer_key_would_cost_more(self):
        """The control: tomllib itself takes over twenty times the memory for a key of five times the parts."""
        import tomllib

        peaks = []
        for many in (200, 1000):
            tracemalloc.start()
            tomllib.loads(".".join(["a"] * many) + "=1")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert peaks[1] > 20 * peaks[0]

    @pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
    def test_dots_in_text_are_no_parts(self, quote):
        """Prose may have as many sentences as it likes, and a comment too."""
        text = "One. " * 100
        assert toml_data(f"a = {quote}{text}{quote} # {text}\n", Faults()) == {"a": text}

    def test_quotes_in_quotes_hide_no_key(self):
        """Text ends where TOML says that it ends, so that no key hides behind a quote."""
        key = ".".join(["a"] * 40) + " = 1\n"
        for before in ('a = "\\""\n', "a = '\\'\n", 'a = """\\""""\n', 'a = "\'"\n', "a = '\"'\n", '# "\n'):
            assert refused(toml_data, before + key) == ["$: must have keys of no more than 32 parts"]


class TestDepth:
    """Data is nested fifty deep at the most, and a caller deep in the stack gets an answer of its own."""

    @pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '["]", ' + "[" * 100_000])
    def test_too_deep(self, text):
        """Brackets in text do not count."""
        assert refused(json_data, text) == ["$: must be nested no more than 50 deep"]

    def test_a_caller_who_has_used_up_the_stack(self):
        """From ten frames below the limit a sound document is either read or answered with a fault, never with more."""
        outcomes = {self.near_the_limit(spare, lambda: with_room(lambda: json_data(DEEP, Faults()))) for spare in SPARE}
        assert outcomes == {"read", "refused"}

    def test_control_a_reader_without_room_is_caught(self):
        """The control: without the answer the error of the interpreter comes through."""
        outcomes = {self.near_the_limit(spare, lambda: json_data(DEEP, Faults())) for spare in SPARE}
        assert "broken" in outcomes

    @classmethod
    def near_the_limit(cls, spare, read):
        """How a reader ends that is called with so many frames to spare."""

        def deepest(level):
            try:
                return deepest(level + 1)
            except RecursionError:
                return level

        def down(levels):
            if levels > 0:
                return down(levels - 1)
            try:
                read()
            except BadDocument:
                return "refused"
            except RecursionError:
                return "broken"
            return "read"

        return down(deepest(0) - spare)


#: As deep as may be, less one.
DEEP = "[" * 49 + "]" * 49
#: Frames between the caller and the limit: fewer than ten leave no room for the answer itself.
SPARE = range(10, 60)
