"""The answers that a policy changes: authority on the day, the length of a meeting, days, words, and what is due."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.checks import check, check_caseload
from reflective.errors import BadValue, NotADay
from reflective.policy import Policy
from reflective.practice import Oversight, Relationship, Supervision
from reflective.practice.cycle import Observation
from reflective.practice.people import PersonKind
from reflective.practice.plan import Action
from reflective.practice.supervision import MeetingKind, MeetingPart
from reflective.records import Audience
from reflective.rules import Ruleset
from reflective.timescales import PartialDate
from reflective.views import screen, supervision_facts
from tests.checks import examples
from tests.checks.examples import AS_OF, case, on
from tests.policy.texts import AUTHORITY, FREQUENCIES, LADDER, ROLES, VOCABULARY

CODE = "oversight.above_authority"
POLICY = Policy.parse({"roles": ROLES, "authority": AUTHORITY})
DECIDED = date(2021, 3, 15)
DAY_BEFORE = date(2021, 3, 14)


def decided(*roles, level="accommodate-a-child", day=DECIDED, signed=None, decider=None):
    """A case with a decision that m-1 wrote, and roles as (person, role, start, end), recorded on the reading's day."""
    made = {"child": "c-1", "level": level, "decider": decider, **on(day, "m-1")}
    record = Oversight(id="o-1").decide("d-1", "she comes into care", "not safe", **made)
    if signed is not None:
        record = record.countersign("d-1", **on(signed, "s-1"))
    made = case(record)
    people = made.people.name("s-1", PersonKind.STAFF, **on(AS_OF))
    for person, role, start, end in roles:
        days = {name: PartialDate.exact(one) for name, one in (("start", start), ("end", end)) if one is not None}
        people = people.hold_role(person, role, **days, **on(AS_OF))
    return made.put(people)


def answers(made, policy=POLICY, **reading):
    """(the findings of the check, whether it cannot tell, whether it found nothing)."""
    found = check(made.read(as_of=AS_OF, **reading), policy=policy)
    assert found.failed == ()
    cannot = CODE in {one.code for one in found.cannot_tell}
    return [one.says for one in found.of(CODE)], cannot, CODE in found.not_found


ABOVE = (
    "not evidenced on the record: the authority for d-1, which is for service-manager or northmere:head "
    "(accommodate-a-child)"
)


