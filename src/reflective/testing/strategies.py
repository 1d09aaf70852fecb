r"""Hypothesis strategies for every public type of `timescales`, `rules` and `practice`.

What they draw can be made: records are histories that were lived through move by move, rules are lawful, and examples
come out. Where Hypothesis finds the entry point, `st.from_type(Plan)` draws the same without an import of this module.

Most take `first` and `last`, the days to draw from (both included; 2012 to 2028, which the shipped calendars know), and
`text`, what ids and narrative are drawn from. By default that is any text, characters included that some storage does
not take: `text=st.text(st.characters(exclude_characters="\0", codec="utf-8"))` suits PostgreSQL.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, TypeVar, Unpack, cast

from hypothesis import strategies as st

from reflective.casework import Case
from reflective.records import Content, Entry, Record, Written
from reflective.rules import (
    Authority,
    Event,
    Obligation,
    Rule,
    Ruleset,
)
from reflective.testing import _events, _records, _rules, _types, _values
from reflective.testing._events import histories
from reflective.testing._records import KINDS
from reflective.testing._rules import EVENTS
from reflective.testing._timescales import (
    FIRST,
    LAST,
    calendars,
    days,
    partial_dates,
    phrases,
    reckonings,
    timescales,
)
from reflective.testing._values import plain

__all__ = [
    "calendars",
    "cases",
    "contents",
    "days",
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

_T = TypeVar("_T")
_R = TypeVar("_R", bound=Record[Any])
_Ids = st.SearchStrategy[str] | None


class _History(TypedDict, total=False):
    """What may be asked of every record that is drawn: its id, how many entries are tried, its days and its words."""

    ids: _Ids
    least: int
    most: int
    first: date
    last: date
    text: st.SearchStrategy[str] | None


# rules


def events(
    *,
    kinds: Sequence[str] = EVENTS,
    subjects: Sequence[str] = ("c-1", "c-2"),
    refs: Sequence[str] = ("r-1", "r-2"),
    facts: Mapping[str, Sequence[str]] | None = None,
    first: date = FIRST,
    last: date = LAST,
) -> st.SearchStrategy[Event]:
    """Something of one of these kinds that happened to one of these subjects.

    Each of the facts is told with one of its values, or is not told.
    """
    return _events.events(plain(first, last), kinds=kinds, subjects=subjects, refs=refs, facts=facts)


def requirements(kind: type[_T] | None = None, *, text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[_T]:
    """What a rule asks for, in one form (`Within`) or in any."""
    return _rules.requirements(plain(text=text), kind)


def rules(
    *,
    ids: _Ids = None,
    requirement: type[Any] | None = None,
    authority: Authority | None = None,
    kinds: Sequence[str] = EVENTS,
    first: date = FIRST,
    last: date = LAST,
    text: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Rule]:
    """Rules of any form and authority or of one, asking for these kinds of event; an example that one has comes out."""
    return _rules.rules(plain(first, last, text), ids=ids, requirement=requirement, authority=authority, kinds=kinds)


def rulesets(
    *,
    ids: _Ids = None,
    of: st.SearchStrategy[Rule] | None = None,
    extends: Ruleset | None = None,
    most: int = 3,
    first: date = FIRST,
    last: date = LAST,
    text: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Ruleset]:
    """Up to so many rules, each in one version or in two that follow each other.

    Where it `extends` another, it says one of that one's rules again and no more laxly; its other ids are its own.
    """
    return _rules.rulesets(plain(first, last, text), ids=ids, of=of, extends=extends, most=most)


def obligations(
    *,
    of: st.SearchStrategy[Rule] | None = None,
    first: date = FIRST,
    last: date = LAST,
    text: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Obligation]:
    """What a rule asks of somebody after some events, wherever that stands; each has its reason."""
    return _events.obligations(plain(first, last, text), of=of)


# practice


def contents(
    kind: type[Content] | None = None,
    *,
    first: date = FIRST,
    last: date = LAST,
    text: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Any]:
    """What an entry says: of one class, or of any but a strike, whose places are those of its log."""
    return _values.values(Content if kind is None else kind, plain(first, last, text))


def entries(
    content: st.SearchStrategy[Any] | None = None,
    *,
    first: date = FIRST,
    last: date = LAST,
    text: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Entry[Any]]:
    """Entries of a log, of any content or of one: never recorded before the day they tell of."""
    return _values.entries(plain(first, last, text), content)


def written(
    *, first: date = FIRST, last: date = LAST, text: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Written]:
    """The keywords that every entry takes, as a method that adds one wants them: `plan.agree(action, **written)`."""
    return _types.written(plain(first, last, text))


def records(kind: type[_R] | None = None, *, lawful: bool = True, **asked: Unpack[_History]) -> st.SearchStrategy[_R]:
    """Records of one kind or of any, each lived through: told late, corrected, and never past its table.

    From `least` to `most` entries are tried (0 to 8), those left out that were refused. Where `lawful` is False the
    entries are of any content in any order: a record such as loading is content to find it.
    """
    made_of = plain(asked.get("first", FIRST), asked.get("last", LAST), asked.get("text"))
    ids, least, most = asked.get("ids"), asked.get("least", 0), asked.get("most", 8)
    ids = made_of.ids if ids is None else ids
    kinds = st.sampled_from(KINDS if kind is None else [kind])
    if lawful:
        return kinds.flatmap(lambda one: _records.lived(one, made_of, ids=ids, least=least, most=most))
    return kinds.flatmap(lambda one: _records.loaded(one, made_of, ids=ids, most=most))


def cases(
    *,
    lawful: bool = True,
    ids: _Ids = None,
    most: int = 3,
    first: date = FIRST,
    last: date = LAST,
    text: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Case]:
    """Families' files of up to so many records, lived through or, where `lawful` is False, as loading may find them."""
    made_of = plain(first, last, text)
    draw = _records.cases if lawful else _records.loaded_cases
    return draw(made_of, ids=made_of.ids if ids is None else ids, most=most)


def of_type(
    kind: type[_T], *, first: date = FIRST, last: date = LAST, text: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[_T]:
    """Values of any public class of the three floors: what `st.from_type` draws, with days and words to choose.

    What nobody makes, such as a plan on a day, is asked of a record that was drawn. Raises `TypeError` for a class that
    is of none of the floors.
    """
    return cast("st.SearchStrategy[_T]", _types.of_type(kind, plain(first, last, text)))
