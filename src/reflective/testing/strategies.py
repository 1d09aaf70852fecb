r"""Hypothesis strategies for every public class of timescales, rules, records, casework and practice.

Whatever they draw can be made. Records are histories that were lived through move by move, rules are lawful, and
examples come out. Where the library is installed, `st.from_type(Plan)` draws the same without an import of this module.

Most take `first` and `last`, the days to draw from (both included; 2012 to 2028, which the shipped calendars know), and
`text`, the strategy for ids and narrative. By default that is any text, characters included that some storage does not
take: `text=st.text(st.characters(exclude_characters="\0", codec="utf-8"))` suits PostgreSQL.
"""

from reflective.testing._events import events, histories, obligations
from reflective.testing._records import cases, records
from reflective.testing._rules import requirements, rules, rulesets
from reflective.testing._timescales import calendars, days, deadlines, partial_dates, phrases, reckonings, timescales
from reflective.testing._types import of_type, written
from reflective.testing._values import DrawnFrom, contents, entries

__all__ = [
    "DrawnFrom",
    "calendars",
    "cases",
    "contents",
    "days",
    "deadlines",
    "entries",
    "events",
    "histories",
    "obligations",
    "of_type",
    "partial_dates",
    "phrases",
    "reckonings",
    "records",
    "requirements",
    "rules",
    "rulesets",
    "timescales",
    "written",
]