class TestTheAuthorityOfTheDeciderOnThatDay:
    """K17: a decision above the decider's authority, by the council's scheme and the roles of that day."""

    #: (the roles that are on the record, whether the authority is evidenced), worked out by hand for 15 March 2021.
    ROLES_HELD = (
        ((), False),
        ((("m-1", "team-manager", None, None),), False),
        ((("m-1", "service-manager", None, None),), True),
        ((("m-1", "northmere:head", None, None),), True),
        ((("m-1", "service-manager", DECIDED, None),), True),
        ((("m-1", "service-manager", date(2021, 3, 16), None),), False),
        ((("m-1", "service-manager", None, DECIDED),), False),
        ((("m-1", "service-manager", None, date(2021, 3, 16)),), True),
        ((("m-1", "service-manager", date(2020, 1, 1), DAY_BEFORE), ("m-1", "team-manager", DECIDED, None)), False),
        ((("m-1", "team-manager", None, None), ("m-1", "service-manager", None, None)), True),
        ((("w-1", "service-manager", None, None),), False),
    )

    @pytest.mark.parametrize(("roles", "evidenced"), ROLES_HELD)
    def test_it_is_judged_by_the_roles_of_that_day(self, roles, evidenced):
        """A role holds from its first day until the day before its end, and who recorded it later counts."""
        expected = ([], False, True) if evidenced else ([ABOVE], False, False)
        assert answers(decided(*roles)) == expected

    def test_a_decision_that_somebody_with_the_authority_countersigned_is_evidenced(self):
        """Agreed to at a second level, as after a night."""
        day = date(2021, 3, 16)
        senior = ("s-1", "service-manager", None, None)
        assert answers(decided(senior, signed=day)) == ([], False, True)
        assert answers(decided(("s-1", "team-manager", None, None), signed=day))[0] == [ABOVE]
        assert answers(decided(("s-1", "service-manager", date(2021, 3, 17), None), signed=day))[0] == [ABOVE]

    def test_a_countersignature_is_of_one_decision(self):
        """A senior agreed to another decision, and not to this one."""
        made = decided(("s-1", "service-manager", None, None))
        again = {"child": "c-1", "level": "accommodate-a-child", **on(DECIDED, "m-1", recorded=AS_OF)}
        record = made["o-1"].decide("d-2", "he comes into care too", "not safe", **again)
        record = record.countersign("d-2", **on(AS_OF, "s-1"))
        assert answers(made.put(record)) == ([ABOVE], False, False)

    def test_a_countersignature_is_of_the_decision_before_it(self):
        """A senior agreed to the first decision; it was then taken anew, and nobody agreed to that."""
        made = decided(("s-1", "service-manager", None, None), signed=date(2021, 3, 16))
        record = made["o-1"].escalate("d-1", "m-1", "her aunt offers a home", **on(AS_OF, "w-1"))
        record = record.decide("d-1", "she goes to her aunt", "safe", level="accommodate-a-child", **on(AS_OF, "m-1"))
        assert answers(made.put(record))[0] == [ABOVE]

    @pytest.mark.parametrize(("level", "policy"), [(None, POLICY), ("unheard-of", POLICY), ("end-a-plan", None)])
    def test_it_cannot_tell_without_a_level_that_the_policy_has(self, level, policy):
        """No level named, one that the scheme lacks, and the shipped policy, which has none."""
        assert answers(decided(level=level), policy) == ([], True, False)

    @pytest.mark.parametrize(
        ("day", "found"), [(date(2021, 3, 31), []), (date(2021, 4, 1), ["service-manager (end-a-plan)"])]
    )
    def test_the_level_is_that_of_the_day_of_the_decision(self, day, found):
        """A team manager might end a plan early until 31 March 2021."""
        made = decided(("m-1", "team-manager", None, None), level="end-a-plan", day=day)
        assert [one.partition("which is for ")[2] for one in answers(made)[0]] == found

    def test_one_decision_above_and_one_without_a_level_are_both_said(self):
        """A decision without a level hides no finding of another."""
        made = decided()
        record = made["o-1"].decide("d-2", "wait", "she is seen", child="c-1", **on(AS_OF, "m-1"))
        assert answers(made.put(record)) == ([ABOVE], True, False)

    def test_no_decision_is_nothing_found(self):
        """A matter that waits is another check's."""
        assert answers(examples.matter(decided=False)) == ([], False, True)

    def test_a_decision_taken_again_with_authority_is_evidenced(self):
        """After it went to somebody with more authority, theirs is the decision."""
        made = decided(("s-1", "service-manager", None, None))
        record = made["o-1"].escalate("d-1", "s-1", "it is above me", **on(AS_OF, "m-1"))
        record = record.decide(
            "d-1", "she comes into care", "not safe", level="accommodate-a-child", **on(AS_OF, "s-1")
        )
        assert answers(made.put(record)) == ([], False, True)

    def test_a_decider_other_than_the_writer_is_the_one_who_is_judged(self):
        """The worker wrote down what a service manager decided."""
        assert answers(decided(("s-1", "service-manager", None, None), decider="s-1")) == ([], False, True)
        assert answers(decided(("m-1", "service-manager", None, None), decider="s-1"))[0] == [ABOVE]

    def test_a_role_that_may_be_withheld_is_no_finding(self):
        """A reader from whom entries about people are closed cannot tell."""
        made = decided()
        people = made.people.hold_role("m-1", "service-manager", **on(AS_OF), audience=Audience.RESTRICTED)
        assert answers(made.put(people)) == ([], True, False)

    @pytest.mark.parametrize("role", ["service-manager", "team-manager"])
    def test_a_reading_about_the_child_cannot_tell(self, role):
        """It has no entries about staff, and so none of their roles."""
        assert answers(decided(("m-1", role, None, None)), about="c-1") == ([], True, False)

    def test_a_finding_is_of_the_child_and_of_the_decision(self):
        """It leads to the entry, and asks who had the authority."""
        (one,) = check(decided().read(as_of=AS_OF), policy=POLICY).of(CODE)
        assert (one.record, one.places, one.subject, one.audience) == ("o-1", (0,), "c-1", Audience.CHILD_FILE)
        assert one.question == "who had the authority on that day, and do they agree to it?"

    def test_control_a_scheme_that_lets_a_team_manager_decide_finds_nothing(self):
        """The finding rests on the file and on nothing in the code."""
        laxer = AUTHORITY.replace('"service-manager", "northmere:head"', '"team-manager"')
        policy = Policy.parse({"authority": laxer})
        assert answers(decided(("m-1", "team-manager", None, None)), policy) == ([], False, True)


