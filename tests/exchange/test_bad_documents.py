"""Bad input is answered with every fault and its path, with nothing of what it held, and with no other exception."""

import contextlib
import inspect
import io
import json
import re
import sys
import tracemalloc
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reflective.casework import SHIPPED, Case
from reflective.documents import MAX_BYTES, MAX_DEPTH, MAX_FAULTS, Faults, json_data, with_room
from reflective.errors import BadDocument, Fault
from reflective.exchange import dumps, entry_from_data, loads
from reflective.exchange._carried import DOCUMENT, carried
from reflective.practice import Cycle, Discrepancies, Entry, Observation, Source, Stage
from reflective.practice.cycle import Response
from reflective.practice.discrepancies import Question
from reflective.timescales import PartialDate
from tests.golden.frozen import whole as every_content

#: More often than other properties, since what is bad comes in more ways than what is good.
often = settings(max_examples=3 * settings.default.max_examples)
#: In every id, name, narrative and number of the documents below, so that a message can be seen to hold none.
MARK = "zq7"
DAY, LATER = date(1987, 9, 6), date(1987, 9, 20)
WRITTEN = {"on": DAY, "recorded": DAY, "by": f"worker-{MARK}", "about": (f"child-{MARK}",)}

#: What is accepted as an id, in words.
ID = (
    "must be an id: text of 1 to 128 characters, with no space at either end and no control, direction or "
    "line-separating character"
)


def cycle() -> Cycle:
    """A cycle whose ids and words are all marked."""
    record = Cycle(id=f"c-{MARK}").enter(Stage.EXPERIENCE, **WRITTEN, source=Source(document=f"note {MARK}", at="88"))
    seen = Observation(stage=Stage.EXPERIENCE, what=f"{MARK} seen", when=PartialDate.before(DAY, said=f"{MARK} ago"))
    record = record.add(seen, **WRITTEN)
    record = record.add(Response(stage=Stage.EXPERIENCE, question=f"{MARK}?"), **{**WRITTEN, "recorded": LATER})
    instead = Entry(on=DAY, recorded=DAY, by="w", content=Observation(stage=Stage.EXPERIENCE, what=f"not {MARK}"))
    return record.correct(1, reason=f"{MARK} misheard", recorded=LATER, by=f"worker-{MARK}", instead=[instead])


def case() -> Case:
    """A case whose ids and words are all marked."""
    asked = Discrepancies(id=f"r-{MARK}").ask(Question(id=f"q-{MARK}", asks=f"{MARK}?"), **WRITTEN)
    later = {**WRITTEN, "recorded": LATER}
    return Case.opened(f"f-{MARK}").join(cycle(), **later).join(asked, **later)


def to_data(document: Any) -> dict[str, Any]:
    """A document as plain data."""
    return json.loads(dumps(document))


def data() -> dict[str, Any]:
    """The plain data of the marked cycle."""
    return to_data(cycle())


def marked(kind: str) -> dict[str, Any]:
    """A document with every content of a kind in it, its narrative, names and ids marked."""
    text = (
        dumps(every_content(kind)).replace("as it was said", MARK).replace("jamie", MARK).replace("practice note", MARK)
    )
    return json.loads(re.sub(r'-(\d)"', rf'-{MARK}-\1"', text))


def faults(document: Any) -> list[str]:
    """The faults of a document that must have some."""
    text = document if isinstance(document, str | bytes | bytearray) else json.dumps(document)
    with pytest.raises(BadDocument) as refused:
        loads(text)
    return [str(fault) for fault in refused.value.faults]


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """The marked cycle with the values at some paths changed."""
    whole = data()
    for path, new in changes:
        node: Any = whole
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            node = node[step]
        node[last] = new
    return whole


