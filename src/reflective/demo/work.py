"""The hypotheses of the example, its three plans, and the meeting that they belong to."""

from typing import Final, NamedTuple

from reflective.demo.cast_and_source import (
    ANDREW,
    ANNABELLE,
    CHILDREN,
    EXAMPLE,
    FAMILY,
    GRANDPARENTS,
    HELD,
    JAMIE,
    MANAGER,
    MICK,
    RECOVERY,
    VICKY,
    WORKER,
    from_line,
    inferred_from,
)
from reflective.practice.hypothesis import Hypothesis, HypothesisStatus, StaysLive
from reflective.practice.plan import Action, Part, Plan
from reflective.practice.supervision import MeetingPart, Prepared, Supervision
from reflective.records import Audience, FormAnswer, Link
from reflective.timescales import Deadline

__all__ = ["FIRST_VIEW", "MEETING", "SUPERVISION_PLAN", "hypotheses", "meeting", "plans", "weighed"]

#: The view that the worker came with, and that the meeting widened.
FIRST_VIEW: Final = "hypothesis-1"
SUPERVISION_PLAN: Final = "plan-1"
#: The children are subject to plans, one each.
CHILD_IN_NEED_PLANS: Final = (("plan-2", JAMIE), ("plan-3", ANNABELLE))
MEETING: Final = "supervision-1"


class _View(NamedTuple):
    """One hypothesis of the example."""

    id: str
    statement: str
    lines: str
    #: Whether it is an inference of ours, and whether the two are told to have weighed it.
    ours: bool = False
    weighed: bool = True


#: The first is the worker's initial hypothesis, and is widened. The rest come of thinking about it.
_VIEWS: Final = (
    _View(FIRST_VIEW, 'father presented as "hostile" and not engaging', "59, 73"),
    _View(
        "hypothesis-2",
        "a possibility: her involvement may have triggered feelings for him, linked to the involvement of Children's "
        "Services throughout his own childhood",
        "73",
    ),
    _View(
        "hypothesis-3",
        "she did not have a good understanding of his experience, his family's culture and identity, their journey and "
        "what her involvement might mean to them, and had focussed solely on engaging Vicky",
        "73, 82",
    ),
    _View(
        "hypothesis-4",
        "that she has not always wanted to address his behaviour may shape the work",
        "59, 83",
        ours=True,
    ),
    _View(
        "hypothesis-5",
        "stereotypes that she encountered about people of the area might have shaped her perceptions of the family",
        "74",
    ),
    _View(
        "hypothesis-6",
        "Mick's adverse childhood experiences may have an impact on family functioning; domestic abuse may be a "
        "pattern: a feature of both parents' previous relationships, and of the paternal grandparents'",
        "83",
    ),
    _View(
        "hypothesis-7",
        "alcohol use, possibly any other substance use, and his emotional health: their impact on the children needs "
        "to be a consideration",
        "58, 73",
    ),
    _View(
        "hypothesis-8",
        "the balance between process and intervention may not have been equal",
        "84",
        ours=True,
    ),
    _View(
        "hypothesis-9",
        "cases that were closed without support may have taught the family not to expect any",
        "60",
        ours=True,
        weighed=False,
    ),
    _View(
        "hypothesis-10",
        "as concerns increase the family may move or withdraw, and the children stay at risk",
        "67",
        ours=True,
        weighed=False,
    ),
)

#: What stays live beside any kinder view, with its line.
_STAYS_LIVE: Final = (
    ("her being slapped; by whom is not said", 40, (*CHILDREN, VICKY, MICK)),
    ("concerns about alcohol, in large amounts", 40, (*CHILDREN, MICK)),
    ("the impact on the children", 73, (*CHILDREN, MICK)),
)


def hypotheses() -> tuple[Hypothesis, ...]:
    """Ten ways to understand; the worker's first reading is widened and stays, and four of the ten are ours."""
    return tuple(map(_hypothesis, _VIEWS))


