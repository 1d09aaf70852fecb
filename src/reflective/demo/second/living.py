"""Who lives where in the second example, and a safety plan for each child at home."""

from datetime import date
from typing import Final

from reflective.demo.second.cast import (
    ASHA,
    AUNT,
    BILAL,
    CARA,
    CARER,
    DANI,
    FATHER,
    MOTHER,
    REFERRED_ON,
    WORKER,
    on_day,
)
from reflective.practice.household import Household, LivesAt
from reflective.practice.safety import SafePerson, Safety, SafetyPlanWritten, VisitingPlanMade
from reflective.timescales import Deadline, PartialDate

__all__ = ["household", "safety"]

_HOME: Final = "home-1"
_CARERS_HOME: Final = "home-2"


def household() -> Household:
    """The family's home, and the carer's, whose address is kept from the father."""
    found = Household(id="household-1")
    for person in (MOTHER, ASHA, BILAL, CARA, DANI):
        found = found.live(LivesAt(person=person, home=_HOME, told_by=MOTHER), **on_day(REFERRED_ON))
    day = date(2025, 3, 25)
    found = found.leave(DANI, _HOME, PartialDate.exact(day), **on_day(day))
    with_carer = LivesAt(
        person=DANI,
        home=_CARERS_HOME,
        home_is="14 Example Road, the third house past the chapel",
        start=PartialDate.exact(day),
        told_by=CARER,
        confidential=True,
    )
    return found.live(with_carer, **on_day(day))


def safety() -> Safety:
    """A plan for each child at home, with a review that is still to come, and a plan for the visits to the prison."""
    found, day = Safety(id="safety-1"), date(2025, 7, 7)
    for number, child in enumerate((ASHA, BILAL, CARA), 1):
        plan = SafetyPlanWritten(
            plan=f"safe-{number}",
            child=child,
            warning_signs=("shouting after the market",),
            safe_people=(SafePerson(person=AUNT),),
            review=Deadline.on(date(2025, 9, 8)),
        )
        found = found.write_plan(plan, **on_day(day))
        found = found.answer_for_child(f"safe-{number}", AUNT, agrees=True, **on_day(day))
    visiting = VisitingPlanMade(plan="prison", visited=(FATHER,), ring=WORKER)
    return found.plan_visits(visiting, **on_day(day))
