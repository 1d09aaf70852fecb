"""For each check a case in which it finds something and one in which it does not, in words and as a case.

The reference of checks shows the words, and the tests run the cases. The words are the expected answers.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from reflective.casework import Case
from reflective.policy import Policy
from reflective.practice import (
    Action,
    ChildStatus,
    Chronology,
    Cycle,
    DirectWork,
    Discrepancies,
    Hypothesis,
    Journey,
    Link,
    Oversight,
    Permanence,
    Plan,
    Relationship,
    Safety,
    Stage,
    Supervision,
    Visits,
    Voice,
)
from reflective.practice.agreement import Agreement, Experience
from reflective.practice.chronology import EpisodeClosed, EpisodeOpened, Happened, Impact, ImpactKind, Support
from reflective.practice.cycle import Feeling, Focus, Observation, Reason, Weighed
from reflective.practice.direct_work import DocumentVersion, WorkDone, WorkKind
from reflective.practice.discrepancies import Question, Version
from reflective.practice.hypothesis import StaysLive, WouldChangeOurMind
from reflective.practice.journey import Checkpoint, CheckpointStatus, JourneyPart, JourneyStage, MapQuestion, SoWhat
from reflective.practice.people import PersonKind, RelationKind
from reflective.practice.permanence import ContinuingSupport, OptionNamed, PermanenceRoute
from reflective.practice.plan import ActionKind, Answer, Part
from reflective.practice.relationship import BarrierLocation, Enabler
from reflective.practice.safety import SafePerson, SafetyPlanWritten
from reflective.practice.status import SpellKind
from reflective.practice.supervision import MeetingPart, Prepared
from reflective.practice.visits import Seen, VisitMade
from reflective.practice.voice import Heard
from reflective.timescales import Deadline, PartialDate

__all__ = ["AS_OF", "EXAMPLES", "Example", "case", "on"]

FIRST = date(2021, 1, 4)
AS_OF = date(2021, 9, 6)
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


def on(day=FIRST, by="w-1", **more):
    return {"on": day, "recorded": day, "by": by, **more}


def after(weeks):
    return FIRST + timedelta(weeks=weeks)


def case(*records):
    """A case of two children, c-1 and c-2, their mother p-1, a worker w-1, a recovery worker r-1, and some records."""
    found = Case.opened("case-1")
    people = found.people
    for person, kind in (("c-1", PersonKind.CHILD), ("c-2", PersonKind.CHILD), ("p-1", PersonKind.FAMILY_MEMBER)):
        born = PartialDate.exact(date(2015, 5, 5)) if kind is PersonKind.CHILD else None
        people = people.name(person, kind, born=born, **on())
    for person in ("w-1", "m-1"):
        people = people.name(person, PersonKind.STAFF, **on())
    people = people.name("r-1", PersonKind.PARTNER_PROFESSIONAL, **on())
    for child in ("c-1", "c-2"):
        people = people.relate("p-1", child, "mother of", kind=RelationKind.PARENT, **on())
    found = found.put(people)
    for record in records:
        found = found.join(record, **on(max(AS_OF, *(entry.recorded for entry in record.entries))))
    return found


class Example(NamedTuple):
    """The words of a case in which a check finds something, that case, and the same where it finds nothing."""

    finds: str
    found: Callable[[], Case]
    not_finds: str
    not_found: Callable[[], Case]
    on: bool = False
    ruleset: str | None = None
    personal: bool = False
    policy: Policy | None = None


def plan(*actions):
    started = Plan(id="plan-1").start("supervision", children=("c-1", "c-2"), **on())
    for action in actions:
        started = started.agree(action, **on())
    return started


def action(**given):
    return Action(**{"id": "a-1", "text": "Ring the school", **given})


DUE = Deadline.on(date(2021, 9, 20))
PAST = Deadline.on(date(2021, 8, 30))


def accepted():
    return plan(action(due=DUE)).accept("a-1", "w-1", **on())


def carried(times):
    found = plan(action(due=Deadline.on(after(1))))
    for number in range(times):
        day = after(number + 1)
        found = found.carry_forward("a-1", "she was away", due=Deadline.on(after(number + 2)), **on(day))
    return found


def hypothesis(name="h-1", **written):
    return Hypothesis(id=name).float("he is tired of being told", of=("p-1",), **on(**written))


def tested():
    found = hypothesis().evidence_for("he slams doors", **on()).evidence_against("he stayed", **on())
    found = found.add(WouldChangeOurMind(what="he comes to the review"), **on())
    return found.add(StaysLive(what="alcohol"), **on())


def meaning():
    return Hypothesis(id="h-1").float("he is tired", for_children=(("c-1", "he hears it"), ("c-2", "she too")), **on())


def harm(*, linked):
    why = Link(record="h-1") if linked else None
    return case(tested(), plan(action(why=why)))


def held(name="s-1", day=FIRST, *, minutes=90, children=("c-1", "c-2"), broken_off=False, prepared=True):
    found = Supervision(id=name)
    if prepared:
        found = found.plan(day, WHO, children=children, **on(day))
        found = found.prepare(Prepared(focus=(("f-1", "the bedtimes"),)), **on(day))
    return found.hold(WHO, children=children, minutes=minutes, broken_off=broken_off, **on(day, "m-1"))


def agreement(supervisor="m-1"):
    found = Agreement(id="agreement-1")
    return found.begin("w-1", supervisor, Experience.EXPERIENCED, **on(by="m-1"))


def knows_him():
    """A relationship with the father's recovery worker as a strength."""
    found = Relationship(id="r-1").between("w-1", "p-1", **on())
    return found.add(Enabler(located=BarrierLocation.SYSTEM, what="she knows him well"), **on(about=("p-1", "r-1")))