class TestEveryFaultAtOnce:
    """Each fault is named with its path, in the order of the document, and each says what would be accepted."""

    def test_faults_of_many_kinds(self):
        """A document with seven faults is answered with seven."""
        found = faults(
            changed(
                ("entries.0.on", f"{MARK}-13-45"),
                ("entries.0.audience", MARK),
                ("entries.1.by", ""),
                ("entries.1.content.what", "  "),
                ("entries.1.content.when.latest", "19870905"),
                ("entries.2.content.tag", f"cycle.{MARK}"),
                ("entries.3.content.places", ["0"]),
            )
        )
        assert found == [
            "$.entries[0].on: must be a day written YYYY-MM-DD",
            "$.entries[0].audience: must be one of 'child_file', 'family_shared', 'organisation', 'personal', "
            "'restricted'",
            f"$.entries[1].by: {ID}",
            "$.entries[1].content.what: must be text that is not blank",
            "$.entries[1].content.when.latest: must be a day written YYYY-MM-DD",
            "$.entries[2].content.tag: must be a tag that this release has, or one that is registered",
            "$.entries[3].content.places[0]: must be a whole number",
        ]

    def test_keys_that_are_not_known_or_are_missing(self):
        """A key that is not known is not shown, since a key can be a name; those that are known are."""
        whole = data()
        whole["entries"][0][MARK] = 1
        del whole["entries"][0]["by"]
        whole["entries"][1]["content"]["stages"] = whole["entries"][1]["content"].pop("stage")
        keys = (
            "'on', 'at', 'recorded', 'by', 'typed_by', 'content', 'about', 'audience', 'owner', 'withheld_from', "
            "'source', 'drafted_by'"
        )
        assert faults(whole) == [
            f"$.entries[0]: has a key that is not known; known keys are {keys}",
            "$.entries[0]: lacks the key 'by'",
            "$.entries[1].content: has a key that is not known; known keys are 'tag', 'stage', 'what', 'words', "
            "'said_by', 'told_by', 'when'",
            "$.entries[1].content: lacks the key 'stage'",
        ]

    def test_keys_given_twice(self):
        """A key of ours that comes twice is named, another is not."""
        text = json.dumps(data()).replace('"on":', f'"on": 5, "{MARK}": 1, "{MARK}": 1, "on":', 1)
        assert faults(text)[1] == "$.entries[0]: has the key 'on' more than once"
        assert faults(json.dumps(data()).replace('"on":', f'"{MARK}": 1, "{MARK}": 1, "on":', 1))[1:] == [
            "$.entries[0]: has a key more than once"
        ]
        assert faults('{"reflective": 1, "kind": "cycle", "kind": "cycle", "id": "c-1"}') == [
            "$: has the key 'kind' more than once"
        ]

    def test_what_a_log_cannot_hold(self):
        """Faults of the log as a whole stand beside faults of its entries."""
        assert faults(
            changed(
                ("entries.0.by", 5),
                ("entries.0.recorded", "1987-12-01"),
                ("entries.1.recorded", "1987-12-01"),
                ("entries.3.content.places", [0, 7]),
            )
        ) == [
            f"$.entries[0].by: {ID}",
            "$.entries[2]: recorded may not be earlier than in an entry before it",
            "$.entries[3]: recorded may not be earlier than in an entry before it",
            "$.entries[3]: a strike names places that stand before it",
            "$.entries[4]: recorded may not be earlier than in an entry before it",
        ]

    def test_an_entry_whose_days_are_the_wrong_way_round(self):
        """Faults that only a class can judge are found too."""
        found = faults(changed(("entries.1.on", "1999-09-06"), ("entries.1.content.when.kind", "after")))
        assert found == [
            "$.entries[1].content.when: must be the days that this kind has, and None for the others",
        ]
        assert faults(changed(("entries.1.on", "1999-09-06"))) == [
            "$.entries[1]: recorded must be on or after the day it happened"
        ]

    def test_a_record_inside_a_case(self):
        """A case's document is faulted inside its records, and for what it says of them."""
        whole = to_data(case())
        whole["records"][0]["entries"][1]["content"]["what"] = 1
        whole["records"][1]["kind"] = MARK
        whole["people"]["id"] = ""
        assert [fault.partition(":")[0] for fault in faults(whole)] == [
            "$.people.id",
            "$.records[0].entries[1].content.what",
            "$.records[1].kind",
        ]
        twins = to_data(case())
        twins["records"][1]["id"] = twins["records"][0]["id"]
        assert faults(twins) == ["$: two records of a case may not have one id"]

    def test_a_list_of_faults_has_an_end(self):
        """Noise is not listed without end, and the last line says so."""
        found = faults(changed(("entries", [{}] * MAX_FAULTS)))
        assert len(found) == MAX_FAULTS + 1
        assert found[-1] == f"$: was read no further than its first {MAX_FAULTS} faults"


