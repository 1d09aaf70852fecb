"""Each check in three answers, and the laws that hold of all of them."""

import importlib
import inspect
import re
from datetime import date, timedelta

import pytest

from reflective import demo
from reflective.checks import CHECKS, Check, Concern, Dismissal, Family, Found, check, check_caseload
from reflective.demo import second
from reflective.errors import BadValue
from reflective.practice import Audience
from reflective.records import OPEN
from reflective.rules import Ruleset
from tests import public_names
from tests.checks.examples import AS_OF, EXAMPLES, case, on

#: A rule of a council's own on the interval of supervision.
OWN = """
id = "northmere"
title = "Northmere"
version = "1"
[[rule]]
id = "supervision.child-monthly"
title = "Case supervision"
trigger = "case_supervision.held"
met_by = "case_supervision.held"
match = "next"
within = "1 month"
stands_until = 2019-09-06
text_read = "as made"
authority = "local policy"
confidence = "local"
"""


def reading_of(example, built):
    audiences = OPEN | ({Audience.PERSONAL} if example.personal else set())
    return built().read(as_of=AS_OF, audiences=audiences, owner="w-1" if example.personal else None)


def ruleset_of(example):
    if example.ruleset is None:
        return None
    return Ruleset.parse(OWN) if example.ruleset == "own" else Ruleset.load(example.ruleset)


def run(code, built, **given):
    example = EXAMPLES[code]
    switched = {"on": (code,)} if example.on else {}
    given = {"policy": example.policy, **given}
    return check(reading_of(example, built), ruleset_of(example), **switched, **given)


def test_every_check_has_an_example():
    """A check that nothing shows may find nothing, or everything."""
    assert set(EXAMPLES) == set(CHECKS)


@pytest.mark.parametrize("code", CHECKS)
class TestThreeAnswers:
    """Found, not found, and cannot tell."""

    def test_it_finds_what_its_example_says(self, code):
        """The example in words is what the check is for."""
        found = run(code, EXAMPLES[code].found)
        assert found.failed == ()
        assert found.of(code)

    def test_it_finds_nothing_where_the_other_example_says_so(self, code):
        """A finding of what is on the record sends people to look for what is there. A strength is no such finding."""
        found = run(code, EXAMPLES[code].not_found)
        assert found.failed == ()
        # Where the first example finds a strength, the second has none; elsewhere a strength is no finding of a lack.
        strengths = {one.good for one in run(code, EXAMPLES[code].found).of(code)}
        assert [one for one in found.of(code) if one.good in strengths] == []

    def test_it_cannot_tell_of_a_kind_that_is_not_kept(self, code):
        """Silence about a kind that the host keeps elsewhere must not read as "nothing found"."""
        if not CHECKS[code].kinds:
            # It asks the rules, and no kind of record.
            assert code in {"duty.late", "guidance.not_read_again"}
            return
        found = run(code, EXAMPLES[code].found, keeps=())
        assert found.of(code) == ()
        assert code in {one.code for one in found.cannot_tell}

    def test_it_can_be_switched_off(self, code):
        """A switched-off check is listed as that."""
        found = run(code, EXAMPLES[code].found, off=(code,))
        assert found.of(code) == ()
        assert code in found.off


class TestWords:
    """A finding says "not evidenced on the record", never "not done", and asks a question."""

    @pytest.mark.parametrize("code", CHECKS)
    def test_every_finding_says_not_evidenced_or_is_good(self, code):
        """The record is not the conversation."""
        for one in run(code, EXAMPLES[code].found):
            assert one.good or one.says.startswith("not evidenced on the record: ")
            assert one.question.endswith("?")
            assert one.source

    def test_no_check_speaks_of_missing_failing_or_poor(self):
        """The words that the field avoids are in no title, question or finding."""
        said = [text for one in CHECKS.values() for text in (one.title, one.question)]
        said += [one.says for code in CHECKS for one in run(code, EXAMPLES[code].found)]
        bad = re.compile(
            r"\b(missing|failed|failure|poor|not done|compliance|client|score|risk level)\b", re.IGNORECASE
        )
        assert [text for text in said if bad.search(text)] == []

    def test_a_finding_shows_no_narrative_in_its_repr(self):
        """A log of findings would otherwise tell what the case is about."""
        for one in run("consistency.two_readings", EXAMPLES["consistency.two_readings"].found):
            assert "weeks" not in repr(one)


