"""The case that a view shows: its open entries alone, and a count of the others.

Every view starts here, so that none can show a closed entry by forgetting to leave it out.
"""

from collections import Counter
from datetime import date
from typing import Any, TypeVar

import attrs

from reflective.casework import Case
from reflective.fields import check
from reflective.records import OPEN, Audience, Record

__all__ = ["open_case"]

_R = TypeVar("_R", bound=Record[Any])


def open_case(case: Case, as_of: date) -> tuple[Case, dict[str, int]]:
    """The case as of a day with only the entries that stand and are open, and the number of others by audience.

    Places count the entries that are left. Those need not be a lawful history: a record is read from them as a loaded
    record is.
    """
    check("case", case, Case)
    check("as_of", as_of, date)
    counts: Counter[Audience] = Counter()

    def opened(record: _R) -> _R:
        standing = record.standing(as_of)
        counts.update(entry.audience for _, entry in standing if entry.audience not in OPEN)
        places = sorted(place for place, entry in standing if entry.audience in OPEN)
        return type(record)(id=record.id, entries=tuple(record.entries[place] for place in places))

    members = {record.id for record in case.of_kind(Record, as_of)}
    records = tuple(opened(record) for record in case.records if record.id in members)
    left = attrs.evolve(case, people=opened(case.people), records=records)
    return left, {audience.value: counts[audience] for audience in (Audience.PERSONAL, Audience.RESTRICTED)}
