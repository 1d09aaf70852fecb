"""The events of one looked-after child, from the episodes and reviews that could be read."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from reflective.exchange.returns.codes import REGIMES
from reflective.exchange.returns.stays import rows_as_ref, stays
from reflective.rules import Event

__all__ = ["EPISODE_KINDS", "REVIEW_KINDS", "Episode", "Sequence", "events_of"]

#: Emergency legal statuses. Adjoining episodes under one of them are one stay: 72 hours may lie in two rows.
_EMERGENCY: Final = {"L1": "police_protection", "L2": "emergency_protection", "L3": "child_assessment_order"}
#: An agreed series of short breaks, each an episode of its own.
_SHORT_BREAK: Final = "V3"
#: In hospital, during a carer's holiday, and for another reason.
_TEMPORARY: Final = frozenset({"T1", "T3", "T4"})
#: The reason for a new episode when a child starts to be looked after.
_STARTS: Final = "S"
#: The reason for a new episode when the legal status alone changed, and the child stayed in the placement.
_STATUS_ALONE: Final = "L"
#: The reasons with which the legal status stayed as it was.
_SAME_STATUS: Final = frozenset({"P", "T"})
#: The reasons with which the legal status changed.
_STATUS_CHANGED: Final = frozenset({"L", "B", "U"})
#: The reasons for a placement that changed while the carers did not: whether that is a new placement is not settled.
_SAME_CARERS: Final = frozenset({"T", "U"})
_NOT_SETTLED: Final = "not settled"
#: The reason an episode ended when another episode follows it.
_GOES_ON: Final = "X1"
#: The reason an episode ended when the child has died.
_DIED: Final = "E2"

_SPANS: Final = (*_EMERGENCY.values(), "placement", "short_break", "temporary_placement", "looked_after")
#: The kinds of event that a row of episodes can state.
EPISODE_KINDS: Final = frozenset(
    {
        "child.died",
        "legal_status.changed",
        "looked_after.continuing",
        "placement.continuing",
        *(f"{span}.{end}" for span in _SPANS for end in ("started", "ended")),
    }
)
REVIEW_KINDS: Final = frozenset({"looked_after_review.held"})
_Facts = tuple[tuple[str, str], ...]


class Episode(NamedTuple):
    """One row of episodes: its row, its days, its codes, and the fields that are kept."""

    row: int
    start: date
    end: date | None
    status: str
    place: str
    begins: str
    ends: str
    kept: _Facts = ()


class Sequence:
    """The episodes of one child in order, with what does not fit together and what is lost by it.

    A fault is the row, the column and what would fit. `is_damaged` says that a row of the child could not be read, so
    that a row which seems to lack another is no fault of its own.
    """

    def __init__(self, episodes: Iterable[Episode], *, is_damaged: bool) -> None:
        self.faults: list[tuple[int, str, str]] = []
        self.lost: set[str] = set()
        self.episodes: list[Episode] = []
        self._is_damaged = is_damaged
        seen: dict[tuple[date, date | None, str, str], Episode] = {}
        for one in sorted(episodes, key=lambda one: (one.start, one.end or date.max, one.row)):
            same = seen.setdefault((one.start, one.end, one.status, one.place), one)
            if same is one:
                self.episodes.append(one)
            else:
                self._refuse_repeated(one, same)
        #: The days on which the child can have died: a death that the record goes on after is none.
        self.deaths: set[date] = set()
        for place in range(len(self.episodes)):
            self._check(place)

    def before(self, place: int) -> Episode | None:
        """The episode before, where this one begins by the day on which it ends."""
        before = self.episodes[place - 1] if place else None
        fits = before is not None and before.end is not None and before.end >= self.episodes[place].start
        return before if fits else None

    def after(self, place: int) -> Episode | None:
        """The next episode, where it begins by the day on which this one ends."""
        later = self.episodes[place + 1] if place + 1 < len(self.episodes) else None
        return later if later is not None and self.before(place + 1) is not None else None

    def goes_on_unseen(self, place: int) -> bool:
        """Whether an episode goes on in another, which is not there."""
        one = self.episodes[place]
        return one.end is not None and one.ends == _GOES_ON and self.after(place) is None

    def _refuse_repeated(self, one: Episode, same: Episode) -> None:
        self.faults.append((one.row, "", f"there once, and is row {same.row} again"))
        if (same.begins, same.ends) != (one.begins, one.ends):
            self.lost |= EPISODE_KINDS

    def _check(self, place: int) -> None:
        """Check an episode by itself, and against the next one."""
        one = self.episodes[place]
        if one.status in _EMERGENCY and one.begins in _SAME_STATUS and self.before(place) is None:
            # The stay began with a row that is not there, and may have been longer.
            self.lost.add(f"{_EMERGENCY[one.status]}.started")
        later = self.episodes[place + 1] if place + 1 < len(self.episodes) else None
        if one.end is None:
            self._check_open(one, later)
            return
        if not one.ends:
            self._fault(one, "REC", "a reason, since DEC is a day", {"looked_after.ended", "child.died"})
        if self.goes_on_unseen(place):
            wanted = "a reason other than X1, or another row has to begin on the day on which this one ends"
            self._fault(one, "REC", wanted, EPISODE_KINDS, by_itself=False)
        if one.ends == _DIED:
            self._check_death(one, one.end)
        if later is not None:
            self._check_pair(one, later, one.end)

    def _check_death(self, one: Episode, end: date) -> None:
        """Check an episode that ended because the child died."""
        after = next((other for other in self.episodes if max(other.start, other.end or date.max) > end), None)
        if after is None:
            self.deaths.add(end)
        else:
            self._fault(one, "REC", f"a reason other than E2, since row {after.row} is later", {"child.died"})

    def _check_open(self, one: Episode, later: Episode | None) -> None:
        """Check an episode that has no last day."""
        if later is not None:
            lost = _ends_of(one) | ({"looked_after.ended"} if later.begins == _STARTS else set())
            self._fault(one, "DEC", f"a day, since row {later.row} begins after it", lost)
        elif one.ends not in {"", _GOES_ON}:
            lost = _ends_of(one) | {"looked_after.ended", "child.died"}
            self._fault(one, "DEC", "a day, since REC says why it ended", lost)

    def _check_pair(self, one: Episode, later: Episode, end: date) -> None:
        """Check an episode and the next one against each other."""
        if later.start < end:
            self._fault(later, "DECOM", f"no earlier than the end of row {one.row}", set())
        if one.ends == _GOES_ON and later.begins == _STARTS:
            wanted = f"a reason other than S, since row {one.row} goes on"
            self._fault(later, "RNE", wanted, {"looked_after.ended"}, by_itself=False)
        if one.ends not in {"", _GOES_ON} and later.begins != _STARTS:
            wanted = f"S, since care ended with row {one.row}"
            self._fault(later, "RNE", wanted, {"looked_after.started"}, by_itself=False)
        if later.start <= end and later.begins == _STATUS_ALONE and later.place != one.place:
            wanted = f"that of row {one.row}, since by RNE the legal status alone changed"
            self._fault(later, "PLACE", wanted, {"placement.started", "placement.ended"})

    def _fault(self, one: Episode, column: str, wanted: str, lost: Iterable[str], *, by_itself: bool = True) -> None:
        """Record a fault, unless it may come of a row that could not be read; what it hides is lost all the same."""
        self.lost.update(lost)
        if by_itself or not self._is_damaged:
            self.faults.append((one.row, column, wanted))


def _ends_of(one: Episode) -> set[str]:
    """The kinds of event with which what an episode says would end."""
    found = {"placement.ended"}
    if one.status in _EMERGENCY:
        found.add(f"{_EMERGENCY[one.status]}.ended")
    if one.status == _SHORT_BREAK:
        found.add("short_break.ended")
    if one.place in _TEMPORARY:
        found.add("temporary_placement.ended")
    return found


def events_of(child: str, sequence: Sequence) -> Iterator[Event]:
    """The events of a child's episodes."""
    yield from _emergencies(child, sequence)
    placements, care = _Placements(child, sequence), _Care(child, sequence.deaths)
    for place, one in enumerate(sequence.episodes):
        yield from placements.events(place)
        if one.status == _SHORT_BREAK:
            yield from _span(child, "short_break", str(one.row), (one.start, one.end), one.kept)
        if one.place in _TEMPORARY:
            new = "no" if one.begins == _STATUS_ALONE else "yes"
            facts = (("place", one.place), ("new_placement", new), *one.kept)
            yield from _span(child, "temporary_placement", str(one.row), (one.start, one.end), facts)
        if one.begins in _STATUS_CHANGED:
            facts = (("legal_status", one.status), *_regimes(one, "LS"), *one.kept)
            yield Event(subject=child, kind="legal_status.changed", on=one.start, ref=str(one.row), facts=facts)
        yield from care.events(one)


