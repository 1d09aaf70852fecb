"""The agenda of a meeting: what earlier meetings left open, then the preparation."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from reflective.fields import check, check_day, several
from reflective.practice.supervision.supervision import Supervision
from reflective.records.due import ACTION, DECISION, PART, REVIEW
from reflective.rules import Obligation

__all__ = ["Agenda", "agenda"]

#: The items that a meeting goes back to: open actions, parts with a day of their own, decisions to take, and reviews.
_TAKEN_UP: Final = frozenset({ACTION, PART, DECISION, REVIEW})


class Agenda(NamedTuple):
    """The agenda of a meeting: what earlier meetings left open first, then the preparation."""

    left_open: tuple[Obligation, ...]
    #: The focus of the meeting, and the own questions, as (id, words).
    focus: tuple[tuple[str, str], ...]
    prompts: tuple[str, ...]
    own_questions: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        # A tuple's own would show the words.
        return f"<agenda: {len(self.left_open)} left open, {len(self.focus)} in focus>"


def agenda(meeting: Supervision, as_of: date, rows: Iterable[Obligation] = ()) -> Agenda:
    """The agenda of a meeting on a day, of the rows of what is due (`reading.due`).

    It holds the open actions, the parts with a day of their own, the decisions and the reviews that were set before the
    day of the meeting, a row for each child. An action reported done is open until somebody says what changed for the
    child, which is what a meeting is for.
    """
    check("meeting", meeting, Supervision)
    check_day("as_of", as_of)
    state = meeting.state(as_of)
    day = state.begun_on or state.planned_for or as_of
    prepared = meeting.prepared(as_of)
    return Agenda(
        left_open=tuple(
            row for row in several("rows", rows, Obligation) if row.open and row.rule in _TAKEN_UP and row.trigger < day
        ),
        focus=tuple(focus for one in prepared for focus in one.focus),
        prompts=tuple(dict.fromkeys(prompt for one in prepared for prompt in one.prompts)),
        own_questions=tuple(own for one in prepared for own in one.own_questions),
    )
