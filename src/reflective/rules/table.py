"""One table of a document: its keys taken one by one, and everything wrong with them put down."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from reflective.errors import Fault, ReflectiveError
from reflective.timescales import Timescale

__all__ = ["TIMESCALE", "Table"]

_T = TypeVar("_T")
_DAYS: Final = "a list of days written YYYY-MM-DD, with no quotes"
#: What is wanted where a timescale is.
TIMESCALE: Final = 'a timescale, such as "45 working days"'


class Table:
    """A table of TOML as it is read. A key that cannot be taken is a fault and None, and reading goes on."""

    def __init__(self, table: Mapping[str, Any], path: str, faults: list[Fault]) -> None:
        self._table = table
        self._path = path
        self._taken: set[str] = set()
        self.faults = faults

    def fault(self, key: str, wanted: str) -> None:
        """Put down one fault: at a key, or at the whole table."""
        self.faults.append(Fault(path=f"{self._path}.{key}" if key else self._path, wanted=wanted))

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self._table

    def take(self, key: str, kind: type[_T], wanted: str) -> _T | None:
        """A value of a kind, or None where the key is not there."""
        self._taken.add(key)
        given = self._table.get(key)
        if given is None:
            return None
        if not isinstance(given, kind) or (kind is not bool and isinstance(given, bool)) or isinstance(given, datetime):
            self.fault(key, wanted)
            return None
        return given

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """Text that is not blank."""
        found = self.take(key, str, "text")
        if needed and found is None and not self.has(key):
            self.fault(key, "text, and it has to be there")
        if found is not None and not found.strip():
            self.fault(key, "text that is not blank")
            return None
        return found

    def day(self, key: str) -> date | None:
        """A day, as TOML has them."""
        return self.take(key, date, "a day written YYYY-MM-DD, with no quotes")

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days."""
        given = self.take(key, list, _DAYS)
        if given is None:
            return ()
        if not all(type(one) is date for one in given):
            self.fault(key, _DAYS)
            return ()
        return tuple(given)

    def whole(self, key: str) -> int | None:
        """A whole number."""
        return self.take(key, int, "a whole number")

    def names(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """One name or a list of them."""
        self._taken.add(key)
        given = self._table.get(key)
        if given is None:
            if needed:
                self.fault(key, "a name or a list of names, and it has to be there")
            return ()
        found = given if isinstance(given, list) else [given]
        if not all(isinstance(one, str) and one.strip() for one in found) or (needed and not found):
            self.fault(key, "a name or a list of names")
            return ()
        return tuple(found)

    def one_of(self, key: str, read: Callable[[str], _T], kinds: tuple[str, ...]) -> _T | None:
        """One of some words, as what it stands for."""
        given = self.text(key)
        if given is None:
            return None
        if given not in kinds:
            self.fault(key, "one of " + ", ".join(kinds))
            return None
        return read(given)

    def timescale(self, key: str) -> Timescale | None:
        """A timescale in words."""
        return self.read_timescale(key, self.take(key, str, TIMESCALE))

    def read_timescale(self, key: str, given: object) -> Timescale | None:
        """A timescale from what was found at a key."""
        if given is None:
            return None
        try:
            return Timescale.parse(given)  # type: ignore[arg-type]
        except ReflectiveError:
            self.fault(key, TIMESCALE)
            return None

    def tables(self, key: str) -> "list[Table]":
        """A list of tables, each to be read in turn."""
        self._taken.add(key)
        given = self._table.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            heading = re.sub(r"\[\d+\]", "", f"{self._path}.{key}").removeprefix("$.")
            self.fault(key, f"tables, each headed [[{heading}]]")
            return []
        return [Table(one, f"{self._path}.{key}[{place}]", self.faults) for place, one in enumerate(given)]

    def pairs(self, key: str) -> dict[str, Any]:
        """A table of names and values; empty where there is none."""
        return self.take(key, dict, "a table of names and values") or {}

    def done(self) -> None:
        """Put down the keys that nobody took: a name misspelt is a rule misread."""
        for _ in self._table.keys() - self._taken:
            self.fault("", "no key but " + ", ".join(sorted(self._taken)))
