"""Draw the pictures of the pages from the code: the contract of the floors, the tables, a plan, a log and a rule.

`python docs/pictures.py` writes docs/_static/*.svg. A test compares each file with what the code gives today. A page
has the picture in it, and not as a file beside it, so that it takes the page's colours, light and dark.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from math import cos, radians, sin
from pathlib import Path
from textwrap import wrap
from typing import Final

from reflective.practice import Action, Cycle, Plan, Stage, Written
from reflective.practice.cycle import CYCLE, Closed, Entered
from reflective.practice.plan import Result
from reflective.rules import Event, Ruleset
from reflective.timescales import day_in_words

__all__ = ["FOLDER", "PICTURES"]

FOLDER: Final = Path(__file__).parent / "_static"
_PROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"
_SOURCE: Final = Path(__file__).parent.parent / "src" / "reflective"

#: Every picture is as wide as a page's text.
_WIDTH_PIXELS: Final = 680
_LINE_PIXELS: Final = 18
_STYLE: Final = """\
<style>
.drawn { max-width: 680px; width: 100%; height: auto; font: 14px system-ui, sans-serif; }
.drawn text { fill: var(--color-foreground-primary, currentColor); }
.drawn .small { font-size: 12px; fill: var(--color-foreground-secondary, currentColor); }
.drawn .line, .drawn .box { stroke: var(--color-foreground-secondary, currentColor); stroke-width: 1.5; fill: none; }
.drawn .box { fill: var(--color-background-secondary, transparent); }
.drawn .strong { stroke: var(--color-brand-primary, currentColor); stroke-width: 2.5; }
.drawn .dashed { stroke-dasharray: 5 4; }
.drawn .dot { fill: var(--color-brand-primary, currentColor); }
.drawn .head { fill: var(--color-foreground-secondary, currentColor); }
</style>"""


def _svg(name: str, title: str, height: int, parts: Iterable[str]) -> str:
    """A whole picture. The title is read out where nobody sees it."""
    size = 'markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" orient="auto"'
    head = f'<marker id="{name}-head" viewBox="0 0 8 8" refX="7" refY="4" {size}>'
    return "\n".join(
        [
            f'<svg class="drawn" viewBox="0 0 {_WIDTH_PIXELS} {height}" role="img" xmlns="http://www.w3.org/2000/svg">',
            f"<title>{escape(title)}</title>",
            _STYLE,
            f'<defs>{head}<path class="head" d="M0 0L8 4L0 8Z"/></marker></defs>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _text(x: float, y: float, words: str, *, kind: str = "", anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def _box(x: float, y: float, wide: float, high: float, kind: str = "box") -> str:
    return f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="5"/>'


def _path(d: str, kind: str = "line", *, head: str = "") -> str:
    marker = f' marker-end="url(#{head}-head)"' if head else ""
    return f'<path class="{kind}" d="{d}"{marker}/>'


def _words(state: str) -> str:
    return state.replace("_", " ")


# The house

_FLOOR_PIXELS: Final = 34
_GAP_PIXELS: Final = 6


def house() -> str:
    """The floors as the contract in `pyproject.toml` has them, the highest first, without those still to come."""
    contracts = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["id"] == "floors"]
    named = (
        [name for name in re.findall(r"\w+", layer) if (_SOURCE / name).is_dir() or (_SOURCE / f"{name}.py").is_file()]
        for layer in layers
    )
    floors = [names for names in named if names not in ([], ["__main__"])]
    height = len(floors) * (_FLOOR_PIXELS + _GAP_PIXELS) + 40
    return _svg("house", "The floors of the library. Each may import those below it.", height, _floors(floors))


def _floors(floors: list[list[str]]) -> Iterator[str]:
    left, wide = 60, _WIDTH_PIXELS - 80
    for row, names in enumerate(floors):
        y = 10 + row * (_FLOOR_PIXELS + _GAP_PIXELS)
        each = (wide - _GAP_PIXELS * (len(names) - 1)) / len(names)
        for place, name in enumerate(names):
            x = left + place * (each + _GAP_PIXELS)
            yield _box(x, y, each, _FLOOR_PIXELS)
            yield _text(x + each / 2, y + 22, name)
    bottom = 10 + len(floors) * (_FLOOR_PIXELS + _GAP_PIXELS)
    yield _path(f"M30 14V{bottom - 10}", head="house")
    yield _text(_WIDTH_PIXELS / 2, bottom + 16, "a floor may import those below it, and never one above", kind="small")


# Kolb's cycle

_RADIUS_PIXELS: Final = 130
_STAGE_WIDE_PIXELS: Final = 120
_STAGE_HIGH_PIXELS: Final = 40


def cycle() -> str:
    """The four stages in their order, with the ways back, and the way out, as the table of the cycle has them."""
    return _svg("cycle", "The four stages of the reflective cycle, and its moves.", 370, _stages())


def _stages() -> Iterator[str]:
    stages = list(Stage)
    middle_x, middle_y = 300, 160
    angles = {stage: -90 + 90 * place for place, stage in enumerate(stages)}
    spots = {
        stage: (middle_x + _RADIUS_PIXELS * 1.7 * cos(radians(angle)), middle_y + _RADIUS_PIXELS * sin(radians(angle)))
        for stage, angle in angles.items()
    }
    for stage, after in zip(stages, [*stages[1:], stages[0]], strict=True):
        if after in CYCLE.targets(stage, Entered):
            kind = "line strong" if after is not stages[0] else "line strong dashed"
            yield _path(_arc(spots[stage], spots[after], (middle_x, middle_y)), kind, head="cycle")
    back = [(one, other) for one in stages for other in stages if other in CYCLE.targets(one, Entered)]
    both = sum(1 for one, other in back if stages.index(other) != (stages.index(one) + 1) % len(stages))
    for stage, (x, y) in spots.items():
        yield _box(x - _STAGE_WIDE_PIXELS / 2, y - _STAGE_HIGH_PIXELS / 2, _STAGE_WIDE_PIXELS, _STAGE_HIGH_PIXELS)
        yield _text(x, y + 5, stage.value)
    yield _text(middle_x, middle_y - 12, "begin at any stage", kind="small")
    yield _text(middle_x, middle_y + 8, f"go back or skip, with a reason ({both} ways)", kind="small")
    yield _text(middle_x, middle_y + 28, "pause, or give up, at any stage", kind="small")
    (last,) = [stage for stage in stages if CYCLE.targets(stage, Closed)]
    x, y = spots[last]
    (closed,) = CYCLE.targets(last, Closed)
    yield from _closing(x, y, _words(closed))


def _closing(x: float, y: float, closed: str) -> Iterator[str]:
    """The way out of the cycle, drawn under it, and what comes after."""
    yield _path(f"M{x - 35:.0f} {y + _STAGE_HIGH_PIXELS / 2:.0f}V328", head="cycle")
    yield _box(x - 60, 330, 120, 34)
    yield _text(x, 352, closed)
    yield _text(x + 74, 343, "on what was agreed, or why nothing is needed,", kind="small", anchor="start")
    yield _text(x + 74, 360, "with a day to look again; the next cycle continues it", kind="small", anchor="start")


def _arc(start: tuple[float, float], end: tuple[float, float], middle: tuple[float, float]) -> str:
    """A bow from one stage to the next, outside of the straight line, that ends at the edge of the next one's box."""
    (x1, y1), (x2, y2), (mx, my) = start, end, middle
    bend_x, bend_y = (x1 if abs(y1 - my) < 1 else x2), (y1 if abs(x1 - mx) < 1 else y2)
    if abs(x1 - mx) < 1:  # from the top or the bottom to a side
        x1 += _STAGE_WIDE_PIXELS / 2 if x2 > x1 else -_STAGE_WIDE_PIXELS / 2
        y2 += -_STAGE_HIGH_PIXELS / 2 if y1 < y2 else _STAGE_HIGH_PIXELS / 2
    else:
        y1 += _STAGE_HIGH_PIXELS / 2 if y2 > y1 else -_STAGE_HIGH_PIXELS / 2
        x2 += _STAGE_WIDE_PIXELS / 2 if x1 > x2 else -_STAGE_WIDE_PIXELS / 2
    return f"M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"