def _emergencies(child: str, sequence: Sequence) -> Iterator[Event]:
    """Stays under an emergency legal status. One that goes on in a row that is not there has no end."""
    unseen = {one.row for place, one in enumerate(sequence.episodes) if sequence.goes_on_unseen(place)}
    ends = {one.row: one.end for one in sequence.episodes}
    for status, name in _EMERGENCY.items():
        own = [one for one in sequence.episodes if one.status == status]
        for stay in stays((one.row, one.start, one.end) for one in own):
            goes_on = any(row in unseen and ends[row] == stay.end for row in stay.rows)
            yield from _span(child, name, stay.ref, (stay.start, None if goes_on else stay.end))


class _Placements:
    """The placements of a child: a row with which the legal status alone changed goes on with the one before."""

    def __init__(self, child: str, sequence: Sequence) -> None:
        self._child = child
        self._sequence = sequence

    def events(self, place: int) -> Iterator[Event]:
        """The events of the placement that begins with an episode, if one does."""
        one, before = self._sequence.episodes[place], self._sequence.before(place)
        if self._continues(place):
            return
        last = place
        while self._sequence.after(last) is not None and self._continues(last + 1):
            last += 1
        rows = tuple(other.row for other in self._sequence.episodes[place : last + 1])
        settled = one.begins not in _SAME_CARERS and not (one.begins == _STATUS_ALONE and before is not None)
        new = "yes" if settled else _NOT_SETTLED
        facts = (("place", one.place), ("new_placement", new), ("legal_status", one.status), *_regimes(one), *one.kept)
        end = None if self._sequence.goes_on_unseen(last) else self._sequence.episodes[last].end
        if one.begins == _STATUS_ALONE and before is None:
            # It began with a row that is not there.
            facts = tuple(fact for fact in facts if fact[0] != "new_placement")
            yield _event(self._child, "placement.continuing", rows_as_ref(rows), one.start, facts)
            if end is not None:
                yield _event(self._child, "placement.ended", rows_as_ref(rows), end, facts)
            return
        yield from _span(self._child, "placement", rows_as_ref(rows), (one.start, end), facts)

    def _continues(self, place: int) -> bool:
        one, before = self._sequence.episodes[place], self._sequence.before(place)
        return before is not None and one.begins == _STATUS_ALONE and one.place == before.place


