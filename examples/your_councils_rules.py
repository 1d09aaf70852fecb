"""A council asks for assessments in 30 working days, and the guidance for 45. Day 35 is late by one of them.

Run it: python examples/your_councils_rules.py
"""

from datetime import date

from reflective.errors import OverlayLoosens
from reflective.rules import Event, Ruleset

COUNCIL = """
id = "northmere"
title = "Northmere Council, which we made up"
extends = "england"

[[rule]]
id = "assessment.complete"
title = "Single assessment completed, our target"
trigger = "referral.received"
met_by = "assessment.completed"
within = "30 working days"
authority = "local policy"
"""
REFERRED, COMPLETED = date(2024, 3, 28), date(2024, 5, 21)


def main() -> None:
    """Judge one assessment by both, and try to loosen the guidance without a reason."""
    rules = Ruleset.parse(COUNCIL).only("assessment.complete")
    events = [
        Event(subject="child-1", kind="referral.received", on=REFERRED, ref="r-1"),
        Event(subject="child-1", kind="assessment.completed", on=COMPLETED, ref="r-1"),
    ]
    for one in rules.obligations(events, as_of=COMPLETED):
        late = f", {one.days_late} days late" if one.days_late else ""
        print(f"{one.ruleset} ({one.authority}): due {one.due}, {one.status}{late}")
    try:
        Ruleset.parse(COUNCIL.replace("30 working", "50 working"))
    except OverlayLoosens as refused:
        print(f"50 working days is refused: {refused.how}")


if __name__ == "__main__":
    main()