def talked_of(times):
    meetings = [
        held(f"s-{number}", after(number)).discuss("worry", of=Link(record="h-1"), **on(after(number)))
        for number in range(1, times + 1)
    ]
    return case(hypothesis(), *meetings)


def written_up(name="s-1", day=FIRST, *, texts=("he sleeps", "she sings"), recorded=None):
    found = held(name, day)
    for child, text in zip(("c-1", "c-2"), texts, strict=False):
        found = found.record_child(child, text, **on(day, "m-1"))
    return found.record(**on(recorded or day, "m-1"))


def signed():
    found = written_up(day=after(20))
    found = found.sign(MeetingPart.PRACTITIONER, **on(after(20)))
    return found.sign(MeetingPart.SUPERVISOR, **on(after(20), "m-1"))


def filed():
    return signed().file("c-1", **on(after(20), "m-1")).file("c-2", **on(after(20), "m-1"))


def cancelled(*, held_since):
    off = Supervision(id="s-2").plan(after(4), WHO, **on()).cancel("court", **on(after(3), "m-1"))
    return case(off, held("s-3", after(5))) if held_since else case(off)


def cycle(*stages, name="cy-1", reason=Reason.OTHER, note="the day was short"):
    found = Cycle(id=name)
    last = None
    order = list(Stage)
    for stage in stages:
        skips = last is not None and order.index(stage) - order.index(last) > 1
        why = {"reason": reason, "note": note} if skips else {}
        found, last = found.enter(stage, **why, **on()), stage
    return found


def weighed(found):
    return found.add(Weighed(stage=Stage.ANALYSIS, hypothesis=Link(record="h-1")), **on(about=("c-1",)))


def with_feeling():
    found = cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS)
    return found.add(Feeling(stage=Stage.REFLECTION, feeling="uneasy", whose="w-1"), **on())


def adult_focus(*, about):
    found = Cycle(id="cy-1").add(Focus(lens="relationship", person="p-1", children=("c-1", "c-2")), **on())
    for stage in (Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS):
        found = found.enter(stage, **on())
    return found.add(Weighed(stage=Stage.ANALYSIS, hypothesis=Link(record="h-1")), **on(about=about))


def journey(name="j-1", child="c-1"):
    return Journey(id=name).of(child, **on())


