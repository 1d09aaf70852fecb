"""Write down which kinds of event a case's own records emit, by which entry and for whom, and which the host gives.

`python docs/events.py` writes the page docs/reference/events.md. Tests compare the table with the events of records.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from reflective.casework import SHIPPED
from reflective.practice.status import EXTENDED, SpellKind, SpellOutcome, Step
from reflective.practice.status.kinds import event_at_beginning, event_at_end
from reflective.practice.visits.events import HELD, REMOTE
from reflective.records import Audience
from reflective.rules import Ruleset

__all__ = ["EMITTED", "PAGE", "page"]

PAGE: Final = Path(__file__).parent / "reference" / "events.md"
#: The rulesets whose events the page accounts for.
_RULESETS: Final = ("england", "practice-note")

_SPELLS: Final = {
    **{event_at_beginning(kind): ("status.spell_began",) for kind in SpellKind},
    **{event_at_end(kind, outcome): ("status.spell_ended",) for kind in SpellKind for outcome in SpellOutcome},
    **{f"{kind.value}.extended": ("status.spell_extended",) for kind in EXTENDED},
}
_STEPS: Final = {step.value: ("status.step_taken",) for step in Step}
_VISITS: Final = dict.fromkeys((*HELD.values(), *REMOTE.values(), "visit.recorded"), ("visits.visit_made",))
_REVIEWED: Final = ("plan.review_held", "status.plan_reviewed")
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "action.agreed": ("plan.agreed",),
    "action.closed": ("plan.action_closed",),
    "ad_hoc_case_supervision.held": ("supervision.held",),
    "ad_hoc_supervision.held": ("supervision.held",),
    "case_supervision.cancelled": ("supervision.cancelled",),
    "case_supervision.filed": ("supervision.filed",),
    "case_supervision.held": ("supervision.held",),
    "case_supervision.recorded": ("supervision.child_record", "supervision.recorded"),
    "checkpoint.agreed": ("journey.checkpoint_agreed",),
    "checkpoint.decided": ("journey.so_what_decided",),
    "checkpoint.reached": ("journey.checkpoint_reached",),
    "child_protection_review.held": ("status.plan_reviewed", "status.step_taken"),
    "cin_review.held": (*_REVIEWED, "status.step_taken"),
    "journey.stage": ("journey.stage",),
    "looked_after_review.held": ("status.plan_reviewed", "status.step_taken"),
    "first_year.started": ("agreement.began",),
    "leave.ended": ("agreement.leave_ended",),
    "leave.started": ("agreement.leave_began",),
    "practitioner.first_year_passed": ("agreement.first_year_passed",),
    "practitioner.left": ("agreement.worker_left",),
    "practitioner.started": ("agreement.began",),
    "management_oversight.recorded": ("oversight.decided",),
    # Whatever changes a plan is an entry of substance.
    "plan.agreed": ("plan.agreed", "status.plan_agreed"),
    "plan.updated": ("plan.agreed", "plan.goal", "status.plan_agreed", "status.plan_drafted"),
    "relationship.assessed": ("relationship.assessed",),
    "relationship.repaired": ("relationship.repaired",),
    "relationship.ruptured": ("relationship.ruptured",),
    "review.held": _REVIEWED,
    "supervision.held": ("supervision.held",),
    "voice.changed": ("voice.changed",),
    "voice.heard": ("voice.heard",),
    "contact.tried": ("visits.contact_tried",),
    "risk.judged": ("safety.risk_judged", "safety.risk_reviewed"),
    "safety_plan.reviewed": ("safety.plan_reviewed",),
    "safety_plan.written": ("safety.plan_written",),
    "incident.reported": ("incidents.reported",),
    "significant_event.recorded": ("chronology.happened",),
    "permanence.achieved": ("permanence.option_achieved",),
    "permanence.chosen": ("permanence.option_chosen",),
}

#: Each kind of event that records of a case emit, with the tags of the entries that it comes from.
EMITTED: Final[Mapping[str, tuple[str, ...]]] = {**_SPELLS, **_STEPS, **_VISITS, **_OTHERS}

_OPENING: Final = """\
# Events of a case

A case's own records emit these events, and a ruleset turns them into obligations. This page is written by
`python docs/events.py`.

```python
>>> from datetime import date
>>> from reflective.practice import ChildStatus, Written
>>> from reflective.practice.status import SpellKind
>>> day = date(2025, 3, 28)
>>> written: Written = {"on": day, "recorded": day, "by": "worker-1"}
>>> status = ChildStatus(id="status-1").of("child-1", **written)
>>> status = status.begin("cp-1", SpellKind.CHILD_PROTECTION, **written)
>>> [(event.kind, event.ref, event.origin) for event in status.events(day)]
[('child_protection_plan.started', 'status-1/cp-1', ('status-1', 1))]
```

| kind of event | read by | record | entry | for |
|---|---|---|---|---|"""
_HOST: Final = """\
## From the host only

These rules of `england` and `practice-note` read events that no record of a case holds: what happened under a law that
is no longer in force, or in a system of its own. A host gives them beside the events of the case.

| kind of event | read by |
|---|---|"""


def page() -> str:
    """The whole page, as it should stand."""
    read: dict[str, list[str]] = {}
    for name in _RULESETS:
        for kind in sorted({kind for rule in Ruleset.load(name).rules for kind in rule.reads}):
            read.setdefault(kind, []).append(name)
    emitted = [line for kind in sorted(EMITTED) for line in _lines(kind, ", ".join(read.get(kind, [])))]
    host = [f"| `{kind}` | {', '.join(read[kind])} |" for kind in sorted(read.keys() - EMITTED.keys())]
    return "\n".join([_OPENING, *emitted, "", _HOST, *host, ""])


def _lines(kind: str, read_by: str) -> Iterator[str]:
    for tag in EMITTED[kind]:
        content = SHIPPED.tags[tag]
        record = next(one.__name__ for one in SHIPPED.records if content in one.contents())
        audience = content.AUDIENCE
        said = audience.value.replace("_", " ") if isinstance(audience, Audience) else "as the entry has it"
        yield f"| `{kind}` | {read_by} | `{record}` | `{content.__name__}` | {said} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
