"""The rows of a screen on the actions that were agreed: each with its day, and those without one."""

from datetime import date
from typing import Any, Final

from reflective.views.page import counted, in_words, short_day
from reflective.views.sheet import Sheet

__all__ = ["agreed_rows", "past"]

_DONE: Final = frozenset({"met", "met_late"})
#: How a row says that its day has passed, by its kind.
_PAST: Final = {"decision": "decision not recorded"}


def agreed_rows(sheet: Sheet, agreed: dict[str, Any]) -> None:
    """Add the rows of what was agreed."""
    sheet.row("AGREED", _owned(agreed))
    # An action that was done stays on the screen until it is closed.
    items = [item for item in agreed["items"] if item["open"] or item["status"] == "overdue"]
    for item in (item for item in items if item["due"] is not None):
        sheet.fact(_when(item), _what(item, agreed["actions"]), item, hang=0 if item["kind"] == "review" else 3)
    _undated(sheet, items, agreed)


def _owned(agreed: dict[str, Any]) -> str:
    """The number of actions, and of those that somebody owns."""
    many, owned = agreed["actions"], agreed["owned"]
    if not many:
        return "no action"
    if owned:
        return f"{counted(many, 'action')}, {owned} of them with an owner"
    if many == 1:
        return "one action; no owner is recorded for it: who has said yes?"
    return f"no owner is recorded for any of the {in_words(many)}: who has said yes?"


def _when(item: dict[str, Any]) -> str:
    """The day of an item, after "by" unless its words name the day itself ("in 5 weeks")."""
    day = short_day(date.fromisoformat(item["due"]))
    itself = (item["in_words"] or "").startswith("in ")
    return f"  {'  ' if itself else 'by'} {day}"


def _what(item: dict[str, Any], actions: int) -> str:
    if item["kind"] == "review":
        named = "" if item["owners"] else "; reviewer not named"
        text = f"{_review(item, actions)}{named}"
    else:
        words = f' ("{item["in_words"]}")' if item["in_words"] and item["kind"] == "action" else ""
        text = f"{item['action']}  {item['what']}{words}"
    if item["status"] in _DONE:
        text += "; done, not closed"
    return text + past(item)


def past(item: dict[str, Any]) -> str:
    """How many days past its day something is: "; decision not recorded, 22 days past". Empty where it is not late."""
    late = item["days_late"]
    if item["status"] != "overdue":
        return ""
    said = _PAST.get(item.get("kind", ""), "")
    days = f"{late} {'day' if late == 1 else 'days'} past"
    return f"; {said}, {days}" if said else f"; {days}"


def _review(item: dict[str, Any], actions: int) -> str:
    """A review: of how many of the actions, and its focus. One that a plan lacks reviews none."""
    if item["reviews"] is None:
        return "no review is planned"
    many = len(item["reviews"])
    which = _all(many) if many == actions > 1 else counted(many, "action")
    return f"review of {which}{item['what'].removeprefix('review')}"


def _all(actions: int) -> str:
    """All of some actions: "both", "all six"."""
    return "both" if actions == 2 else f"all {in_words(actions)}"  # noqa: PLR2004


def _undated(sheet: Sheet, items: list[dict[str, Any]], agreed: dict[str, Any]) -> None:
    """Add one row for the actions without a day; an action with a dated part is named as the rest of it.

    Reviews without a day, the review that a plan lacks, and the number of entries that are withheld follow.
    """
    actions, withheld = agreed["actions"], agreed["withheld"]
    held = [f"{withheld} of what was agreed withheld"] if withheld else []
    begun = {item["action"] for item in items if item["due"] is not None}
    undated = [item for item in items if item["due"] is None]
    bare = [item for item in undated if item["action"] == item["id"]]
    whole = [item for item in bare if item["id"] not in begun]
    reviews = [item for item in undated if item["kind"] == "review"]
    rest = [f"the rest of {item['id']}" for item in bare if item["id"] in begun]
    said = [*rest, *(_review(item, actions) for item in reviews)]
    if whole or said:
        done = {item["id"]: " (done, not closed)" if item["status"] in _DONE else "" for item in whole}
        named = ", ".join(f"{item['id']} {item['what']}{done[item['id']]}" for item in whole)
        sheet.fact("  no day", "; ".join(filter(None, [named, *said, *held])), *whole)
    elif held:
        sheet.row("", held[0])