class TestWholeDocuments:
    """A fault of a document as a whole is its only fault."""

    @pytest.mark.parametrize(
        ("document", "fault"),
        [
            ("", "must be JSON, which it is not from line 1, column 1"),
            ('{"reflective": 1,\n  oops}', "must be JSON, which it is not from line 2, column 3"),
            ('"\x07"', "must be JSON, which it is not from line 1, column 2"),
            ('{"reflective": 1} ]', "must be JSON, which it is not from line 1, column 19"),
            ("\ufeff{}", "must begin with its first brace and not with a byte order mark"),
            (b"\xef\xbb\xbf{}", "must begin with its first brace and not with a byte order mark"),
            (b'{"id": "\xff"}', "must be UTF-8, which it is not from byte 8"),
            (b'{"id": "\xed\xa0\xbd"}', "must be UTF-8, which it is not from byte 8"),
            ("{}".encode("utf-16"), "must be UTF-8, which it is not from byte 0"),
            pytest.param("[" * 100_000, f"must be nested no more than {MAX_DEPTH} deep", id="lists"),
            ("[" * 60 + "]" * 60, f"must be nested no more than {MAX_DEPTH} deep"),
            pytest.param(
                '["\\ud800", ' + "[" * 900 + "]" * 901, f"must be nested no more than {MAX_DEPTH} deep", id="half"
            ),
            pytest.param('{"a":' * 100_000, f"must be nested no more than {MAX_DEPTH} deep", id="objects"),
            ("[]", "must be an object"),
            ("null", "must be an object"),
            ("1", "must be an object"),
            ('"reflective"', "must be an object"),
            ("NaN", "must be an object"),
        ],
    )
    def test_one_fault_at_the_top(self, document, fault):
        """Not JSON, not UTF-8, nested too deep, or not an object."""
        assert faults(document) == [f"$: {fault}"]

    def test_a_document_too_large(self):
        """A document beyond the limit is not read at all."""
        assert faults(" " * (MAX_BYTES + 1)) == ["$: must be no larger than 64 MiB"]
        assert faults(bytearray(MAX_BYTES + 1)) == ["$: must be no larger than 64 MiB"]

    @pytest.mark.parametrize("version", ["0", "2", '"1"', "true", "1.0", "null", "[]", "1" * 30, "NaN"])
    def test_another_version(self, version):
        """A document of an unknown format has that one fault."""
        text = json.dumps(changed(("reflective", "HERE"), ("entries.0.on", "soon")))
        assert faults(text.replace('"HERE"', version)) == [
            "$.reflective: must be 1, the format that this release reads"
        ]

    def test_keys_of_the_document(self):
        """A document says its format and its kind."""
        assert faults("{}") == ["$: lacks the key 'reflective'", "$: lacks the key 'kind'"]
        assert faults('{"reflective": 1, "kind": "cycle"}') == ["$: lacks the key 'id'"]
        assert faults('{"reflective": 1, "kind": ["cycle"]}')[0].startswith("$.kind: must be one of 'case', ")

    def test_a_kind_that_was_not_asked_for(self):
        """Who asks for a cycle is told that this is none."""
        text = dumps(case())
        assert loads(text, Case) == case()
        with pytest.raises(BadDocument, match=r"\$\.kind: must be 'cycle'$"):
            loads(text, Cycle)

    @pytest.mark.parametrize("strange", [None, 5, object(), memoryview(b"{}"), ["{}"]])
    def test_what_is_no_text_at_all(self, strange):
        """A value that is neither text nor bytes is a bad document too."""
        with pytest.raises(BadDocument, match="must be text or bytes, or a file opened to read bytes"):
            loads(strange)

    @pytest.mark.parametrize("strange", [None, "{}", {1: 2}, {(1,): 2}, {"id": {1}}, float("nan"), {"a": object()}])
    def test_what_is_no_plain_data(self, strange):
        """Whatever Python object is given as data, the answer is a value or a bad document."""
        with pytest.raises(BadDocument):
            entry_from_data(strange)

    def test_data_that_holds_itself(self):
        """Data that goes round in a circle is a bad document."""
        circle: dict[str, Any] = data()
        circle["entries"].append(circle)
        with pytest.raises(BadDocument, match="must be plain data"):
            entry_from_data(circle)


