"""A table of events as CSV."""

import io
import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import ColumnMapping, open_return, read_events
from reflective.exchange.returns.days import NO_PLACEHOLDER
from reflective.rules import Event
from tests.exchange.returns.safety import MARK, PLANTED, safe
from tests.properties.control import caught


def read(text, coding="utf-8"):
    return read_events(io.BytesIO(text.encode(coding)))


def test_columns_are_fields_and_the_rest_are_facts():
    """In any order; a blank fact is none."""
    source = read("age_band,on,subject,ref,kind,plan\nunder_5,2024-01-02,c-1,r-1,it.started,\n")
    facts = (("age_band", "under_5"),)
    assert list(source.events()) == [
        Event(subject="c-1", kind="it.started", on=date(2024, 1, 2), ref="r-1", facts=facts)
    ]
    assert (source.holds, source.ruleset) == ({"it.started"}, None)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"{MARK},it.started,02/01/2024,r", "row 2, on: must be a day written YYYY-MM-DD"),
        (f"{MARK},it.started,1900-01-01,r", f"row 2, on: must be {NO_PLACEHOLDER}"),
        (f"{MARK},,2024-01-02,r", "row 2, kind: must be an id, and not blank"),
        (f"{MARK},it.started,2024-01-02,", "row 2, ref: must be an id, and not blank"),
        (f"{MARK},it.started,2024-01-02", "row 2: must have 4 values, as many as the header has columns, and has 3"),
    ],
)
def test_a_row_that_cannot_be_read(row, fault):
    """Is reported with its place, the rest is read, and what it could have said is lost to its subject."""
    source = read(f"subject,kind,on,ref\n{row}\nc-1,it.started,2024-01-02,r-1\n")
    assert [(one.subject, bool(one.events), one.lost) for one in source.subjects()] == [
        ("c-1", True, frozenset()),
        (MARK, False, {"it.started"}),
    ]
    assert [str(one) for one in source.faults] == [fault]


@pytest.mark.parametrize("text", ["", "nan", "None", "NULL", "N/A", "#N/A", "NaN", "1.2E+11", "a\x00b", "\u202e1"])
def test_a_row_whose_subject_cannot_be_read_changes_nobody(text):
    """It is counted, and no two children whose ids are not there become one child."""
    source = read(f"subject,kind,on,ref\n{text},it.started,2024-01-02,r\nc-1,it.started,2024-01-02,r-1\n")
    assert [(one.subject, one.lost) for one in source.subjects()] == [("c-1", frozenset())]
    assert [one.path for one in source.faults] == ["row 2, subject"]
    assert source.fault_count == 1


def test_a_subject_at_a_time():
    """Rows of one subject that lie apart come together, each in its turn and none lost, however many."""
    rows = "".join(f"c-{row % 2},it.started,2024-01-02,{row}\n" for row in range(12_001))
    first, second = read("subject,kind,on,ref\n" + rows).children()
    assert [int(one.ref) for one in first] == list(range(0, 12_001, 2))
    assert [int(one.ref) for one in second] == list(range(1, 12_001, 2))


def test_a_table_without_a_column():
    """Is refused with the columns it wants."""
    with pytest.raises(BadDocument, match="subject, kind, on, ref"):
        list(read("subject,kind,on\n").events())


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_byte_order_mark_is_let_be(end):
    """As spreadsheets write one, whatever ends their lines."""
    source = read(end.join(["Subject,KIND,on,ref", "c-1,it.started,2024-01-02,r-1", ""]), "utf-8-sig")
    assert [one.subject for one in source.events()] == ["c-1"]


@pytest.mark.parametrize(
    ("coding", "said"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252, since it is no UTF-8"),
        ("utf-8", None),
        ("utf-8-sig", None),
    ],
)
def test_encodings_are_told_apart_and_said(coding, said):
    """As Excel writes them, and as older systems do; plain UTF-8 goes without saying."""
    source = read("subject,kind,on,ref\né-1,it.started,2024-01-02,r-1\n", coding)
    assert [one.subject for one in source.events()] == ["é-1"]
    assert [one for one in source.remarks if "read as" in one] == (
        [] if said is None else [f"the table: read as {said}"]
    )


@pytest.mark.parametrize("body", [b"\xc3\xa9 and \xe9", b"\x81", b"\xc3\xa9\xc3"])
def test_a_file_of_two_encodings_is_refused(body):
    """Nobody can tell what it says: characters of UTF-8 beside others, and bytes that no encoding has."""
    with pytest.raises(BadDocument, match="the table: must be text in one encoding"):
        list(read_events(io.BytesIO(b"subject,kind,on,ref\n" + body)).events())


