"""The entries of safety plans, a plan for each child, and of the plans for the worker's own visits."""

from typing import ClassVar, Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, content
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import Deadline

__all__ = [
    "SAFETY_PLAN",
    "VISITING_PLAN",
    "SafePerson",
    "SafePersonAnswered",
    "SafetyAddendum",
    "SafetyPlanEnded",
    "SafetyPlanReviewed",
    "SafetyPlanStatus",
    "SafetyPlanUpdateAsked",
    "SafetyPlanWritten",
    "SafetyStep",
    "VisitingPlanEnded",
    "VisitingPlanMade",
    "VisitingPlanStatus",
    "VisitingPlanText",
]


class SafetyPlanStatus(State):
    """Where a safety plan stands. Overdue is asked for with a day and never stored."""

    NOT_WRITTEN = "not_written"
    IN_FORCE = "in_force"
    #: In force, and somebody asked for a new version.
    UPDATE_ASKED = "update_asked"
    ENDED = "ended"


@value(kw_only=True)
class SafePerson:
    """Somebody on whom the child can call, and what they do. Whether they agreed is an entry of its own.

    >>> SafePerson(person="nana", does="fetches them at any hour").person
    'nana'
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ()
    person: Id
    does: Text | None = None


@value(kw_only=True)
class SafetyStep:
    """A thing that one person does, and when.

    >>> SafetyStep(who="parent-1", does="rings Nana", when="he has been drinking").who
    'parent-1'
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ()
    who: Id
    does: Text
    when: Text | None = None


@content("safety.plan_written", Audience.FAMILY_SHARED, verb="write_plan", subjects=("child",))
class SafetyPlanWritten(Content):
    """A version of one child's safety plan: the worries, the warning signs, who does what, and the safe people.

    >>> plan = SafetyPlanWritten(plan="plan-1", child="child-1", warning_signs=("shouting",))
    >>> plan.subjects
    ('child-1',)
    """

    plan: Key
    child: Id
    worries: tuple[Text, ...] = ()
    warning_signs: tuple[Text, ...] = ()
    steps: tuple[SafetyStep, ...] = ()
    safe_people: tuple[SafePerson, ...] = ()
    how_tested: Text | None = None
    monitored_by: Id | None = None
    made_with: tuple[Id, ...] = ()
    review: Deadline | None = None

    def __attrs_post_init__(self) -> None:
        people = [one.person for one in self.safe_people]
        if len(set(people)) < len(people):
            raise BadValue(name="safe_people", wanted="people, each once")


@content("safety.safe_person_answered", Audience.FAMILY_SHARED, verb="answer_for_child")
class SafePersonAnswered(Content):
    """A safe person of the version in force agreed to be one, or did not. A new version is agreed to anew.

    >>> SafePersonAnswered(plan="plan-1", person="nana", agrees=True).agrees
    True
    """

    plan: Key
    person: Id
    agrees: bool
    words: Text | None = None


@content("safety.plan_reviewed", Audience.FAMILY_SHARED, verb="review_plan")
class SafetyPlanReviewed(Content):
    """The plan was looked at: what was found, who took part, and when it is looked at next.

    >>> SafetyPlanReviewed(plan="plan-1", found="she rang Nana twice").review is None
    True
    """

    plan: Key
    found: Text
    took_part: tuple[Id, ...] = ()
    review: Deadline | None = None


@content("safety.update_asked", Audience.CHILD_FILE, verb="ask_update")
class SafetyPlanUpdateAsked(Content):
    """Somebody asked for a new version, and why. The version that there is stays in force until then.

    >>> SafetyPlanUpdateAsked(plan="plan-1", because="he moved back")
    SafetyPlanUpdateAsked(plan='plan-1')
    """

    plan: Key
    because: Text


@content("safety.plan_ended", Audience.FAMILY_SHARED, verb="end_plan")
class SafetyPlanEnded(Content):
    """The plan is no longer in force, and why.

    >>> SafetyPlanEnded(plan="plan-1", because="they moved to Nana's")
    SafetyPlanEnded(plan='plan-1')
    """

    plan: Key
    because: Text


@content("safety.addendum", Audience.RESTRICTED, verb="write_addendum")
class SafetyAddendum(Content):
    """A part of the plan that some of the family may not read, such as where a parent goes. It is always restricted.

    >>> print(SafetyAddendum(plan="plan-1", text="the refuge knows").default_audience)
    restricted
    """

    plan: Key
    text: Text


_STANDS: Final[Row] = {
    SafePersonAnswered: SAME,
    SafetyPlanReviewed: SAME,
    SafetyAddendum: SAME,
    SafetyPlanEnded: SafetyPlanStatus.ENDED,
}

#: The moves of a safety plan. A version takes the place of the one before, and every version is kept.
SAFETY_PLAN: Final = Machine(
    "safety plan",
    item="plan",
    start=SafetyPlanStatus.NOT_WRITTEN,
    table={
        SafetyPlanStatus.NOT_WRITTEN: {SafetyPlanWritten: SafetyPlanStatus.IN_FORCE},
        SafetyPlanStatus.IN_FORCE: {
            SafetyPlanWritten: SAME,
            SafetyPlanUpdateAsked: SafetyPlanStatus.UPDATE_ASKED,
            **_STANDS,
        },
        SafetyPlanStatus.UPDATE_ASKED: {
            SafetyPlanWritten: SafetyPlanStatus.IN_FORCE,
            SafetyPlanUpdateAsked: SAME,
            **_STANDS,
        },
        SafetyPlanStatus.ENDED: {SafetyPlanWritten: SafetyPlanStatus.IN_FORCE},
    },
)


class VisitingPlanStatus(State):
    """Whether a plan for the worker's own visits is in force."""

    NOT_MADE = "not_made"
    IN_FORCE = "in_force"
    ENDED = "ended"


@content("safety.visiting_plan", Audience.ORGANISATION, verb="plan_visits", subjects=("visited",))
class VisitingPlanMade(Content):
    """There is a plan for visits to some people, and whom to ring before going. The plan's own text is restricted.

    >>> VisitingPlanMade(plan="door", visited=("parent-2",), ring="manager-1").ring
    'manager-1'
    """

    plan: Key
    visited: tuple[Id, ...]
    ring: Id
    review: Deadline | None = None


@content("safety.visiting_plan_text", Audience.RESTRICTED, verb="describe_visits")
class VisitingPlanText(Content):
    """The text of a plan for visits: the risk, and how it is met. It is always restricted.

    >>> print(VisitingPlanText(plan="door", text="two of us, and never after dark").default_audience)
    restricted
    """

    plan: Key
    text: Text


@content("safety.visiting_plan_ended", Audience.ORGANISATION, verb="end_visiting_plan")
class VisitingPlanEnded(Content):
    """The plan for visits is no longer in force. The reason belongs into its restricted text.

    >>> VisitingPlanEnded(plan="door")
    VisitingPlanEnded(plan='door')
    """

    plan: Key


#: The moves of a plan for the worker's own visits.
VISITING_PLAN: Final = Machine(
    "visiting plan",
    item="plan",
    start=VisitingPlanStatus.NOT_MADE,
    table={
        VisitingPlanStatus.NOT_MADE: {VisitingPlanMade: VisitingPlanStatus.IN_FORCE},
        VisitingPlanStatus.IN_FORCE: {
            VisitingPlanMade: SAME,
            VisitingPlanText: SAME,
            VisitingPlanEnded: VisitingPlanStatus.ENDED,
        },
        VisitingPlanStatus.ENDED: {VisitingPlanMade: VisitingPlanStatus.IN_FORCE, VisitingPlanText: SAME},
    },
)
