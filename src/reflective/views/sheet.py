"""A page of a case in columns, which says after each row where it is from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reflective.views.names import Names
from reflective.views.page import Page, bracketed, short_iso_day

__all__ = ["Sheet", "span"]

_SCREEN_LINES: Final = 60


class Sheet(Page):
    """Rows with their sources: places in a document, or who said it and when.

    An inference that nobody made in the case is marked "ours", whichever of the two is shown.
    """

    def __init__(self, names: Names, *, by_place: bool) -> None:
        super().__init__()
        self.names = names
        self._by_place = by_place

    def __str__(self) -> str:
        # A page that is longer than a screen gives up its empty lines before anything else.
        lines = [line for line in self.lines if line] if len(self.lines) > _SCREEN_LINES else self.lines
        return "\n".join(lines)

    def fact(self, label: str, body: str, *facts: Mapping[str, Any] | None, hang: int = 0) -> None:
        """Add a row that ends with where its facts are from."""
        self.row(label, body, self.source(*facts), hang=hang)

    def source(self, *facts: Mapping[str, Any] | None) -> str:
        """Where some facts are from, in brackets; empty where none of them says."""
        known = [one for one in facts if one is not None]
        where = span(one["lines"] for one in known) if self._by_place else self._said(known)
        ours = "ours" if any(one["inferred"] for one in known) else ""
        return bracketed("; ".join(filter(None, [where, ours])))

    def _said(self, facts: Sequence[Mapping[str, Any]]) -> str:
        """Who said some facts, and when, each person and day once."""
        said = dict.fromkeys((one["by"], one["on"]) for fact in facts for one in fact["said"])
        days: dict[str, list[str]] = {}
        for person, day in said:
            days.setdefault(day, []).append(self.names[person])
        return "; ".join(f"{', '.join(people)} {short_iso_day(day)}" for day, people in days.items())


def span(lines: Iterable[str | None]) -> str:
    """Several places as one reference, in their order: "40, 63-65"."""
    known = list(dict.fromkeys(part for line in lines if line for part in line.split(", ")))
    if not known or not all(line.isdecimal() for line in known):
        return ", ".join(known)
    runs: list[list[int]] = []
    for number in sorted(map(int, known)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