class TestOrder:
    """Safety first, then voice, decisions, dates, the record; children before adults."""

    def test_findings_come_in_the_order_of_their_concerns(self):
        """A supervisor with ten minutes reads from the top."""
        found = [list(Concern).index(one.concern) for one in check(demo.case().read(as_of=demo.HELD))]
        assert found == sorted(found)

    def test_children_come_before_their_parents(self):
        """Whoever is most easily overlooked is first."""
        people = [one.subject for one in check(case().read(as_of=AS_OF)).of("relationship.none")]
        assert people == ["c-1", "c-2", "p-1"]


class TestAudiences:
    """A finding has the audience of what it rests on, and no reader learns of what is not for them."""

    def test_a_check_on_an_audience_that_is_not_read_cannot_tell(self):
        """A child's file holds no feelings of the worker, so that it cannot lack them."""
        found = run("reflection-not-recorded", EXAMPLES["reflection-not-recorded"].found)
        assert found.of("reflection-not-recorded")
        reading = EXAMPLES["reflection-not-recorded"].found().read(as_of=AS_OF)
        told = {one.code: one.why for one in check(reading).cannot_tell}
        assert told["reflection-not-recorded"] == "the reading is without the audience personal"

    def test_a_finding_on_feelings_is_on_the_workers_own_file(self):
        """K23 shows in the worker's own view only, off by default, and in no count of anybody else's."""
        example = EXAMPLES["reflection.no_feelings"]
        (one,) = run("reflection.no_feelings", example.found).of("reflection.no_feelings")
        assert (one.audience, one.owner) == (Audience.PERSONAL, "w-1")
        assert "reflection.no_feelings" in check(reading_of(example, example.found)).off

    def test_a_finding_is_as_close_as_the_entries_it_rests_on(self):
        """A restricted action without an owner is a restricted finding."""
        from reflective.practice import Action, Plan

        plan = Plan(id="plan-1").agree(Action(id="a-1", text="ring"), **on(audience=Audience.RESTRICTED))
        entitled = case(plan).read(as_of=AS_OF, audiences=OPEN | {Audience.RESTRICTED})
        (one,) = check(entitled).of("action.unowned")
        assert one.audience is Audience.RESTRICTED
        assert check(case(plan).read(as_of=AS_OF)).of("action.unowned") == ()

    def test_a_reading_about_one_child_has_findings_about_that_child_alone(self):
        """A sibling's file would otherwise tell of the sibling."""
        reading = second.case().read(as_of=second.JUDGED_ON, about="child-3")
        assert {one.subject for one in check(reading, Ruleset.load("england"))} <= {None, "child-3"}

    def test_no_finding_changes_because_of_an_entry_that_is_withheld(self):
        """The law of a reading: counts aside, the answers are those of a case without the entry."""
        from reflective.practice import Hypothesis

        whole = Hypothesis(id="h-1").float("he is tired", **on())
        more = whole.evidence_against("he stayed", **on(audience=Audience.RESTRICTED))
        found = [
            [(one.code, one.says, one.places) for one in check(case(record).read(as_of=AS_OF))]
            for record in (whole, more)
        ]
        assert found[0] == found[1]

    def test_no_child_export_carries_a_personal_entry_by_a_finding(self):
        """K40, as a law: no finding of a child's file rests on an entry that is not in it."""
        reading = demo.case().read(as_of=demo.HELD, audiences={Audience.CHILD_FILE}, about="child-1")
        for one in check(reading):
            shown = {} if one.record is None else dict(reading.shown(one.record).entries)
            standing = set() if one.record is None else {place for place, _ in reading[one.record].standing(demo.HELD)}
            assert set(one.places) <= {*shown, *standing}
            assert one.audience is Audience.CHILD_FILE