class TestScalars:
    """Only what a field holds is taken for it: nothing is converted, rounded or guessed."""

    @pytest.mark.parametrize(
        "day",
        [
            "19870906", "1987-W36-7", "1987-9-6", "06/09/1987", "1987-09-06T00:00:00", "1987-02-29", "1987-09-06 ", "",
            "\uff11987-09-06", "\u0661\u0669\u0668\u0667-09-06", "0000-01-01", "1987-00-10",
            19870906, None, True, [], {}, float("inf"),
        ],
    )  # fmt: skip
    def test_a_day_is_written_one_way(self, day):
        """YYYY-MM-DD and nothing else is a day."""
        assert faults(changed(("entries.4.on", day))) == ["$.entries[4].on: must be a day written YYYY-MM-DD"]

    @pytest.mark.parametrize("number", ["1.0", '"1"', "true", "null", str(2**53), str(-(2**53)), "NaN", "-Infinity"])
    def test_a_whole_number_is_a_whole_number(self, number):
        """No fraction, no text, no truth, and none that other readers of JSON would round."""
        text = json.dumps(changed(("entries.3.content.places", ["HERE"])))
        wanted = ["$.entries[3].content.places[0]: must be a whole number"]
        assert faults(text.replace('"HERE"', number)) == wanted
        assert faults(text.replace('"HERE"', "1" + "0" * 100_000)) == wanted

    @pytest.mark.parametrize("half", ["\\ud83d", "\\uDE00", "\\ude00\\ud83d", "a\\ud83d\\u0041"])
    def test_half_a_character_is_none(self, half):
        """A text with half a character could not be written again; two halves that meet are one."""
        text = json.dumps(changed(("entries.1.content.what", "HERE")))
        assert faults(text.replace("HERE", half)) == ["$.entries[1].content.what: must be text of whole characters"]
        assert faults(text.replace("HERE", json.loads(f'"{half}"'))) == [
            "$.entries[1].content.what: must be text of whole characters"
        ]
        whole = loads(text.replace("HERE", "\\ud83d\\ude00"), Cycle)
        assert whole.entries[1].content.what == "\U0001f600"
        assert loads(text.replace("HERE", "\\\\ud83d"), Cycle).entries[1].content.what == "\\ud83d"

    @pytest.mark.parametrize("strange", [5, {}, True, None])
    def test_words_are_text(self, strange):
        """An id, an id in a list and a word of ours are text."""
        found = faults(changed(("id", strange), ("entries.0.about", [strange]), ("entries.0.audience", strange)))
        assert [fault.partition(":")[0] for fault in found] == [
            "$.id",
            "$.entries[0].about[0]",
            "$.entries[0].audience",
        ]


