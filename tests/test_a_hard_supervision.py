"""A hard supervision written through the public API, as a worker and her manager would have to write it.

Neglect; Asha, Bilal, Cara and Dani, who answers with his eyes; a father in prison; a mother with an interpreter; a
worker in her first year whose manager is off sick; a call at night; group supervision; a disagreement. Each test asks
for what practice expects where a model that is too neat would refuse, forget or answer wrongly.
"""

from datetime import date, timedelta

import attrs
import pytest

from reflective.casework import Case, Membership
from reflective.checks import check as check_reading
from reflective.errors import BadValue, MoveNotAllowed, ReflectiveError
from reflective.exchange import dumps, loads
from reflective.practice import (
    Action,
    Audience,
    ChildStatus,
    Cycle,
    Household,
    Hypothesis,
    Journey,
    Oversight,
    People,
    Plan,
    Relationship,
    Stage,
    Supervision,
    Visits,
    Voice,
)
from reflective.practice.cycle import Reason
from reflective.practice.household import LivesAt
from reflective.practice.hypothesis import HypothesisStatus
from reflective.practice.journey import Checkpoint, CheckpointStatus
from reflective.practice.oversight import DecisionStage, EscalationRoute, OversightMode
from reflective.practice.people import PersonKind, RelationKind, Responsibility, Roles
from reflective.practice.plan import ActionStatus, Answer
from reflective.practice.relationship import RelationshipState, attention
from reflective.practice.status import ParentalResponsibility, SpellKind
from reflective.practice.supervision import (
    DisputedMatter,
    DisputeOutcome,
    MeetingKind,
    MeetingPart,
    MeetingStage,
    UnsignedBecause,
)
from reflective.practice.visits import CommunicationNeed, Seen, VisitMade
from reflective.practice.voice import Expression, Heard
from reflective.records import GoBetween, GoBetweenKind, Setting, Source
from reflective.rules import Event, Ruleset, Status
from reflective.timescales import Deadline, PartialDate

HELD = date(2025, 3, 19)
LATER = HELD + timedelta(days=30)
CHILDREN = ASHA, BILAL, CARA, DANI = "asha", "bilal", "cara", "dani"
MOTHER, FATHER, WORKER, OLD_WORKER, MANAGER, ON_CALL = "mother", "father", "worker", "worker-0", "manager", "on-call"
INTERPRETER, COLLEAGUE = "interpreter", "worker-2"
BOTH = ((WORKER, MeetingPart.PRACTITIONER), (MANAGER, MeetingPart.SUPERVISOR))


def on(day=HELD, by=WORKER, **more):
    return {"on": day, "recorded": day, "by": by, **more}


def managers(day=HELD, **more):
    return on(day, MANAGER, **more)


def written_up(who=BOTH, children=CHILDREN, **held):
    """A supervision that was held and written up, with each child's part."""
    meeting = Supervision(id="s-1").hold(who, children=children, **held, **managers())
    for child in children:
        meeting = meeting.record_child(child, f"what we thought of {child}", **managers())
    return meeting.record(**managers())


def event(kind, day, **facts):
    return Event(subject=WORKER, kind=kind, on=day, ref="post-1", facts=tuple(facts.items()))