def dismissal(one, **given):
    facts = {"code": one.code, "record": one.record, "places": one.places, "subject": one.subject}
    return Dismissal(**facts, **{"by": "m-1", "on": AS_OF, "reason": "known", **given})


class TestDismissals:
    """A host dismisses a finding with a reason, for a time, and it stays listed."""

    def first(self, code="action.unowned"):
        reading = reading_of(EXAMPLES[code], EXAMPLES[code].found)
        return reading, check(reading).of(code)[0]

    def test_a_dismissed_finding_is_listed_with_by_whom_and_why(self):
        """Nothing vanishes because somebody looked at it."""
        reading, one = self.first()
        found = check(reading, dismissals=[dismissal(one)])
        assert found.of("action.unowned") == ()
        assert [(each.finding, each.by, each.reason) for each in found.dismissed] == [(one, "m-1", "known")]

    def test_a_dismissal_ends_on_its_day(self):
        """Until a day means until then."""
        reading, one = self.first()
        assert check(reading, dismissals=[dismissal(one, until=AS_OF)]).of("action.unowned") == ()
        over = dismissal(one, until=AS_OF - timedelta(days=1))
        assert check(reading, dismissals=[over]).of("action.unowned") == (one,)

    def test_a_dismissal_lapses_when_the_record_has_another_entry(self):
        """Whatever was known when it was dismissed may have changed."""
        reading, one = self.first()
        many = len(reading["plan-1"].entries)
        assert check(reading, dismissals=[dismissal(one, entries=many)]).of("action.unowned") == ()
        assert check(reading, dismissals=[dismissal(one, entries=many - 1)]).of("action.unowned") == (one,)

    def test_a_finding_of_voice_is_not_dismissed_by_whom_it_is_about_alone(self):
        """A voice is not settled by the one whose voice it is having been told so."""
        reading, one = self.first("voice.unheard")
        alone = dismissal(one, by=one.subject)
        assert one in check(reading, dismissals=[alone]).of("voice.unheard")
        agreed = dismissal(one, by=one.subject, agreed_with="m-1")
        assert one not in check(reading, dismissals=[agreed]).of("voice.unheard")

    def test_a_dismissal_of_another_finding_fits_nothing(self):
        """A dismissal is of one finding, and of no other on the same record."""
        reading, one = self.first()
        other = Dismissal(code=one.code, record=one.record, places=(99,), by="m-1", on=AS_OF, reason="known")
        assert check(reading, dismissals=[other]).of("action.unowned") == (one,)


class TestAHostsOwn:
    """A host's checks come in by the same door, and a check that raises hides no other."""

    def own(self, find, code="northmere:weekly"):
        return Check(code, Family.RHYTHM, Concern.DATES, "A title", "our policy", "when?", find)

    def test_a_check_of_the_hosts_finds_beside_those_that_ship(self):
        """The words are made as those of the library are."""
        found = check(case().read(as_of=AS_OF), own=[self.own(lambda _look: iter([Found("a week's visit")]))])
        assert [one.says for one in found.of("northmere:weekly")] == ["not evidenced on the record: a week's visit"]

    def test_a_check_that_raises_is_reported_and_hides_no_other(self):
        """Its words could hold a name, so that the class of the error alone is told."""

        def find(_look):
            msg = "Amina Yusuf"
            raise ValueError(msg)

        found = check(case().read(as_of=AS_OF), own=[self.own(find)])
        assert [(one.code, one.error) for one in found.failed] == [("northmere:weekly", "ValueError")]
        assert "Amina" not in repr(found) + str(found.as_data())
        assert found.of("voice.unheard")

    @pytest.mark.parametrize("code", ["weekly", "action.unowned"])
    def test_a_code_without_a_prefix_is_refused(self, code):
        """A later release may have a check of that code."""
        with pytest.raises(BadValue, match="prefix"):
            check(case().read(as_of=AS_OF), own=[self.own(lambda _look: iter(()), code)])

    def test_an_unknown_code_is_refused(self):
        """A misspelt switch would leave a check on that somebody thinks is off."""
        with pytest.raises(BadValue, match="codes of checks"):
            check(case().read(as_of=AS_OF), off=("action.unownd",))

    def test_something_that_is_no_reading_is_refused(self):
        """A case has no reader, and so nothing to leave out."""
        with pytest.raises(BadValue, match="reading"):
            check(case())


