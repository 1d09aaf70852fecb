"""An action of a plan, and a part of one: who will do what by when, and with which of the children."""

import enum
from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.content import Link
from reflective.timescales import Deadline, deadline_of

__all__ = ["Action", "ActionKind", "Part"]

_UNDECIDED: Final = "given only with consider=True: nothing else is decided on"


class ActionKind(enum.StrEnum):
    """The kind of action, in the view of those who agreed it: a step of the process, work with the family, or both."""

    PROCESS = "process"
    INTERVENTION = "intervention"
    BOTH = "both"


@value(kw_only=True, init=False)
class Part:
    """A part of an action, with deadlines and children of its own.

    `due` is given as it is for an `Action`. `consider`, `decide_by` and `children` are those of an action too.

    >>> Part(id="visit", text="a joint visit", due="in 2 weeks", counted_from=date(2021, 9, 6)).due.day
    datetime.date(2021, 9, 20)
    """

    id: Key
    text: Text
    due: Deadline | None = None
    #: The children it is for, some of the action's where that names any. Empty means all whom the action is for.
    children: tuple[Id, ...] = ()
    consider: bool = False
    decide_by: Deadline | None = None

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - the part's own name
        text: str,
        due: Deadline | str | None = None,
        counted_from: date | None = None,
        anchor: str | None = None,
        children: tuple[str, ...] = (),
        consider: bool = False,
        decide_by: Deadline | None = None,
    ) -> None:
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # attrs makes it
            id=id,
            text=text,
            due=deadline_of(due, counted_from, anchor),
            children=children,
            consider=consider,
            decide_by=decide_by,
        )

    def __attrs_post_init__(self) -> None:
        if self.decide_by is not None and not self.consider:
            raise BadValue(name="decide_by", wanted=_UNDECIDED)

    @property
    def decision(self) -> Deadline | None:
        """The day the decision on it is due: `decide_by`, or the only day it has."""
        return _decision(self)

    @property
    def work(self) -> Deadline | None:
        """The day it is itself due; None where its only day is that of the decision on it."""
        return _work(self)


@value(kw_only=True, init=False)
class Action:
    """One thing that somebody will do.

    `due` is a `Deadline`, or words ("in 5 weeks") with the day that they are counted from (`counted_from`) and what
    happened on it (`anchor`, "the supervision" unless given): the day is resolved at once and kept. Words that no
    timescale has ("before half term") are kept as they were said. An action without a day is allowed, and shown so.

    >>> Action(id="a-2", text="Convene a CIN review", due="in 5 weeks", counted_from=date(2021, 9, 6)).due.day
    datetime.date(2021, 10, 11)
    """

    #: Where it says whom it is about.
    SUBJECTS: ClassVar[tuple[str, ...]] = ("for_children",)

    id: Key
    text: Text
    due: Deadline | None = None
    goal: Key | None = None
    #: The children it is for. It closes for each of them.
    children: tuple[Id, ...] = ()
    #: Who is asked to do it. They own it once they have accepted.
    asked: tuple[Id, ...] = ()
    #: Whom it is done with, beside the children.
    with_whom: tuple[Id, ...] = ()
    #: Whose agreement it needs, beside that of whoever is asked to do it. Empty means those whom the plan names.
    needs_agreement_of: tuple[Id, ...] = ()
    why: Link | None = None
    #: The difference for every child it is for, and how we would know.
    success: Text | None = None
    #: (child, the same for that child), where it differs from child to child.
    successes: tuple[tuple[Id, Text], ...] = ()
    kind: ActionKind | None = None
    parts: tuple[Part, ...] = ()
    #: Agreed only to be considered: somebody decides by `decide_by` whether to do it, or by `due` where that is its
    #: only day.
    consider: bool = False
    decide_by: Deadline | None = None

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - the action's own name
        text: str,
        due: Deadline | str | None = None,
        counted_from: date | None = None,
        anchor: str | None = None,
        goal: str | None = None,
        children: tuple[str, ...] = (),
        asked: tuple[str, ...] = (),
        with_whom: tuple[str, ...] = (),
        needs_agreement_of: tuple[str, ...] = (),
        why: Link | None = None,
        success: str | None = None,
        successes: tuple[tuple[str, str], ...] = (),
        kind: ActionKind | None = None,
        parts: tuple[Part, ...] = (),
        consider: bool = False,
        decide_by: Deadline | None = None,
    ) -> None:
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue]  # attrs makes it
            id=id,
            text=text,
            due=deadline_of(due, counted_from, anchor),
            goal=goal,
            children=children,
            asked=asked,
            with_whom=with_whom,
            needs_agreement_of=needs_agreement_of,
            why=why,
            success=success,
            successes=successes,
            kind=kind,
            parts=parts,
            consider=consider,
            decide_by=decide_by,
        )

    def __attrs_post_init__(self) -> None:
        if self.decide_by is not None and not self.consider:
            raise BadValue(name="decide_by", wanted=_UNDECIDED)
        ids = [part.id for part in self.parts]
        if len(set(ids)) != len(ids):
            raise BadValue(name="parts", wanted="parts with an id each, none of them twice")
        measured = [child for child, _ in self.successes]
        if len(set(measured)) != len(measured):
            raise BadValue(name="successes", wanted="one for each child, none of them twice")
        if self.children and not {*measured, *_children_of(self.parts)} <= set(self.children):
            raise BadValue(name="children", wanted="given with every child of a part and of a measure")

    @property
    def for_children(self) -> tuple[str, ...]:
        """The children it is for: those that it names, or else those that all of its parts name.

        Empty where neither says so: it is then for all whom its plan is for.
        """
        if self.children or not all(part.children for part in self.parts):
            return self.children
        return tuple(dict.fromkeys(_children_of(self.parts)))

    @property
    def decision(self) -> Deadline | None:
        """The day the decision on it is due: `decide_by`, or the only day it has."""
        return _decision(self)

    @property
    def work(self) -> Deadline | None:
        """The day it is itself due; None where its only day is that of the decision on it."""
        return _work(self)


def _children_of(parts: Iterable[Part]) -> Iterator[str]:
    return (child for part in parts for child in part.children)


def _decision(one: Action | Part) -> Deadline | None:
    return (one.decide_by or one.due) if one.consider else None


def _work(one: Action | Part) -> Deadline | None:
    return None if one.consider and one.decide_by is None else one.due