class TestTheChildsFile:
    """The record reaches each child's file, whoever is away or disagrees."""

    @pytest.mark.parametrize("why", [UnsignedBecause.OFF_SICK, UnsignedBecause.LEFT, UnsignedBecause.REFUSES])
    def test_a_worker_who_cannot_sign_does_not_keep_it_off(self, why):
        """It is filed without the worker's signature, and says why."""
        filed = (
            written_up().sign(MeetingPart.SUPERVISOR, **managers()).file(ASHA, unsigned_because=why, **managers(LATER))
        )
        filing = filed.filing(ASHA, LATER)
        assert (filing.on, filing.unsigned_because) == (LATER, why)

    def test_nor_does_one_of_a_group(self):
        """One of three has not signed."""
        group = written_up((*BOTH, (COLLEAGUE, MeetingPart.PRACTITIONER)), kind=MeetingKind.GROUP, minutes=90).sign(
            MeetingPart.SUPERVISOR, **managers()
        )
        group = group.sign(MeetingPart.PRACTITIONER, **on())
        filed = group.file(ASHA, unsigned_because=UnsignedBecause.NOT_REACHED, **managers(LATER))
        assert filed.filing(ASHA, LATER).on == LATER

    def test_an_unsigned_record_without_a_reason_is_not_filed(self):
        """The control: silence about a signature is no reason."""
        with pytest.raises(ReflectiveError):
            written_up().file(ASHA, **managers(LATER))

    def test_siblings_are_filed_one_by_one(self):
        """Each on its own day; the others are not filed with it."""
        meeting = written_up().sign(MeetingPart.SUPERVISOR, **managers()).sign(MeetingPart.PRACTITIONER, **on())
        meeting = meeting.file(ASHA, **managers()).file(BILAL, **managers(LATER))
        assert [getattr(meeting.filing(child, LATER), "on", None) for child in CHILDREN] == [
            HELD,
            LATER,
            None,
            None,
        ]
        assert meeting.stage(LATER) is not MeetingStage.FILED

    def test_a_disagreement_stays_on_the_file_and_the_words_stay_hers(self):
        """The child's file has who disagreed, about what and how it was settled; her words are not in it."""
        meeting = written_up().dispute("strategy", DisputedMatter.DECISION, children=(ASHA,), **on())
        meeting = meeting.put_in_words("strategy", "I asked for a strategy meeting, and it was refused", **on())
        meeting = meeting.settle_dispute("strategy", DisputeOutcome.BOTH_VIEWS_STAND, **managers(LATER))
        filed = meeting.sign(MeetingPart.SUPERVISOR, **managers(LATER)).file(
            ASHA, unsigned_because=UnsignedBecause.REFUSES, **managers(LATER)
        )
        (dispute,) = filed.disputes(LATER)
        assert (dispute.matter, dispute.how) == (DisputedMatter.DECISION, DisputeOutcome.BOTH_VIEWS_STAND)
        file = case(filed).for_child(ASHA, LATER)
        shown = {entry.content.TAG for _, entry in file.of_kind(Supervision)[0].standing(LATER)}
        assert {"supervision.disputed", "supervision.dispute_settled"} <= shown
        assert "supervision.dispute_words" not in shown


class TestAManagersDecision:
    """By telephone at 22.40: the decision, its options and reasons, who was told, by what authority."""

    def decided(self):
        record = Oversight(id="o-1").decide(
            "night",
            "Dani does not return tonight",
            "nobody there can lift him, and the mother asked for this",
            options=("he returns with a worker there", "he stays with the carer"),
            direction="a strategy discussion at nine",
            challenge="what would he say?",
            how=OversightMode.TELEPHONE,
            between=(ON_CALL, WORKER),
            level="on-call manager",
            recorded_at="09:10",
            child=DANI,
            **(on(HELD, ON_CALL, at="22:40") | {"recorded": HELD + timedelta(days=1)}),
        )
        return record.communicate("night", MOTHER, interpreter=INTERPRETER, **on(HELD + timedelta(days=1)))

    def test_it_is_a_record_with_three_days(self):
        """It was decided, recorded and communicated on days of its own."""
        one = self.decided().decision("night", LATER)
        assert one.stage is DecisionStage.DECIDED
        (decided,) = [entry for _, entry in self.decided().standing(LATER) if entry.content.TAG == "oversight.decided"]
        assert (decided.on, decided.at, decided.recorded) == (HELD, "22:40", HELD + timedelta(days=1))
        assert decided.content.between == (ON_CALL, WORKER)
        assert len(decided.content.options) == 2

    def test_a_decision_not_to_act_is_one(self):
        """Its reason is asked for like any other."""
        record = Oversight(id="o-1").decide_not_to_act("order", "no order for Cara", child=CARA, **managers())
        assert record.decision("order", LATER).stage is DecisionStage.DECIDED_NOT_TO_ACT
        assert record.missing(LATER)

    def test_it_can_be_escalated_by_a_chair_and_dissented_from(self):
        """The route and the dissent stay on the record after it was decided."""
        record = Oversight(id="o-1").raise_matter("order", CARA, **on())
        record = record.escalate("order", "chair", "no plan for her", route=EscalationRoute.CONFERENCE_CHAIR, **on())
        record = record.decide("order", "a plan for her", "the chair asked", child=CARA, **managers(LATER))
        assert record.dissent("order", **on(LATER)).decision("order", LATER).dissent_of == (WORKER,)


