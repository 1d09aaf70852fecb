"""One supervision on one screen, 80 columns wide, for the worker and the manager."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, repeat
from typing import Any, Final

from reflective.casework import Reading
from reflective.fields import check
from reflective.records import OPEN, Audience
from reflective.timescales import day_and_month, day_in_words
from reflective.views.due import disagreement_line, withheld_line
from reflective.views.facts import supervision_facts
from reflective.views.page import Page, bracketed, counted, short_day

__all__ = ["screen"]

_DONE: Final = frozenset({"met", "met_late"})
#: States of a contact of which a screen says nothing.
_UNREMARKED: Final = frozenset({"steady", "not_started", "not_recorded"})
#: The number of characters that surely fit on three lines, however they wrap.
_SMART_ROOM: Final = 150


def screen(
    reading: Reading,
    *,
    notice: tuple[str, ...] = (),
    key: str = "[n]: where it is written",
    more: str = "supervision_facts has them",
) -> str:
    """The latest supervision held by the day of a reading: agreed actions, the thinking, relationships, two readings.

    What the reading withholds is counted, and the lines of `notice` follow the count. `key` explains
    [n], and `more` says where to find the readings that one screen has no room for. If nothing was recorded for some
    days, the first line says for how many.
    """
    facts = supervision_facts(reading)
    check("notice", notice, tuple[str, ...])
    check("key", key, str)
    check("more", more, str)
    page = Page()
    withheld = withheld_line(reading)
    if facts["meeting"] is None:
        here = f" in what is shown here; {withheld}" if any(reading.withheld.values()) else ""
        page.say(f"No supervision is recorded as held by {day_in_words(reading.as_of)}{here}.")
        return str(page)
    _silence(page, facts)
    _head(page, facts, f"{_for_whom(reading)} {withheld[0].upper()}{withheld[1:]}.", notice, key)
    _agreed(page, facts["agreed"])
    _thinking(page, facts)
    _look_again(page, facts["look_again"])
    _relationships(page, facts["relationships"])
    _discrepancies(page, facts["discrepancies"], more)
    _disagreements(page, facts["disagreements"])
    return str(page)


def _silence(page: Page, facts: dict[str, Any]) -> None:
    """Say first for how many days nothing was recorded."""
    days = facts["days_since"]
    if days:
        last = date.fromisoformat(facts["last_recorded"])
        page.say(f"nothing recorded since {day_and_month(last)} ({days} {'day' if days == 1 else 'days'})")
        page.gap()


def _for_whom(reading: Reading) -> str:
    """For whom the screen is: the worker and the manager, unless other audiences are named."""
    if reading.by.audiences == OPEN:
        return "For worker and manager."
    named = [audience.value.replace("_", " ") for audience in Audience if audience in reading.by.audiences]
    return f"Shown: {', '.join(named) or 'nothing'}."


def _head(page: Page, facts: dict[str, Any], said: str, notice: tuple[str, ...], key: str) -> None:
    children = ", ".join(
        (one["name"] or one["id"]) + (f" ({one['age_in_words']})" if one["age_in_words"] else "")
        for one in facts["children"]
    )
    page.say(children, f"case supervision {day_in_words(date.fromisoformat(facts['meeting']['held']))}")
    page.say(said, key)
    for line in notice:
        page.say(line)


def _agreed(page: Page, agreed: dict[str, Any]) -> None:
    page.gap()
    owned = agreed["owned"]
    whose = "none with an owner" if not owned else f"{owned} of them with an owner"
    held = f"; {agreed['withheld']} of what was agreed withheld" if agreed["withheld"] else ""
    page.row("AGREED", f"{counted(agreed['actions'], 'action')}, {whose}{held}")
    # An action that was done stays on the screen until it is closed.
    items = [item for item in agreed["items"] if item["open"] or item["status"] == "overdue"]
    for item in (item for item in items if item["due"] is not None):
        page.row(
            _when(item),
            _what(item, agreed["actions"]),
            bracketed(item["lines"]),
            hang=0 if item["kind"] == "review" else 3,
        )
    _undated(page, items, agreed["actions"])
    _smart(page, agreed)


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
    return text + _late(item)


def _late(item: dict[str, Any]) -> str:
    """How many days past its day something is."""
    late = item["days_late"]
    return f"; overdue, {late} {'day' if late == 1 else 'days'} past" if item["status"] == "overdue" else ""


def _review(item: dict[str, Any], actions: int) -> str:
    """A review: of how many of the actions, and its focus. One that a plan lacks reviews none."""
    if item["reviews"] is None:
        return "no review is planned"
    many = len(item["reviews"])
    which = _all(many) if many == actions > 1 else counted(many, "action")
    return f"review of {which}{item['what'].removeprefix('review')}"


def _undated(page: Page, items: list[dict[str, Any]], actions: int) -> None:
    """Add one row for the actions without a day; an action with a dated part is named as the rest of it.

    Reviews without a day, and the review that a plan lacks, follow.
    """
    begun = {item["action"] for item in items if item["due"] is not None}
    undated = [item for item in items if item["due"] is None]
    bare = [item for item in undated if item["action"] == item["id"]]
    whole = [item for item in bare if item["id"] not in begun]
    reviews = [item for item in undated if item["kind"] == "review"]
    said = [f"the rest of {item['id']}" for item in bare if item["id"] in begun]
    said += [_review(item, actions) for item in reviews]
    if whole or said:
        done = {item["id"]: " (done, not closed)" if item["status"] in _DONE else "" for item in whole}
        named = ", ".join(f"{item['id']} {item['what']}{done[item['id']]}" for item in whole)
        page.row(
            "  undated", "; ".join(filter(None, [named, *said])), bracketed(_span(item["lines"] for item in whole))
        )


def _smart(page: Page, agreed: dict[str, Any]) -> None:
    """Add the letters of SMART for which nothing is on the record, with the actions: in three lines at most."""
    rated = {(item["plan"], item["id"]): item["smart"] for item in agreed["items"] if item["open"] and item["smart"]}
    lacking: dict[tuple[str, ...], list[str]] = {}
    for criterion in dict.fromkeys(criterion for smart in rated.values() for criterion in smart):
        actions = tuple(action for (_, action), smart in rated.items() if not smart[criterion]["evidenced"])
        if actions:
            lacking.setdefault(actions, []).append(criterion)
    if lacking:
        for named in (True, False):
            said = "; ".join(f"{_and(which)} for {_whose(of, len(rated), named)}" for of, which in lacking.items())
            if len(said) < _SMART_ROOM:
                break
        page.row("  no evidence", said)


def _whose(actions: tuple[str, ...], of: int, named: bool) -> str:  # noqa: FBT001 - one of two forms
    """Some of the actions, by their ids or counted."""
    if len(actions) == of:
        return _all(of) if of > 1 else "the action"
    return _and(actions) if named else f"{len(actions)} of {of}"


def _all(actions: int) -> str:
    """All of some actions: "both", "all six"."""
    return "both" if actions == 2 else f"all {counted(actions, 'action').removesuffix(' actions')}"  # noqa: PLR2004


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _span(lines: Iterable[str | None]) -> str | None:
    """Several places as one reference: "90-92" if they follow one another."""
    known = [line for line in lines if line]
    if len(known) > 1 and all(line.isdecimal() for line in known):
        numbers = [int(line) for line in known]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(dict.fromkeys(known)) or None


def _thinking(page: Page, facts: dict[str, Any]) -> None:
    cycles = facts["thinking"]
    for place, cycle in enumerate(cycles, 1):
        page.gap()
        order = ", ".join(step["to"] for step in cycle["trace"] if step["to"] in cycle["stages"])
        page.row("THINKING", order if cycle["at"] in cycle["stages"] else f"{order}; {cycle['at']}")
        for seen in cycle["stages"]["experience"]["seen"][:1]:
            page.row("  experience", seen["what"], bracketed(seen["lines"]))
        asked = cycle["stages"]["reflection"]["asked_not_answered"]
        if asked:
            names = "; ".join((one["prompt"] or "a question of their own").replace("-", " ") for one in asked)
            page.row(
                "  reflection", f"asked, no answer recorded: {names}", bracketed(_span(one["lines"] for one in asked))
            )
        if place == len(cycles):
            _views(page, facts["hypotheses"])
        been = {step["to"] for step in cycle["trace"]}
        # A stage that is still to come lacks everything, so it is not listed.
        lacking = "; ".join(lack for lack in cycle["missing"] if lack.split(":")[0] in been)
        ref = bracketed(cycle["trace"][-1]["lines"]) if cycle["trace"] else ""
        agreed = ["what is agreed above"] if "action" in been else []
        said = ". ".join([*agreed, *([f"{'N' if agreed else 'n'}ot recorded: {lacking}"] if lacking else [])])
        if said:
            page.row("  action" if agreed else "", said, ref)


def _look_again(page: Page, rows: list[dict[str, Any]]) -> None:
    """Add the days on which to look again at what a cycle closed on."""
    for row in rows:
        day = row["why"] if row["due"] is None else f"{short_day(date.fromisoformat(row['due'])).strip()}{_late(row)}"
        page.row("  look again", day, bracketed(row["lines"]))


def _views(page: Page, hypotheses: list[dict[str, Any]]) -> None:
    label = "  analysis"
    for one in hypotheses:
        if one["status"] != "widened":
            continue
        first, *wider = one["views"]
        page.row(
            label, f"{first}, the {one['whose']}'s reading, widened to {'; '.join(wider)}", bracketed(one["lines"])
        )
        label = ""
        if one["stays_live"]:
            live = "; ".join(stays["what"] for stays in one["stays_live"])
            page.row("    stays live", live, bracketed(_span(stays["lines"] for stays in one["stays_live"])))
    others = sum(one["status"] != "widened" for one in hypotheses)
    if others:
        page.row(label, f"beside it {counted(others, 'other view')}, none set aside")


def _relationships(page: Page, rows: list[dict[str, Any]]) -> None:
    page.gap()
    workers = {row["worker"] for row in rows} - {None}
    several = len(workers) > 1
    page.row("RELATIONSHIPS", f"{'each' if several else 'the'} worker's with each of them, children first")
    for row in rows:
        whose = f"{row['worker_name']}: " if several and row["worker"] else ""
        words = [said for said in row["stated_as"] if row["title"] not in said]
        also = "; also " + " and ".join(f'"{said}"' for said in words) if words else ""
        tie = f"; {row['tie']}" if row["tie"] not in _UNREMARKED else ""
        page.row(f"  {row['name']}", f"{whose}{row['title'] or 'not recorded'}{also}{tie}", bracketed(row["lines"]))


def _discrepancies(page: Page, discrepancies: list[dict[str, Any]], more: str) -> None:
    if not discrepancies:
        return
    page.gap()
    first, *others = discrepancies
    page.row("TWO READINGS", first["asks"], bracketed(first["lines"]))
    for version in first["versions"]:
        would = f": {version['would_mean']}" if version["would_mean"] else ""
        page.row("", f"{version['says']}{would}")
    if others:
        page.row("", f"{counted(len(others), 'more question').capitalize()} read in two ways: {more}")


def _disagreements(page: Page, disagreements: list[dict[str, Any]]) -> None:
    """Add each disagreement with an entry that the reading shows."""
    if disagreements:
        page.gap()
    for label, one in zip(chain(["DISAGREES"], repeat("")), disagreements, strict=False):
        page.row(label, disagreement_line(one), bracketed(one["lines"]))