class TestTheRolesOfADay:
    """A person's roles on any day, by what is on the record today."""

    #: Team manager from 1 January 2020 until 1 March 2021, then service manager; an advocate, nobody knows since when.
    HELD = (
        (date(2019, 12, 31), {"advocate"}),
        (date(2020, 1, 1), {"advocate", "team-manager"}),
        (date(2021, 2, 28), {"advocate", "team-manager"}),
        (date(2021, 3, 1), {"advocate", "service-manager"}),
    )

    @pytest.mark.parametrize(("day", "roles"), HELD)
    @pytest.mark.parametrize("asked", [date(2020, 6, 1), AS_OF])
    def test_a_role_holds_from_its_start_until_the_day_before_its_end(self, day, roles, asked):
        """Whichever day the list of people is asked on, whatever was told of the past and the future is known."""
        first, change = PartialDate.exact(date(2020, 1, 1)), PartialDate.exact(date(2021, 3, 1))
        people = case().people
        people = people.hold_role("m-1", "team-manager", start=first, end=change, **on(date(2021, 1, 4)))
        people = people.hold_role("m-1", "service-manager", start=change, **on(date(2021, 1, 4)))
        people = people.hold_role("m-1", "advocate", **on(date(2021, 1, 4)))
        as_of = max(asked, date(2021, 1, 4))
        assert {one.role for one in people.person("m-1", as_of).roles_on(day)} == roles

    def test_something_else_than_a_day_is_refused(self):
        """A datetime is of no one day."""
        with pytest.raises(NotADay):
            case().people.person("m-1", AS_OF).roles_on("2021-09-06")


BOTH = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


def held(minutes, kind=MeetingKind.INDIVIDUAL, day=date(2021, 8, 30)):
    """A meeting, and its writing four days later."""
    meeting = Supervision(id="s-1").hold(BOTH, children=("c-1",), kind=kind, minutes=minutes, **on(day))
    return case(
        meeting.record_child("c-1", "he is in school", **on(date(2021, 9, 3), "m-1")).record(
            **on(date(2021, 9, 3), "m-1")
        )
    )