#: Found by hand in the practice note: (code, record, number of findings).
FIRST_EXAMPLE = (
    ("action.unowned", 6),
    ("action.undated", 3),
    ("action.partly_dated", 1),
    ("action.unmeasured", 6),
    ("checkpoint.none", 2),
    ("voice.unheard", 2),
    ("plan.family_not_asked", 1),
    ("note.no_timescale", 2),
    ("supervision.short", 0),
)


#: The findings that section 5.8 of the practice catalogue asks about, of owners, days, measures and wording.
GAPS = {"action.unowned", "action.undated", "action.partly_dated", "action.unmeasured", "wording.blurred"}
#: By hand, from the note: each of the six actions with its line, and whatever its words leave out.
SIX_ACTIONS = {
    ("1", "88"): {"action.unowned", "action.partly_dated", "action.unmeasured", "wording.blurred"},
    ("2", "89"): {"action.unowned", "action.unmeasured"},
    ("3", "90"): {"action.unowned", "action.undated", "action.unmeasured", "wording.blurred"},
    ("4", "91"): {"action.unowned", "action.undated", "action.unmeasured"},
    ("5", "92"): {"action.unowned", "action.undated", "action.unmeasured"},
    ("6", "93"): {"action.unowned", "action.unmeasured", "wording.blurred"},
}


class TestTheExamples:
    """The first example finds what the reviews list of it, and the second what its table says."""

    @pytest.mark.parametrize(("code", "many"), FIRST_EXAMPLE)
    def test_the_first_example_finds_what_the_note_lacks(self, code, many):
        """None of six is owned or measured, three are undated and one in part; no voice, and no checkpoint."""
        assert len(check(demo.case().read(as_of=demo.HELD)).of(code)) == many

    @pytest.mark.parametrize(("action", "line"), SIX_ACTIONS)
    def test_each_gap_of_the_six_actions_is_found_at_its_line(self, action, line):
        """A finding leads to the line of the note, so that whoever disagrees can look."""
        reading = demo.case().read(as_of=demo.HELD)
        plan = reading["plan-1"]
        found = {
            one.code
            for one in check(reading)
            if one.record == "plan-1"
            and one.code in GAPS
            and any(plan.item_of(plan.entries[place].content) == ("action", action) for place in one.places)
            and all(plan.entries[place].source.at == line for place in one.places)
        }
        assert found == SIX_ACTIONS[action, line]

    def test_every_finding_that_rests_on_entries_leads_to_lines_of_the_note(self):
        """An entry of the example has a line, whether as the note has it or marked as ours."""
        reading = demo.case().read(as_of=demo.HELD)
        rests = [(one, reading[one.record]) for one in check(reading) if one.places]
        assert len(rests) > 60
        without = [one.code for one, log in rests if not all(log.entries[place].source for place in one.places)]
        assert without == []

    def test_closed_twice_without_support_is_one_of_two_readings(self):
        """Line 60: that nothing was given, or that nothing is recorded: both are said, and none is chosen."""
        reading = demo.case().read(as_of=demo.HELD)
        found = check(reading).of("consistency.two_readings")
        assert "support-before" in {one.says.split()[8].rstrip(",") for one in found}

    def test_the_second_example_finds_a_late_visit_and_an_open_dissent(self):
        """Dani's visit is four days late; the worker disagrees about Cara."""
        found = check(second.case().read(as_of=second.JUDGED_ON), Ruleset.load("england"))
        (late,) = found.of("duty.late")
        assert (late.subject, "4 days past its day" in late.says) == ("child-4", True)
        assert [one.subject for one in found.of("oversight.dissent_open")] == ["child-3"]

    def test_no_finding_of_the_examples_names_anybody(self):
        """Names are put in by the view, and by nothing else."""
        names = re.compile(r"\b(Jamie|Annabelle|Mick|Vicky|Andrew|Asha|Bilal|Cara|Dani)\b")
        for file, day in ((demo.case(), demo.HELD), (second.case(), second.JUDGED_ON)):
            assert [one.says for one in check(file.read(as_of=day)) if names.search(one.says)] == []