class _Care:
    """The times in which a child is looked after, one after the other."""

    def __init__(self, child: str, deaths: Container[date]) -> None:
        self._child = child
        self._deaths = deaths
        #: The ref of the time that has not ended; None where there is none.
        self._ref: str | None = None

    def events(self, one: Episode) -> Iterator[Event]:
        """The events of an episode: that care starts, that it was going on already, that it ends."""
        facts = (("legal_status", one.status), *_regimes(one), *one.kept)
        if one.begins == _STARTS or self._ref is None:
            self._ref = str(one.row)
            kind = "looked_after.started" if one.begins == _STARTS else "looked_after.continuing"
            yield _event(self._child, kind, self._ref, one.start, facts)
        if one.end is not None and one.ends not in {"", _GOES_ON}:
            yield _event(self._child, "looked_after.ended", self._ref, one.end, one.kept)
            self._ref = None
            if one.ends == _DIED and one.end in self._deaths:
                yield _event(self._child, "child.died", "death", one.end)


def _regimes(one: Episode, *columns: str) -> _Facts:
    """The facts of the regimes that the codes of an episode state; of some columns, or of all."""
    codes = (("LS", one.status), ("PLACE", one.place))
    found = [REGIMES[code] for code in codes if code in REGIMES and (not columns or code[0] in columns)]
    return tuple(dict(found).items())


def _event(child: str, kind: str, ref: str, on: date, facts: _Facts = ()) -> Event:
    return Event(subject=child, kind=kind, on=on, ref=ref, facts=facts)


def _span(child: str, name: str, ref: str, days: tuple[date, date | None], facts: _Facts = ()) -> Iterator[Event]:
    start, end = days
    yield _event(child, f"{name}.started", ref, start, facts)
    if end is not None:
        yield _event(child, f"{name}.ended", ref, end, facts)