def test_a_row_of_too_many_values_is_a_fault():
    """Nobody can say which column each is of; empty ones at the end are let be, as spreadsheets write them."""
    source = read("subject,kind,on,ref\nc-1,a,2024-01-01,r,x\nc-2,a,2024-01-01,r,,\n")
    assert [one.subject for one in source.events()] == ["c-2"]
    assert [str(one) for one in source.faults] == [
        "row 2: must have 4 values, as many as the header has columns, and has 5"
    ]


class TestAnyBytes:
    """Whatever is in the file, it is read or refused, and nothing of it is in what is said."""

    cells = st.sampled_from(["", MARK, "it.started", "2024-01-02", "2024-13-02", '"', "\x00", "é", '"a\nb"', "c,d"])
    files = st.binary(max_size=80) | st.tuples(
        st.sampled_from(["subject,kind,on,ref\n", f"on,ref,{MARK},kind,subject\n", f"subject,{MARK}\n", ""]),
        st.lists(st.lists(cells, max_size=6).map(",".join), max_size=4).map("\n".join),
        st.sampled_from(["utf-8", "utf-16", "latin-1"]),
    ).map(lambda parts: (parts[0] + parts[1]).encode(parts[2]))

    @given(files)
    def test_it_holds(self, body):
        """For bytes, for other encodings, and for tables with something wrong in any place."""
        assert safe(read_events, body)

    @pytest.mark.parametrize("planted", PLANTED)
    def test_another_error_or_a_text_that_shows_is_caught(self, planted):
        """The controls: an error of Python's let out, one left on the context, and a reader that shows text."""
        assert caught(lambda body: safe(planted, body), self.files)


class Zeros(io.RawIOBase):
    """A header and two rows, the first of them endless but for a limit; nothing of it is held."""

    size = 200_000_000
    head = b"subject,kind,on,ref\nc-1,it.started,2024-01-02,"
    tail = b"\nc-2,it.started,2024-01-02,r-2\n"
    at = 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = offset if whence == 0 else self.size
        return self.at

    def readinto(self, buffer):
        body = len(self.head) + self.size
        parts = self.head[self.at :] if self.at < len(self.head) else b"0" * max(0, min(len(buffer), body - self.at))
        piece = (parts or self.tail[self.at - body :])[: len(buffer)]
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)


class TestLongRows:
    """A row that is too long is a fault with its place, and the rows after it are read."""

    WANTED = "no more than 1,048,576 characters"

    @pytest.mark.parametrize(
        "row",
        [
            "c-1,it.started,2024-01-02," + "r" * 1_048_576,
            f'c-1,it.started,2024-01-02,"{"r" * 1_048_576}"',
            f'c-1,it.started,2024-01-02,"{"r" * 1_048_576}\nand on"',
            "c-1,it.started,2024-01-02,r" + ',"a\nb"' * 200_000,
        ],
    )
    def test_a_long_row(self, row):
        """In one line or in many, in quotes or without them."""
        source = read(f"subject,kind,on,ref\nc-0,a,2024-01-02,r\n{row}\nc-2,a,2024-01-02,r\n")
        assert [one.subject for one in source.events()] == ["c-0", "c-2"]
        assert [str(one) for one in source.faults] == [f"row 3: must have {self.WANTED}"]

    def test_a_long_header(self):
        """A header in many lines that is too long is no header: the names of its columns are not all known."""
        more = ",".join(['"a\nb"'] * 200_000)
        with pytest.raises(
            BadDocument, match="the table, row 1: must be a header with the columns subject, kind, on, ref"
        ):
            list(read(f"subject,kind,on,ref,{more}\nc-2,a,2024-01-02,r\n").events())

    def test_the_longest_row(self):
        """The control: a row of the limit itself is read."""
        start = "c-1,it.started,2024-01-02,r"
        values = ",".join(["x" * 1000] * 1047)
        row = f"{start},{values}"
        row += "y" * (1_048_575 - len(row))
        many = row.count(",") - 3
        source = read(f"subject,kind,on,ref,{','.join(f'f{n}' for n in range(many))}\n{row}\n")
        assert [one.subject for one in source.events()] == ["c-1"]
        source = read(f"subject,kind,on,ref,{','.join(f'f{n}' for n in range(many))}\n{row}y\n")
        assert list(source.events()) == []

    def test_an_endless_row_is_not_held(self):
        """Two hundred million characters in one line are read in the memory of a few rows."""
        tracemalloc.start()
        try:
            source = read_events(Zeros())
            assert [one.subject for one in source.events()] == ["c-2"]
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert [str(one) for one in source.faults] == [f"row 2: must have {self.WANTED}"]
        assert peak < 20_000_000