# One action's life

_AGREED: Final = date(2021, 9, 6)
_LEFT_PIXELS: Final = 50
_LONG_PIXELS: Final = 580


def action() -> str:
    """One action, from the day it is agreed to the day it is closed: its entries, its state, and its due day."""
    plan = _plan()
    return _svg(
        "action", "The life of one action, from the day it is agreed to the day it is closed.", 210, _life(plan)
    )


def _plan() -> Plan:
    def on(day: date) -> Written:
        return {"on": day, "recorded": day, "by": "worker-1"}

    review = Action(id="a-2", text="Convene a CIN review", due="in 5 weeks", counted_from=_AGREED)
    plan = Plan(id="plan-1").agree(review, **on(_AGREED)).accept("a-2", "worker-1", **on(date(2021, 9, 13)))
    plan = plan.begin("a-2", **on(date(2021, 9, 20)))
    plan = plan.report_done("a-2", "the review was held", **on(date(2021, 10, 13)))
    return plan.close_action("a-2", Result.EFFECTIVE, "the school now rings the parents", **on(date(2021, 10, 25)))


def _life(plan: Plan) -> Iterator[str]:
    first, last = plan.entries[0].on, plan.entries[-1].on
    due = plan.due("a-2")
    assert due is not None  # noqa: S101 - the action above has one

    def x(day: date) -> float:
        return _LEFT_PIXELS + _LONG_PIXELS * (day - first).days / (last - first).days

    yield _path(f"M{_LEFT_PIXELS} 90H{_LEFT_PIXELS + _LONG_PIXELS}", "line strong")
    for place, entry in enumerate(plan.entries):
        day = x(entry.on)
        above = 62 if place % 2 else 38
        yield _path(f"M{day:.0f} {above + 6}V90", "line dashed")
        yield f'<circle class="dot" cx="{day:.0f}" cy="90" r="6"/>'
        name = re.sub(r"(?<!^)(?=[A-Z])", " ", type(entry.content).__name__).lower().removeprefix("action ")
        yield _text(day, above, name)
        yield _text(day, above - 15, day_in_words(entry.on, weekday=False).rpartition(" ")[0], kind="small")
    for state, one, until in _spells(plan):
        yield _text((x(one) + x(until)) / 2, 112, state, kind="small")
    yield _path(f"M{x(due):.0f} 90V146", "line")
    row = next(row for row in plan.due_rows(last) if row.rule == "case.action")
    yield _text(x(due), 164, f"due {day_in_words(due)}: {_words(row.status)}, {row.days_late} days")
    yield _text(x(due), 182, plan.explain("a-2").partition(": ")[2], kind="small")


