"""The looked-after return as events, and the breaches an independent reading of its limits finds."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import ColumnMapping, open_return, read_looked_after
from reflective.exchange.returns.days import NO_PLACEHOLDER
from reflective.exchange.returns.episodes import EPISODE_KINDS
from reflective.exchange.returns.looked_after import REGIMES
from reflective.rules import Ruleset, Status
from tests.exchange.returns.safety import MARK, PLANTED, safe
from tests.properties.control import caught

HEADER = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n"
RULES = Ruleset.load("looked-after-return")
EMERGENCY = ("L1", "L2", "L3", "V3")


def binary(text, coding="utf-8"):
    return io.BytesIO(text.encode(coding))


@pytest.fixture
def folder():
    """Read a return."""

    def read(episodes, reviews=None, header=HEADER, **how):
        files = {"Episodes.CSV": binary(header + episodes)}
        if reviews is not None:
            files["reviews.csv"] = binary(reviews)
        return read_looked_after(files, **how)

    return read


def rows_of(source):
    return [(one.kind, str(one.on), one.ref) for one in source.events()]


def of(source, *spans):
    """The events of some spans."""
    return [one for one in rows_of(source) if one[0].partition(".")[0] in spans]


class TestEvents:
    """Each row says what happened to its child."""

    def test_one_episode(self, folder):
        """A placement, and the child becoming and ceasing to be looked after; the header is row 1."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,E3\n")
        assert rows_of(source) == [
            ("placement.started", "2020-02-01", "2"),
            ("placement.ended", "2020-04-03", "2"),
            ("looked_after.started", "2020-02-01", "2"),
            ("looked_after.ended", "2020-04-03", "2"),
        ]
        started = next(source.events())
        assert started.facts == (("place", "U1"), ("new_placement", "yes"), ("legal_status", "C2"))

    def test_codes_are_read_whatever_their_case(self, folder):
        """A small letter is no other code."""
        small = folder("1,01/02/2020,s,l1,n1,t4,03/04/2020,e3\n")
        assert list(small.events()) == list(folder("1,01/02/2020,S,L1,N1,T4,03/04/2020,E3\n").events())
        assert small.fault_count == 0

    def test_care_that_goes_on(self, folder):
        """An episode that another follows ends no care, and the end is that of the care it began with."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,X1\n1,03/04/2020,P,C2,N1,U2,05/06/2020,E3\n")
        assert of(source, "looked_after") == [
            ("looked_after.started", "2020-02-01", "2"),
            ("looked_after.ended", "2020-06-05", "2"),
        ]

    @pytest.mark.parametrize("reason", list("PTBU"))
    def test_care_since_before_the_file(self, folder, reason):
        """The first row tells that care was going on, and not when it began; a new placement began on that day."""
        source = folder(f"1,01/02/2020,{reason},C2,N1,U1,,\n")
        assert of(source, "looked_after") == [("looked_after.continuing", "2020-02-01", "2")]
        assert of(source, "placement") == [("placement.started", "2020-02-01", "2")]

    def test_a_placement_since_before_the_file(self, folder):
        """Where the first row says that the legal status alone changed, the placement was going on as well."""
        source = folder("1,01/02/2020,L,C2,N1,U1,05/02/2020,E3\n")
        assert of(source, "placement") == [
            ("placement.continuing", "2020-02-01", "2"),
            ("placement.ended", "2020-02-05", "2"),
        ]
        assert of(source, "looked_after") == [
            ("looked_after.continuing", "2020-02-01", "2"),
            ("looked_after.ended", "2020-02-05", "2"),
        ]

    def test_a_change_of_legal_status_alone_goes_on_with_the_placement(self, folder):
        """One placement with the rows of both, and an event of the new legal status."""
        source = folder("1,01/02/2020,S,V2,N1,U1,03/02/2020,X1\n1,03/02/2020,L,C2,N1,U1,05/02/2020,E3\n")
        assert of(source, "placement") == [
            ("placement.started", "2020-02-01", "2,3"),
            ("placement.ended", "2020-02-05", "2,3"),
        ]
        (changed,) = [one for one in source.events() if one.kind == "legal_status.changed"]
        assert (str(changed.on), changed.ref, changed.facts) == ("2020-02-03", "3", (("legal_status", "C2"),))
        assert source.fault_count == 0

    @pytest.mark.parametrize(
        ("reason", "new"), [("P", "yes"), ("B", "yes"), ("T", "not settled"), ("U", "not settled")]
    )
    def test_a_placement_with_the_same_carers(self, folder, reason, new):
        """Whether that is a new placement in law is not settled, and the fact says so."""
        rows = f"1,01/02/2020,S,V2,N1,U1,03/02/2020,X1\n1,03/02/2020,{reason},C2,N1,U3,,\n"
        last = [one for one in folder(rows).events() if one.kind == "placement.started"][-1]
        assert last.fact("new_placement") == new

    @pytest.mark.parametrize(
        ("status", "place", "fact"),
        [
            ("V3", "U1", "short_break"),
            ("V4", "U1", "short_break"),
            ("E1", "A3", "placed_for_adoption"),
            ("E1", "A6", "placed_for_adoption"),
            ("C2", "P1", "living_with_parent"),
        ],
    )
    def test_codes_that_state_a_regime(self, folder, status, place, fact):
        """Are facts of the placement and of the time in care; other codes state none."""
        for events in folder(f"1,01/02/2020,S,{status},N1,{place},,\n").children():
            found = {one.kind: one.fact(fact) for one in events}
            assert (found["placement.started"], found["looked_after.started"]) == ("yes", "yes")
        plain = next(folder("1,01/02/2020,S,C2,N1,U1,,\n").events())
        assert not {name for name, _ in REGIMES.values()} & {name for name, _ in plain.facts}

    def test_adjoining_emergency_episodes_are_one_stay(self, folder):
        """With a row between of another child, and an open last one."""
        source = folder(
            "1,01/02/2020,S,L1,N1,U1,03/02/2020,X1\n2,01/02/2020,S,L1,N1,U1,02/02/2020,E3\n1,03/02/2020,P,L1,N1,U2,,\n"
        )
        assert of(source, "police_protection") == [
            ("police_protection.started", "2020-02-01", "2,4"),
            ("police_protection.started", "2020-02-01", "3"),
            ("police_protection.ended", "2020-02-02", "3"),
        ]

    def test_a_stay_of_more_rows_than_an_id_holds(self, folder):
        """Is rows_of by its first row and how many more, and no child is lost."""
        days = "".join(f"1,{day:02}/01/2020,P,L1,N1,U{{}},{day + 1:02}/01/2020,X1\n" for day in range(1, 30))
        last = "1,30/01/2020,P,C2,N1,U1,,\n"
        source = folder(days.format(*[1] * 29) + days.format(*[2] * 29) + last + "2,01/02/2020,S,L1,N1,U1,,\n")
        assert of(source, "police_protection") == [
            ("police_protection.started", "2020-01-01", "2 and 57 more"),
            ("police_protection.ended", "2020-01-30", "2 and 57 more"),
            ("police_protection.started", "2020-02-01", "61"),
        ]

    def test_short_breaks_and_temporary_placements_stay_apart(self, folder):
        """Each is judged episode by episode, though they adjoin."""
        source = folder("1,01/02/2020,S,V3,N1,T1,03/02/2020,X1\n1,03/02/2020,P,V3,N1,T3,05/02/2020,E3\n")
        assert [one[2] for one in of(source, "short_break", "temporary_placement")] == list("22223333")

    def test_a_change_of_legal_status_alone_is_no_new_holiday(self, folder):
        """Three episodes of a carer's holiday are one placement where only the status changed between them."""
        first = "1,01/02/2020,P,C2,N1,T3,03/02/2020,X1"
        later = ["1,03/02/2020,{},C1,N1,T3,05/02/2020,X1", "1,05/02/2020,{},C2,N1,T3,,"]
        for reason, status in (("L", Status.MET), ("T", Status.MET_LATE)):
            source = folder("\n".join([first, *(row.format(reason) for row in later)]) + "\n")
            found = [one for child in source.children() for one in RULES.obligations(child, date(2020, 3, 1))]
            last = [one for one in found if one.rule == "temporary-placement.holidays-in-a-year"][-1]
            assert last.status is status

    def test_reviews(self, folder):
        """Each with its own row, beside those of the episodes."""
        source = folder("1,01/02/2020,S,C2,N1,U1,,\n", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,x,20/02/2020,pn3\n")
        assert ("looked_after_review.held", "2020-02-20", "review-2") in rows_of(source)
        assert source.fault_count == 0

    def test_a_child_at_a_time_whatever_the_order(self, folder):
        """Rows of one child that lie apart come together."""
        source = folder("".join(f"{row % 3},{row + 1:02}/02/2020,P,C2,N1,U1,,\n" for row in range(9)))
        assert [{one.subject for one in events} for events in source.children()] == [{"0"}, {"1"}, {"2"}]

    def test_care_that_begins_on_the_day_it_ended(self, folder):
        """The end is that of the care before it, and the new care has an end of its own."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,E3\n1,03/04/2020,S,C2,N1,U1,05/06/2020,E3\n")
        assert [one[2] for one in rows_of(source) if one[0] == "looked_after.ended"] == ["2", "3"]

    def test_a_death_is_told_by_the_reason(self, folder):
        """The last day of an episode that ended because the child died is the day of the death."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,E2\n")
        assert of(source, "child") == [("child.died", "2020-04-03", "death")]

    def test_a_death_that_the_record_goes_on_after_is_none(self, folder):
        """Nobody can tell which of the two is right, so whether the child has died is lost."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,E2\n1,05/04/2020,S,C2,N1,U1,,\n")
        assert of(source, "child") == []
        assert [str(one) for one in source.faults] == [
            "Episodes.CSV row 2, REC: must be a reason other than E2, since row 3 is later"
        ]
        (child,) = source.subjects()
        assert child.lost == {"child.died"}

    def test_every_emergency_status_has_its_kind(self, folder):
        """And every kind rows_of is among those that a return is said to hold."""
        rows = [f"1,0{day}/02/2020,S,{one},N1,T4,0{day}/02/2020,E3\n" for day, one in enumerate(EMERGENCY, start=1)]
        source = folder("".join(rows) + "2,01/02/2020,L,C2,N1,U1,03/02/2020,E2\n")
        kinds = {one.kind for one in source.events()}
        assert kinds == source.holds - {"looked_after_review.held"}

    def test_an_episode_of_one_day(self, folder):
        """May end on the day it starts."""
        source = folder("1,01/02/2020,S,C2,N1,U1,01/02/2020,E3\n")
        assert [one[0] for one in of(source, "placement")] == ["placement.started", "placement.ended"]
        assert source.fault_count == 0

    def test_a_byte_order_mark_is_let_be(self):
        """A byte order mark, which spreadsheets write, is accepted."""
        files = {"episodes.csv": binary(HEADER + "1,01/02/2020,S,C2,N1,U1,,\n", "utf-8-sig")}
        assert rows_of(read_looked_after(files))[0] == ("placement.started", "2020-02-01", "2")

    def test_progress_is_told_of_both_files_as_one(self, folder):
        """Never backwards, and to the end of the last."""
        episodes = "1,01/02/2020,P,C2,N1,U1,,\n" * 3_000
        reviews = "CHILD,REVIEW,REVIEW_CODE\n" + "1,01/02/2020,PN1\n" * 3_000
        steps = []
        list(folder(episodes, reviews, on_progress=lambda *step: steps.append(step)).events())
        total = len(HEADER + episodes + reviews)
        assert steps == sorted(steps)
        assert {total for _, total in steps} == {total}
        assert steps[-1] == (total, total)

    def test_it_can_be_read_again(self, folder):
        """Each reading begins anew, and counts its faults anew."""
        source = folder("1,x,S,C2,N1,U1,,\n1,01/02/2020,S,C2,N1,U1,,\n")
        assert rows_of(source) == rows_of(source)
        assert source.fault_count == 1

    def test_fields_that_are_kept(self, folder):
        """Those that were asked for by name are facts of what their row says, and no other is."""
        mapping = ColumnMapping(keep=("cin", "Team"))
        source = folder("1,01/02/2020,S,C2,N1,U1,,,North\n", header=HEADER.strip() + ",TEAM\n", mapping=mapping)
        for one in source.events():
            assert (one.fact("cin"), one.fact("Team"), one.fact("CIN")) == ("N1", "North", None)


class TestFaults:
    """Every malformed row is reported with its place, and the rest is read."""

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (f",01/02/2020,S,{MARK},N1,U1,,", "row 3, CHILD: must be an id, and not blank"),
            (f"nan,01/02/2020,S,{MARK},N1,U1,,", "row 3, CHILD: must be an id, and not blank"),
            (f"{MARK},,S,C2,N1,U1,,", "row 3, DECOM: must be a day written DD/MM/YYYY"),
            (f"{MARK},2020-02-01,S,C2,N1,U1,,", "row 3, DECOM: must be a day written DD/MM/YYYY"),
            (f"{MARK},30/02/2020,S,C2,N1,U1,,", "row 3, DECOM: must be a day written DD/MM/YYYY"),
            (f"{MARK},1/2/2020,S,C2,N1,U1,,", "row 3, DECOM: must be a day written DD/MM/YYYY"),
            (f"{MARK},01/01/1900,S,C2,N1,U1,,", f"row 3, DECOM: must be {NO_PLACEHOLDER}"),
            (f"{MARK},31/12/1899,S,C2,N1,U1,,", f"row 3, DECOM: must be {NO_PLACEHOLDER}"),
            (f"{MARK},01/02/2020,S,C2,N1,U1,31/12/9999,X1", f"row 3, DEC: must be {NO_PLACEHOLDER}"),
            (f"{MARK},01/02/2020,S,C2,N1,U1,{MARK},", "row 3, DEC: must be a day written DD/MM/YYYY"),
            (f"{MARK},01/02/2020,S,C2,N1,U1,nan,", "row 3, DEC: must be a day written DD/MM/YYYY"),
            (f"{MARK},01/02/2020,S,C2,N1,U1,31/01/2020,X1", "row 3, DEC: must be on or after DECOM"),
            (f"{MARK},01/02/2020,S,{MARK},N1,U1,,", "row 3, LS: must be a code of the return's list"),
            (f"{MARK},01/02/2020,S,,N1,U1,,", "row 3, LS: must be a code of the return's list"),
            (f"{MARK},01/02/2020,{MARK},C2,N1,U1,,", "row 3, RNE: must be a code of the return's list"),
            (f"{MARK},01/02/2020,S,C2,N1,{MARK},,", "row 3, PLACE: must be a code of the return's list"),
            (f"{MARK},01/02/2020,S,C2,N1,U1,02/02/2020,{MARK}", "row 3, REC: must be a code of the return's list"),
            (MARK, "row 3: must have 8 values, as many as the header has columns, and has 1"),
            (
                f"{MARK},01/02/2020,S,C2,N1,U1,,,x",
                "row 3: must have 8 values, as many as the header has columns, and has 9",
            ),
        ],
    )
    def test_a_row(self, folder, row, fault):
        """The file, the row and the column; what a row of episodes can say is lost to its child, and nobody else."""
        source = folder(f"1,01/02/2020,S,C2,N1,U1,,\n{row}\n2,01/02/2020,S,C2,N1,U1,,\n")
        found = {one.subject: one for one in source.subjects()}
        assert {name for name, one in found.items() if one.events} == {"1", "2"}
        assert [str(one) for one in source.faults] == [f"Episodes.CSV {fault}"]
        assert [one.lost for name, one in found.items() if name == MARK] in ([], [EPISODE_KINDS])
        assert (MARK in found) == row.startswith(MARK)
        assert not found["1"].lost

    def test_blank_rows_are_counted_and_are_no_rows(self, folder):
        """A fault has the row at which a spreadsheet shows it."""
        source = folder(f"\n,,,,,,,\n{MARK},x,S,C2,N1,U1,,\n")
        assert list(source.events()) == []
        assert [one.path for one in source.faults] == ["Episodes.CSV row 4, DECOM"]

    def test_a_thousand_are_kept_and_all_are_counted(self, folder):
        """A file of nothing but faults needs no more memory than one of a thousand."""
        source = folder("1,x\n" * 1500)
        assert list(source.events()) == []
        assert (len(source.faults), source.fault_count) == (1000, 1500)

    def test_a_column_that_never_parses_is_one_line(self, folder):
        """With the number of rows and what the days look like; the rows are all counted."""
        source = folder("1,2020-02-01,S,C2,N1,U1,2020-02-03,E3\n" * 1500)
        assert list(source.events()) == []
        looks = "1,500 rows are not a day written DD/MM/YYYY; looks like YYYY-MM-DD"
        assert [str(one) for one in source.faults] == [f"Episodes.CSV, DECOM: {looks}", f"Episodes.CSV, DEC: {looks}"]
        assert source.fault_count == 1500

    def test_a_column_that_parses_once_is_told_row_by_row(self, folder):
        """The control: one day that can be read shows that the form is the right one."""
        bad = "1,2020-02-01,S,C2,N1,U1,,\n"
        source = folder(bad + "2,01/02/2020,S,C2,N1,U1,,\n" + bad)
        assert list(source.events())
        assert [one.path for one in source.faults] == ["Episodes.CSV row 2, DECOM", "Episodes.CSV row 4, DECOM"]

    @pytest.mark.parametrize(
        ("header", "wanted"),
        [
            ("CHILD,DEC\n", "lacks DECOM, RNE, LS, PLACE, REC; found CHILD, DEC"),
            (
                HEADER.replace("DECOM", "DECOMM"),
                "lacks DECOM; found CHILD, RNE, LS, PLACE, DEC, REC, DECOMM?, 1 other column",
            ),
            (HEADER.replace("DEC,", f"{MARK},"), "lacks DEC; found CHILD, DECOM, RNE, LS, PLACE, REC, 2 other columns"),
            (HEADER.replace(",", ";"), "separated by semicolons: save it as CSV with commas"),
            (HEADER.replace(",", "\t"), "separated by tabs: save it as CSV with commas"),
            (f"{MARK} {MARK}\n\n{HEADER}", "row 3 has them: take away what is above it"),
        ],
    )
    def test_a_header_that_is_none(self, folder, header, wanted):
        """The whole file is refused: what is lacking, what was found and what may be the matter."""
        with pytest.raises(
            BadDocument, match=r"Episodes\.CSV, row 1: must be a header with the columns CHILD,"
        ) as refused:
            list(folder("1,2\n", header=header).events())
        assert wanted in str(refused.value)
        assert MARK not in str(refused.value)

    @pytest.mark.parametrize("column", ["DEC", "dec", " Dec "])
    def test_a_column_that_is_there_twice(self, folder, column):
        """The whole file is refused, since nobody can tell which is meant; a column that is not read may be."""
        with pytest.raises(BadDocument, match="must have the column DEC once, and has it in columns 7 and 9"):
            list(folder("", header=f"{HEADER.strip()},{column}\n").events())
        twice = folder("1,01/02/2020,S,C2,N1,U1,,,N1\n", header=f"{HEADER.strip()},CIN\n")
        assert list(twice.events())

    def test_no_episodes(self, tmp_path):
        """A folder that is no return."""
        with pytest.raises(BadDocument, match=r"a folder with episodes\.csv"):
            open_return(tmp_path)

    def test_another_encoding(self):
        """One accent in a column that no rule reads refuses no return."""
        files = {"episodes.csv": binary(f"{HEADER}1,01/02/2020,S,C2,é,U1,,\n", "cp1252")}
        source = read_looked_after(files)
        assert list(source.events())
        assert source.remarks == ("episodes.csv: read as Windows-1252, since it is no UTF-8",)

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (f",{MARK},20/02/2020,PN3", "row 2, CHILD: must be an id, and not blank"),
            (f"1,{MARK},2020-02-20,PN3", "row 2, REVIEW: must be a day written DD/MM/YYYY"),
            (f"1,{MARK},20/02/2020,PN9", "row 2, REVIEW_CODE: must be a code of the return's list"),
            (f"1,{MARK}", "row 2: must have 4 values, as many as the header has columns, and has 2"),
        ],
    )
    def test_a_review(self, folder, row, fault):
        """The same of its file; the episodes and the other reviews are read, and reviews alone are lost."""
        reviews = f"CHILD,DOB,REVIEW,REVIEW_CODE\n{row}\n1,x,20/02/2020,\n"
        source = folder("1,01/02/2020,S,C2,N1,U1,,\n", reviews)
        assert ("looked_after_review.held", "2020-02-20", "review-3") in rows_of(source)
        assert [str(one) for one in source.faults] == [f"reviews.csv {fault}"]
        (child,) = source.subjects()
        assert child.lost == ({"looked_after_review.held"} if row.startswith("1") else set())

    def test_reviews_without_a_column(self, folder):
        """Are refused like episodes without one."""
        with pytest.raises(BadDocument, match=r"reviews\.csv, row 1: must be a header with the columns CHILD, REVIEW"):
            list(folder("", "CHILD,REVIEW\n").events())


def reader(file):
    return read_looked_after({"episodes.csv": file})


class TestAnyBytes:
    """Whatever is in the file, it is read or refused, and nothing of it is in what is said."""

    cells = st.sampled_from(
        ["", MARK, "S", "L1", "V3", "T1", "01/02/2020", "31/01/2020", "31/02/2020", '"', "\x00", "é"]
    )
    rows = st.lists(st.lists(cells, max_size=9).map(",".join), max_size=4).map("\n".join)
    dated = st.tuples(cells, cells, cells, cells).map(lambda four: "{},01/02/2020,S,{},N1,{},{},E3\n".format(*four))
    files = st.binary(max_size=80) | st.tuples(
        st.sampled_from([HEADER, HEADER, HEADER.replace("CIN", MARK), HEADER.replace("DEC,", f"{MARK},")]),
        rows | st.lists(dated, max_size=4).map("".join),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
    ).map(lambda parts: (parts[0] + parts[1]).encode(parts[2]))

    @given(files)
    def test_it_holds(self, body):
        """For bytes, for other encodings, and for returns with something wrong in any place."""
        assert safe(reader, body)

    @pytest.mark.parametrize("planted", PLANTED)
    def test_another_error_or_a_text_that_shows_is_caught(self, planted):
        """The controls: an error of Python's let out, one left on the context, and a reader that shows text."""
        assert caught(lambda body: safe(planted, body), self.files)