class TestWhatCountsAsSupervision:
    """A call is oversight, and a supervision clock is not reset by it."""

    RULES = Ruleset.load("england").only("supervision.practitioner")

    def due(self, meeting):
        began = event("practitioner.started", date(2025, 2, 20), experience="established")
        return [
            (one.due, one.status)
            for one in self.RULES.obligations([began, *meeting.events(LATER)], as_of=date(2025, 3, 25))
        ]

    def test_a_call_of_five_minutes_meets_nothing(self):
        """It shows on the record, and the month is still open."""
        call = Supervision(id="s-1").hold(BOTH, children=(DANI,), kind=MeetingKind.AD_HOC, minutes=5, **managers())
        assert self.due(call) == [(date(2025, 3, 20), Status.OVERDUE)]

    @pytest.mark.parametrize(("minutes", "counts"), [(20, False), (29, False), (30, True), (90, True)])
    def test_how_many_minutes_count_is_the_councils_to_say(self, minutes, counts):
        """A group supervision of twenty minutes meets the national rule; this council counts from thirty."""
        group = Supervision(id="s-1").hold(BOTH, kind=MeetingKind.GROUP, minutes=minutes, **managers())
        began = event("practitioner.started", date(2025, 2, 20), experience="established")
        (national,) = self.RULES.rules
        council = attrs.evolve(self.RULES, rules=(attrs.evolve(national, met_from=(("minutes", 30),)),))
        events = [began, *group.events(LATER)]
        assert self.RULES.obligations(events, as_of=date(2025, 3, 25))[0].status is Status.MET
        found = council.obligations(events, as_of=date(2025, 3, 25))[0]
        assert found.status is (Status.MET if counts else Status.OVERDUE)
        assert ("supervision.held of Wed 19 Mar 2025 does not meet it" in str(found.why)) is not counts

    def test_control_a_supervision_does(self):
        """The control: an individual meeting of ninety minutes meets it, and asks for the next."""
        held = Supervision(id="s-1").hold(BOTH, children=(DANI,), minutes=90, **managers())
        assert self.due(held) == [(date(2025, 3, 20), Status.MET), (date(2025, 4, 19), Status.PENDING)]


