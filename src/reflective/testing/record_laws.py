"""The laws of every record: each with its reason, and the half of it that fails where it does not hold.

A law takes a record and two days, and gives None, or in words which half of it fails and at which place. It shows no
word that anybody wrote. Our own tests try the laws on every kind of record; a host tries them on its own kinds, with
records that `reflective.testing.strategies.records` draws.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

from reflective.errors import ReflectiveError
from reflective.records import Erased, Erasure, Record, Strike
from reflective.records.kind import States

__all__ = ["RECORD_LAWS", "RecordLaw", "record_broken_by"]

Cut = Callable[[Record[Any], date], Record[Any]]


class RecordLaw(NamedTuple):
    """Something that holds of every record, whatever kind it is of.

    >>> from reflective.practice import Cycle
    >>> RECORD_LAWS[0].broken(Cycle(id="cycle-1"), date(2021, 9, 6), date(2021, 9, 7)) is None
    True
    """

    name: str
    #: The reason for it, in a sentence.
    because: str
    broken: Callable[[Record[Any], date, date], str | None]

    @property
    def says(self) -> str:
        """The law in a sentence, which is the first line of the docstring of `broken`."""
        return (self.broken.__doc__ or self.name).partition("\n")[0]


def prefixes_are_lawful(record: Record[Any], _early: date, _late: date) -> str | None:
    """Every prefix of a log that ends with a batch is a legal record."""
    if record.batches and record.batches[-1] != len(record.entries):
        return "the batches do not end where the log does"
    for length in record.batches:
        refused = _loaded(record, length).irregularities()
        if refused:
            return f"today's table refuses the entry at {refused[0][0]} of the first {length}"
    return None


def known_stays_known(
    record: Record[Any], early: date, late: date, cut: Cut = lambda one, day: one.known_at(day)
) -> str | None:
    """Whatever was known on a day is known of that day for ever; cutting twice is cutting at the earlier day."""
    known = cut(record, early)
    if cut(known, late) != cut(record, min(early, late)):
        return f"cut at {early} and then at {late}, it is not as it was at {min(early, late)}"
    for place, entry in enumerate(known.entries):
        if entry.recorded > early:
            return f"the entry at {place} was written after {early}"
        # For whom an entry is may be tightened later, and is then as close at the earlier day.
        if _said(entry) != _said(record.entries[place]):
            return f"the entry at {place} says something else as it was known at {early}"
    return None


def state_is_a_fold(record: Record[Any], early: date, late: date) -> str | None:
    """The state on a day is a fold of the entries that stand, by (on, place), kept between moves or worked out anew."""
    again = _loaded(record, len(record.entries))
    if record != again:
        return "the record made of its entries is not equal to it"
    if record._folded != again._folded:  # noqa: SLF001 - the fold that a record keeps is what the law is about
        return "the facts that it kept are not those of its entries"
    for day in (early, late):
        facts, states = again._begin(), States()  # noqa: SLF001
        standing = sorted(again.standing(day), key=lambda pair: (pair[1].on, _stood(again, pair[0]), pair[0]))
        for place, entry in standing:
            facts, states = again._after(facts, states, entry, again._move(facts, states, entry), place)  # noqa: SLF001
        if record.state(day) != facts:
            return f"the facts on {day} are not a fold of what stands"
        for machine in record.machines:
            items = {item for name, item in states if name == machine.name}
            if any(record.at(machine, day, one) != states[machine.name, one] for one in items):
                return f"the state of {machine.name} on {day} is not a fold of what stands"
    return None


def struck_counts_at_no_day(
    record: Record[Any], _early: date, _late: date, standing: Callable[[Record[Any]], Any] | None = None
) -> str | None:
    """A struck entry counts at no day; only what was known before the strike still shows it."""
    struck = {place for entry in record.entries if isinstance(entry.content, Strike) for place in entry.content.places}
    now = {place for place, _ in (record.standing(date.max) if standing is None else standing(record))}
    if struck & now:
        return f"the struck entry at {min(struck & now)} still stands"
    for place in struck:
        known = record.known_at(record.entries[place].recorded)
        undone = any(isinstance(one.content, Strike) and place in one.content.places for one in known.entries)
        shown = place in {at for at, _ in known.standing(date.max)}
        if not (undone or shown or isinstance(record.entries[place].content, Strike | Erased)):
            return f"the entry at {place} never stood, although it was struck later"
    return None


def erasing_is_never_refused(record: Record[Any], _early: date, _late: date) -> str | None:
    """The law may have any entry erased, whatever follows it, and every other entry keeps its place."""
    for place in range(len(record.entries)):
        last = record.entries[-1].recorded
        try:
            erased = record.erase(place, basis="a court's order", on=last, by="officer-1")
        except ReflectiveError as refused:
            return f"erasing the entry at {place} was refused: {refused.code}"
        *before, erasure = erased.entries
        if erasure.content != Erasure(place=place, basis="a court's order"):
            return f"nothing says that the entry at {place} was erased"
        if before[place].content != record.entries[place].content.erased():
            return f"no tombstone stands at {place}"
        if len(before) != len(record.entries) or _others(before, place) != _others(record.entries, place):
            return f"another entry changed when the one at {place} was erased"
        if _loaded(erased, len(erased.entries)) != erased:
            return f"without the entry at {place} the record does not load as it is"
    return None


RECORD_LAWS: Final = (
    RecordLaw("prefixes-are-lawful", "A cut at a day can then never fail.", prefixes_are_lawful),
    RecordLaw("known-stays-known", "Nobody rewrites what a manager knew on the day.", known_stays_known),
    RecordLaw("state-is-a-fold", "A record that grew and one that was loaded agree.", state_is_a_fold),
    RecordLaw("struck-counts-at-no-day", "A correction takes effect, and erases nothing.", struck_counts_at_no_day),
    RecordLaw("erasing-is-never-refused", "The law may require it whatever follows.", erasing_is_never_refused),
)


def record_broken_by(record: Record[Any], early: date, late: date) -> tuple[tuple[str, str], ...]:
    """The laws that a record breaks, each with the half that fails; empty where all of them hold.

    >>> from reflective.practice import Cycle
    >>> record_broken_by(Cycle(id="cycle-1"), date(2021, 9, 6), date(2021, 9, 7))
    ()
    """
    found = ((law.name, law.broken(record, early, late)) for law in RECORD_LAWS)
    return tuple((name, half) for name, half in found if half is not None)


def _loaded(record: Record[Any], length: int) -> Record[Any]:
    """The record as it would be loaded from so many of its entries, with nothing known of it beforehand."""
    return type(record)(id=record.id, entries=record.entries[:length])


def _stood(record: Record[Any], place: int) -> int:
    """Where an entry stands among those of its day: at its own place, or at that of the entry which it replaces."""
    for at, entry in enumerate(record.entries):
        if isinstance(entry.content, Strike) and at < place <= at + entry.content.replacements:
            struck = entry.content.places
            return _stood(record, struck[min(place - at - 1, len(struck) - 1)])
    return place


def _said(entry: Any) -> tuple[Any, ...]:
    return entry.content, entry.on, entry.recorded, entry.by, entry.about, entry.source


def _others(entries: Any, place: int) -> list[Any]:
    return [one for at, one in enumerate(entries) if at != place]