GOOD = st.sampled_from([to_data(cycle()), to_data(case()), *map(marked, (*SHIPPED.kinds, "case"))])
JUNK = st.sampled_from([None, True, 0, -1, 2**60, 1.5, float("nan"), "", " ", MARK, "1987-09-06", [], {}, [[]], [MARK]])
JUNK |= st.recursive(JUNK, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just(MARK), inner))


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in some plain data."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, one in list(inner) for place in [(node, key), *_places(one)]]


@st.composite
def mutated(draw: st.DrawFn, of: dict[str, Any], junk: st.SearchStrategy[Any] = JUNK) -> dict[str, Any]:
    """A good document with up to five things wrong with its data."""
    whole = deepcopy(of)
    for _ in range(draw(st.integers(1, 5))):
        container, key = draw(st.sampled_from(_places(whole)))
        match draw(st.sampled_from(["replace", "drop", "add", "move", "repeat"])):
            case "replace":
                container[key] = deepcopy(draw(junk))
            case "drop":
                del container[key]
            case "add" if isinstance(container, dict):
                container[draw(st.sampled_from([MARK, "on", "tag", "kind"]))] = deepcopy(draw(junk))
            case "move":
                other, at = draw(st.sampled_from(_places(whole)))
                other[at] = deepcopy(container[key])
            case "repeat" if isinstance(container, list):
                container.insert(key, deepcopy(container[key]))
        if not _places(whole):
            break
    return whole


@st.composite
def torn(draw: st.DrawFn, of: str) -> str | bytes:
    """The text of a good document with something cut out, put in or put twice."""
    text: str | bytes = of if draw(st.booleans()) else of.encode()
    start, end = sorted([draw(st.integers(0, len(of))), draw(st.integers(0, len(of)))])
    end = min(end, start + draw(st.sampled_from([0, 1, 5, 200])))
    signs = ['"', "\\", "\\ud800", "{", "[" * 2000, "]", ",", ":", "1", "-", "NaN", "\x00", "\ud800"]
    some = draw(st.sampled_from([*signs, of[start:end], '"on": 1, ']))
    between = some if isinstance(text, str) else some.encode(errors="surrogatepass")
    return text[:start] + between + text[end:]  # type: ignore[operator]


def sound(load: Callable[[Any], Any], text: Any) -> bool:
    """Whether reading either succeeds or says what is wrong, each fault with a path and none with a marked value."""
    try:
        load(text)
    except BadDocument as refused:
        said = [str(fault) for fault in refused.faults]
        shown = "".join([*said, str(refused), repr(refused)])
        return bool(said) and all(one.startswith("$") for one in said) and MARK not in shown and "1987" not in shown
    return True


class TestNoOtherException:
    """Whatever is read either loads or is answered with `BadDocument`."""

    @often
    @given(GOOD.flatmap(mutated))
    def test_changed_data(self, whole):
        """Good documents with junk put in, keys dropped, parts moved and repeated."""
        assert sound(loads, json.dumps(whole))

    @often
    @given(torn(dumps(cycle())))
    def test_torn_text(self, text):
        """Good documents with their text cut and patched."""
        assert sound(loads, text)

    @often
    @given(st.text() | st.binary())
    @example("{" * 5000)
    def test_any_text(self, text):
        """Text and bytes that were never a document."""
        assert sound(loads, text)

    @often
    @example({**to_data(Case.opened("f-1")), "id": None})
    @given(GOOD.flatmap(mutated))
    def test_the_quick_way_and_the_slow_agree(self, whole):
        """The quick way takes exactly what the slow way finds no fault in, and reads it as the same."""
        node, clean = json_data(json.dumps(whole), Faults())
        form = carried(None).ours
        slow = quick = None
        found = Faults()
        try:
            slow = form.read(node, DOCUMENT, found, clean=False)
        except BadDocument:
            assert found
        try:
            quick = form._quick.structure(node, DOCUMENT)
        except Exception:  # noqa: BLE001 - which it is does not matter, as it never leaves
            assert found or not clean
        else:
            assert not found
            assert quick == slow

    def test_control_a_leaked_exception_is_caught(self):
        """A reader that lets a parser's error or a missing key through is not sound."""

        def careless(text: str) -> Any:
            return json.loads(text)["entries"][0]["on"]

        assert sound(careless, dumps(cycle()))
        with pytest.raises(json.JSONDecodeError):
            sound(careless, "{")
        with pytest.raises(KeyError):
            sound(careless, "{}")

    def test_control_a_leaked_value_is_caught(self):
        """A reader that shows what it refused is not sound."""

        def chatty(text: str) -> Any:
            raise BadDocument(faults=(Fault(path="$", wanted=f"must not be {json.loads(text)['id']}"),))

        assert not sound(chatty, dumps(cycle()))