class TestAPlan:
    """Half of real plans are worded so that a neat model refuses them."""

    def plan(self, **action):
        return (
            Plan(id="p-1")
            .start("child in need plan", children=(ASHA,), **on())
            .agree(Action(id="a-1", text="visit", children=(ASHA,), asked=(WORKER,), **action), **on())
        )

    @pytest.mark.parametrize("answer", [Answer.DISAGREES, Answer.NOT_ASKED, Answer.ASKED_NO_ANSWER])
    def test_an_answer_that_is_no_agreement_is_no_agreement(self, answer):
        """SMART asks whether it is agreed, not whether something was said."""
        plan = self.plan(needs_agreement_of=(MOTHER,)).answer(MOTHER, answer, action="a-1", **on())
        assert not plan.smart("a-1", LATER)["agreed"].evidenced
        agrees = self.plan(needs_agreement_of=(MOTHER,)).answer(MOTHER, Answer.AGREES, action="a-1", **on())
        assert agrees.accept("a-1", WORKER, **on()).smart("a-1", LATER)["agreed"].evidenced

    @pytest.mark.parametrize("words", ["ASAP", "weekly", "before half term", "by the next core group"])
    def test_words_that_name_no_day_are_kept(self, words):
        """The action is there as it was said, and among those without a day."""
        plan = self.plan(due=Deadline.said(words))
        assert [(one.id, one.action.due.words) for one in plan.undated(LATER)] == [("a-1", words)]

    def test_an_owner_hands_over_or_is_released(self):
        """A worker who leaves is no owner for ever."""
        plan = self.plan().accept("a-1", WORKER, **on())
        assert plan.hand_over("a-1", WORKER, COLLEAGUE, **on(LATER)).action("a-1", LATER).awaited == (COLLEAGUE,)
        assert plan.release("a-1", WORKER, **on(LATER)).action("a-1", LATER).owners == ()

    def test_done_in_part_is_not_met(self):
        """The other visit is still to do."""
        plan = self.plan(due=Deadline.on(HELD)).report_done("a-1", "one of two visits", partly=True, **on())
        assert plan.action("a-1", LATER).status is not ActionStatus.REPORTED_DONE
        assert [row.status for row in plan.due_rows(LATER) if row.rule == "case.action"] == [Status.OVERDUE]

    def test_a_manager_who_wrote_it_may_endorse_it(self):
        """In practice the manager writes in supervision; the endorsement is recorded, with who wrote."""
        plan = Plan(id="p-1").start("supervision", **managers()).agree(Action(id="a-1", text="visit"), **managers())
        (endorsed,) = plan.endorse(plan.version(HELD), **managers()).endorsements(LATER)
        assert endorsed.by == MANAGER

    def test_a_blocked_action_can_be_done_and_a_no_become_a_yes(self):
        """Without being begun again first."""
        blocked = self.plan().block("a-1", "no interpreter", **on())
        assert blocked.report_done("a-1", "done", **on(LATER)).action("a-1", LATER).status is ActionStatus.REPORTED_DONE
        asked = Plan(id="p-2").agree(Action(id="a-2", text="an order", consider=True), **on())
        no = asked.decide("a-2", "not now", yes=False, decided_by=MANAGER, **managers())
        yes = no.decide("a-2", "she ran away", yes=True, decided_by=MANAGER, **managers(LATER))
        assert yes.action("a-2", LATER).status is ActionStatus.AGREED


class TestEachChildsCheckpoints:
    """A result that is not good, or not known, is not quietly over."""

    @pytest.mark.parametrize("found", [CheckpointStatus.NOT_MET, CheckpointStatus.UNKNOWN])
    def test_a_result_still_wants_a_so_what(self, found):
        """The checkpoint is listed until somebody decides what follows."""
        point = Checkpoint(id="c-1", different="she sleeps", how_we_would_know="her diary", due=Deadline.on(HELD))
        journey = Journey(id="j-1").of(ASHA, **on()).agree(point, **on())
        evidence = None if found is CheckpointStatus.UNKNOWN else "the diary"
        journey = journey.reach("c-1", found, evidence, **on())
        assert [one.checkpoint.id for one in journey.awaiting_so_what(LATER)] == ["c-1"]
        assert journey.missing(LATER)

    def test_a_checkpoint_may_have_words_for_its_day(self):
        """'When the baby is home' is a day that nobody can know yet."""
        point = Checkpoint(id="c-1", different="home", how_we_would_know="he sleeps here", due="when the baby is home")
        assert Journey(id="j-1").of(ASHA, **on()).agree(point, **on()).checkpoint("c-1", LATER).day is None


class TestThinking:
    """Safety first and thinking after it, a mother's own view, and a court's finding."""

    def test_after_acting_for_safety_reflecting_is_onward(self):
        """Coming back to what was passed over needs no reason to go back."""
        cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **on())
        cycle = cycle.enter(Stage.ACTION, reason=Reason.URGENT_SAFETY, **on())
        cycle = cycle.enter(Stage.REFLECTION, **on(LATER))
        assert cycle.stage(LATER) is Stage.REFLECTION
        assert [step.direction.value for step in cycle.trace(LATER)][-1] == "onward"

    def test_a_view_is_whose_it_is_and_a_finding_has_its_source(self):
        """The mother's explanation is hers; what a court found is established, and not weighed by us."""
        hers = Hypothesis(id="h-1").float("he is slow because he was ill", whose=MOTHER, **on())
        (floated,) = [entry.content for _, entry in hers.standing(LATER)]
        assert floated.whose == MOTHER
        court = Source(document="the judgment", at="12")
        found = hers.establish("the arm was broken by force", "the Family Court", **on(LATER, source=court))
        assert found.status(LATER) is HypothesisStatus.ESTABLISHED
        with pytest.raises(ReflectiveError):
            hers.establish("the arm was broken by force", "the Family Court", **on(LATER))