def point(due=PAST, point_id="k-1"):
    return Checkpoint(id=point_id, different="he sleeps", how_we_would_know="a diary", due=due)


def both_agreed():
    return case(
        journey().agree(point(), **on()),
        journey("j-2", "c-2").agree(point(), **on()),
    )


def moved(times):
    found = journey().agree(point(Deadline.on(after(1))), **on())
    for number in range(times):
        due = Deadline.on(after(number + 2))
        found = found.reschedule("k-1", "she was ill", due=due, **on(after(number + 1)))
    return case(found)


def reached(*, decided):
    found = journey().agree(point(), **on()).reach("k-1", CheckpointStatus.NOT_MET, "the diary", **on(after(30)))
    return case(found.decide("k-1", SoWhat.ADJUST_PLAN, "more help at night", **on(after(30))) if decided else found)


def stretch(what, **given):
    return JourneyStage(part=JourneyPart.PAST, what=what, **given)


def until(year):
    return case(journey().add(stretch("alone", end=PartialDate.year(year)), **on()))


def journeys(one, other):
    return case(
        journey().add(stretch(one), **on()),
        journey("j-2", "c-2").add(stretch(other), **on()),
    )


def timescales(*, answered):
    answer = "before he starts school" if answered else None
    found = [journey(f"j-{child}", child).ask(MapQuestion.TIMESCALES, answer, **on()) for child in ("c-1", "c-2")]
    return case(*found)


def voices(*children):
    said = Heard(account="bedtime", words="it is too dark", told_to="w-1", alone=True)
    return [Voice(id=f"v-{child}").of(child, **on()).hear(said, **on()) for child in children]


def changed():
    return [voice.change("bedtime", "a night light", **on()) for voice in voices("c-1", "c-2")]


def seen(*children):
    visit = VisitMade(contact="v-1", seen=tuple(Seen(child=child, alone=True) for child in children))
    return Visits(id="visits-1").make_visit(visit, **on())


def relationships(*people):
    return [Relationship(id=f"r-{one}").between("w-1", one, child=one != "p-1", **on()) for one in people]


def moving(*, second):
    first = Relationship(id="r-1").between("w-1", "p-1", **on())
    first = first.assess("initial_rapport", "she opened the door", **on())
    other = Relationship(id="r-2").between("w-1", "c-1", child=True, **on())
    other = other.assess("initial_rapport", "he showed his cards", **on())
    if second:
        other = other.assess("building", "he asked when she comes", **on(after(8)))
    return case(first, other)


def status(kind=SpellKind.CHILD_PROTECTION):
    found = ChildStatus(id="status-1").of("c-1", **on())
    return found.begin("cp-1", kind, **on())


def ended(**given):
    return case(status().end("cp-1", **given, **on(after(10))))


def in_force(*, arranged):
    found = status().draft_plan("pl-1", SpellKind.CHILD_PROTECTION, **on()).activate_plan("pl-1", spell="cp-1", **on())
    return case(found.schedule_review("pl-1", "rv-1", DUE, **on()) if arranged else found)


def withdrawn(*, decided):
    found = status().give_consent("co-1", "p-1", "the plan", **on()).withdraw_consent("co-1", **on(after(2)))
    return case(found.decide_on_withdrawal("co-1", "it closes", "no risk", **on(after(2), "m-1")) if decided else found)


def decision(*, because="she may be at risk", told=True, dissent=False):
    found = Oversight(id="o-1").decide("d-1", "a strategy meeting", because, child="c-1", **on(by="m-1"))
    found = found.communicate("d-1", "p-1", **on()) if told else found
    return case(found.dissent("d-1", **on()) if dissent else found)


#: A council's scheme: a child comes into care by a decision of a service manager.
AUTHORITY = """
owner = "Northmere, quality and practice"
last_checked = 2021-03-01
source = "Northmere's scheme of decisions"
[[level]]
id = "accommodate-a-child"
title = "a child comes into care"
decided_by = ["service-manager"]
"""


