"""The looked-after return as XML says what its CSV files say."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import open_return, read_looked_after
from tests.exchange.returns.safety import MARK, PLANTED, safe
from tests.properties.control import caught

COLUMNS = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC")
ROWS = {
    "1": [
        ("1", "01/02/2020", "S", "L1", "U1", "03/02/2020", "X1"),
        ("1", "03/02/2020", "L", "C2", "U1", "05/06/2020", "X1"),
        ("1", "05/06/2020", "T", "V3", "T3", "", ""),
    ],
    "2": [("2", "01/02/2020", "P", "C2", "A3", "03/02/2020", "E2")],
}
REVIEWS = {"1": [("20/02/2020", "PN1"), ("20/03/2020", "PN2")], "2": []}


def as_xml(rows, reviews, before=""):
    """A return in the shape of the collection's own XML."""
    children = ""
    for child, own in rows.items():
        held = "".join(
            f"<AREVIEW><REVIEW>{on}</REVIEW><REVIEW_CODE>{code}</REVIEW_CODE></AREVIEW>" for on, code in reviews[child]
        )
        episodes = "".join(
            "<EPISODE><DECOM>{1}</DECOM><RNE>{2}</RNE><LS>{3}</LS><PL>{4}</PL><DEC>{5}</DEC><REC>{6}</REC>"
            "</EPISODE>".format(*row)
            for row in own
        )
        header = f"<HEADER><CHILDID>{child}</CHILDID><DOB>01/01/2010</DOB>{held}</HEADER>"
        children += f"<CHILD>{header}{episodes}</CHILD>"
    return f"{before}<EXPSSDA903>{children}</EXPSSDA903>"


def as_csv(rows, reviews):
    """The same as CSV."""
    episodes = [COLUMNS, *(row for own in rows.values() for row in own)]
    held = [("CHILD", "REVIEW", "REVIEW_CODE"), *((child, *one) for child, own in reviews.items() for one in own)]
    return {
        name: io.BytesIO("\n".join(map(",".join, table)).encode())
        for name, table in (("episodes.csv", episodes), ("reviews.csv", held))
    }


def read(text, coding="utf-8"):
    return read_looked_after({"903.xml": io.BytesIO(text.encode(coding))})


def plain(source, shift):
    """The events without the numbers of rows: an element counts from 1, and a row from the header."""
    return [
        (one.subject, one.kind, one.on, one.facts, [int(part) - shift for part in one.ref.split(",") if part.isdigit()])
        for one in source.events()
    ]


def test_it_says_what_the_csv_files_say():
    """Event for event; `ref` is the running number of the element."""
    source = read(as_xml(ROWS, REVIEWS))
    assert plain(source, 0) == plain(read_looked_after(as_csv(ROWS, REVIEWS)), 1)
    assert (source.fault_count, source.ruleset) == (0, "looked-after-return")


def test_a_row_lost_is_caught():
    """The control: the same comparison with one episode fewer."""
    fewer = ROWS | {"1": ROWS["1"][:-1]}
    assert plain(read(as_xml(fewer, REVIEWS)), 0) != plain(read_looked_after(as_csv(ROWS, REVIEWS)), 1)


def test_a_path_of_xml_is_told_by_its_first_elements(tmp_path):
    """A census and a looked-after return are both `.xml`; in a folder, XML is read where there is no CSV."""
    path = tmp_path / "a.xml"
    path.write_text(as_xml(ROWS, REVIEWS), "utf-8")
    for place in (path, tmp_path):
        source = open_return(place)
        assert source.ruleset == "looked-after-return"
        assert {one.subject for one in source.events()} == {"1", "2"}
    path.write_text("<Message><Children/></Message>", "utf-8")
    assert open_return(path).ruleset == "children-in-need-census"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("1", "2020-02-01", "S", "L1", "U1", "", ""), "EPISODE 1, DECOM: must be a day written DD/MM/YYYY"),
        (("1", "01/02/2020", "S", MARK, "U1", "", ""), "EPISODE 1, LS: must be a code of the return's list"),
        (("1", "01/02/2009", "S", "L1", "U1", "", ""), "EPISODE 1, DECOM: must be on or after the day on which the"),
        (
            ("1", "01/02/2020</DECOM><DECOM>01/02/2021", "S", "L1", "U1", "", ""),
            "EPISODE 1: must have each field once, of at most 10,000 characters",
        ),
    ],
)
def test_a_fault_has_the_number_of_its_element(row, fault):
    """All XML may lie in one line, so the line would not tell."""
    source = read(as_xml({"1": [row]}, REVIEWS))
    (child,) = source.subjects()
    assert [str(one)[: len(fault)] for one in source.faults] == [fault]
    assert "placement.started" in child.lost


def test_a_child_with_two_ids_is_nobody():
    """Nobody can tell whose the rows are, so they are nobody's, and they are counted."""
    source = read(as_xml({"1</CHILDID><CHILDID>2": ROWS["1"]}, {"1</CHILDID><CHILDID>2": REVIEWS["1"]}))
    assert list(source.subjects()) == []
    assert source.fault_count > 1


def test_other_encodings_are_read_and_said():
    """As the first line declares them."""
    text = as_xml({"é": [("é", *ROWS["1"][0][1:])]}, {"é": []}, '<?xml version="1.0" encoding="windows-1252"?>')
    source = read(text, "cp1252")
    assert {one.subject for one in source.events()} == {"é"}
    assert source.remarks[0] == "the XML: read as Windows-1252, which its first line declares"


def test_what_is_no_return_is_refused():
    """XML of another kind does not pass as a return in which nothing is late."""
    with pytest.raises(BadDocument, match="must be a looked-after return: EXPSSDA903 with CHILD elements"):
        list(read("<Message/>").events())


class TestAnyText:
    """Whatever is in the file, it is read or refused, and nothing of it is in what is said."""

    cells = st.sampled_from(["", MARK, "S", "L1", "V3", "T1", "01/02/2020", "31/02/2020", "&lt;", "é", f"<{MARK}/>"])
    files = st.tuples(
        st.lists(st.tuples(*[cells] * 7), max_size=3).map(lambda rows: as_xml({MARK: rows}, {MARK: []})),
        st.sampled_from(["utf-8", "latin-1"]),
    ).map(lambda parts: parts[0].encode(parts[1]))

    @staticmethod
    def reader(file):
        return read_looked_after({"903.xml": file})

    @given(files)
    def test_it_holds(self, body):
        """For returns with something wrong in any place."""
        assert safe(self.reader, body)

    @pytest.mark.parametrize("planted", PLANTED)
    def test_another_error_or_a_text_that_shows_is_caught(self, planted):
        """The controls: an error of Python's let out, one left on the context, and a reader that shows text."""
        assert caught(lambda body: safe(planted, body), self.files)
