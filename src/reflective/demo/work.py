"""The hypotheses of the example, its two plans, and the meeting that they belong to."""

from typing import Final

from reflective.demo.cast_and_source import (
    ANDREW,
    CHILDREN,
    FAMILY,
    GRANDPARENTS,
    HELD,
    JAMIE,
    MANAGER,
    MICK,
    VICKY,
    WORKER,
    from_line,
    inferred_from,
)
from reflective.practice.cycle import Prompts
from reflective.practice.hypothesis import Hypothesis, HypothesisStatus, StaysLive
from reflective.practice.plan import Action, ActionKind, Part, Plan
from reflective.practice.supervision import MeetingPart, Prepared, Supervision
from reflective.records import Audience, Link
from reflective.timescales import Deadline

__all__ = ["FIRST_VIEW", "MEETING", "SUPERVISION_PLAN", "hypotheses", "meeting", "plans"]

#: The view that the worker came with, and that the meeting widened.
FIRST_VIEW: Final = "hypothesis-1"
SUPERVISION_PLAN: Final = "plan-1"
CHILD_IN_NEED_PLAN: Final = "plan-2"
MEETING: Final = "supervision-1"

#: (id, statement, lines, ours). The first is floated in line 59 and widened; the rest come of thinking about it.
_VIEWS: Final = (
    (FIRST_VIEW, '"hostility", and not engaging', "59, 73", False),
    (
        "hypothesis-2",
        "being involved with services stirs what he lived through as a child, and fear of losing his",
        "73",
        False,
    ),
    (
        "hypothesis-3",
        "we do not know his experience, culture and identity, and built a relationship with Vicky only",
        "73, 82",
        False,
    ),
    ("hypothesis-4", "the worker keeps away from what intimidates her, and that shapes the work", "59, 83", False),
    ("hypothesis-5", "what is said of people from the area shaped how the family was seen", "74", False),
    ("hypothesis-6", "domestic abuse and adversity run through three generations of the family", "83", False),
    (
        "hypothesis-7",
        "alcohol, perhaps other substances, and his emotional health drive how he presents",
        "58, 73",
        False,
    ),
    ("hypothesis-8", "the work has tipped towards process and away from intervention", "84", False),
    ("hypothesis-9", "two closures without support taught the family not to expect any", "60", True),
    ("hypothesis-10", "as concerns rise the family moves or withdraws, and the children stay at risk", "67", True),
)

#: What stays live beside any kinder view, with its line.
_STAYS_LIVE: Final = (
    ("the slap", 40, (*CHILDREN, VICKY, MICK)),
    ("alcohol, in large amounts", 40, (*CHILDREN, MICK)),
    ("the impact on the children", 73, (*CHILDREN, MICK)),
)


def hypotheses() -> tuple[Hypothesis, ...]:
    """Ten ways to understand; the worker's first reading is widened and stays, and two of the ten are ours."""
    return tuple(_hypothesis(*row) for row in _VIEWS)


def _hypothesis(record: str, statement: str, lines: str, inferred: bool) -> Hypothesis:  # noqa: FBT001 - a row of the table
    about = (*CHILDREN, MICK, *((GRANDPARENTS,) if record == "hypothesis-6" else ()))
    audience = None
    if record in {"hypothesis-4", "hypothesis-5"}:
        # What the worker sees in herself is hers; what follows for the family is in the others.
        audience, about = Audience.PERSONAL, (MICK,)
    written = from_line(lines, about, audience=audience, inferred=inferred)
    found = Hypothesis(id=record).float(statement, of=(MICK,), **written)
    return _widened(found) if record == FIRST_VIEW else found


def _widened(first: Hypothesis) -> Hypothesis:
    about = (*CHILDREN, MICK)
    first = first.evidence_for("he was angry, swore, and the door was slammed", told_by=WORKER, **from_line(58, about))
    first = first.evidence_against("at first he worked really well with her", told_by=WORKER, **from_line(58, about))
    first = first.evidence_against(
        "he has an established relationship with another professional",
        told_by=WORKER,
        **from_line(82, (MICK, ANDREW), audience=Audience.RESTRICTED),
    )
    for what, line, whom in _STAYS_LIVE:
        first = first.add(StaysLive(what=what), **from_line(line, whom))
    first = first.judge(HypothesisStatus.HELD, "the worker's reading of his behaviour", **from_line(59, about))
    return first.widen(
        "what he has lived through: services in his own childhood and since",
        "she had not understood his experience, and it could also be this",
        **from_line("73, 82", about),
    )