def day(text):
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day and no time


def episodes_of(path):
    with (path / "episodes.csv").open(encoding="utf-8") as file:
        return [
            (row, one["CHILD"], one["LS"], one["PLACE"], day(one["DECOM"]), day(one["DEC"]), one["RNE"])
            for row, one in enumerate(csv.DictReader(file), start=2)
        ]


def table(path, name):
    with (path / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reviews_of(path):
    return [(one["CHILD"], one["REVIEW"], one["REVIEW_CODE"]) for one in table(path, "reviews.csv")]


def zip_longest_by_child(rows):
    """Each row of a child with the next one, or None."""
    by_child = defaultdict(list)
    for row in rows:
        by_child[row["CHILD"]].append(row)
    for own in by_child.values():
        own.sort(key=lambda one: (day(one["DECOM"]), day(one["DEC"]) or date.max))
        yield from zip(own, [*own[1:], None], strict=True)


def odd(one, later):
    """Values of one row that do not go together, and rows that do not go together with the next."""
    end = day(one["DEC"])
    if end is None and later is None and one["REC"] not in {"", "X1"}:
        yield "must be a day, since REC says why it ended"
    if end is not None and one["REC"] == "X1" and (later is None or day(later["DECOM"]) > end):
        yield "must be a reason other than X1, or another row has to begin on the day on which this one ends"
    if end is not None and later is not None and day(later["DECOM"]) < end:
        yield "must be no earlier than the end of row "
    if end is not None and later is not None and one["REC"] not in {"", "X1"} and later["RNE"] != "S":
        yield "must be S, since care ended with row "


def independent(path, as_of):
    """The breaches by a reading of the limits from their statements, in nothing but the standard library."""
    episodes = sorted(episodes_of(path), key=lambda one: (one[4], one[0]))
    found = set()
    for status, name, days in [
        ("L1", "police-protection", 3),
        ("L2", "emergency-protection", 21),
        ("L3", "child-assessment-order", 7),
    ]:
        for rows, start, end in joined([one for one in episodes if one[2] == status]):
            if too_long(start, end, as_of, days):
                found.add((f"{name}.length", ",".join(map(str, rows))))
    limits = {"T1": ("hospital", 42), "T3": ("holiday", 21), "T4": ("other", 7)}
    for row, _, status, place, start, end, _ in episodes:
        if status == "V3" and too_long(start, end, as_of, 17):
            found.add(("short-break.length", str(row)))
        if place in limits and too_long(start, end, as_of, limits[place][1]):
            found.add((f"temporary-placement.{limits[place][0]}", str(row)))
    episodes = [one for one in episodes if one[4] <= as_of]
    found |= {("short-break.total", row) for row in nights_over(episodes, as_of)}
    return found | {("temporary-placement.holidays-in-a-year", row) for row in third_in_a_year(episodes)}


def too_long(start, end, as_of, days):
    """Whether a stay has lasted more days than it may, by its end or, while it is open, by the day asked."""
    return start <= as_of and (min(end or as_of, as_of) - start).days > days


def joined(episodes):
    """Each child's episodes, those that start by the end of what went before taken together."""
    by_child = defaultdict(list)
    for row, child, _, _, start, end, _ in episodes:
        stays = by_child[child]
        if stays and (stays[-1][2] is None or start <= stays[-1][2]):
            rows, first, last = stays[-1]
            stays[-1] = ([*rows, row], first, None if None in {last, end} else max(last, end))
        else:
            stays.append(([row], start, end))
    return [stay for stays in by_child.values() for stay in stays]


def nights_over(episodes, as_of):
    """Rows with a night on which more than 75 nights of short breaks lie in the year up to it, counted one by one."""
    away, over = defaultdict(set), set()
    for row, child, status, _, start, end, _ in episodes:
        if status != "V3":
            continue
        for number in range(1, (min(end or as_of, as_of) - start).days + 1):
            night = start + timedelta(days=number)
            away[child].add(night)
            leap = (night.month, night.day) == (2, 29)
            back = date(night.year - 1, 2, 28) if leap else night.replace(year=night.year - 1)
            if sum(back < one <= night for one in away[child]) > 75:
                over.add(str(row))
    return over


def third_in_a_year(episodes):
    """Rows of a carer's holiday that are new placements, with two more of that child in the year up to them."""
    starts, over = defaultdict(list), set()
    for row, child, _, place, start, _, reason in episodes:
        if place == "T3" and reason != "L":
            starts[child].append(start)
            year = [
                one
                for one in starts[child]
                if (one.year + 1, one.month, one.day) > (start.year, start.month, start.day)
            ]
            if len(year) > 2:
                over.add(str(row))
    return over


def breaches(path, as_of, rules=RULES):
    source = open_return(path)
    obligations = [one for child in source.children() for one in rules.obligations(child, as_of, holds=source.holds)]
    late = {Status.MET_LATE, Status.OVERDUE}
    return obligations, {(one.rule, one.ref) for one in obligations if one.ruleset == RULES.id and one.status in late}


class TestTheFakeReturn:
    """The limits of the return, on the 5,050 episodes of a fake one."""

    @pytest.mark.parametrize("as_of", [date(2018, 3, 31), date(2017, 3, 31), date(2016, 2, 29)])
    def test_an_independent_reading_flags_the_same_episodes(self, looked_after_return, as_of):
        """Every breach of either reading is one of the other, with the same rows."""
        _, ours = breaches(looked_after_return, as_of)
        theirs = independent(looked_after_return, as_of)
        assert ours == theirs
        assert len({rule for rule, _ in ours}) >= 7

    def test_a_limit_that_is_a_day_out_is_caught(self, looked_after_return):
        """The control: one day more on each limit misses breaches that the reading finds."""
        import attrs

        from reflective.rules import Within

        def longer(rule):
            if not isinstance(rule.requirement, Within):
                return rule
            scale = attrs.evolve(rule.requirement.timescale, amount=rule.requirement.timescale.amount + 30)
            return attrs.evolve(rule, requirement=attrs.evolve(rule.requirement, timescale=scale))

        lax = attrs.evolve(RULES, rules=tuple(map(longer, RULES.rules)))
        _, ours = breaches(looked_after_return, date(2018, 3, 31), lax)
        assert ours != independent(looked_after_return, date(2018, 3, 31))

    def test_an_ended_stay_is_exceeded_and_an_open_one_overdue(self, looked_after_return):
        """By whether the return has its end."""
        obligations, _ = breaches(looked_after_return, date(2018, 3, 31))
        for one in obligations:
            if one.rule.endswith(".length"):
                assert (one.status is Status.MET_LATE) <= (one.met is not None)
                assert (one.status is Status.OVERDUE) <= (one.met is None)

    def test_every_child_and_episode_is_there(self, looked_after_return):
        """Each row is in one placement, each child of the header is a subject, and no row is left out."""
        rows, source = episodes_of(looked_after_return), open_return(looked_after_return)
        children = list(source.subjects())
        events = [event for child in children for event in child.events]
        begun = [one for one in events if one.kind in {"placement.started", "placement.continuing"}]
        assert sorted(int(row) for one in begun for row in one.ref.split(",")) == [row for row, *_ in rows]
        assert {one.subject for one in children} == {one["CHILD"] for one in table(looked_after_return, "header.csv")}
        again = sum(many - 1 for many in Counter(map(tuple, reviews_of(looked_after_return))).values())
        assert sum(one.kind == "looked_after_review.held" for one in events) == 12582 - again
        assert again == sum("is row" in fault.wanted for fault in source.faults) == 2

    def test_everybody_in_care_on_a_day_is_there(self, looked_after_return):
        """1,408 children have an episode that is open on 31 March 2019; each has care that began or was going on."""
        as_of = date(2019, 3, 31)
        rows = episodes_of(looked_after_return)
        inside = {child for _, child, _, _, start, end, _ in rows if start <= as_of and (end is None or end > as_of)}
        assert len(inside) == 1408
        care = {"looked_after.started", "looked_after.continuing"}
        asked = {one.subject for one in open_return(looked_after_return).events() if one.kind in care}
        assert inside <= asked

    def test_what_does_not_fit_together_is_counted(self, looked_after_return):
        """By an independent count: ends with no day, overlaps, and care that goes on in a row that is not there."""
        source = open_return(looked_after_return)
        list(source.events())
        rows_of = Counter(fault.wanted.rstrip("0123456789") for fault in source.faults)
        raw, found = table(looked_after_return, "episodes.csv"), Counter()
        for pair in zip_longest_by_child(raw):
            found.update(odd(*pair))
        assert {"must be a day, since REC says why it ended": 347}.items() <= found.items()
        assert {wanted: rows_of[wanted] for wanted in found} == found

    def test_police_protection_that_ends_on_the_third_day_is_not_known(self, folder):
        """72 hours cannot be rows_of from dates: the second day is in time, the fourth exceeded."""
        rows = "".join(f"{end},01/02/2020,S,L1,N1,U1,0{end}/02/2020,E3\n" for end in (3, 4, 5))
        source = folder(rows)
        found = [one for child in source.children() for one in RULES.obligations(child, date(2020, 3, 1))]
        statuses = {one.subject: one.status.value for one in found if one.rule == "police-protection.length"}
        assert statuses == {"3": "met", "4": "not_known", "5": "met_late"}


class TestRowsAreKept:
    """Every row that can be read is in some event, once as a placement, whatever the order of the rows."""

    rows = st.lists(
        st.tuples(st.sampled_from("123"), st.integers(1, 28), st.sampled_from(["L1", "L2", "C2"])),
        max_size=12,
        unique=True,
    )

    @staticmethod
    def law(read, rows):
        text = "".join(f"{child},{day:02}/01/2020,P,{status},N1,U1,,\n" for child, day, status in rows)
        placed = sorted(int(one.ref) for one in read(text) if one.kind == "placement.started")
        return placed == list(range(2, len(rows) + 2))

    @staticmethod
    def read(text):
        return list(reader(binary(HEADER + text)).events())

    @given(rows)
    def test_it_holds(self, rows):
        """By child, by day and by status."""
        assert self.law(self.read, rows)

    def test_losing_a_childs_last_row_is_caught(self):
        """The control: a reader that forgets the last row it was given."""
        fault = st.just(lambda text: self.read("".join(text.splitlines(keepends=True)[:-1])))
        assert caught(self.law, fault, self.rows)
