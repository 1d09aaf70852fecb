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


class TestFacts:
    """Every further column is a fact, but for those that say who somebody is."""

    @pytest.mark.parametrize(
        ("column", "what"),
        [
            ("Postcode", "a postcode"),
            ("PL_POST", "a postcode"),
            ("DOB", "a day of birth"),
            ("DateOfBirth", "a day of birth"),
            ("UPN", "an identifier"),
            ("NHS number", "an identifier"),
            ("forename", "a name"),
            ("Ethnicity", "a characteristic"),
            ("gender_current", "a characteristic"),
            ("Case notes", "free text"),
            ("address line 1", "an address"),
        ],
    )
    def test_what_is_left_out_unless_it_is_named(self, column, what):
        """The remark says what it was, and not the column's name, which may be anything."""
        table = f"subject,kind,on,ref,{column}\nc-1,it.started,2024-01-02,r-1,{MARK}\n"
        source = read(table)
        assert [one.facts for one in source.events()] == [()]
        assert (
            f"columns left out, since their names say that they hold {what}: name them to keep them" in source.remarks
        )
        named = read_events(io.BytesIO(table.encode()), mapping=ColumnMapping(keep=(column,)))
        assert [one.facts for one in named.events()] == [((column, MARK),)]

    @pytest.mark.parametrize(
        "column",
        ["team", "worker", "age_band", "placed_under", "intended_to_last_to_18", "experience", "school_age", "minutes"],
    )
    def test_what_a_rule_reads_is_a_fact(self, column):
        """The control: columns that rules and analysts name are kept."""
        source = read(f"subject,kind,on,ref,{column}\nc-1,it.started,2024-01-02,r-1,x\n")
        assert [one.facts for one in source.events()] == [((column, "x"),)]

    def test_text_for_no_value_is_a_fault_and_no_fact(self):
        """The event is read, and the column is told by its place, since its name may be anything."""
        source = read(f"subject,kind,on,ref,{MARK}\nc-1,a.b,2024-01-02,r,nan\nc-2,a.b,2024-01-02,r,a\x00\n")
        assert [one.facts for one in source.events()] == [(), ()]
        assert [str(one) for one in source.faults] == [
            "row 2, column 5: must be a value, or blank where there is none",
            "row 3, column 5: must be text without control characters",
        ]

    @pytest.mark.parametrize("header", ["subject,kind,on,ref,Subject", "subject,kind,on,ref,minutes,Minutes"])
    def test_a_column_that_is_there_twice(self, header):
        """Refuses the table, whether it is one of the four or a fact."""
        with pytest.raises(BadDocument, match="once, and has it in columns"):
            list(read(f"{header}\n").events())


