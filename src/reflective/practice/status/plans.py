"""The entries of a child's plan in the eyes of the law, from a draft to its end, and of consent to it."""

import enum
from typing import Final

from reflective.fields import Id, Key, Text
from reflective.practice.status.kinds import SpellKind
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import SAME, Machine, State
from reflective.timescales import Deadline

__all__ = [
    "CONSENT",
    "STATUTORY_PLAN",
    "ConsentGiven",
    "ConsentRefused",
    "ConsentStatus",
    "ConsentWithdrawn",
    "ParentalResponsibility",
    "PlanActivated",
    "PlanAgreed",
    "PlanDrafted",
    "PlanEndorsed",
    "PlanOutcome",
    "PlanReturned",
    "PlanReviewScheduled",
    "PlanReviewed",
    "PlanShared",
    "StatutoryPlanStage",
    "WithdrawalDecided",
]


class StatutoryPlanStage(State):
    """The stage of a plan."""

    NOT_DRAFTED = "not_drafted"
    DRAFT = "draft"
    SHARED = "shared_with_family"
    AGREED = "agreed"
    #: A manager sent it back, with instructions.
    RETURNED = "returned"
    ENDORSED = "endorsed"
    ACTIVE = "active"
    REVIEW_SCHEDULED = "review_scheduled"
    STEPPED_UP = "stepped_up"
    STEPPED_DOWN = "stepped_down"
    LEGAL_ADVICE = "legal_advice"
    CLOSED = "closed"


class PlanOutcome(enum.StrEnum):
    """The outcome of a review of a plan."""

    CONTINUE = "continue"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    LEGAL_ADVICE = "legal_advice"
    CLOSE = "close"


class ParentalResponsibility(enum.StrEnum):
    """Whether the person has parental responsibility for the child. It is never inferred from a relation."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class ConsentStatus(State):
    """How a consent stands. A refusal is an answer, and says nothing of engagement."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"
    #: Withdrawn, and nobody has decided yet what follows: that is to be decided on the same day.
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


@content("status.plan_drafted", Audience.CHILD_FILE, verb="draft_plan")
class PlanDrafted(Content):
    """A plan was drafted, for the status that it belongs to.

    >>> PlanDrafted(plan="cin-plan", kind=SpellKind.CHILD_IN_NEED)
    PlanDrafted(plan='cin-plan', kind=<SpellKind.CHILD_IN_NEED: 'cin_plan'>, rests_on=None)
    """

    plan: Key
    kind: SpellKind
    #: The assessment on which it rests.
    rests_on: Link | None = None


@content("status.plan_shared", Audience.FAMILY_SHARED, verb="share_plan")
class PlanShared(Content):
    """The draft was shared with the family: with whom, and through which interpreter.

    >>> PlanShared(plan="cin-plan", with_whom=("parent-1",))
    PlanShared(plan='cin-plan', with_whom=('parent-1',), interpreter=None)
    """

    plan: Key
    with_whom: tuple[Id, ...]
    interpreter: Id | None = None


@content("status.plan_agreed", Audience.FAMILY_SHARED, verb="agree_plan")
class PlanAgreed(Content):
    """The plan was agreed; `childs_view` is the entry with what the child thinks of it.

    >>> PlanAgreed(plan="cin-plan", by_whom=("parent-1",))
    PlanAgreed(plan='cin-plan', by_whom=('parent-1',), childs_view=None)
    """

    plan: Key
    by_whom: tuple[Id, ...] = ()
    childs_view: Link | None = None


@content("status.plan_returned", Audience.CHILD_FILE, verb="return_plan")
class PlanReturned(Content):
    """A manager sent the plan back, with instructions.

    >>> PlanReturned(plan="cin-plan", instructions="say what will be different for each child")
    PlanReturned(plan='cin-plan')
    """

    plan: Key
    instructions: Text


@content("status.plan_endorsed", Audience.CHILD_FILE, verb="endorse_plan")
class PlanEndorsed(Content):
    """A manager endorsed the plan; `comment` says what they add.

    >>> PlanEndorsed(plan="cin-plan")
    PlanEndorsed(plan='cin-plan')
    """

    plan: Key
    comment: Text | None = None


