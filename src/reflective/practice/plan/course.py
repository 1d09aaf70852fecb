"""The plan as a whole: how it began, its goals, the family's answers and consent, and how it ended."""

import enum
from typing import Final

from reflective.fields import Id, Key, Text
from reflective.records.content import Audience, Content, content
from reflective.records.machine import Machine, State

__all__ = ["CHILD_IN_NEED", "PLAN", "Answer", "Answered", "Consented", "Goal", "PlanEnded", "PlanStage", "Started"]

#: The origin of a child in need plan, whose reviews are then told to rules as just that.
CHILD_IN_NEED: Final = "child in need plan"


@content("plan.started", Audience.CHILD_FILE, verb="start", subjects=("children",), opens=True, substance=True)
class Started(Content):
    """The origin of the plan ("supervision", "child in need plan"), whom it is for, and its term as stated.

    >>> Started(origin="supervision", children=("child-1", "child-2"), term="for 8 weeks")
    Started(children=('child-1', 'child-2'), needs_agreement_of=())
    """

    origin: Text
    children: tuple[Id, ...] = ()
    #: How long it is for, in the words it was said in; where they can be read in two ways, nobody chooses here.
    term: Text | None = None
    #: Whose agreement each of its actions needs, where the action names nobody itself.
    needs_agreement_of: tuple[Id, ...] = ()


@content("plan.ended", Audience.CHILD_FILE, verb="end")
class PlanEnded(Content):
    """The plan came to its end, and why: what was still open in it is no longer due.

    >>> PlanEnded(because="the family moved away")
    PlanEnded()
    """

    because: Text


@content("plan.goal", Audience.CHILD_FILE, subjects=("child",), substance=True)
class Goal(Content):
    """A goal: a difference for one child, which actions serve.

    >>> Goal(id="meals", child="child-1", different="breakfast before school").subjects
    ('child-1',)
    """

    id: Key
    child: Id
    different: Text


class Answer(enum.StrEnum):
    """The answer of somebody in the family to the plan. Not asked differs from asked without an answer."""

    AGREES = "agrees"
    AGREES_IN_PART = "agrees_in_part"
    DISAGREES = "disagrees"
    ASKED_NO_ANSWER = "asked_no_answer"
    NOT_ASKED = "not_asked"


@content("plan.answered", Audience.FAMILY_SHARED, item="action")
class Answered(Content):
    """The answer of one person, to the whole plan or to one action, in their words where they gave any.

    A later answer of the same person to the same thing takes the place of the earlier one.

    >>> answered = Answered(person="parent-2", answer=Answer.DISAGREES, words="nobody asked me")
    >>> print(answered.default_audience)
    family_shared
    """

    person: Id
    answer: Answer
    action: Key | None = None
    words: Text | None = None


@content("plan.consented", Audience.FAMILY_SHARED)
class Consented(Content):
    """Somebody gave their consent to the plan, or withdrew or refused it.

    >>> Consented(person="parent-1", given=True)
    Consented(person='parent-1', given=True)
    """

    person: Id
    given: bool
    words: Text | None = None


class PlanStage(State):
    """How far a plan is. Its actions are agreed whether or not anybody said what plan it is."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    ENDED = "ended"


#: The moves of a plan. It is one plan from its start to its end: another plan is another record.
PLAN: Final = Machine(
    "plan",
    start=PlanStage.NOT_STARTED,
    table={
        PlanStage.NOT_STARTED: {Started: PlanStage.STARTED, PlanEnded: PlanStage.ENDED},
        PlanStage.STARTED: {PlanEnded: PlanStage.ENDED},
        PlanStage.ENDED: {},
    },
    remedies={
        Started: lambda _at: "a plan of another kind is another record: end this one, and correct what was mistyped",
    },
)