def decided_by(role, *, until=None):
    """A decision on the first day, at a level, by somebody with a role, who loses it on a day or keeps it."""
    made = {"child": "c-1", "level": "accommodate-a-child", **on(by="m-1")}
    found = case(Oversight(id="o-1").decide("d-1", "she comes into care", "she is not safe there", **made))
    end = None if until is None else PartialDate.exact(until)
    return found.put(found.people.hold_role("m-1", role, end=end, **on(AS_OF)))


def matter(*, decided):
    found = Oversight(id="o-1").raise_matter("d-1", "c-1", **on())
    return case(found.decide("d-1", "wait", "the school sees him", **on(by="m-1")) if decided else found)


def overseen(*, recorded):
    day = date(2021, 9, 2)
    agreed = Plan(id="plan-1").start("supervision", children=("c-1",), **on(day)).agree(action(due=DUE), **on(day))
    found = Oversight(id="o-1")
    answers = (Link(record="plan-1"),)
    found = found.decide("d-1", "agreed", "it fits", child="c-1", answers=answers, **on(day, "m-1"))
    return case(agreed, found) if recorded else case(agreed)


def questions(*, versions, asked=True):
    found = Discrepancies(id="q-1")
    found = found.ask(Question(id="weeks", asks="how many weeks?"), **on()) if asked else found
    for number in range(versions):
        found = found.add_version(Version(question="weeks", id=f"v-{number}", says=f"{number}"), **on())
    return case(found)


def reviewed_actions(*, looked_at):
    found = plan(action(due=DUE))
    found = found.begin("a-1", **on(after(3))) if looked_at else found
    return case(held(), held("s-2", after(4)), found)


def words_of(text):
    return case(plan(action(text=text)))


def observed(what):
    return case(cycle(Stage.EXPERIENCE).add(Observation(stage=Stage.EXPERIENCE, what=what), **on()))


def enabled(*, found):
    tie = Relationship(id="r-1").between("w-1", "p-1", **on())
    return case(tie.add(Enabler(located=BarrierLocation.FAMILY, what="she rings back"), **on()) if found else tie)


def worked_on(*, analysed):
    tree = WorkDone(work="tree-1", kind=WorkKind.GENOGRAM, people=("c-1",), document="the tree that he drew")
    found = DirectWork(id="dw-1").do_work(tree, **on())
    if analysed:
        found = found.analyse_work("tree-1", "his aunt is beside him", **on())
        found = found.reflect_on_work("tree-1", Link(record="s-1"), **on())
    return case(found)


def document(*, updated, cited=False):
    found = DirectWork(id="dw-1").request_update("genogram", Link(record="plan-1", item="a-1"), **on())
    cites = (Link(record="s-1"),) if cited else ()
    version = DocumentVersion(document="genogram", version="2", what_changed="three generations", cited_in=cites)
    return case(found.write_version(version, **on()) if updated else found)


def happened(**given):
    moved = Happened(id="move", when=PartialDate.year(2019), what="they moved", **given)
    return case(Chronology(id="ch-1").happen(moved, **on()))


def impacts():
    return tuple(Impact(child=child, kind=ImpactKind.IMMEDIATE, what="a new school") for child in ("c-1", "c-2"))


def involvement(**given):
    found = Chronology(id="ch-1").open_episode(EpisodeOpened(episode="dudley", authority="Dudley"), **on())
    return case(found.close_episode(EpisodeClosed(episode="dudley", because="they moved", **given), **on()))


def safe(*children, agreed=True, **given):
    found = Safety(id="sa-1")
    for child in children:
        facts = {"warning_signs": ("shouting",), "safe_people": (SafePerson(person="aunt-1"),), "review": DUE, **given}
        found = found.write_plan(SafetyPlanWritten(plan=f"sp-{child}", child=child, **facts), **on())
        if agreed:
            found = found.answer_for_child(f"sp-{child}", "aunt-1", agrees=True, **on())
    return case(found)


def looked_after(*, option):
    found = ChildStatus(id="status-1").of("c-1", **on()).begin("care-1", SpellKind.LOOKED_AFTER, **on())
    return case(found, permanent(1)) if option else case(found)