def plans() -> tuple[Plan, Plan]:
    """What the two agreed in supervision, and the children's own plan: two plans, two origins."""
    from_supervision = Plan(id=SUPERVISION_PLAN).start("supervision", children=CHILDREN, **from_line(86, FAMILY))
    for action, line in zip(_actions(), range(88, 94), strict=True):
        from_supervision = from_supervision.agree(action, **from_line(line, (*CHILDREN, MICK), MANAGER))
    from_supervision = from_supervision.plan_review(
        "review-1",
        due=Deadline.after("in four weeks time", HELD, anchor="the supervision"),
        focus=("the children's timescales", "permanence"),
        **from_line(94, FAMILY, MANAGER),
    )
    in_need = Plan(id=CHILD_IN_NEED_PLAN)
    return from_supervision, in_need.start(
        "child in need plan", children=CHILDREN, term="for 8 weeks", **from_line(41, CHILDREN)
    )


def _actions() -> tuple[Action, ...]:
    """The six of lines 88 to 93. None has an owner, and no answer of the family is recorded."""
    return (
        Action(
            id="1",
            text="find ways of engaging Mick: speak to him, and to Andrew",
            children=CHILDREN,
            why=Link(record=FIRST_VIEW),
            kind=ActionKind.INTERVENTION,
            parts=(
                Part(
                    id="visit",
                    text='"consider" a joint visit: decided? with whom?',
                    due="within two weeks",
                    counted_from=HELD,
                    consider=True,
                ),
                Part(id="hopes", text="time with Mick on his hopes and fears, and on what would help"),
                Part(id="senior", text='senior worker\'s support, "to be considered" if required', consider=True),
            ),
        ),
        Action(
            id="2",
            text="CIN review",
            due="in 5 weeks",
            counted_from=HELD,
            children=CHILDREN,
            kind=ActionKind.PROCESS,
        ),
        Action(
            id="3",
            text="cultural genogram",
            children=CHILDREN,
            kind=ActionKind.PROCESS,
            parts=(
                Part(
                    id="generations",
                    text="Mick's relationships, the family's culture and identity, and patterns over three generations",
                ),
            ),
        ),
        Action(id="4", text="impact chronology", children=CHILDREN, kind=ActionKind.PROCESS),
        Action(id="5", text="life work with Mick", children=CHILDREN, kind=ActionKind.INTERVENTION),
        Action(
            id="6",
            text="safety plans",
            due="four weeks",
            counted_from=HELD,
            children=CHILDREN,
            kind=ActionKind.INTERVENTION,
            parts=(
                Part(id="with", text="with the children and both parents, and the Craunston Recovery Services worker"),
                Part(id="family", text="extended family support, which it could include"),
                Part(id="safe-people", text="safe people for the children, whom it could name"),
            ),
        ),
    )


def meeting(links: tuple[Link, ...]) -> Supervision:
    """The supervision: prepared by the worker, held with her manager, and recorded for each child."""
    who = ((WORKER, MeetingPart.PRACTITIONER), (MANAGER, MeetingPart.SUPERVISOR))
    found = Supervision(id=MEETING).plan(HELD, who, children=CHILDREN, **inferred_from(52, FAMILY))
    found = found.prepare(
        Prepared(
            focus=(("journey", "the child's journey"), ("mick", "relationship-based practice with Mick")),
            prompts=("next-stage", "how-to-get-there", "timescales-and-checkpoints", "identity-and-culture"),
            prompts_version=Prompts.shipped().version,
            person=MICK,
        ),
        **from_line("52-53", FAMILY),
    )
    # Her own are hers until they are asked, so they stand apart from what the child's file may show of preparing.
    own = Prepared(focus=(), own_questions=(("own-1", "questions of her own; the note does not say which"),))
    found = found.prepare(own, **from_line(53, FAMILY))
    found = found.draft("next-stage", "thought through beforehand; the note does not say what", **from_line(53, FAMILY))
    found = found.hold(who, children=CHILDREN, **from_line(55, FAMILY))
    for what, line in (
        ("next-stage", 63),
        ("how-to-get-there", 64),
        ("timescales-and-checkpoints", 65),
        ("journey", 68),
        ("identity-and-culture", 70),
        ("mick", 73),
    ):
        found = found.discuss(what, prompts=Prompts.shipped(), **from_line(line, FAMILY))
    for child in CHILDREN:
        name = "the older child" if child == JAMIE else "the younger child"
        found = found.record_child(
            child,
            f"the supervision as it bears on {name}",
            of=links,
            **inferred_from("55-94", (child,), MANAGER),
        )
    return found.record(**inferred_from("99-102", FAMILY, MANAGER))