def _spells(plan: Plan) -> Iterator[tuple[str, date, date]]:
    """The states of the action one after another, each with its first day and the day of the next one."""
    changes: dict[str, date] = {}
    for entry in plan.entries:
        changes.setdefault(_words(plan.action("a-2", entry.on).status), entry.on)
    starts = list(changes.items())
    for (state, start), (_, after) in pairwise(starts):
        yield state, start, after


# Two days of an entry

_DAY_WIDE_PIXELS: Final = 100
_DAYS_LEFT_PIXELS: Final = 175


def two_days() -> str:
    """When entries happened and when they were written; and what was so, and what was known, on each day."""
    monday, friday = date(2021, 9, 6), date(2021, 9, 10)
    late: Written = {"on": monday, "recorded": friday, "by": "w-1"}
    same_day: Written = {"on": friday, "recorded": friday, "by": "w-1"}
    log = Cycle(id="c-1").enter(Stage.EXPERIENCE, **late).enter(Stage.REFLECTION, **same_day)
    title = "Two entries, each with the day it happened and the day it was recorded."
    return _svg("days", title, 250, _lanes(log, monday, friday))


def _lanes(log: Cycle, first: date, last: date) -> Iterator[str]:
    days = [first + timedelta(days=more) for more in range((last - first).days + 1)]

    def x(day: date) -> float:
        return _DAYS_LEFT_PIXELS + _DAY_WIDE_PIXELS * ((day - first).days + 0.5)

    for day in days:
        yield _text(x(day), 18, day_in_words(day, weekday=True).rpartition(" ")[0], kind="small")
    for y, lane in ((60, "happened (on)"), (130, "written (recorded)")):
        yield _text(10, y + 5, lane, anchor="start")
        yield _path(f"M{_DAYS_LEFT_PIXELS} {y}H{_DAYS_LEFT_PIXELS + _DAY_WIDE_PIXELS * len(days)}")
    for entry in log.entries:
        yield _path(f"M{x(entry.on):.0f} 60L{x(entry.recorded):.0f} 124", "line strong", head="days")
        for day, y in ((entry.on, 60), (entry.recorded, 130)):
            yield f'<circle class="dot" cx="{x(day):.0f}" cy="{y}" r="5"/>'
        yield _text(x(entry.on), 48, entry.content.stage.value, kind="small")
    yield from _answers(log, days, x)


