"""The status of each child of the second example: every step that the rules of England read."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from reflective.demo.second.cast import ASHA, BILAL, CARA, CHILDREN, DANI, MOTHER, REFERRED_ON, on_day
from reflective.practice.status import (
    ChildStatus,
    ParentalResponsibility,
    SpellKind,
    SpellOutcome,
    Step,
)

__all__ = ["statuses"]

_REFERRAL: Final = "referral-1"
_ENQUIRY: Final = "enquiry-1"
_PLAN: Final = "plan-1"
_PLACED: Final = "placed-1"
_CONFERENCE: Final = date(2025, 3, 28)
_REVIEW: Final = date(2025, 6, 27)


def statuses() -> tuple[ChildStatus, ...]:
    """A record for each child."""
    return tuple(_LAW[child](_referred(child)) for child in CHILDREN)


def _referred(child: str) -> ChildStatus:
    """The referral, the assessment and the enquiry, which all four have alike."""
    status = ChildStatus(id=f"status-{child.removeprefix('child-')}").of(child, **on_day(REFERRED_ON))
    status = _steps(
        status,
        (
            (Step.REFERRAL_RECEIVED, _REFERRAL, REFERRED_ON),
            (Step.REFERRAL_DECIDED, _REFERRAL, date(2025, 2, 25)),
        ),
    )
    # The enquiries were begun at the strategy discussion.
    status = status.begin(_ENQUIRY, SpellKind.SECTION_47, because_of=_REFERRAL, **on_day(date(2025, 3, 5)))
    return status.end(_ENQUIRY, **on_day(date(2025, 3, 20)))


def _steps(status: ChildStatus, steps: Iterable[tuple[Step, str, date]]) -> ChildStatus:
    for step, ref, day in steps:
        status = status.take_step(step, ref, **on_day(day))
    return status


def _assessed(status: ChildStatus) -> ChildStatus:
    return status.take_step(Step.ASSESSMENT_COMPLETED, _REFERRAL, **on_day(date(2025, 4, 30)))


def _protected(status: ChildStatus) -> ChildStatus:
    """The conference, the plan that it made, the first core group, and the review."""
    status = status.take_step(Step.CONFERENCE_HELD, _ENQUIRY, **on_day(_CONFERENCE))
    status = status.begin(_PLAN, SpellKind.CHILD_PROTECTION, because_of=_ENQUIRY, **on_day(_CONFERENCE))
    status = status.take_step(Step.CORE_GROUP_HELD, _PLAN, **on_day(date(2025, 4, 11)))
    status = _assessed(status)
    return status.take_step(Step.CHILD_PROTECTION_REVIEW_HELD, _PLAN, **on_day(_REVIEW))


def _stepped_down(status: ChildStatus) -> ChildStatus:
    """Cara's plan ended at the review, and she is a child in need from that day."""
    status = _protected(status).end(
        _PLAN,
        SpellOutcome.STEPPED_DOWN,
        what_changed="she sleeps at home again, and says that the shouting has stopped",
        support="the nursery, and her aunt on Thursdays",
        **on_day(_REVIEW),
    )
    return status.begin("plan-2", SpellKind.CHILD_IN_NEED, because_of=_PLAN, **on_day(_REVIEW))


def _looked_after(status: ChildStatus) -> ChildStatus:
    """Dani's police protection, his placement, and how he came to be accommodated by agreement with the same carer."""
    day = date(2025, 3, 25)
    status = status.begin(
        "police-1",
        SpellKind.POLICE_PROTECTION,
        because_of=_ENQUIRY,
        facts=(("at", "22:40"),),
        **on_day(day, at="22:40"),
    )
    status = status.begin("care-1", SpellKind.LOOKED_AFTER, because_of="police-1", **on_day(day))
    status = status.begin(
        _PLACED,
        SpellKind.PLACEMENT,
        because_of="care-1",
        # With an approved carer. Whether it is meant to last until he is 18 is not recorded.
        facts=(("placed_under", "ordinary"),),
        **on_day(day),
    )
    day = date(2025, 3, 27)
    status = status.end("police-1", **on_day(day))
    status = status.begin("agreed-1", SpellKind.SECTION_20, because_of="care-1", **on_day(day))
    status = status.give_consent(
        "consent-1",
        MOTHER,
        "that he is accommodated with the same carer",
        parental_responsibility=ParentalResponsibility.YES,
        interpreter="interpreter-1",
        **on_day(day, about=(DANI, MOTHER)),
    )
    status = status.take_step(Step.CONFERENCE_NOT_REQUIRED, _ENQUIRY, **on_day(day))
    status = _steps(
        status,
        (
            (Step.PLACEMENT_PLAN_PREPARED, _PLACED, date(2025, 4, 1)),
            (Step.CARE_PLAN_PREPARED, _PLACED, date(2025, 4, 9)),
            (Step.HEALTH_ASSESSMENT_HELD, "health-1", date(2025, 4, 10)),
            (Step.LOOKED_AFTER_REVIEW_HELD, "review-1", date(2025, 4, 23)),
        ),
    )
    status = _assessed(status)
    return status.take_step(Step.LOOKED_AFTER_REVIEW_HELD, "review-2", **on_day(date(2025, 7, 25)))


_LAW: Final = {ASHA: _protected, BILAL: _protected, CARA: _stepped_down, DANI: _looked_after}
