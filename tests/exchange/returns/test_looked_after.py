"""The looked-after return as events, and the breaches an independent reading of its limits finds."""

import csv
import io
from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import open_return, read_looked_after
from reflective.rules import Ruleset, Status
from tests.exchange.returns.safety import MARK, PLANTED, safe
from tests.properties.control import caught

HEADER = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n"
RULES = Ruleset.load("looked-after-return")


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


def told(source):
    return [(one.kind, str(one.on), one.ref) for one in source.events()]


class TestEvents:
    """What each row says happened."""

    def test_one_episode(self, folder):
        """A placement, and the child becoming and ceasing to be looked after."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,E3\n")
        assert told(source) == [
            ("placement.started", "2020-02-01", "0"),
            ("placement.ended", "2020-04-03", "0"),
            ("looked_after.started", "2020-02-01", "0"),
            ("looked_after.ended", "2020-04-03", "0"),
        ]
        started = next(source.events())
        assert started.facts == (("place", "U1"), ("new_placement", "yes"), ("legal_status", "C2"))

    def test_care_that_goes_on(self, folder):
        """An episode that another follows ends no care, and the end is that of the care it began with."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,X1\n1,03/04/2020,P,C2,N1,U2,05/06/2020,E3\n")
        assert [one for one in told(source) if one[0].startswith("looked_after")] == [
            ("looked_after.started", "2020-02-01", "0"),
            ("looked_after.ended", "2020-06-05", "0"),
        ]

    def test_adjoining_emergency_episodes_are_one_stay(self, folder):
        """With a row between of another child, and an open last one."""
        source = folder(
            "1,01/02/2020,S,L1,N1,U1,03/02/2020,X1\n2,01/02/2020,S,L1,N1,U1,02/02/2020,E3\n1,03/02/2020,P,L1,N1,U2,,\n"
        )
        stays = [one for one in told(source) if one[0].startswith("police")]
        assert stays == [
            ("police_protection.started", "2020-02-01", "0,2"),
            ("police_protection.started", "2020-02-01", "1"),
            ("police_protection.ended", "2020-02-02", "1"),
        ]

    def test_a_stay_of_more_rows_than_an_id_holds(self, folder):
        """Is told by its first row and how many more, and no child is lost."""
        days = "".join(f"1,{day:02}/01/2020,P,L1,N1,U1,{day + 1:02}/01/2020,X1\n" for day in range(1, 30))
        source = folder(days + days + "2,01/02/2020,S,L1,N1,U1,02/02/2020,E3\n")
        assert [one for one in told(source) if one[0].startswith("police")] == [
            ("police_protection.started", "2020-01-01", "0 and 57 more"),
            ("police_protection.ended", "2020-01-30", "0 and 57 more"),
            ("police_protection.started", "2020-02-01", "58"),
            ("police_protection.ended", "2020-02-02", "58"),
        ]

    def test_short_breaks_and_temporary_placements_stay_apart(self, folder):
        """Each is judged episode by episode, though they adjoin."""
        source = folder("1,01/02/2020,S,V3,N1,T1,03/02/2020,X1\n1,03/02/2020,P,V3,N1,T3,05/02/2020,E3\n")
        kinds = [one for one in told(source) if one[0].startswith(("short", "temp"))]
        assert [one[2] for one in kinds] == ["0", "0", "0", "0", "1", "1", "1", "1"]

    def test_a_change_of_legal_status_alone_is_no_new_placement(self, folder):
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
        source = folder("1,01/02/2020,S,C2,N1,U1,,\n", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,x,20/02/2020,PN3\n")
        assert ("looked_after_review.held", "2020-02-20", "review-0") in told(source)

    def test_a_child_at_a_time_whatever_the_order(self, folder):
        """Rows of one child that lie apart come together."""
        source = folder("".join(f"{row % 3},01/02/2020,P,C2,N1,U1,,\n" for row in range(9)))
        assert [{one.subject for one in events} for events in source.children()] == [{"0"}, {"1"}, {"2"}]

    def test_care_that_begins_on_the_day_it_ended(self, folder):
        """The end is that of the care before it, and the new care has an end of its own."""
        source = folder("1,01/02/2020,S,C2,N1,U1,03/04/2020,E3\n1,03/04/2020,S,C2,N1,U1,05/06/2020,E3\n")
        assert [one[2] for one in told(source) if one[0] == "looked_after.ended"] == ["0", "1"]

    def test_an_end_whose_start_is_in_no_row(self, folder):
        """Has the ref of its own row; without a reason it is no end."""
        source = folder("1,01/02/2020,P,C2,N1,U1,03/04/2020,\n1,03/04/2020,P,C2,N1,U1,05/06/2020,E3\n")
        assert [one for one in told(source) if one[0].startswith("looked_after")] == [
            ("looked_after.ended", "2020-06-05", "1")
        ]

    def test_every_emergency_status_has_its_kind(self, folder):
        """And every kind told is among those that a return is said to hold."""
        source = folder("".join(f"1,01/02/2020,S,{one},N1,T4,02/02/2020,E3\n" for one in ("L1", "L2", "L3", "V3")))
        kinds = {one.kind for one in source.events()}
        assert kinds == source.holds - {"looked_after_review.held"}

    def test_an_episode_of_one_day(self, folder):
        """May end on the day it starts."""
        source = folder("1,01/02/2020,P,C2,N1,U1,01/02/2020,X1\n")
        assert [one[0] for one in told(source)] == ["placement.started", "placement.ended"]
        assert source.fault_count == 0

    def test_a_byte_order_mark_is_let_be(self):
        """As spreadsheets write one."""
        files = {"episodes.csv": binary(HEADER + "1,01/02/2020,P,C2,N1,U1,,\n", "utf-8-sig")}
        assert told(read_looked_after(files)) == [("placement.started", "2020-02-01", "0")]

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
        assert told(source) == told(source)
        assert source.fault_count == 1


class TestFaults:
    """Every malformed row is reported with its place, and the rest is read."""

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (f",01/02/2020,S,{MARK},N1,U1,,", "CHILD: an id"),
            (f"{MARK},,S,C2,N1,U1,,", "DECOM: a day written DD/MM/YYYY"),
            (f"{MARK},2020-02-01,S,C2,N1,U1,,", "DECOM: a day written DD/MM/YYYY"),
            (f"{MARK},30/02/2020,S,C2,N1,U1,,", "DECOM: a day written DD/MM/YYYY"),
            (f"{MARK},1/2/2020,S,C2,N1,U1,,", "DECOM: a day written DD/MM/YYYY"),
            (
                f"{MARK},01/02/2020,S,C2,N1,U1,{MARK},",
                "DEC: a day written DD/MM/YYYY, or nothing where the episode is open",
            ),
            (f"{MARK},01/02/2020,S,C2,N1,U1,31/01/2020,X1", "DEC: on or after DECOM"),
            (MARK, "DECOM: a day written DD/MM/YYYY"),
        ],
    )
    def test_a_row(self, folder, row, fault):
        """The file, the row from 0 and the column, and nothing of what was in it."""
        source = folder(f"1,01/02/2020,S,C2,N1,U1,,\n{row}\n2,01/02/2020,S,C2,N1,U1,,\n")
        assert {one.subject for one in source.events()} == {"1", "2"}
        assert [str(one) for one in source.faults] == [f"Episodes.CSV row 1, {fault}"]

    def test_a_thousand_are_kept_and_all_are_counted(self, folder):
        """A file of nothing but faults needs no more memory than one of a thousand."""
        source = folder("1,x\n" * 1500)
        assert list(source.events()) == []
        assert (len(source.faults), source.fault_count) == (1000, 1500)

    def test_a_column_that_is_not_there(self, folder):
        """The whole file is refused, with the columns that it wants."""
        with pytest.raises(BadDocument, match="a header line with the columns CHILD, DECOM"):
            list(folder("1,2\n", header="CHILD,DEC\n").events())

    def test_no_episodes(self, tmp_path):
        """A folder that is no return."""
        with pytest.raises(BadDocument, match=r"a folder with episodes\.csv"):
            open_return(tmp_path)

    def test_not_utf8(self):
        """A file in another encoding is refused where it cannot be read on."""
        with pytest.raises(BadDocument, match="text in UTF-8"):
            list(read_looked_after({"episodes.csv": binary(f"{HEADER}ÿ", "latin-1")}).events())

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (f",{MARK},20/02/2020,PN3", "CHILD: an id"),
            (f"1,{MARK},2020-02-20,PN3", "REVIEW: a day written DD/MM/YYYY"),
            (f"1,{MARK}", "REVIEW: a day written DD/MM/YYYY"),
        ],
    )
    def test_a_review(self, folder, row, fault):
        """The same of its file; the episodes and the other reviews are read."""
        reviews = f"CHILD,DOB,REVIEW,REVIEW_CODE\n{row}\n1,x,20/02/2020,\n"
        source = folder("1,01/02/2020,S,C2,N1,U1,,\n", reviews)
        assert ("looked_after_review.held", "2020-02-20", "review-1") in told(source)
        assert [str(one) for one in source.faults] == [f"reviews.csv row 0, {fault}"]

    def test_reviews_without_a_column(self, folder):
        """Are refused like episodes without one."""
        with pytest.raises(
            BadDocument, match=r"reviews\.csv: a header line with the columns CHILD, REVIEW, REVIEW_CODE"
        ):
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
            for row, one in enumerate(csv.DictReader(file))
        ]


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
    assert source.fault_count == 0
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
        """An independent count of rows and children."""
        rows = episodes_of(looked_after_return)
        events = list(open_return(looked_after_return).events())
        assert sum(one.kind == "placement.started" for one in events) == len(rows) == 5050
        assert sum(one.kind == "looked_after_review.held" for one in events) == 12582
        assert len({one.subject for one in events}) >= len({one[1] for one in rows})

    def test_police_protection_that_ends_on_the_third_day_is_not_known(self, folder):
        """72 hours cannot be told from dates: the second day is in time, the fourth exceeded."""
        rows = "".join(f"{end},01/02/2020,S,L1,N1,U1,0{end}/02/2020,E3\n" for end in (3, 4, 5))
        source = folder(rows)
        found = [one for child in source.children() for one in RULES.obligations(child, date(2020, 3, 1))]
        statuses = {one.subject: one.status.value for one in found if one.rule == "police-protection.length"}
        assert statuses == {"3": "met", "4": "not_known", "5": "met_late"}


class TestRowsAreKept:
    """Every row that can be read is in some event, once as a placement, whatever the order of the rows."""

    rows = st.lists(
        st.tuples(st.sampled_from("123"), st.integers(1, 28), st.sampled_from(["L1", "L2", "C2"])), max_size=12
    )

    @staticmethod
    def law(read, rows):
        text = "".join(f"{child},{day:02}/01/2020,P,{status},N1,U1,,\n" for child, day, status in rows)
        return sorted(int(one.ref) for one in read(text) if one.kind == "placement.started") == list(range(len(rows)))

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