@content("status.plan_activated", Audience.FAMILY_SHARED, verb="activate_plan")
class PlanActivated(Content):
    """The plan came into force; `spell` is the status that it begins.

    >>> PlanActivated(plan="cin-plan", spell="cin-1")
    PlanActivated(plan='cin-plan', spell='cin-1')
    """

    plan: Key
    spell: Key | None = None


@content("status.plan_review_scheduled", Audience.FAMILY_SHARED, verb="schedule_review")
class PlanReviewScheduled(Content):
    """A review was arranged, or its day was moved with a reason.

    >>> from datetime import date
    >>> PlanReviewScheduled(plan="cin-plan", review="review-1", due=Deadline.on(date(2025, 6, 27))).due.day
    datetime.date(2025, 6, 27)
    """

    plan: Key
    review: Key
    due: Deadline
    #: The reason why the day was moved, where it was.
    why: Text | None = None


@content("status.plan_reviewed", Audience.FAMILY_SHARED, verb="review_plan")
class PlanReviewed(Content):
    """A review was held: its outcome, who took part, what changed, and what support goes on.

    >>> print(PlanReviewed(plan="cin-plan", review="review-1", outcome=PlanOutcome.CONTINUE).outcome)
    continue
    """

    plan: Key
    review: Key
    outcome: PlanOutcome
    took_part: tuple[Id, ...] = ()
    #: The views that were heard, as (whose, what).
    views: tuple[tuple[Id, Text], ...] = ()
    what_changed: Text | None = None
    support: Text | None = None
    would_bring_us_back: Text | None = None


@content("status.consent_given", Audience.CHILD_FILE, verb="give_consent")
class ConsentGiven(Content):
    """A person consented to something.

    >>> print(ConsentGiven(consent="c-1", person="parent-1", to="the child in need plan").parental_responsibility)
    not_known
    """

    consent: Key
    person: Id
    to: Text
    parental_responsibility: ParentalResponsibility = ParentalResponsibility.NOT_KNOWN
    interpreter: Id | None = None


@content("status.consent_refused", Audience.CHILD_FILE, verb="refuse_consent")
class ConsentRefused(Content):
    """A person refused. It is an answer, and their reason is kept in their words.

    >>> print(ConsentRefused(consent="c-1", person="parent-2", to="the child in need plan").parental_responsibility)
    not_known
    """

    consent: Key
    person: Id
    to: Text
    words: Text | None = None
    parental_responsibility: ParentalResponsibility = ParentalResponsibility.NOT_KNOWN
    interpreter: Id | None = None


@content("status.consent_withdrawn", Audience.CHILD_FILE, verb="withdraw_consent")
class ConsentWithdrawn(Content):
    """A person took back their consent. Somebody decides on the same day what follows.

    >>> ConsentWithdrawn(consent="c-1", words="I want him home")
    ConsentWithdrawn(consent='c-1', interpreter=None)
    """

    consent: Key
    words: Text | None = None
    interpreter: Id | None = None


@content("status.withdrawal_decided", Audience.CHILD_FILE, verb="decide_on_withdrawal")
class WithdrawalDecided(Content):
    """A decision on what follows from a withdrawn consent, and why; `decision` is where it is recorded in full.

    >>> WithdrawalDecided(consent="c-1", decided="he goes home tonight", because="nothing in law holds him here")
    WithdrawalDecided(consent='c-1', decision=None)
    """

    consent: Key
    decided: Text
    because: Text
    decision: Link | None = None


_OUTCOMES: Final = {
    PlanOutcome.CONTINUE: StatutoryPlanStage.ACTIVE,
    PlanOutcome.STEP_UP: StatutoryPlanStage.STEPPED_UP,
    PlanOutcome.STEP_DOWN: StatutoryPlanStage.STEPPED_DOWN,
    PlanOutcome.LEGAL_ADVICE: StatutoryPlanStage.LEGAL_ADVICE,
    PlanOutcome.CLOSE: StatutoryPlanStage.CLOSED,
}
_REVIEWED: Final = frozenset(_OUTCOMES.values())