def test_a_finding_as_of_an_earlier_day_is_of_what_was_so_then():
    """The day is passed in, and nothing reads the clock."""
    assert check(case().read(as_of=date(2020, 1, 1))).of("voice.unheard") == ()


class TestACaseload:
    """Whatever can only be seen over several cases."""

    def test_a_child_in_no_supervision_for_so_many_weeks_is_named(self):
        """K07: every child over a period; the number of weeks is the council's."""
        from tests.checks.examples import held

        discussed = case(held(day=date(2021, 8, 2), children=("c-1",))).read(as_of=AS_OF)
        (one,) = check_caseload([discussed], AS_OF, weeks=8)
        assert (one.code, one.subject) == ("caseload.not_discussed", "c-2")
        assert {one.subject for one in check_caseload([discussed], AS_OF, weeks=5)} == {"c-2"}
        assert {one.subject for one in check_caseload([discussed], AS_OF, weeks=4)} == {"c-1", "c-2"}

    def test_leave_of_a_supervisor_without_cover_is_on_the_workers_own_file(self):
        """K46: somebody stands in; who is away, and why, is nobody else's business."""
        from reflective.practice import Agreement
        from reflective.practice.agreement import Experience

        agreed = Agreement(id="ag-1").begin("w-1", "m-1", Experience.ESTABLISHED, **on())
        for stands_in, expected in ((None, ["caseload.no_cover"]), ("m-2", [])):
            away = case(agreed.begin_leave("m-1", stands_in=stands_in, **on()))
            own = away.read(as_of=AS_OF, audiences=OPEN | {Audience.PERSONAL}, owner="w-1")
            found = [one for one in check_caseload([own], AS_OF, weeks=8) if one.audience is Audience.PERSONAL]
            assert [one.code for one in found] == expected
            assert "m-1" not in str([one.says for one in found])
            assert "no_cover" not in str(check_caseload([away.read(as_of=AS_OF)], AS_OF, weeks=8))

    @pytest.mark.parametrize("weeks", [0, -1, 521, True, "4"])
    def test_weeks_that_are_no_number_of_weeks_are_refused(self, weeks):
        """A slip would list everybody, or nobody."""
        with pytest.raises(BadValue, match="weeks"):
            check_caseload([], AS_OF, weeks=weeks)


class TestNothingIsScored:
    """No public call gives a number about people but days, ages, minutes, versions, and counts with their list."""

    def test_no_public_call_of_a_record_or_a_check_gives_a_bare_number(self):
        """A score would be a float, or a number without the list that it counts."""
        found = {name for name, returned in public_answers() if returned in {float, "float"}}
        numbers = {name for name, returned in public_answers() if returned in {int, "int"}}
        assert found == set()
        # The version of a plan, how often an action was moved (`former` is the list), and the height of a rung.
        assert numbers <= {"version", "carried", "height"}

    def test_control_a_score_is_seen(self):
        """The walk reads what each call says that it gives."""

        class Scored:
            def engagement(self) -> float:
                """A score."""
                return 0.5

        assert ("engagement", float) in set(answers_of(Scored))


def answers_of(kind):
    """Each public method and property of a class, with what it gives."""
    for name, one in vars(kind).items():
        method = one.fget if isinstance(one, property) else one
        if not name.startswith("_") and callable(method) and not isinstance(method, type):
            yield name, getattr(method, "__annotations__", {}).get("return")


def public_answers():
    """The answers of every class at a door of practice or checks."""
    for line in public_names.LIST.read_text("utf-8").split():
        door, _, name = line.rpartition(".")
        if door.startswith(("reflective.practice", "reflective.checks")):
            one = getattr(importlib.import_module(door), name)
            if isinstance(one, type):
                yield from answers_of(one)
            elif inspect.isfunction(one):
                yield name, one.__annotations__.get("return")