class TestRelationships:
    """A pair, whatever happened between the two before."""

    def test_the_present_workers_row_is_her_own(self):
        """The father knew the former worker for years, and has met this one once."""
        former = Relationship(id="r-1").between(OLD_WORKER, FATHER, **on(HELD - timedelta(days=400), OLD_WORKER))
        former = former.assess("building", "he rang her", **on(HELD - timedelta(days=300), OLD_WORKER))
        former = former.end("a letter", **on(HELD - timedelta(days=10), OLD_WORKER))
        present = Relationship(id="r-2").between(WORKER, FATHER, **on())
        rows = attention((former, present), ((FATHER, False),), LATER)
        assert [(row.worker, row.stage) for row in rows] == [(WORKER, None), (OLD_WORKER, "building")]

    def test_an_ending_is_called_off_and_an_ended_one_resumed(self):
        """A re-referral to the same worker is the same pair."""
        pair = Relationship(id="r-1").between(WORKER, FATHER, **on()).plan_ending("she leaves", **on())
        assert pair.call_off_ending("she stays", **on()).tie(LATER) is not RelationshipState.ENDING
        assert pair.end(**on()).resume("referred again", **on(LATER)).tie(LATER) is not RelationshipState.ENDED

    def test_he_may_ring_and_apologise_first(self):
        """A repair needs no step of ours before it."""
        pair = Relationship(id="r-1").between(WORKER, FATHER, **on()).rupture("he shouted", **on())
        assert (
            pair.repair("he rang and said sorry", they_began=True, **on(LATER)).tie(LATER) is RelationshipState.STEADY
        )


class TestTheChildrenSeenAndHeard:
    """Alone, at school, with an interpreter, by his eyes."""

    def test_a_visit_has_who_was_seen_how_and_through_whom(self):
        """Each person's needs are there too: how to understand them, and how to be understood."""
        bsl = GoBetween(kind=GoBetweenKind.INTERPRETER, person=INTERPRETER)
        visit = VisitMade(contact="v-1", seen=(Seen(child=ASHA, alone=True),), setting=Setting.SCHOOL, through=(bsl,))
        visits = Visits(id="v").add(CommunicationNeed(person=DANI, how="with his eyes"), **on(about=(DANI,)))
        visits = visits.make_visit(visit, **on())
        ((_, seen),) = visits.visits(LATER, ASHA)
        assert (seen.seen[0].alone, seen.setting, seen.through) == (True, Setting.SCHOOL, (bsl,))
        eyes = GoBetween(kind=GoBetweenKind.EYES)
        heard = Heard(account="room", words="he looked up", expression=Expression.SHOWED, through=(eyes,))
        voice = Voice(id="voice").of(DANI, **on()).hear(heard, **on())
        assert voice.last_heard(LATER) == HELD

    def test_a_role_is_one_that_the_host_has(self):
        """An interpreter, a foster carer and a reviewing officer are; nonsense is refused."""
        people = People(id="people").name(INTERPRETER, PersonKind.PARTNER_PROFESSIONAL, **on())
        roles = Roles.shipped()
        for role in ("interpreter", "foster-carer", "independent-reviewing-officer", "advocate", "probation-officer"):
            assert people.hold_role(INTERPRETER, role, roles=roles, **on())
        with pytest.raises(ReflectiveError):
            people.hold_role(INTERPRETER, "nonsense", roles=roles, **on())

    def test_the_household_and_parental_responsibility_are_as_of_a_day(self):
        """He moved out; and what was thought of his responsibility was corrected."""
        moved = PartialDate.exact(date(2023, 5, 1))
        household = Household(id="h").live(LivesAt(person=FATHER, home="home-1", end=moved), **on())
        household = household.live(LivesAt(person=MOTHER, home="home-1"), **on())
        assert household.lives_with(MOTHER, LATER) == ()
        people = People(id="people")
        for person, kind in ((ASHA, PersonKind.CHILD), (FATHER, PersonKind.FAMILY_MEMBER)):
            people = people.name(person, kind, **on())
        for day, said in ((HELD, Responsibility.YES), (LATER, Responsibility.NO)):
            people = people.relate(
                FATHER, ASHA, "father", kind=RelationKind.PARENT, parental_responsibility=said, **on(day)
            )
        assert people.responsibility(FATHER, ASHA, HELD) is Responsibility.YES
        assert people.responsibility(FATHER, ASHA, LATER) is Responsibility.NO

    @pytest.mark.parametrize("age", [-3, 121, 3.5])
    def test_an_age_that_nobody_has_is_refused(self, age):
        """A typing error in an age is refused."""
        with pytest.raises(BadValue):
            People(id="people").name(ASHA, PersonKind.CHILD, age=age, **on())