class TestDamage:
    """A value that cannot be read is neither guessed nor passed over."""

    def test_the_same_row_twice_counts_once(self):
        """The second is named; a row that differs in anything is another."""
        row = "c-1,a.b,2024-01-02,r,1\n"
        source = read("subject,kind,on,ref,n\n" + row + row + row.replace(",1\n", ",2\n"))
        assert len(list(source.events())) == 2
        assert [str(one) for one in source.faults] == ["row 3: must be there once, and is row 2 again"]

    @pytest.mark.parametrize("other", ["123.0", "0123", " 123", "1 23", "\uff11\uff12\uff13", "'123", "\u200b123"])
    def test_ids_that_are_alike(self, other):
        """Each is a fault, and everything of either is lost, since they may be one or two."""
        source = read(f"subject,kind,on,ref\n123,a.b,2024-01-02,r\n{other},c.d,2024-01-02,r\n7,c.d,2024-01-02,r\n")
        children = list(source.subjects())
        if other.strip() == "123":
            assert len(children) == 2
            return
        lost = [one.lost for one in children if one.subject != "7"]
        assert lost == [{"a.b", "c.d"}] * 2
        assert source.fault_count == 2

    def test_ids_that_differ_in_more(self):
        """The control: they are two subjects, and nothing is lost."""
        source = read("subject,kind,on,ref\nA-1,a.b,2024-01-02,r\nA-2,a.b,2024-01-02,r\n")
        assert [one.lost for one in source.subjects()] == [frozenset(), frozenset()]

    def test_a_row_whose_kind_cannot_be_read_may_be_of_any_kind(self):
        """All that the file holds is lost to its subject, and to nobody else."""
        source = read("subject,kind,on,ref\nc-1,,2024-01-02,r\nc-1,a.b,2024-01-02,r\nc-2,c.d,2024-01-02,r\n")
        assert [one.lost for one in source.subjects()] == [{"a.b", "c.d"}, frozenset()]

    def test_a_row_that_is_shifted_names_nobody(self):
        """Where the id is not the first column, a row that is too long may have anybody's name in its place."""
        table = "n,subject,kind,on,ref\n1,c-1,a.b,2024-01-02,r\n1,{},x,c-1,a.b,2024-01-02\n"
        assert {one.subject for one in read(table.format(MARK)).subjects()} == {"c-1"}
        known = {one.subject: one.lost for one in read(table.format("c-1")).subjects()}
        assert known == {"c-1": {"a.b"}}

    def test_a_column_that_never_parses_is_one_line(self):
        """With what it looks like, both readings where nobody can tell."""
        row = "c-1,a.b,{},r\n"
        for days, looks in (
            (("02/01/2024", "03/01/2024"), "DD/MM/YYYY or MM/DD/YYYY"),
            (("02/01/2024", "23/01/2024"), "DD/MM/YYYY"),
            (("2024-01-02 00:00:00", "2024-01-03 00:00:00"), "YYYY-MM-DD hh:mm:ss"),
            (("45293", "45294"), "the numbers by which a spreadsheet counts days"),
            (("1/2/24", "2/2/24"), "days with a year of two digits"),
        ):
            source = read("subject,kind,on,ref\n" + "".join(map(row.format, days)))
            assert list(source.events()) == []
            assert [str(one) for one in source.faults] == [
                f"on: 2 rows are not a day written YYYY-MM-DD; looks like {looks}"
            ]

    @pytest.mark.parametrize(
        "day", ["1900-01-01", "1899-12-30", "1899-12-31", "0001-01-01", "9999-12-31", "1970-01-01", "1753-01-01"]
    )
    def test_a_placeholder_is_no_day(self, day):
        """The event that it stands for is lost, and said to be."""
        source = read(f"subject,kind,on,ref\nc-1,a.b,{day},r\nc-1,c.d,2024-01-02,r\n")
        (child,) = source.subjects()
        assert ([one.kind for one in child.events], child.lost) == (["c.d"], {"a.b"})


def test_one_file_of_a_return_is_told_what_to_do(tmp_path):
    """Alone it has no reviews, and would be judged as if none had been held."""
    for name, header in (("episodes.csv", "CHILD,DECOM,RNE,LS,PLACE,DEC,REC"), ("x.csv", "CHILD,REVIEW,REVIEW_CODE")):
        (tmp_path / name).write_text(f"{header}\n", "utf-8")
        with pytest.raises(BadDocument, match="give the folder in which it lies"):
            open_return(tmp_path / name)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("subject,kind,on", "lacks ref; found subject, kind, on;"),
        (f"subject,kinds,on,{MARK}", "lacks kind, ref; found subject, on, kinds?, 1 other column;"),
        (f"{MARK},a,b,c", "lacks subject, kind, on, ref; found 4 other columns; name your own columns in a mapping"),
        ("subject;kind;on;ref", "found 1 other column; its columns are separated by semicolons"),
        (f"{MARK}\nsubject,kind,on,ref", "row 2 has them: take away what is above it"),
        ("", "found nothing"),
    ],
)
def test_a_header_says_what_is_lacking_found_and_wanted(header, wanted):
    """No name is repeated that is not ours or nearly ours: without a header, the first row holds values."""
    with pytest.raises(BadDocument) as refused:
        list(read(f"{header}\n").events())
    assert wanted in str(refused.value)
    assert MARK not in str(refused.value)


def test_the_kinds_that_are_taken_are_said():
    """Words that are no kinds are counted and not repeated."""
    rows = "".join(f"c-1,{kind},2024-01-02,r\n" for kind in ("b.c", "a.b", MARK))
    source = read(f"subject,kind,on,ref\n{rows}")
    assert len(list(source.events())) == 3
    assert source.remarks == ("the file is taken to hold the kinds that are in it: a.b, b.c and 1 other kind",)
    assert source.holds == {"a.b", "b.c", MARK}