class TestFrequencies:
    """Northmere: an hour, written up within three days; a group does not count, nor a call under thirty minutes."""

    @pytest.mark.parametrize(
        ("minutes", "shipped", "own"),
        [
            (90, [], []),
            (89, ["an hour and a half for s-1, held for 89 minutes"], []),
            (60, ["an hour and a half for s-1, held for 60 minutes"], []),
            (59, ["an hour and a half for s-1, held for 59 minutes"], ["an hour for s-1, held for 59 minutes"]),
        ],
    )
    def test_a_short_meeting_is_short_by_the_policy(self, minutes, shipped, own):
        """The file has the minutes."""
        for policy, expected in ((None, shipped), (Policy.parse({"frequencies": FREQUENCIES}), own)):
            found = check(held(minutes).read(as_of=AS_OF), policy=policy).of("supervision.short")
            assert [one.says.partition(": ")[2] for one in found] == expected

    def test_minutes_without_words_of_their_own_are_in_figures(self):
        """Seventy-five minutes have no name."""
        policy = Policy.parse({"frequencies": FREQUENCIES.replace("60", "75")})
        (one,) = check(held(70).read(as_of=AS_OF), policy=policy).of("supervision.short")
        assert "75 minutes for s-1, held for 70 minutes" in one.says

    @pytest.mark.parametrize(("days", "found"), [(3, True), (4, False), (1, True)])
    def test_a_meeting_is_written_up_within_the_days_of_the_policy(self, days, found):
        """From Monday 30 August to Friday 3 September are four days."""
        policy = Policy.parse({"frequencies": FREQUENCIES.replace("written_up_days = 3", f"written_up_days = {days}")})
        says = [one.says for one in check(held(90).read(as_of=AS_OF), policy=policy).of("supervision.written_up_late")]
        unit = "day" if days == 1 else "days"
        expected = f"not evidenced on the record: that s-1 was written up within {days} {unit}: it took 4"
        assert says == ([expected] if found else [])

    @pytest.mark.parametrize(("days", "found"), [(6, True), (7, False)])
    def test_a_meeting_is_signed_within_the_days_of_the_policy(self, days, found):
        """From Monday 30 August to the day of the reading, Monday 6 September, are seven days."""
        policy = Policy.parse({"frequencies": FREQUENCIES.replace("signed_days = 10", f"signed_days = {days}")})
        assert bool(check(held(90).read(as_of=AS_OF), policy=policy).of("supervision.unsigned")) is found

    @pytest.mark.parametrize(
        ("kind", "minutes", "late"),
        [
            (MeetingKind.INDIVIDUAL, 30, False),
            (MeetingKind.INDIVIDUAL, 29, True),
            (MeetingKind.GROUP, 90, True),
        ],
    )
    def test_a_meeting_that_does_not_count_resets_no_clock(self, kind, minutes, late):
        """Held on 4 January and 30 August; once a month, so that on 6 September the first has long been overtaken."""
        made = held(minutes, kind)
        first = Supervision(id="s-0").hold(BOTH, children=("c-1",), minutes=90, **on(date(2021, 8, 2)))
        made = made.join(first, **on(AS_OF))
        rules = Ruleset.parse(MONTHLY)
        found = check(made.read(as_of=AS_OF), rules, policy=Policy.parse({"frequencies": FREQUENCIES}))
        assert bool(found.of("supervision.interval")) is late
        assert not check(made.read(as_of=AS_OF), rules).of("supervision.interval")


def test_the_weeks_of_a_caseload_are_those_of_the_policy():
    """Northmere has every child discussed within eight weeks: 12 July is in them, and 11 July is not."""
    rhythm = Policy.parse({"frequencies": FREQUENCIES}).rhythm
    for day, missing in ((date(2021, 7, 12), []), (date(2021, 7, 11), ["c-1"])):
        meeting = Supervision(id="s-1").hold(BOTH, children=("c-1",), minutes=90, **on(day))
        found = check_caseload([case(meeting).read(as_of=AS_OF)], AS_OF, weeks=rhythm.each_child_weeks)
        assert [one.subject for one in found if one.subject == "c-1"] == missing


#: A rule of a council's own: the next supervision of a child within four weeks.
MONTHLY = """
id = "northmere"
title = "Northmere"
version = "1"
[[rule]]
id = "supervision.child-four-weekly"
title = "Case supervision"
trigger = "case_supervision.held"
met_by = "case_supervision.held"
match = "next"
within = "4 weeks"
authority = "local policy"
confidence = "local"
"""


