"""The case of Annabelle and Jamie, from a published practice note: the worked example of the whole library.

Every entry carries the line of the note that it comes from ("Management Oversight and Supervision", Sandwell Children's
Trust, September 2021, its plain text counted from 1). An entry that the note does not state is ours: its source is
marked as inferred. The day of the supervision, Monday 6 September 2021, is the example's own choice.
"""

from collections.abc import Mapping
from typing import Any, Final

from reflective.casework import Case, Membership
from reflective.demo.cast_and_source import HELD, from_line
from reflective.demo.decisions import decisions
from reflective.demo.discrepancies import discrepancies
from reflective.demo.family import journeys, people, relationships
from reflective.demo.thinking import cycle
from reflective.demo.work import SUPERVISION_PLAN, hypotheses, meeting, plans, weighed
from reflective.records import Link, Record

__all__ = ["HELD", "WORDS", "case", "decisions"]

#: What the screen of the example says of itself.
WORDS: Final[Mapping[str, Any]] = {
    "notice": ("Not for the child's file, nor for either parent. The day is the example's own.",),
    "key": "[n]: the note's line",
    "more": "reflective demo --json",
    "entitled": "--audience shows them to those entitled",
    "ask_today": ("who-lives-where", "vicky-heard", "children-heard", "worker-safety"),
    "by_place": True,
}


def case() -> Case:
    """The family's file as it stands after the supervision: people, hypotheses, plans, and what was said."""
    views = hypotheses()
    agreed, *in_need = plans()
    actions = tuple(Link(record=SUPERVISION_PLAN, item=str(number)) for number in range(1, 7))
    review = agreed.on().reviews["review-1"].day or HELD
    thought = cycle(weighed(), actions, review)
    known: tuple[Record[Any], ...] = (
        *relationships(),
        *journeys(),
        *views,
        agreed,
        *in_need,
        thought,
        discrepancies(),
    )
    held = meeting(tuple(Link(record=record.id) for record in known))
    file = Case(id="case-1", people=people(), membership=Membership(id="case-1:membership"))
    for record in (held, *known):
        file = file.join(record, **from_line("39-94", ()))
    return file
