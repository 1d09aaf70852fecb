"""A child's voice: what they said or showed, to whom and how, and what changed because of it."""

from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Key, check, check_day
from reflective.practice.voice.contents import (
    ACCOUNT,
    AccountStatus,
    Changed,
    ChildTold,
    Heard,
    NothingChanged,
    VoiceOf,
)
from reflective.records.content import Content, Link
from reflective.records.entry import Entry, Written
from reflective.records.links import dangling
from reflective.records.log import Record
from reflective.rules import Event

__all__ = ["Voice"]


class _Speaker(NamedTuple):
    """Whose voice it is."""

    child: str | None = None

    def after(self, entry: Entry[Content], _to: object, _place: int) -> "_Speaker":
        return _Speaker(entry.content.child) if isinstance(entry.content, VoiceOf) else self


class Voice(Record[_Speaker]):
    """The accounts that one child gave, said or shown, and what became of each. Siblings have a voice each.

    >>> day = date(2021, 9, 6)
    >>> voice = Voice(id="voice-1").of("child-1", on=day, recorded=day, by="worker-1")
    >>> said = Heard(account="bedtime", words="I sleep at Nana's", told_to="worker-1", alone=True)
    >>> voice = voice.hear(said, on=day, recorded=day, by="worker-1")
    >>> print(voice.status("bedtime", as_of=day))
    heard
    """

    KIND: ClassVar[str] = "voice"
    NOUN: ClassVar[str] = "voice"
    machines = (ACCOUNT,)
    takes = (VoiceOf,)
    facts = _Speaker

    def of(self, child: str, **written: Unpack[Written]) -> Self:
        """Say whose voice this is: the first entry of it."""
        return self.add(VoiceOf(child=child), **written)

    def hear(self, heard: Heard, **written: Unpack[Written]) -> Self:
        """Record what the child said or showed."""
        return self.add(heard, **written)

    def change(self, account: str, what: str, *, where: Link | None = None, **written: Unpack[Written]) -> Self:
        """Record what changed because of it, and where that is written (`where`)."""
        return self.add(Changed(account=account, what=what, where=where), **written)

    def change_nothing(self, account: str, because: str, **written: Unpack[Written]) -> Self:
        """Record that nothing changes because of it, and why; something may change later."""
        return self.add(NothingChanged(account=account, because=because), **written)

    def tell_child(self, account: str, what: str, **written: Unpack[Written]) -> Self:
        """Record that the child was told what became of what they said."""
        return self.add(ChildTold(account=account, what=what), **written)

    # Questions

    def child(self, as_of: date) -> str | None:
        """Whose voice this is; None before anybody said."""
        return self.state(as_of).child

    def accounts(self, as_of: date) -> tuple[tuple[int, Heard], ...]:
        """The accounts that the child gave by a day, said or shown, with places, in the order of the days."""
        return self._entries_of(Heard, as_of)

    def status(self, account: str, as_of: date) -> AccountStatus:
        """The status of an account on a day; "not heard" where the record does not have it by then."""
        check("account", account, Key)
        return self.at(ACCOUNT, as_of, account)  # type: ignore[no-any-return]

    def changed_because_of(self, account: str, as_of: date) -> tuple[tuple[int, Changed], ...]:
        """The changes because of an account by a day, with places; empty where none is on the record."""
        check("account", account, Key)
        return tuple((place, one) for place, one in self._entries_of(Changed, as_of) if one.account == account)

    def awaiting_change(self, as_of: date) -> tuple[tuple[int, Heard], ...]:
        """The accounts of which it is not evidenced on the record what changed because of them, with places."""
        # Folded once: asking for the status of each account would fold the log as often.
        states = self._folded_on(as_of)[2]
        heard = {item for (_, item), state in states.items() if state is AccountStatus.HEARD}
        return tuple((place, one) for place, one in self.accounts(as_of) if one.account in heard)

    def unanswered(self, as_of: date) -> tuple[tuple[int, Heard], ...]:
        """The accounts of which it is not evidenced that the child was told what became of them, with places."""
        answered = {one.account for _, one in self._entries_of(ChildTold, as_of)}
        return tuple((place, one) for place, one in self.accounts(as_of) if one.account not in answered)

    def last_heard(self, as_of: date) -> date | None:
        """The last day on which something that the child said or showed is on the record; None where nothing is."""
        return max((entry.on for _, entry in self.standing(as_of) if isinstance(entry.content, Heard)), default=None)

    # For a case

    def claim(self) -> tuple[str, ...] | None:
        """A case has one voice of a child; None before anybody said whose this is."""
        child = self._folded[1].child
        return None if child is None else ("voice", child)

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Each time that the child was heard, alone or not, and each change because of it."""
        check_day("as_of", as_of)
        child = self.child(as_of)
        if child is None:
            return ()
        return tuple(
            Event(
                subject=child,
                kind="voice.heard" if isinstance(one, Heard) else "voice.changed",
                on=entry.on,
                ref=f"{self.id}/{one.account}",
                facts=_facts(one) if isinstance(one, Heard) else (),
                origin=(self.id, place),
            )
            for place, entry in self.standing(as_of)
            if isinstance(one := entry.content, Heard | Changed)
        )

    # Refusals

    def _misfit(self, facts: _Speaker, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case VoiceOf() if facts.child is not None:
                why = "it is a child's already: another child has their own"
                return BadEntry(code="voice.of_another", record=self.id, why=why)
            case VoiceOf():
                return None
            case _ if facts.child is None:
                return BadEntry(code="voice.of_nobody", record=self.id, why="say first whose voice it is")
            case Changed(where=link) if dangling(self, link):
                return UnknownId(noun="entry", where=f"voice {self.id}")
        return None


def _facts(heard: Heard) -> tuple[tuple[str, str], ...]:
    """The facts of an account that rules may ask: never its words, and never who was there."""
    alone = {True: "yes", False: "no", None: "not said"}[heard.alone]
    said = {"setting": heard.setting, "mode": heard.mode}
    return (
        ("alone", alone),
        ("expression", str(heard.expression)),
        *((name, str(one)) for name, one in said.items() if one is not None),
    )