#: The stages of a plan, SM-5 of the field. Guards are soft: a manager may endorse what nobody recorded as shared, and
#: a review may be held that nobody arranged. A plan that was given to lawyers, or stepped up, can be active again.
STATUTORY_PLAN: Final = Machine(
    "statutory plan",
    item="plan",
    start=StatutoryPlanStage.NOT_DRAFTED,
    table={
        StatutoryPlanStage.NOT_DRAFTED: {
            PlanDrafted: StatutoryPlanStage.DRAFT,
            PlanActivated: StatutoryPlanStage.ACTIVE,
        },
        StatutoryPlanStage.DRAFT: {
            PlanDrafted: SAME,
            PlanShared: StatutoryPlanStage.SHARED,
            PlanAgreed: StatutoryPlanStage.AGREED,
            PlanReturned: StatutoryPlanStage.RETURNED,
            PlanEndorsed: StatutoryPlanStage.ENDORSED,
            PlanActivated: StatutoryPlanStage.ACTIVE,
        },
        StatutoryPlanStage.SHARED: {
            PlanDrafted: StatutoryPlanStage.DRAFT,
            PlanShared: SAME,
            PlanAgreed: StatutoryPlanStage.AGREED,
            PlanReturned: StatutoryPlanStage.RETURNED,
            PlanEndorsed: StatutoryPlanStage.ENDORSED,
            PlanActivated: StatutoryPlanStage.ACTIVE,
        },
        StatutoryPlanStage.AGREED: {
            PlanDrafted: StatutoryPlanStage.DRAFT,
            PlanAgreed: SAME,
            PlanReturned: StatutoryPlanStage.RETURNED,
            PlanEndorsed: StatutoryPlanStage.ENDORSED,
            PlanActivated: StatutoryPlanStage.ACTIVE,
        },
        StatutoryPlanStage.RETURNED: {PlanDrafted: StatutoryPlanStage.DRAFT},
        StatutoryPlanStage.ENDORSED: {PlanDrafted: StatutoryPlanStage.DRAFT, PlanActivated: StatutoryPlanStage.ACTIVE},
        StatutoryPlanStage.ACTIVE: {PlanReviewScheduled: StatutoryPlanStage.REVIEW_SCHEDULED, PlanReviewed: _REVIEWED},
        StatutoryPlanStage.REVIEW_SCHEDULED: {PlanReviewScheduled: SAME, PlanReviewed: _REVIEWED},
        StatutoryPlanStage.STEPPED_UP: {},
        StatutoryPlanStage.STEPPED_DOWN: {},
        StatutoryPlanStage.LEGAL_ADVICE: {
            PlanReviewScheduled: StatutoryPlanStage.REVIEW_SCHEDULED,
            PlanReviewed: _REVIEWED,
        },
        StatutoryPlanStage.CLOSED: {},
    },
    choose={PlanReviewed: lambda _facts, entry: _OUTCOMES[entry.content.outcome]},
)

#: Consent to one thing by one person.
CONSENT: Final = Machine(
    "consent",
    item="consent",
    start=ConsentStatus.NOT_ASKED,
    table={
        ConsentStatus.NOT_ASKED: {ConsentGiven: ConsentStatus.GIVEN, ConsentRefused: ConsentStatus.REFUSED},
        ConsentStatus.GIVEN: {ConsentWithdrawn: ConsentStatus.WITHDRAWN},
        ConsentStatus.REFUSED: {ConsentGiven: ConsentStatus.GIVEN, ConsentRefused: SAME},
        ConsentStatus.WITHDRAWN: {
            ConsentGiven: ConsentStatus.GIVEN,
            WithdrawalDecided: ConsentStatus.DECIDED,
        },
        ConsentStatus.DECIDED: {ConsentGiven: ConsentStatus.GIVEN},
    },
)