def weighed() -> tuple[tuple[Link, str, bool], ...]:
    """The hypotheses that were weighed in the meeting: each with its lines, and whether it is ours."""
    return tuple((Link(record=view.id), view.lines, view.ours) for view in _VIEWS if view.weighed)


def _hypothesis(view: _View) -> Hypothesis:
    about = (*CHILDREN, MICK, *((GRANDPARENTS,) if view.id == "hypothesis-6" else ()))
    written = (inferred_from if view.ours else from_line)(view.lines, about)
    if view.id in {"hypothesis-4", "hypothesis-5"}:
        # The worker's view of herself is hers; what follows for the family is in the others.
        written = from_line(view.lines, (MICK,), EXAMPLE if view.ours else WORKER, inferred=view.ours)
        written["audience"], written["owner"] = Audience.PERSONAL, WORKER
    found = Hypothesis(id=view.id).float(view.statement, of=(MICK,), **written)
    return _widened(found) if view.id == FIRST_VIEW else found


def _widened(first: Hypothesis) -> Hypothesis:
    about = (*CHILDREN, MICK)
    first = first.evidence_for(
        "more recently he seemed quite angry, swore at her, and has slammed the front door",
        told_by=WORKER,
        **from_line(58, about),
    )
    first = first.evidence_against(
        "initially he seemed to work really well with her", told_by=WORKER, **from_line(58, about)
    )
    first = first.evidence_against(
        "he had a positive and established relationship with his substance misuse worker",
        told_by=WORKER,
        **from_line(82, (MICK, ANDREW), audience=Audience.RESTRICTED),
    )
    for what, line, whom in _STAYS_LIVE:
        first = first.add(StaysLive(what=what), **from_line(line, whom))
    first = first.judge(HypothesisStatus.HELD, "the worker's interpretation of his behaviour", **from_line(59, about))
    return first.widen(
        "his own lived experiences throughout childhood, as well as with Children's Services in other authorities",
        "it could also be further understood in that context",
        **from_line(73, about),
    )


def plans() -> tuple[Plan, ...]:
    """The plan that the two agreed in supervision, and the Child in Need plan of each child."""
    from_supervision = Plan(id=SUPERVISION_PLAN).start("supervision", children=CHILDREN, **from_line(86, FAMILY))
    for action, line in zip(_actions(), range(88, 94), strict=True):
        from_supervision = from_supervision.agree(action, **from_line(line, (*CHILDREN, MICK), MANAGER))
    for action, line, whom in _restricted_actions():
        written = from_line(line, (MICK, whom), MANAGER, audience=Audience.RESTRICTED)
        from_supervision = from_supervision.agree(action, **written)
    from_supervision = from_supervision.plan_review(
        "review-1",
        due=Deadline.after("in four weeks time", HELD, anchor="the supervision"),
        focus=("timescales for change for the children", "achieving permanence"),
        **from_line(94, FAMILY, MANAGER),
    )
    in_need = (
        Plan(id=plan).start("child in need plan", children=(child,), term="for 8 weeks", **from_line(41, (child,)))
        for plan, child in CHILD_IN_NEED_PLANS
    )
    return from_supervision, *in_need


