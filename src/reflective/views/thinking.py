"""The rows of a screen on the thinking: the focus, the stages of the cycle, and the views that were weighed."""

from typing import Any

from reflective.practice.cycle import Prompts
from reflective.views.agreed import past
from reflective.views.page import counted, short_iso_day
from reflective.views.sheet import Sheet

__all__ = ["thinking_rows"]


def thinking_rows(sheet: Sheet, facts: dict[str, Any], prompts: Prompts) -> None:
    """Add the rows of each cycle, the views after the last of them, and the days on which to look again."""
    cycles = facts["thinking"]
    for place, cycle in enumerate(cycles, 1):
        sheet.gap()
        _order(sheet, cycle)
        for focus in cycle["focus"][-1:]:
            sheet.fact("  focus", focus["lens"], focus)
        _experience(sheet, cycle["stages"]["experience"])
        _asked(sheet, cycle["stages"]["reflection"]["asked_not_answered"], prompts)
        if place == len(cycles):
            _views(sheet, facts["hypotheses"])
    for row in facts["look_again"]:
        day = row["why"] if row["due"] is None else f"{short_iso_day(row['due'])}{past(row)}"
        sheet.fact("  look again", day, row)


def _order(sheet: Sheet, cycle: dict[str, Any]) -> None:
    """The stages in the order of the days, each pass to one that needed a reason with it, and where the cycle is."""
    order = ", ".join(step["to"] for step in cycle["trace"] if step["to"] in cycle["stages"])
    at = "" if cycle["at"] in cycle["stages"] else f"; the cycle is {cycle['at'].replace('_', ' ')}"
    sheet.row("THINKING", f"{order}{at}")
    for step in cycle["trace"]:
        if step["reason"]:
            sheet.fact("", f"straight to {step['to']}: {step['reason'].replace('_', ' ')}", step)


def _experience(sheet: Sheet, stage: dict[str, Any]) -> None:
    """Add the first reading that was brought and the first thing that was seen; then everybody's own words."""
    brought = [*stage["meanings"][:1], *stage["seen"][:1]]
    if brought:
        said = "; ".join(one.get("meaning") or one["what"] for one in brought)
        sheet.fact("  experience", said, *brought)
    spoken: dict[str, list[dict[str, Any]]] = {}
    for one in stage["seen"]:
        if one["words"]:
            spoken.setdefault(one["said_by"] or "", []).append(one)
    for person, several in spoken.items():
        words = "; ".join(f'"{one["words"]}"' for one in several)
        sheet.fact("", f"{sheet.names[person]}: {words}" if person else words, *several)


def _asked(sheet: Sheet, asked: list[dict[str, Any]], prompts: Prompts) -> None:
    if asked:
        names = "; ".join(_question(one, prompts) for one in asked)
        sheet.fact("  reflection", f"asked, no answer recorded: {names}", *asked)


def _question(asked: dict[str, Any], prompts: Prompts) -> str:
    """A question in its own words: a prompt that ships by its short name, and one that a host worded in those words."""
    prompt = asked["prompt"]
    if prompt is None:
        return f'"{asked["question"]}"' if asked["question"] else "a question of their own"
    shipped = {one.id: one.text for one in Prompts.shipped().prompts}
    own = {one.id: one.text for one in prompts.prompts if shipped.get(one.id) != one.text}
    return own.get(prompt) or prompt.replace("-", " ")


def _views(sheet: Sheet, hypotheses: list[dict[str, Any]]) -> None:
    label = "  analysis"
    for one in hypotheses:
        if one["status"] != "widened":
            continue
        first, *wider = one["views"]
        sheet.fact(label, f"the {one['whose']}: {first}; widened to {'; '.join(wider)}", one)
        label = ""
        if one["stays_live"]:
            sheet.fact("  in sight", "; ".join(stays["what"] for stays in one["stays_live"]), *one["stays_live"])
    others = [one for one in hypotheses if one["status"] != "widened"]
    if others:
        gone = sum(one["status"] in {"set_aside", "revised"} for one in others)
        ours = sum(one["inferred"] for one in others)
        aside = f"{gone} set aside or revised" if gone else "none set aside"
        added = f" ({ours} of them ours)" if ours else ""
        sheet.row(label, f"beside it {counted(len(others), 'other view')}{added}, {aside}")