class TestNothingIsShown:
    """A refused value is in no message, and travels with no exception."""

    def test_no_parsers_error_travels_with_the_answer(self):
        """A parser's error holds the whole text, so none is kept as the cause or the context."""
        for text in ["{", b"\xff", "[" * 100_000, json.dumps(changed(("entries.0.on", MARK)))]:
            with pytest.raises(BadDocument) as refused:
                loads(text)
            assert refused.value.__cause__ is None
            assert refused.value.__context__ is None


class TestCosts:
    """Refusing a text that is not a document costs little, wherever it is read."""

    @pytest.mark.parametrize("noise", ["[],", '{"":0,"":0},', "{}"])
    def test_noise_is_refused_before_it_is_parsed(self, noise):
        """Brackets without end would take gigabytes as Python's objects; they are counted first."""
        text = noise * (8 * 1024**2 // len(noise))
        tracemalloc.start()
        try:
            assert faults(text) == ["$: must have no more than 2,000,000 brackets and commas"]
            assert tracemalloc.get_traced_memory()[1] < 4 * len(text)
        finally:
            tracemalloc.stop()

    def test_control_noise_that_is_parsed_takes_many_times_its_length(self):
        """The control: the same noise, short enough to be parsed, shows in the memory that is traced."""
        text = "[" + "[]," * 300_000 + "[]]"
        tracemalloc.start()
        try:
            assert faults(text) == ["$: must be an object"]
            assert tracemalloc.get_traced_memory()[1] > 10 * len(text)
        finally:
            tracemalloc.stop()

    def test_there_is_an_answer_however_little_of_the_stack_is_left(self):
        """A reader that is called deep inside another program gives the document, or says what is wrong; never more."""
        text, answers = dumps(case()), set()

        def down(left: int) -> Any:
            if left:
                return down(left - 1)
            try:
                return loads(text) == case()
            except BadDocument as refused:
                return f"{refused} {refused.__context__}"

        depth = sys.getrecursionlimit() - len(inspect.stack())
        for left in range(depth - 80, depth - 4):
            with contextlib.suppress(RecursionError):
                answers.add(down(left))
        assert answers <= {True, answers_of_a_full_stack()}
        assert len(answers) == 2

    def test_a_file_is_read_no_further_than_the_limit(self):
        """An open binary file is a document too, and one without an end is refused."""

        class Endless:
            given = 0

            def read(self, most: int) -> bytes:
                self.given += most
                return b" " * most

        file = Endless()
        with pytest.raises(BadDocument, match="no larger than 64 MiB"):
            loads(file)
        assert file.given == MAX_BYTES + 1
        assert loads(io.BytesIO(dumps(case()).encode())) == case()


def answers_of_a_full_stack() -> str:
    """The one answer of a reader that has no room to read in."""
    with pytest.raises(BadDocument) as refused:
        with_room(_raise)
    return f"{refused.value} None"


def _raise() -> None:
    raise RecursionError