class TestVocabulary:
    """Northmere's words: "touch base" and "monitor" blur, and "chaotic" is a label."""

    OWN = Policy.parse({"vocabulary": VOCABULARY})

    @pytest.mark.parametrize(
        ("text", "shipped", "own"),
        [
            ("Touch base with the school", False, True),
            ("Monitor his attendance", True, True),
            ("Consider a visit", True, False),
            ("Weigh Sam at school each Friday", False, False),
        ],
    )
    def test_words_that_blur_are_those_of_the_file(self, text, shipped, own):
        """In the place of the shipped ones, and not beside them."""
        made = case(examples.plan(Action(id="a-1", text=text)))
        for policy, expected in ((None, shipped), (self.OWN, own)):
            assert bool(check(made.read(as_of=AS_OF), policy=policy).of("wording.blurred")) is expected

    @pytest.mark.parametrize(
        ("what", "shipped", "own"),
        [
            ("He was hostile", True, False),
            ("The home is  CHAOTIC.", False, True),
            ("They were chaotically late", False, False),
            ('He said "chaotic", and laughed', False, False),
        ],
    )
    def test_labels_are_those_of_the_file(self, what, shipped, own):
        """As whole words, and not where somebody's words are quoted."""
        found = examples.cycle(examples.Stage.EXPERIENCE)
        found = found.add(Observation(stage=examples.Stage.EXPERIENCE, what=what), **on(AS_OF))
        for policy, expected in ((None, shipped), (self.OWN, own)):
            assert bool(check(case(found).read(as_of=AS_OF), policy=policy).of("wording.label")) is expected

    def test_a_word_with_signs_in_it_is_taken_as_it_is(self):
        """A file is no programme: "(if)" is three signs and a word."""
        policy = Policy.parse({"vocabulary": VOCABULARY.replace('"touch base"', '"asap (or sooner)"')})
        made = case(examples.plan(Action(id="a-1", text="Ring her ASAP (or sooner) please")))
        (one,) = check(made.read(as_of=AS_OF), policy=policy).of("wording.blurred")
        assert "asap (or sooner)" in one.says


class TestTheScreen:
    """The ladder and the roles of a policy on the screen before a session."""

    OWN = Policy.parse({"relationship_stages": LADDER, "roles": ROLES})

    def facts(self, made, policy):
        return supervision_facts(made.read(as_of=AS_OF), policy)

    def test_a_stage_on_a_councils_own_ladder_is_shown_by_its_title(self):
        """Without the policy nobody knows the ladder, and the stage is shown by its id."""
        pair = Relationship(id="r-1").between("w-1", "p-1", **on())
        assessed = pair.assess("knows_us", "she rang", ladder=self.OWN.stages, **on())
        for policy, expected in ((None, "knows_us"), (self.OWN, "knows us by name")):
            rows = self.facts(case(assessed), policy)["relationships"]
            assert [one["title"] for one in rows if one["person"] == "p-1"] == [expected]

    def test_an_action_that_a_role_of_the_councils_own_owns_is_owned_by_no_person(self):
        """The head of service is a post, and the file says so."""
        made = case(held_plan("northmere:head"))
        for policy, evidenced in ((None, True), (self.OWN, False)):
            items = self.facts(made, policy)["agreed"]["items"]
            (item,) = [one for one in items if one["kind"] == "action"]
            assert item["smart"]["specific"]["evidenced"] is evidenced

    def test_a_screen_with_something_else_than_a_policy_is_refused(self):
        """A path is read by `Policy.read`, as everywhere."""
        with pytest.raises(BadValue, match="policy"):
            screen(case().read(as_of=AS_OF), policy="/policies")


def held_plan(owner):
    """A plan of a supervision with one action that somebody accepted."""
    action = Action(id="a-1", text="Ring the school each Friday at nine", success="he is in school", due=examples.DUE)
    return examples.plan(action).accept("a-1", owner, **on())


def test_something_else_than_a_policy_is_refused():
    """A path is read by `Policy.read`."""
    with pytest.raises(BadValue, match="policy"):
        check(Case.opened("case-1").read(as_of=AS_OF), policy="/policies")
