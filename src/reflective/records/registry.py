"""Kinds of record and of content by the words that documents use for them: those that ship, and a host's own."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

import attrs

from reflective.errors import BadValue
from reflective.fields import several
from reflective.records.content import Content
from reflective.records.entry import Confirmed, Disagreed, Erased, Erasure, Strike
from reflective.records.log import Record

__all__ = ["Registry"]


def _records(given: Iterable[type[Record[Any]]]) -> tuple[type[Record[Any]], ...]:
    return _classes(Record, given)


def _entries(given: Iterable[type[Content]]) -> tuple[type[Content], ...]:
    return _classes(Content, given)


def _classes(base: type, given: Iterable[type[Any]]) -> tuple[type[Any], ...]:
    classes = several("a registry's classes", given, type)
    if not all(issubclass(one, base) for one in classes):
        raise BadValue(name="a registry's classes", wanted=f"subclasses of {base.__name__}")
    return classes


def _of_policy(part: str) -> Any:
    """A field that is by default the part of that name of the registry's policy."""
    nothing = () if part in {"ladders", "forms"} else None
    return attrs.field(default=attrs.Factory(lambda self: getattr(self.policy, part, nothing), takes_self=True))


@attrs.frozen(kw_only=True, slots=False)
class Registry:
    """Own kinds of record and of content, own prompts, roles and ladders, beside those that ship.

    A host passes one to whatever reads or writes documents: `loads(text, registry)`. Its kinds and tags have a prefix
    ("northmere:visit_note"), so that they are never those of a later release. Raises `BadValue` where two kinds or two
    tags have one word, and for something else than a policy. `policy` is the council's: its prompts, roles, ladders and
    forms are then the registry's, unless they are given.

    >>> from reflective.records import NoFacts
    >>> class Visits(Record[NoFacts]):
    ...     KIND = "northmere:visits"
    >>> sorted(Registry(records=(Visits,)).kinds)
    ['northmere:visits']
    """

    records: tuple[type[Record[Any]], ...] = attrs.field(default=(), converter=_records)
    entries: tuple[type[Content], ...] = attrs.field(default=(), converter=_entries)
    #: The council's policy (`reflective.policy.Policy`). The next four are its own unless they are given.
    policy: object = None
    prompts: object = _of_policy("prompts")
    roles: object = _of_policy("roles")
    ladders: tuple[object, ...] = _of_policy("ladders")
    forms: tuple[object, ...] = _of_policy("forms")

    def __attrs_post_init__(self) -> None:
        if self.policy is not None and not hasattr(self.policy, "ladders"):
            raise BadValue(name="policy", wanted="a Policy of reflective.policy")
        if len({record.KIND for record in self.records} - {""}) < len(self.records):
            raise BadValue(name="records", wanted="classes with a KIND each, none of them twice")
        contents = self._contents()
        if len({one.TAG for one in contents} - {""}) < len(contents):
            raise BadValue(name="entries", wanted="classes with a tag each, none of them twice")

    @property
    def kinds(self) -> Mapping[str, type[Record[Any]]]:
        """Each class of record by its kind."""
        return {record.KIND: record for record in self.records}

    @property
    def tags(self) -> Mapping[str, type[Content]]:
        """Each class of content by its tag."""
        return {one.TAG: one for one in self._contents()}

    def joined(self, own: Self | None) -> Self:
        """These and a host's own; raises `BadValue` for a kind or a tag of its own without a prefix."""
        if own is None:
            return self
        if not isinstance(own, Registry):
            raise BadValue(name="registry", wanted="a Registry")
        words = {*(own.kinds.keys() - self.kinds.keys()), *(own.tags.keys() - self.tags.keys())}
        if not all(":" in word for word in words):
            raise BadValue(
                name="registry", wanted='kinds and tags of your own with a prefix, as in "northmere:visit_note"'
            )
        return attrs.evolve(own, records=(*self.records, *own.records), entries=(*self.entries, *own.entries))

    def _contents(self) -> tuple[type[Content], ...]:
        said = (one for record in self.records for one in record.contents())
        return tuple(dict.fromkeys([Strike, Erased, Erasure, Confirmed, Disagreed, *said, *self.entries]))
