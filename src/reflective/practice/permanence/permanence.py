"""A child's permanence: options worked at once, each with a trigger and a day to decide, and continuing support."""

from datetime import date
from typing import Any, ClassVar, Final, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError
from reflective.fields import check_day
from reflective.practice.permanence.contents import (
    PERMANENCE_OPTION,
    ContinuingSupport,
    DecisionMoved,
    OptionAchieved,
    OptionChosen,
    OptionNamed,
    OptionRuledOut,
    OptionShared,
    OptionStatus,
    OptionWorked,
    PermanenceOf,
)
from reflective.practice.permanence.rows import due_rows, origins
from reflective.practice.permanence.state import OptionState, PermanenceState
from reflective.records.content import Audience, Content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event, Obligation
from reflective.timescales import Deadline

__all__ = ["Permanence"]

#: How many options are worked at once where planning is parallel.
_LEAST_ENTRIES: Final = 2
_EVENTS: Final[dict[type[Content], str]] = {
    OptionChosen: "permanence.chosen",
    OptionAchieved: "permanence.achieved",
}


class Permanence(Record[PermanenceState]):
    """The options for one child's lasting home. Siblings have one each.

    >>> from reflective.practice.permanence import PermanenceRoute
    >>> day = date(2021, 9, 6)
    >>> written: Written = {"on": day, "recorded": day, "by": "worker-1"}
    >>> permanence = Permanence(id="permanence-1").of("child-1", **written)
    >>> home = OptionNamed(option="home", route=PermanenceRoute.REMAIN_WITH_PARENT)
    >>> permanence = permanence.name_option(home, **written)
    >>> print(permanence.options(as_of=day)[0].status)
    named
    """

    KIND: ClassVar[str] = "permanence"
    NOUN: ClassVar[str] = "permanence"
    machines = (PERMANENCE_OPTION,)
    takes = (PermanenceOf, ContinuingSupport)
    facts = PermanenceState

    def of(self, child: str, **written: Unpack[Written]) -> Self:
        """Say whose permanence this is: the first entry of it."""
        return self.add(PermanenceOf(child=child), **written)

    def name_option(self, named: OptionNamed, **written: Unpack[Written]) -> Self:
        """Name an option; the parallel plan is restricted until it is shared."""
        return self.add(named, **written)

    def share_option(self, shared: OptionShared, **written: Unpack[Written]) -> Self:
        """Record that an option was told to people: entries on it are open from then on, unless written otherwise."""
        return self.add(shared, **_for(Audience.FAMILY_SHARED, written))

    def work_on_option(self, option: str, what: str, **written: Unpack[Written]) -> Self:
        """Record something that was done towards an option."""
        return self._on_option(OptionWorked(option=option, what=what), option, written)

    def move_decision(self, option: str, decide: Deadline, because: str, **written: Unpack[Written]) -> Self:
        """Give the decision another day, with the reason."""
        return self._on_option(DecisionMoved(option=option, decide=decide, because=because), option, written)

    def choose_option(self, option: str, because: str, **written: Unpack[Written]) -> Self:
        """Make an option the plan."""
        return self._on_option(OptionChosen(option=option, because=because), option, written)

    def achieve_option(self, option: str, how: str, **written: Unpack[Written]) -> Self:
        """Record that the child has the lasting home that the option was to give."""
        return self._on_option(OptionAchieved(option=option, how=how), option, written)

    def rule_out_option(self, option: str, because: str, **written: Unpack[Written]) -> Self:
        """Rule an option out, or record that it came to an end."""
        return self._on_option(OptionRuledOut(option=option, because=because), option, written)

    def continue_support(self, support: ContinuingSupport, **written: Unpack[Written]) -> Self:
        """Record support that goes on."""
        return self.add(support, **written)

    def _on_option(self, content: Content, option: str, written: Written) -> Self:
        """The record with an entry on an option, which is open once the option was shared."""
        found = self._folded[1].options.get(option)
        opened = found is not None and found.parallel and found.shared
        return self.add(content, **(_for(Audience.CHILD_FILE, written) if opened else written))

    # Questions

    def child(self, as_of: date) -> str | None:
        """Whose permanence this is; None before anybody said."""
        return self.state(as_of).child

    def options(self, as_of: date) -> tuple[OptionState, ...]:
        """Every option by a day, in the order in which they were named."""
        return tuple(self.state(as_of).options.values())

    def worked(self, as_of: date) -> tuple[OptionState, ...]:
        """The options that are worked or chosen on a day: two or more of them are parallel planning."""
        return tuple(one for one in self.options(as_of) if one.status in _WORKED)

    def not_shared(self, as_of: date) -> tuple[OptionState, ...]:
        """The parallel plans of which the record does not say that the family knows."""
        return tuple(one for one in self.options(as_of) if one.parallel and not one.shared)

    def support(self, as_of: date) -> tuple[tuple[int, ContinuingSupport], ...]:
        """The support that goes on, with places, but for what is known to be over by a day."""
        return tuple(
            (place, one)
            for place, one in self._entries_of(ContinuingSupport, as_of)
            if one.until is None or one.until.latest is None or one.until.latest >= as_of
        )

    def missing(self, as_of: date) -> tuple[str, ...]:
        """The parts of permanence planning that are not evidenced on the record, in words. Nothing waits for them."""
        waiting = [one for one in self.options(as_of) if one.status in {OptionStatus.NAMED, OptionStatus.WORKED}]
        achieved = any(one.status is OptionStatus.ACHIEVED for one in self.options(as_of))
        wants = []
        if not achieved and len(self.worked(as_of)) < _LEAST_ENTRIES:
            wants.append("two options worked at once")
        wants += [f"a day to decide on option {one.option}" for one in waiting if one.decide is None]
        wants += [f"what would bring option {one.option} about" for one in waiting if one.parallel and not one.trigger]
        if not self.support(as_of):
            wants.append("the support that goes on")
        return tuple(wants)

    # For a case

    def claim(self) -> tuple[str, ...] | None:
        """A case has one permanence of a child; None before anybody said whose this is."""
        child = self._folded[1].child
        return None if child is None else ("permanence", child)

    def due_rows(self, as_of: date) -> tuple[Obligation, ...]:
        """The days to decide on the options, about the child. One is met when an option is chosen or ruled out."""
        check_day("as_of", as_of)
        standing = self.standing(as_of)
        closed = {place: self.closed(place).audience for place, _ in standing}
        return tuple(due_rows(self.id, self.state(as_of), origins(standing, closed), as_of))

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Options that were chosen and achieved, about the child."""
        child = self.child(as_of)
        return tuple(
            Event(
                subject=child,
                kind=_EVENTS[type(entry.content)],
                on=entry.on,
                ref=f"{self.id}/{entry.content.option}",
                origin=(self.id, place),
            )
            for place, entry in self.standing(as_of)
            if child is not None and type(entry.content) in _EVENTS
        )

    # Refusals

    def _misfit(self, facts: PermanenceState, states: Any, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case PermanenceOf() if facts.child is not None:
                why = "it is a child's already: another child has their own"
                return BadEntry(code="permanence.of_another", record=self.id, why=why)
            case PermanenceOf():
                return None
            case _ if facts.child is None:
                return BadEntry(code="permanence.of_nobody", record=self.id, why="say first whose permanence it is")
            case ContinuingSupport(option=str() as option) if (PERMANENCE_OPTION.name, option) not in states:
                return self._not_allowed(PERMANENCE_OPTION, facts, states, entry, remedy="name the option first")
            case OptionShared():
                return None
            case said if entry.audience is not Audience.RESTRICTED and _is_closed(facts, said):
                why = "a parallel plan is restricted until it is shared: leave the audience out, or share it first"
                return BadEntry(code="permanence.not_shared", record=self.id, why=why)
        return None


_WORKED: Final = frozenset({OptionStatus.WORKED, OptionStatus.CHOSEN})


def _is_closed(facts: PermanenceState, said: Any) -> bool:
    """Whether an entry tells of a parallel plan that was not shared yet."""
    return (isinstance(said, OptionNamed) and said.parallel) or facts.is_closed(getattr(said, "option", None))


def _for(audience: Audience, written: Written) -> Written:
    """The keywords of an entry, for these readers unless others are given."""
    return written if written.get("audience") is not None else {**written, "audience": audience}