def permanent(options, *, support=False):
    found = Permanence(id="pe-1").of("c-1", **on())
    for number in range(options):
        route = list(PermanenceRoute)[number]
        found = found.name_option(OptionNamed(option=f"o-{number}", route=route, decide=DUE), **on())
        found = found.work_on_option(f"o-{number}", "a visit", **on())
    return found.continue_support(ContinuingSupport(what="the aunt on Thursdays"), **on()) if support else found


EXAMPLES: dict[str, Example] = {
    "direct_work.incomplete": Example(
        "a genogram without a linked note", partial(worked_on, analysed=False),
        "the document, the analysis and the reflection", partial(worked_on, analysed=True),
    ),
    "document.update_awaited": Example(
        "an update that an action asks for", partial(document, updated=False),
        "a newer version", partial(document, updated=True),
    ),
    "document.not_used": Example(
        "a version that nothing cites", partial(document, updated=True),
        "a version that a supervision cites", partial(document, updated=True, cited=True),
    ),
    "chronology.impact_unknown": Example(
        "a move with no impact on any child", happened,
        "a move with its impact on each child", lambda: happened(impacts=impacts()),
    ),
    "chronology.unsourced": Example(
        "a move by nobody's word", happened, "a move by the mother's word", partial(happened, told_by="p-1"),
    ),
    "involvement.no_support": Example(
        "an involvement that closed with no support recorded", involvement,
        "one that closed with the support that was given", partial(involvement, support=Support.GIVEN),
    ),
    "safety.no_plan": Example(
        "a safety plan for one of two children", partial(safe, "c-1"), "a plan for each", partial(safe, "c-1", "c-2"),
    ),
    "safety.not_agreed": Example(
        "a safe person who has not answered", partial(safe, "c-1", "c-2", agreed=False),
        "a safe person who agreed", partial(safe, "c-1", "c-2"),
    ),
    "safety.plan_lacks": Example(
        "a plan without warning signs", partial(safe, "c-1", "c-2", warning_signs=()),
        "a plan with signs, a safe person and a review", partial(safe, "c-1", "c-2"),
    ),
    "permanence.none": Example(
        "a child who is looked after, with no option", partial(looked_after, option=False),
        "an option for the child", partial(looked_after, option=True),
    ),
    "permanence.no_parallel_plan": Example(
        "one option that is worked on", lambda: case(permanent(1)), "two of them", lambda: case(permanent(2)),
    ),
    "permanence.no_support": Example(
        "an option, and no support that goes on", lambda: case(permanent(1)),
        "support that goes on", lambda: case(permanent(1, support=True)),
    ),
    "action.unowned": Example(
        "an agreed action that nobody accepted", lambda: case(plan(action())),
        "an action that the worker accepted", lambda: case(accepted()),
    ),
    "action.owned_by_role": Example(
        "an action whose owner is `social-worker`",
        lambda: case(plan(action()).accept("a-1", "social-worker", **on())),
        "an action whose owner is on the list of people", lambda: case(accepted()),
    ),
    "action.undated": Example(
        "an action without a day", lambda: case(plan(action())),
        "an action with a day", lambda: case(plan(action(due=DUE))),
    ),
    "action.partly_dated": Example(
        "an action with a day for one part", lambda: case(plan(action(parts=(Part(id="p-1", text="first", due=DUE),)))),
        "an action without any day", lambda: case(plan(action())),
    ),
    "action.unmeasured": Example(
        "an action that does not say what would be different", lambda: case(plan(action())),
        "an action with what would be different", lambda: case(plan(action(success="he is in school"))),
    ),
    "action.overdue": Example(
        "an action a week past its day", lambda: case(plan(action(due=PAST))),
        "an action with its day to come", lambda: case(plan(action(due=DUE))),
    ),
    "action.carried_forward": Example(
        "an action moved twice", lambda: case(carried(2)), "an action moved once", lambda: case(carried(1)),
    ),
    "action.all_process": Example(
        "a plan whose one action is process", lambda: case(plan(action(kind=ActionKind.PROCESS))),
        "a plan with an intervention", lambda: case(plan(action(kind=ActionKind.INTERVENTION))),
    ),
    "action.none_for_harm": Example(
        "a harm that stays in sight, with no action because of it", partial(harm, linked=False),
        "an action because of it", partial(harm, linked=True),
    ),
    "voice.unheard": Example(
        "two children, one of whom was heard", lambda: case(*voices("c-1")),
        "both children heard", lambda: case(*voices("c-1", "c-2")),
    ),
    "voice.unanswered": Example(
        "a child heard, and nothing since", lambda: case(*voices("c-1")),
        "something changed because of it", lambda: case(*changed()),
    ),
    "voice.answered": Example(
        "something changed because of what a child said", lambda: case(*changed()),
        "nothing since", lambda: case(*voices("c-1")),
    ),
    "child.not_seen": Example(
        "two children, one of whom was seen", lambda: case(seen("c-1")),
        "both children seen", lambda: case(seen("c-1", "c-2")),
    ),
    "child.no_impact": Example(
        "a cycle on a mother, with analysis about her alone", lambda: case(adult_focus(about=("p-1",))),
        "analysis about each child too", lambda: case(adult_focus(about=("p-1", "c-1", "c-2"))),
    ),
    "checkpoint.none": Example(
        "journeys without a checkpoint", lambda: case(journey()), "a checkpoint on each journey", both_agreed,
    ),
    "checkpoint.moved_again": Example(
        "a checkpoint moved twice", partial(moved, 2), "a checkpoint moved once", partial(moved, 1),
    ),
    "checkpoint.no_so_what": Example(
        "a checkpoint found not met, and no decision", partial(reached, decided=False),
        "a decision on what follows", partial(reached, decided=True),
    ),
    "journey.question_unanswered": Example(
        "the question of timescales asked and not answered", partial(timescales, answered=False),
        "the question not asked of anybody", case,
    ),
    "relationship.none": Example(
        "no relationship with the second child", lambda: case(*relationships("c-1", "p-1")),
        "one with each child and their mother", lambda: case(*relationships("c-1", "c-2", "p-1")),
    ),
    "relationship.standing_still": Example(
        "one relationship moved on and the other stands", partial(moving, second=True),
        "neither moved on", partial(moving, second=False),
    ),
    "consistency.two_readings": Example(
        "a question with two versions", partial(questions, versions=2),
        "a question with one", partial(questions, versions=1),
    ),
    "consistency.open_question": Example(
        "a question that nothing answers", partial(questions, versions=0),
        "a question with an answer", partial(questions, versions=1),
    ),
    "consistency.before_birth": Example(
        "a stretch that ended in 2014, of a child born in 2015", partial(until, 2014),
        "a stretch that ended in 2016", partial(until, 2016),
    ),
    "oversight.no_reason": Example(
        "a decision whose reason is the decision again", partial(decision, because="A strategy meeting"),
        "a decision with its reason", decision,
    ),
    "oversight.undecided": Example(
        "a matter that was raised", partial(matter, decided=False),
        "a matter decided on", partial(matter, decided=True),
    ),
    "oversight.lacking": Example(
        "a plan that was agreed, and no oversight of it", partial(overseen, recorded=False),
        "a decision that answers the plan", partial(overseen, recorded=True),
    ),
    "oversight.above_authority": Example(
        "a decision that is for a service manager, by a team manager", partial(decided_by, "team-manager"),
        "the same by a service manager", partial(decided_by, "service-manager"),
        policy=Policy.parse({"authority": AUTHORITY}),
    ),
    "oversight.not_passed_on": Example(
        "a decision of which nobody was told", partial(decision, told=False), "a decision passed on", decision,
    ),
    "oversight.dissent_open": Example(
        "a decision with which the worker disagrees", partial(decision, dissent=True),
        "a decision without dissent", decision,
    ),
    "plan.no_review": Example(
        "a plan without a review", lambda: case(plan(action())),
        "a plan with a review to come", lambda: case(plan(action()).plan_review("rv-1", due=DUE, **on())),
    ),
    "plan.no_review_in_law": Example(
        "a child protection plan in force without a review", partial(in_force, arranged=False),
        "a review arranged", partial(in_force, arranged=True),
    ),
    "duty.late": Example(
        "a child protection plan with no first core group, eight months on", lambda: case(status()),
        "no plan at all", lambda: case(journey()), ruleset="england",
    ),
    "plan.family_not_asked": Example(
        "a plan that nobody in the family has answered", lambda: case(plan(action())),
        "a mother who disagrees with it", lambda: case(plan(action()).answer("p-1", Answer.DISAGREES, **on())),
    ),
    "closing.no_support": Example(
        "a plan that ended with no support recorded", partial(ended, what_changed="he moved out"),
        "a plan that ended with the support that goes on", partial(ended, support="the family group"),
    ),
    "closing.what_changed": Example(
        "a plan that ended, and nothing says what changed", partial(ended, support="the family group"),
        "a plan that ended with what changed", partial(ended, what_changed="he moved out"),
    ),
    "consent.withdrawn": Example(
        "consent that was withdrawn", partial(withdrawn, decided=False),
        "a decision on what follows", partial(withdrawn, decided=True),
    ),
    "note.strengths": Example(
        "no strength of anybody", partial(enabled, found=False),
        "a strength of the mother, which is found as good", partial(enabled, found=True),
    ),
    "note.not_on_file": Example(
        "a meeting written up, and nothing on the children's files", lambda: case(written_up()),
        "a record on each child's file", lambda: case(filed()),
    ),
    "note.no_form": Example(
        "a meeting held without preparation or form", lambda: case(held(prepared=False)),
        "a meeting that was prepared", lambda: case(held()),
    ),
    "note.no_timescale": Example(
        "the question of timescales without an answer", partial(timescales, answered=False),
        "an answer for each child", partial(timescales, answered=True),
    ),
    "note.learning": Example(
        "a cycle in which a hypothesis was weighed",
        lambda: case(weighed(cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS))),
        "a cycle in which none was", lambda: case(cycle(Stage.EXPERIENCE)),
    ),
    "record.same_for_siblings": Example(
        "the same words for both children", lambda: case(written_up(texts=("They sleep.", "they  sleep."))),
        "words of each child's own", lambda: case(written_up()),
    ),
    "record.same_journey": Example(
        "two journeys of one text", partial(journeys, "alone", "alone"),
        "two journeys of two texts", partial(journeys, "alone", "with her aunt"),
    ),
    "record.same_as_before": Example(
        "the words of the meeting before", lambda: case(written_up(), written_up("s-2", after(4))),
        "new words", lambda: case(written_up(), written_up("s-2", after(4), texts=("he eats", "she draws"))),
    ),
    "actions-not-reviewed": Example(
        "an action with nothing since, at the next meeting", partial(reviewed_actions, looked_at=False),
        "an action that was begun before it", partial(reviewed_actions, looked_at=True),
    ),
    "reflection.stage_lacks": Example(
        "a cycle that was only entered", lambda: case(cycle(Stage.EXPERIENCE)), "no cycle", lambda: case(journey()),
    ),
    "no-analysis-before-action": Example(
        "from reflection to action, for want of time",
        lambda: case(cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ACTION)),
        "from reflection to action, for urgent safety",
        lambda: case(cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ACTION, reason=Reason.URGENT_SAFETY)),
    ),
    "reflection-not-recorded": Example(
        "analysis, and no feeling or meaning before it",
        lambda: case(cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS)),
        "a feeling on the worker's own file", lambda: case(with_feeling()), personal=True,
    ),
    "no-action-after-analysis": Example(
        "hypotheses weighed, and then a pause",
        lambda: case(weighed(cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS)).pause(**on())),
        "a cycle that is still going on",
        lambda: case(weighed(cycle(Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS))),
    ),
    "hypothesis.single": Example(
        "one hypothesis", lambda: case(hypothesis()), "two of them", lambda: case(hypothesis(), hypothesis("h-2")),
    ),
    "hypothesis.nothing_against": Example(
        "nothing that speaks against it", lambda: case(hypothesis()),
        "something that speaks against it", lambda: case(tested()),
    ),
    "hypothesis.untested": Example(
        "nothing says what would change our mind", lambda: case(hypothesis()), "something does", lambda: case(tested()),
    ),
    "hypothesis.no_meaning_for_child": Example(
        "nothing says what it would mean for each child", lambda: case(hypothesis()),
        "it says so for each", lambda: case(meaning()),
    ),
    "hypothesis.tested": Example(
        "evidence for and against, and what would change our mind", lambda: case(tested()),
        "a hypothesis that was only floated", lambda: case(hypothesis()),
    ),
    "reflection.no_feelings": Example(
        "a cycle without a feeling, where the check is switched on", lambda: case(cycle(Stage.EXPERIENCE)),
        "a feeling on the worker's own file", lambda: case(with_feeling()), on=True, personal=True,
    ),
    "supervision.interval": Example(
        "a worker who passed the first year, with no supervision since", lambda: case(held()),
        "a supervision a week ago", lambda: case(held(day=AS_OF - timedelta(weeks=1))), ruleset="own",
    ),
    "supervision.not_reconvened": Example(
        "a meeting called off, and none since", partial(cancelled, held_since=False),
        "one held two weeks later", partial(cancelled, held_since=True),
    ),
    "supervision.short": Example(
        "a meeting of forty minutes", lambda: case(held(minutes=40)), "one of ninety", lambda: case(held()),
    ),
    "supervision.written_up_late": Example(
        "a meeting written up three weeks later", lambda: case(written_up(recorded=after(3))),
        "one written up on the day", lambda: case(written_up()),
    ),
    "supervision.unsigned": Example(
        "a meeting written up and not signed", lambda: case(written_up()),
        "one signed by both", lambda: case(signed()),
    ),
    "supervision.child_not_recorded": Example(
        "two children discussed, and a record of one", lambda: case(written_up(texts=("he sleeps",))),
        "a record of each", lambda: case(written_up()),
    ),
    "supervision.child_not_discussed": Example(
        "a meeting about one of two children", lambda: case(held(children=("c-1",))),
        "a meeting about both", lambda: case(held()),
    ),
    "agreement.none": Example(
        "a supervision, and no agreement of the worker's", lambda: case(held()),
        "an agreement with the supervisor", lambda: case(held(), agreement()), personal=True,
    ),
    "agreement.another_supervisor": Example(
        "an agreement with another supervisor", lambda: case(held(), agreement("m-2")),
        "that supervisor on leave, and this one standing in",
        lambda: case(held(), agreement("m-2").begin_leave("m-2", stands_in="m-1", **on(owner="w-1"))), personal=True,
    ),
    "action.strength_not_used": Example(
        "the recovery worker knows him well, and no action is about her", lambda: case(plan(action()), knows_him()),
        "an action to ask her", lambda: case(plan().agree(action(), **on(about=("p-1", "r-1"))), knows_him()),
    ),
    "record.nothing_new": Example(
        "three supervisions about a hypothesis in which nothing was written since", lambda: talked_of(3),
        "two of them", lambda: talked_of(2),
    ),
    "guidance.not_read_again": Example(
        "a rule that asks something, whose text is known to stand until two years before", lambda: case(held()),
        "the same rule, which asks nothing of this case", case, ruleset="own",
    ),
    "wording.blurred": Example(
        "an action to monitor as appropriate", partial(words_of, "Monitor the home as appropriate"),
        "an action that says who does what", partial(words_of, "Ring the school"),
    ),
    "wording.label": Example(
        "an observation that he is hostile", partial(observed, "he is hostile"),
        "the word in quotation marks, somebody's own", partial(observed, 'she said "he is hostile"'),
    ),
}  # fmt: skip
