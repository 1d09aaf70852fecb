"""A mapping file: what a host calls its columns and its kinds of event, how it writes days, and what is kept."""

from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from reflective.documents import Faults, Format, Reader, Refused, toml_data, with_room
from reflective.errors import BadValue
from reflective.exchange.returns.days import DateForm
from reflective.exchange.returns.encoding import ENCODINGS
from reflective.exchange.returns.keep import names_kept
from reflective.fields import Id, Text, value
from reflective.rules.event import fold

__all__ = ["NO_MAPPING", "ColumnMapping"]

_Pairs = tuple[tuple[str, str], ...]
_Kinds = tuple[tuple[str, Id], ...]
_Days = tuple[tuple[Id, date], ...]


@value(kw_only=True)
class ColumnMapping:
    """The names in a host's table, so that it can be read as it is.

    `columns` are pairs of a name of ours and the host's own column: subject, kind, on, ref, or the name of a fact. In
    the place of kind and on, `days` are pairs of a column of days and the kind of event that each day is of. `kinds`
    are pairs of the host's word and the kind of event that it means. `dates` is how days are written, such as
    DD/MM/YYYY. `keep` are columns kept as facts. `holds` are the kinds of event that the table holds, and `holds_from`
    the day from which it holds events of a kind.

    >>> ColumnMapping(columns=(("subject", "Person"), ("ref", "Referral")), days=(("Seen", "visit.held"),)).renamed
    (('subject', 'Person'), ('ref', 'Referral'))
    """

    columns: _Pairs = ()
    kinds: _Kinds = ()
    days: _Kinds = ()
    dates: Text | None = None
    encoding: Text | None = None
    keep: tuple[str, ...] = ()
    holds: tuple[Id, ...] | None = None
    holds_from: _Days = ()

    def __attrs_post_init__(self) -> None:
        names_kept(self.keep)
        if self.dates is not None:
            DateForm(text=self.dates)
        if self.encoding is not None and self.encoding.lower() not in ENCODINGS:
            raise BadValue(name="encoding", wanted=f"one of {', '.join(ENCODINGS)}")
        theirs = [fold(own) for _, own in self.columns]
        if len(set(theirs)) < len(theirs):
            raise BadValue(name="columns", wanted="columns of which each is named once")
        if self.days and any(ours in {"kind", "on"} for ours, _ in self.columns):
            raise BadValue(name="days", wanted="given in the place of the columns kind and on, and not beside them")

    @classmethod
    def read(cls, source: object) -> "ColumnMapping":
        """The mapping in a TOML file, at a path or opened to read bytes.

        Raises `BadDocument` with every fault and its path, and OSError, without the path, for a file that cannot be
        opened.
        """
        if callable(getattr(source, "read", None)):
            return cls.parse(source)
        from reflective.exchange.returns.files import opened_at

        with opened_at("mapping", source) as file:
            return cls.parse(file)

    @classmethod
    def parse(cls, text: object) -> "ColumnMapping":
        """The mapping in a TOML document: text, bytes or a file opened to read bytes. Raises `BadDocument`."""
        return with_room(lambda: _parsed(text))

    @property
    def renamed(self) -> _Pairs:
        """The columns with a name of their own, as pairs of ours and theirs."""
        return self.columns

    @property
    def date_form(self) -> DateForm | None:
        """How days are written, where the mapping says so."""
        return None if self.dates is None else DateForm(text=self.dates)

    @property
    def codec(self) -> str | None:
        """The encoding that the mapping names."""
        return None if self.encoding is None else self.encoding.lower()

    @property
    def days_held(self) -> dict[str, date]:
        """From which day the table holds events of a kind."""
        return dict(self.holds_from)

    @property
    def is_of_a_table(self) -> bool:
        """Whether it says something that only a table has."""
        return bool(self.columns or self.kinds or self.days or self.dates or self.encoding)

    def holds_or(self, kinds: frozenset[str] | None) -> frozenset[str] | None:
        """The kinds that are held: those that the mapping names, or else some others."""
        return kinds if self.holds is None else frozenset(self.holds)

    def kind_of(self, word: str) -> str:
        """The kind of event that a word of the host means; a word that the mapping has not stays as it is."""
        return self._kinds.get(fold(word), word)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {fold(word): kind for word, kind in self.kinds}

    def with_more(self, *, keep: object = None, holds: object = None) -> "ColumnMapping":
        """The mapping with further fields to keep, and with other kinds that are held."""
        if holds is not None and (isinstance(holds, str) or not hasattr(holds, "__iter__")):
            raise BadValue(name="holds", wanted="a list of kinds of event")
        kinds: Any = holds
        return attrs.evolve(
            self,
            keep=names_kept((*self.keep, *names_kept(keep))),
            holds=self.holds if kinds is None else tuple(dict.fromkeys(kinds)),
        )


def _parsed(text: object) -> ColumnMapping:
    faults = Faults()
    data = toml_data(text, faults)
    read: ColumnMapping = _FORMAT.read(data, ColumnMapping, faults)
    return read


def _pairs(node: Any, _read: Reader) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, dict) or not all(isinstance(one, str) and one.strip() for one in node.values()):
        raise Refused(wanted='must be a table of names, each with its own: subject = "Person"')
    return tuple((name.strip(), own.strip()) for name, own in node.items())


def _days(node: Any, _read: Reader) -> tuple[tuple[str, date], ...]:
    if not isinstance(node, dict) or not all(type(one) is date for one in node.values()):
        raise Refused(wanted="must be a table of kinds of event, each with a day written YYYY-MM-DD, with no quotes")
    return tuple(node.items())


_FORMAT: Final = Format(own={_Pairs: _pairs, _Kinds: _pairs, _Days: _days}, table="a table", row="a list")
NO_MAPPING: Final = ColumnMapping()