class TestPlansInLawsEyes:
    """A plan has stages, each with who agreed; consent is given and withdrawn."""

    def test_consent_that_is_withdrawn_is_a_decision_to_take_that_day(self):
        """The decision is asked for until somebody records one."""
        status = ChildStatus(id="st").of(DANI, **on()).begin("care", SpellKind.LOOKED_AFTER, **on())
        status = status.begin("agreed", SpellKind.SECTION_20, because_of="care", **on())
        status = status.give_consent(
            "c-1",
            MOTHER,
            "accommodation",
            parental_responsibility=ParentalResponsibility.YES,
            interpreter=INTERPRETER,
            **on(),
        )
        withdrawn = status.withdraw_consent("c-1", **on(LATER))
        assert [(row.due, row.status) for row in withdrawn.due_rows(LATER)] == [(LATER, Status.DUE_SOON)]
        decided = withdrawn.decide_on_withdrawal("c-1", "he goes home", "she can lift him now", **managers(LATER))
        assert [row.status for row in decided.due_rows(LATER)] == [Status.MET]

    def test_a_plan_in_force_asks_for_its_next_review(self):
        """A plan that was started and nothing more is not silent."""
        status = ChildStatus(id="st").of(ASHA, **on()).begin("cin", SpellKind.CHILD_IN_NEED, **on())
        status = status.draft_plan("plan", SpellKind.CHILD_IN_NEED, **on()).share_plan("plan", (MOTHER,), **on())
        status = status.agree_plan("plan", (MOTHER,), **on()).endorse_plan("plan", **managers())
        active = status.activate_plan("plan", spell="cin", **managers())
        assert active.missing(LATER) == ("the next review of plan",)
        with pytest.raises(MoveNotAllowed):
            # A child protection plan takes no other plan's place in silence.
            active.draft_plan("plan", SpellKind.CHILD_PROTECTION, **on())


def case(*records):
    """The family's file with these records in it."""
    people = People(id="people")
    for child in CHILDREN:
        people = people.name(child, PersonKind.CHILD, **on())
    for person in (MOTHER, FATHER):
        people = people.name(person, PersonKind.FAMILY_MEMBER, **on())
    for person in (WORKER, OLD_WORKER, MANAGER, ON_CALL, COLLEAGUE):
        people = people.name(person, PersonKind.STAFF, **on())
    people = people.name(INTERPRETER, PersonKind.PARTNER_PROFESSIONAL, **on())
    membership = Membership(id="f-1:membership")
    for record in records:
        membership = membership.add_record(record.id, **on())
    return Case(id="f-1", people=people, membership=membership, records=records)


class TestTheWhole:
    """All of it in one file: kept, read by each reader, and looked over."""

    def test_it_is_kept_and_looked_over(self):
        """JSON gives it back; every check answers; none of them fails."""
        file = case(written_up(), TestAManagersDecision().decided(), TestAPlan().plan())
        assert loads(dumps(file), Case) == file
        found = check_reading(file.read(as_of=LATER), Ruleset.load("england"))
        assert found.failed == ()
        assert {one.audience for one in found.found} <= {
            Audience.ORGANISATION,
            Audience.CHILD_FILE,
            Audience.FAMILY_SHARED,
        }