def _answers(log: Cycle, days: list[date], x: Callable[[date], float]) -> Iterator[str]:
    """A row for what was so on each day, and a row for what was known on it."""
    asked: Mapping[str, Callable[[date], object]] = {
        "what was so": lambda day: log.stage(as_of=day),
        "what was known": lambda day: log.known_at(day).stage(as_of=day),
    }
    for row, (question, answer) in enumerate(asked.items()):
        y = 165 + 40 * row
        yield _text(10, y + 20, question, anchor="start")
        for day in days:
            yield _box(x(day) - _DAY_WIDE_PIXELS / 2 + 3, y, _DAY_WIDE_PIXELS - 6, 32)
            yield _text(x(day), y + 20, _words(str(answer(day))), kind="small")


# A rule, from text to verdict

_STEP_HIGH_PIXELS: Final = 68
_STEP_GAP_PIXELS: Final = 26


def rule() -> str:
    """One rule that ships: its text, the rule as data, the event, the day that is counted, and the answer."""
    started, as_of = date(2024, 3, 28), date(2024, 6, 10)
    england = Ruleset.load("england").only("assessment.complete")
    referral = Event(subject="child-1", kind="referral.received", on=started, ref="r-1")
    one = england.obligations([referral], as_of=as_of)[0]
    rule = next(each for each in england.rules if each.in_force(started))
    counted = str(one.why).partition("; working days of ")[2]
    steps = {
        "the text": str(rule.sources[0]),
        "the rule": f"{rule.id}: {rule.requirement}, from {rule.trigger[0]}, met by {rule.met_by[0]}",
        "the event": f"{referral.kind} of {referral.subject} on {day_in_words(started)}",
        "the day": f"due {day_in_words(one.due or as_of)}: working days of {counted}",
        "the verdict": f"as of {day_in_words(as_of)}: {one.status}, {one.days_late} days late ({rule.authority})",
    }
    height = len(steps) * (_STEP_HIGH_PIXELS + _STEP_GAP_PIXELS)
    return _svg("rule", "A rule, from its text to an answer.", height, _steps(steps))


def _steps(steps: Mapping[str, str]) -> Iterator[str]:
    for row, (name, words) in enumerate(steps.items()):
        y = 4 + row * (_STEP_HIGH_PIXELS + _STEP_GAP_PIXELS)
        yield _text(10, y + _STEP_HIGH_PIXELS / 2 + 5, name, anchor="start")
        yield _box(110, y, _WIDTH_PIXELS - 120, _STEP_HIGH_PIXELS)
        lines = wrap(words, 74)
        top = y + _STEP_HIGH_PIXELS / 2 + 5 - _LINE_PIXELS / 2 * (len(lines) - 1)
        for place, line in enumerate(lines):
            yield _text(110 + (_WIDTH_PIXELS - 120) / 2, top + _LINE_PIXELS * place, line)
        if row < len(steps) - 1:
            yield _path(f"M390 {y + _STEP_HIGH_PIXELS}v{_STEP_GAP_PIXELS - 2}", head="rule")


PICTURES: Final[Mapping[str, Callable[[], str]]] = {
    "house": house,
    "cycle": cycle,
    "action": action,
    "two-days": two_days,
    "rule": rule,
}


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(draw(), encoding="utf-8")
