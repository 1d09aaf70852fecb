"""The words of a child's status: stretches of time that the law names, and steps that it counts from or to."""

import enum
from typing import Final

__all__ = ["EXTENDED", "STATUSES", "SpellKind", "SpellOutcome", "Step", "event_at_beginning", "event_at_end"]


class SpellKind(enum.StrEnum):
    """A stretch of time in which a child has a status, a placement, an order or an enquiry."""

    #: A child in need plan, under section 17 of the Children Act 1989.
    CHILD_IN_NEED = "cin_plan"
    CHILD_PROTECTION = "child_protection_plan"
    LOOKED_AFTER = "looked_after"
    PLACEMENT = "placement"
    #: From the strategy discussion that began the enquiries.
    SECTION_47 = "section_47"
    #: Accommodated by agreement.
    SECTION_20 = "section_20"
    POLICE_PROTECTION = "police_protection"
    EMERGENCY_PROTECTION = "emergency_protection"
    CHILD_ASSESSMENT_ORDER = "child_assessment_order"
    CARE_PROCEEDINGS = "care_proceedings"
    INTERIM_CARE_ORDER = "interim_care_order"
    CARE_ORDER = "care_order"
    SHORT_BREAK = "short_break"
    SHORT_BREAK_ARRANGEMENT = "short_break_arrangement"
    ADOPTION_PLACEMENT = "adoption_placement"
    PRIVATE_FOSTERING = "private_fostering"
    CARE_LEAVER_ACCOMMODATION = "care_leaver_accommodation"


#: The spells that are a status of a child. Two of them may hold on one day.
STATUSES: Final = frozenset({SpellKind.CHILD_IN_NEED, SpellKind.CHILD_PROTECTION, SpellKind.LOOKED_AFTER})


#: The spells that a court may extend.
EXTENDED: Final = frozenset({SpellKind.EMERGENCY_PROTECTION, SpellKind.CARE_PROCEEDINGS})


class SpellOutcome(enum.StrEnum):
    """How a spell ended."""

    #: It ran its course, or its time was over.
    ENDED = "ended"
    #: The case closed.
    CLOSED = "closed"
    STEPPED_UP = "stepped_up"
    STEPPED_DOWN = "stepped_down"
    #: Another authority goes on.
    TRANSFERRED = "transferred"
    #: An application was withdrawn.
    WITHDRAWN = "withdrawn"


class Step(enum.StrEnum):
    """A step on a child's way through the law, by the kind of event that rules read."""

    REFERRAL_RECEIVED = "referral.received"
    REFERRAL_DECIDED = "referral.decided"
    REFERRAL_NO_FURTHER_ACTION = "referral.no_further_action"
    REFERRAL_CLOSED = "referral.closed"
    ASSESSMENT_STARTED = "assessment.started"
    ASSESSMENT_COMPLETED = "assessment.completed"
    CONFERENCE_HELD = "conference.held"
    CONFERENCE_NOT_REQUIRED = "conference.not_required"
    CORE_GROUP_HELD = "core_group.held"
    CHILD_PROTECTION_REVIEW_HELD = "child_protection_review.held"
    CIN_REVIEW_HELD = "cin_review.held"
    LOOKED_AFTER_REVIEW_REQUESTED = "looked_after_review.requested"
    LOOKED_AFTER_REVIEW_HELD = "looked_after_review.held"
    CARE_PLAN_PREPARED = "care_plan.prepared"
    CARE_PLAN_AGREED = "care_plan.agreed"
    PLACEMENT_PLAN_PREPARED = "placement_plan.prepared"
    PLACEMENT_PLAN_AGREED = "placement_plan.agreed"
    HEALTH_ASSESSMENT_HELD = "health_assessment.held"
    HEALTH_REVIEW_HELD = "health_review.held"
    EDUCATION_PLAN_BEGUN = "personal_education_plan.begun"
    EDUCATION_PLAN_COMPLETED = "personal_education_plan.completed"
    #: The strengths and difficulties questionnaire.
    SDQ_COMPLETED = "sdq.completed"
    ELIGIBILITY_BEGAN = "eligibility.began"
    PATHWAY_ASSESSMENT_COMPLETED = "pathway_assessment.completed"
    RETURNED_FROM_MISSING = "missing.returned"
    RETURN_INTERVIEW_OFFERED = "return_interview.offered"
    RETURN_INTERVIEW_COMPLETED = "return_interview.completed"
    PRIVATE_FOSTERING_NOTIFIED = "private_fostering.notified"
    ADOPTION_AUTHORISED = "adoption.authorised"
    ADOPTION_AUTHORITY_ENDED = "adoption_authority.ended"
    ADOPTION_REVIEW_HELD = "adoption_review.held"
    ADOPTION_ORDER_MADE = "adoption_order.made"
    DIED = "child.died"
    DEATH_NOTIFIED = "child_death.notified"


_BEGINNINGS: Final = {
    SpellKind.CARE_PROCEEDINGS: "care_proceedings.issued",
    SpellKind.INTERIM_CARE_ORDER: "interim_care_order.made",
    SpellKind.CARE_ORDER: "care_order.made",
    SpellKind.PRIVATE_FOSTERING: "private_fostering.known",
}
_ENDS: Final = {
    SpellKind.CARE_PROCEEDINGS: "care_proceedings.concluded",
    SpellKind.CARE_ORDER: "care_order.discharged",
}


def event_at_beginning(kind: SpellKind) -> str:
    """The kind of event with which a spell begins, as rules read it."""
    return _BEGINNINGS.get(kind, f"{kind.value}.started")


def event_at_end(kind: SpellKind, outcome: SpellOutcome) -> str:
    """The kind of event with which a spell ends. Proceedings that were withdrawn were not concluded."""
    if kind is SpellKind.CARE_PROCEEDINGS and outcome is SpellOutcome.WITHDRAWN:
        return "care_proceedings.withdrawn"
    return _ENDS.get(kind, f"{kind.value}.ended")
