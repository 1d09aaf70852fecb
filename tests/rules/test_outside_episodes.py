"""Tables of episodes whose breaches a published validator lists: read as a return, and judged by its ruleset."""

import io
import json
from datetime import date
from pathlib import Path

import attrs
import pytest

from reflective.exchange.returns import read_looked_after
from reflective.rules import Ruleset, Status, Within

OUTSIDE = Path(__file__).resolve().parents[2] / "../shared/data/outside_cases.json"
CASES = json.loads(OUTSIDE.read_text("utf-8"))["cases"] if OUTSIDE.exists() else []
TABLES = {case["id"]: case for case in CASES if case["kind"] == "episode_table"}

pytestmark = pytest.mark.skipif(not CASES, reason="the shared outside_cases.json is not here")

RULES = Ruleset.load("looked-after-return")
#: A spreadsheet counts the header as row 1; the outside tables begin at 0.
FIRST_ROW = 2
#: Each outside table, and the rule of ours that answers it.
STAYS = {
    "D2I-903-361-table": "police-protection.length",
    "D2I-903-362-table": "emergency-protection.length",
    "D2I-903-363-table": "child-assessment-order.length",
}
#: These flag every row of a child that has a breach, and not the row that went over.
CHILDREN = {
    "D2I-903-367-table": "short-break.total",
    "D2I-903-377-table": "temporary-placement.holidays-in-a-year",
}


def british(text):
    return "" if text is None else date.fromisoformat(text).strftime("%d/%m/%Y")


def clipped(one, given):
    """An episode inside the collection year, which is all that the outside rule looks at; None where none of it is."""
    start, end = one["start"], one["end"]
    if "window_start" not in given:
        return one
    start, end = max(start, given["window_start"]), min(end or given["window_end"], given["window_end"])
    return one | {"start": start, "end": end} if start < end else None


def written(case):
    """The table as the CSV of a return, row for row; a row with nothing to judge keeps its place and is empty."""
    given = case["inputs"]
    lines = ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC"]
    for one in given["episodes"]:
        told = one | {"start": one.get("start", one.get("decom")), "end": one.get("end")}
        kept = clipped(told, given)
        status, place, reason = told.get("legal_status", "C2"), told.get("place", "U1"), told.get("rne", "P")
        days = ("", "") if kept is None else (british(kept["start"]), british(kept["end"]))
        lines.append(f"{one['child']},{days[0]},{reason},{status},{place},{days[1]},")
    return read_looked_after({"episodes.csv": io.BytesIO(("\n".join(lines) + "\n").encode())})


def breaches(case, rule, rules=RULES):
    """The rows of each breach of a rule, and whose they are."""
    given = case["inputs"]
    last = given.get("open_until") or given.get("window_end") or max(one["decom"] for one in given["episodes"])
    source = written(case)
    return [
        (one.subject, [int(row) - FIRST_ROW for row in one.ref.split(",")])
        for events in source.children()
        for one in rules.obligations(events, date.fromisoformat(last), holds=source.holds)
        if (one.ruleset, one.rule) == (RULES.id, rule) and one.status in {Status.MET_LATE, Status.OVERDUE}
    ]


def test_every_table_is_answered():
    """No outside table of episodes is left out."""
    assert TABLES.keys() == STAYS.keys() | CHILDREN.keys()


@pytest.mark.parametrize("name", STAYS)
def test_stays_of_an_order(name):
    """Row for row, the breaches are those that the outside table lists and a literal reading gives."""
    case = TABLES[name]
    rows = sorted(row for _, of_stay in breaches(case, STAYS[name]) for row in of_stay)
    assert rows == case["expected"]["breach_rows"] == case["strict_reading"]["breach_rows"]


@pytest.mark.parametrize("name", CHILDREN)
def test_limits_in_a_window(name):
    """A child is over in both or in neither; outside, each of that child's rows under the limit is then flagged."""
    case, given = TABLES[name], TABLES[name]["inputs"]
    over = {child for child, _ in breaches(case, CHILDREN[name])}
    flagged = [
        one["row"]
        for one in given["episodes"]
        if one["child"] in over
        and (one.get("legal_status") == given.get("status") if "status" in given else one["place"] == "T3")
        and not (one.get("end") and one["start"] > one["end"])
    ]
    assert flagged == case["expected"]["breach_rows"]


def test_any_twelve_months_find_what_the_collection_year_misses():
    """Breaks of 152 and 121 days, mostly before the collection year, are over by the regulation and not by theirs."""
    case = TABLES["D2I-903-367-table"]
    whole = case | {"inputs": {key: value for key, value in case["inputs"].items() if key != "window_start"}}
    over = {child for child, _ in breaches(whole, "short-break.total")}
    clipped_to_the_year = {child for child, _ in breaches(case, "short-break.total")}
    assert over - clipped_to_the_year == {"101", "2002"}
    assert clipped_to_the_year <= over


@pytest.mark.parametrize("name", STAYS)
def test_a_limit_that_is_out_is_caught(name):
    """The control: a month more on each limit gives other rows."""

    def longer(rule):
        if not isinstance(rule.requirement, Within):
            return rule
        scale = attrs.evolve(rule.requirement.timescale, amount=rule.requirement.timescale.amount + 24 * 31)
        return attrs.evolve(rule, requirement=attrs.evolve(rule.requirement, timescale=scale))

    lax = attrs.evolve(RULES, rules=tuple(map(longer, RULES.rules)))
    rows = sorted(row for _, of_stay in breaches(TABLES[name], STAYS[name], lax) for row in of_stay)
    assert rows != TABLES[name]["expected"]["breach_rows"]
