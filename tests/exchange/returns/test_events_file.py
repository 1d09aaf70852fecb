"""A table of events as CSV, and which reader a path wants."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import open_return, read_events
from reflective.rules import Event
from tests.exchange.returns.safety import MARK, Echo, Raw, safe
from tests.properties.control import caught


@pytest.fixture
def write(tmp_path):
    """Write a table and read it."""

    def writing(text):
        path = tmp_path / "events.csv"
        path.write_text(text, "utf-8")
        return read_events(path)

    return writing


def test_columns_are_fields_and_the_rest_are_facts(write):
    """In any order; a blank fact is none."""
    source = write("age_band,on,subject,ref,kind,plan\nunder_5,2024-01-02,c-1,r-1,it.started,\n")
    facts = (("age_band", "under_5"),)
    assert list(source.events()) == [
        Event(subject="c-1", kind="it.started", on=date(2024, 1, 2), ref="r-1", facts=facts)
    ]
    assert (source.holds, source.ruleset) == (None, None)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"{MARK},it.started,02/01/2024,r", "on: a day written YYYY-MM-DD"),
        (f"{MARK},,2024-01-02,r", "kind: text that is not blank"),
        (f",{MARK},2024-01-02,r", "subject: text that is not blank"),
        (f"{MARK},it.started,2024-01-02", "ref: text that is not blank"),
    ],
)
def test_a_row_that_cannot_be_read(write, row, fault):
    """Is reported with its place, and the rest is read."""
    source = write(f"subject,kind,on,ref\n{row}\nc-1,it.started,2024-01-02,r-1\n")
    assert [one.subject for one in source.events()] == ["c-1"]
    assert [str(one) for one in source.faults] == [f"row 0, {fault}"]


def test_a_subject_at_a_time(write):
    """Rows of one subject that lie apart come together, each in its turn and none lost, however many."""
    rows = "".join(f"c-{row % 2},it.started,2024-01-02,{row}\n" for row in range(12_001))
    first, second = write("subject,kind,on,ref\n" + rows).children()
    assert [int(one.ref) for one in first] == list(range(0, 12_001, 2))
    assert [int(one.ref) for one in second] == list(range(1, 12_001, 2))


def test_a_table_without_a_column(write):
    """Is refused with the columns it wants."""
    with pytest.raises(BadDocument, match="subject, kind, on, ref"):
        list(write("subject,kind,on\n").events())


def test_a_byte_order_mark_is_let_be(tmp_path):
    """As spreadsheets write one."""
    path = tmp_path / "events.csv"
    path.write_text("Subject,KIND,on,ref\nc-1,it.started,2024-01-02,r-1\n", "utf-8-sig")
    assert [one.subject for one in read_events(path).events()] == ["c-1"]


def test_another_encoding_is_refused(tmp_path):
    """In the header and in a row, each with its place."""
    path = tmp_path / "events.csv"
    path.write_bytes(b"subject,kind,on,ref,\xff\n")
    with pytest.raises(BadDocument, match="the table: text in UTF-8"):
        list(read_events(path).events())


def test_a_row_of_too_many_values_is_a_fault(tmp_path):
    """Nobody can say which column each is of; empty ones at the end are let be, as spreadsheets write them."""
    path = tmp_path / "events.csv"
    path.write_text("subject,kind,on,ref\nc-1,a,2024-01-01,r,x\nc-2,a,2024-01-01,r,,\n", "utf-8")
    source = read_events(path)
    assert [one.subject for one in source.events()] == ["c-2"]
    assert [str(one) for one in source.faults] == ["row 0: no more than 4 values, as many as the header has columns"]


class TestAnyBytes:
    """Whatever is in the file, it is read or refused, and nothing of it is in what is said."""

    cells = st.sampled_from(["", MARK, "it.started", "2024-01-02", "2024-13-02", '"', "\x00", "é", '"a\nb"', "c,d"])
    files = st.binary(max_size=80) | st.tuples(
        st.sampled_from(["subject,kind,on,ref\n", f"on,ref,{MARK},kind,subject\n", f"subject,{MARK}\n", ""]),
        st.lists(st.lists(cells, max_size=6).map(",".join), max_size=4).map("\n".join),
        st.sampled_from(["utf-8", "utf-16", "latin-1"]),
    ).map(lambda parts: (parts[0] + parts[1]).encode(parts[2]))

    @given(files)
    def test_it_holds(self, tmp_path_factory, body):
        """For bytes, for other encodings, and for tables with something wrong in any place."""
        assert safe(read_events, tmp_path_factory.getbasetemp() / "any.csv", body)

    @pytest.mark.parametrize("planted", [Raw, Echo])
    def test_another_error_or_a_text_that_shows_is_caught(self, tmp_path, planted):
        """The controls: a reader with an error of its own, and one that shows what it refuses."""
        assert caught(lambda body: safe(planted, tmp_path / "any.csv", body), self.files)


class TestOpening:
    """What a path is, decides what reads it."""

    def test_by_its_kind(self, tmp_path):
        """A folder, `.xml` and `.csv`, whatever the case of the letters."""
        (tmp_path / "episodes.csv").write_text("", "utf-8")
        (tmp_path / "a.XML").write_text("<a/>", "utf-8")
        assert open_return(tmp_path).ruleset == "looked-after-return"
        assert open_return(tmp_path / "a.XML").ruleset == "children-in-need-census"
        assert open_return(tmp_path / "episodes.csv").ruleset is None

    @pytest.mark.parametrize("name", ["a.parquet", "a.txt", "a"])
    def test_what_cannot_be_read_says_what_can(self, tmp_path, name):
        """The kinds of file that can be, and not the name of this one."""
        (tmp_path / name).write_text("", "utf-8")
        with pytest.raises(BadDocument, match=r"a children in need census \(\.xml\), or events \(\.csv\)"):
            open_return(tmp_path / name)

    def test_parquet_is_not_read_yet(self, tmp_path):
        """And says so, since it may be one day."""
        (tmp_path / "a.parquet").write_text("", "utf-8")
        with pytest.raises(BadDocument, match=r"\.parquet is not read yet") as refused:
            open_return(tmp_path / "a.parquet")
        assert len(refused.value.faults) == 1

    def test_a_file_that_is_not_there(self, tmp_path):
        """Is the platform's own error, for the host to word."""
        with pytest.raises(FileNotFoundError):
            open_return(tmp_path / "none.xml")