def _actions() -> tuple[Action, ...]:
    """The six of lines 88 to 93. None has an owner, and no answer of the family is recorded."""
    return (
        Action(
            id="1",
            text="focus on finding ways of engaging Mick, by asking to speak to him personally",
            parts=(
                Part(
                    id="visit",
                    text="consider undertaking a joint visit",
                    due="within two weeks",
                    counted_from=HELD,
                    consider=True,
                ),
                Part(
                    id="hopes",
                    text="spend some time with Mick to understand his hopes and fears, what he thinks will help, and "
                    "what might help to develop the relationship and progress the work",
                ),
                Part(id="senior", text="Senior Social Worker support to be considered if required", consider=True),
            ),
        ),
        Action(
            id="2",
            text="convene a CIN review",
            due="in 5 weeks",
            counted_from=HELD,
            parts=(Part(id="steps", text="review the plan and the steps required to progress it"),),
        ),
        Action(
            id="3",
            text="update the cultural genogram further",
            parts=(
                Part(
                    id="generations",
                    text="explore the quality of Mick's relationships, the family's culture and identity, and patterns "
                    "and themes in relationships across three generations",
                ),
            ),
        ),
        Action(
            id="4",
            text="update the impact chronology",
            parts=(Part(id="inform", text="also inform the work being undertaken with the family"),),
        ),
        Action(
            id="5",
            text="complete life work with Mick individually",
            parts=(
                Part(
                    id="understand",
                    text="understand through direct work what is happening now and what has happened historically, "
                    "root causes and presenting concerns",
                ),
            ),
        ),
        Action(
            id="6",
            text="update the safety plans with the children, and their parents",
            due="four weeks",
            counted_from=HELD,
            parts=(
                Part(id="family", text="extended family support, which this could include"),
                Part(id="safe-people", text="safe people for the children"),
            ),
        ),
    )


def _restricted_actions() -> tuple[tuple[Action, int, str], ...]:
    """The halves of actions 1 and 6 that name a professional of Mick's: his agreement to either is not evidenced."""
    andrew = Action(id="1-andrew", text="ask to speak to Andrew also", needs_agreement_of=(MICK,))
    recovery = Action(
        id="6-recovery",
        text="utilise the Craunston Recovery Services worker",
        needs_agreement_of=(MICK,),
    )
    return (andrew, 88, ANDREW), (recovery, 93, RECOVERY)


def meeting(links: tuple[Link, ...]) -> Supervision:
    """The supervision: prepared by the worker, held with her manager, and recorded for each child."""
    who = ((WORKER, MeetingPart.PRACTITIONER), (MANAGER, MeetingPart.SUPERVISOR))
    found = Supervision(id=MEETING).plan(HELD, who, children=CHILDREN, **inferred_from(52, FAMILY))
    found = found.prepare(
        Prepared(
            focus=(("journey", "the child's journey"), ("mick", "relationship-based practice with Mick")), person=MICK
        ),
        **from_line(52, FAMILY),
    )
    found = _prepared_on_the_form(found)
    found = found.hold(who, children=CHILDREN, **from_line(55, FAMILY))
    for what, line in (
        ("next-stage", 63),
        ("how-to-get-there", 64),
        ("timescales-and-checkpoints", 65),
        ("journey", 68),
        ("identity-and-culture", 70),
        ("intervention-with-each", 71),
        ("mick", 73),
    ):
        found = found.discuss(what, **from_line(line, FAMILY))
    for child in CHILDREN:
        name = "the older child" if child == JAMIE else "the younger child"
        found = found.record_child(
            child,
            f"the supervision as it bears on {name}",
            of=links,
            **inferred_from("55-94", (child,), MANAGER),
        )
    return found.record(**inferred_from("99-102", FAMILY, MANAGER))


def _prepared_on_the_form(meeting: Supervision) -> Supervision:
    """The preparation that is the worker's own: the form and the questions, of which the note gives no words."""
    form = FormAnswer(
        form="supervision-format-form",
        version="appendix-a",
        section="preparation",
        field="questions",
        text="the relevant reflective questions of the booklet, pages 42-50; which of them is not said",
    )
    written = from_line("52, 53", FAMILY)
    written["audience"], written["owner"] = Audience.PERSONAL, WORKER
    found = meeting.add(form, **written)
    # Her own are hers until they are asked, so they stand apart from what the child's file may show of preparing.
    own = Prepared(focus=(), own_questions=(("own-1", "some of her own, to support the reflection; not said which"),))
    found = found.prepare(own, **from_line(53, FAMILY))
    return found.draft("own-1", "questions and responses thought through; not said what", **from_line(53, FAMILY))
