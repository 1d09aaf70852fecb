"""One supervision on one screen, 80 columns wide, for a supervisor who has ten minutes."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, repeat
from typing import Any, Final

from reflective.casework import Reading
from reflective.fields import Key, check
from reflective.policy import Policy
from reflective.practice.cycle import Prompts
from reflective.practice.discrepancies import Discrepancies
from reflective.practice.people import PersonKind
from reflective.records import OPEN, Audience
from reflective.timescales import day_and_month, day_in_words
from reflective.views.agreed import agreed_rows
from reflective.views.children import called
from reflective.views.due import disagreement_line, withheld_line
from reflective.views.facts import supervision_facts
from reflective.views.names import Names
from reflective.views.page import counted, short_iso_day
from reflective.views.sheet import Sheet
from reflective.views.thinking import thinking_rows

__all__ = ["screen"]

#: States of a contact of which a screen says nothing.
_UNREMARKED: Final = frozenset({"steady", "not_started", "not_recorded"})
#: How many parts that are not evidenced on the record a screen has room for.
_MOST_LACKING: Final = 3


def screen(
    reading: Reading,
    *,
    notice: tuple[str, ...] = (),
    key: str = "[who said it, when]",
    more: str = "supervision_facts has them",
    entitled: str = "a reading with more audiences shows them to those entitled",
    ask_today: tuple[str, ...] = (),
    by_place: bool = False,
    prompts: Prompts | None = None,
    policy: Policy | None = None,
) -> str:
    """The latest supervision held by the day of a reading: children, agreed actions, thinking, relationships, gaps.

    What the reading withholds is counted, with `entitled` on how those entitled read it, and the lines of `notice`
    follow. `key` explains the brackets: each row ends with who said it and when, or with `by_place` with its place in
    the source. `more` says where to find what one screen has no room for. `prompts` has the words of a host's own,
    and `policy` those, its ladder and its roles.

    `ask_today` are the ids of questions of the case about safety, to be asked today. They are shown on a view for staff
    only, and on no copy for a family member or a child's file. One that the reading withholds is counted, and one that
    the case does not have is passed over.

    If nothing was recorded for some days, the first line says for how many.
    """
    facts = supervision_facts(reading, policy)
    check("notice", notice, tuple[str, ...])
    for name, given in (("key", key), ("more", more), ("entitled", entitled)):
        check(name, given, str)
    check("ask_today", ask_today, tuple[Key, ...])
    check("prompts", prompts, Prompts | None)
    sheet, withheld = Sheet(Names(reading), by_place=by_place), withheld_line(reading)
    if facts["meeting"] is None:
        here = f" in what is shown here; {withheld}" if any(reading.withheld.values()) else ""
        sheet.say(f"No supervision is recorded as held by {day_in_words(reading.as_of)}{here}.")
        return str(sheet)
    _silence(sheet, facts)
    _head(sheet, facts, _for_whom(reading, facts, sheet.names), key)
    hidden = any(reading.withheld[audience.value] for audience in Audience)
    sheet.say(f"{withheld[0].upper()}{withheld[1:]}{f': {entitled}' if hidden else ''}.")
    for line in notice:
        sheet.say(line)
    _children(sheet, facts["children"])
    _ask_today(sheet, reading, [*facts["discrepancies"], *facts["open_questions"]], ask_today)
    sheet.gap()
    agreed_rows(sheet, facts["agreed"])
    thinking_rows(sheet, facts, prompts or (policy or Policy.shipped()).prompts)
    _relationships(sheet, facts["relationships"])
    _two_readings(sheet, [one for one in facts["discrepancies"] if one["id"] not in ask_today])
    _lacking(sheet, facts["not_on_record"], more)
    _disagreements(sheet, facts["disagreements"])
    return str(sheet)


def _silence(sheet: Sheet, facts: dict[str, Any]) -> None:
    """Say first for how many days nothing was recorded."""
    days = facts["days_since"]
    if days:
        last = date.fromisoformat(facts["last_recorded"])
        sheet.say(f"nothing recorded since {day_and_month(last)} ({days} {'day' if days == 1 else 'days'})")


def _for_whom(reading: Reading, facts: dict[str, Any], names: Names) -> str:
    """For whom the screen is: the worker and the manager, unless a reader, a child or other audiences are named."""
    by = reading.by
    if by.reader is not None:
        return f"For {names[by.reader]}."
    if by.about is not None:
        return f"About {names[by.about]}."
    if by.audiences == OPEN:
        met = [names[one["id"]] for one in facts["meeting"]["people"]]
        return f"For worker and manager ({', '.join(met)})." if met else "For worker and manager."
    named = [audience.value.replace("_", " ") for audience in Audience if audience in by.audiences]
    return f"Shown: {', '.join(named) or 'nothing'}."


def _head(sheet: Sheet, facts: dict[str, Any], for_whom: str, key: str) -> None:
    children = ", ".join(
        called(one) + (f" ({one['age_in_words']})" if one["age_in_words"] else "") for one in facts["children"]
    )
    sheet.say(children, f"case supervision {day_in_words(date.fromisoformat(facts['meeting']['held']))}")
    sheet.say(for_whom, key)


def _children(sheet: Sheet, children: list[dict[str, Any]]) -> None:
    """Add what is recorded of each child, and what to ask where it is not."""
    for label, one in zip(chain(["CHILDREN"], repeat("")), children, strict=False):
        _one_child(sheet, label, one)


def _one_child(sheet: Sheet, label: str, one: dict[str, Any]) -> None:
    """Add the rows of one child; the name begins the first of them."""
    days, voice, following = one["days"], one["voice"], one["next"]
    in_law = [f"{status['what']} since {short_iso_day(status['since'])}" for status in one["statuses"]]
    unheard = [*([] if days else ["what the days are like"]), *([] if voice else ["own words"])]
    rows: list[tuple[str, dict[str, Any] | None]] = [(", ".join(in_law), one["statuses"][0])] if in_law else []
    if unheard:
        rows.append((f"{', '.join(unheard)}: not recorded; ask", None))
    if days:
        rows.append((days["what"], days))
    rows += [(said["words"] if said["observed"] else f'"{said["words"]}"', said) for said in voice[-1:]]
    if one["seen"] is not None:
        alone = {True: ", alone", False: ", not alone", None: ""}[one["seen"]["alone"]]
        rows.append((f"last seen {short_iso_day(one['seen']['on'])}{alone}", one["seen"]))
    rows += [(now["what"], now) for now in one["now"][-1:]]
    rows.append((f"next stage: {_next(following)}; checkpoint: {_point(one['checkpoint'])}", following))
    (first, fact), *others = rows
    sheet.fact(label, f"{called(one)}: {first}", fact)
    for words, fact in others:
        sheet.fact("", words, fact)


def _next(following: dict[str, Any] | None) -> str:
    if following is None:
        return "not recorded"
    return "asked, no answer" if following["asked"] else str(following["what"])


def _point(point: dict[str, Any] | None) -> str:
    if point is None:
        return "none is agreed"
    day = "no day" if point["due"] is None else short_iso_day(point["due"])
    return f"{point['different']} ({day})"


def _ask_today(sheet: Sheet, reading: Reading, unsettled: list[dict[str, Any]], ask_today: tuple[str, ...]) -> None:
    """Add the questions of safety to ask today, and how many of them the reading withholds."""
    if not ask_today or not _is_for_staff(reading):
        return
    shown = {one["id"]: one for one in unsettled}
    records = reading.of_kind(Discrepancies)
    held = [one for one in ask_today if any(reading.withholds(record.id, one) for record in records)]
    asked = [shown[question] for question in ask_today if question in shown]
    label = "  ask today"
    for one in asked:
        sheet.fact(label, one["asks"], one)
        label = ""
    if held:
        sheet.row(label, f"{counted(len(held), 'question')} withheld")


def _is_for_staff(reading: Reading) -> bool:
    """Whether a reading is for the staff of the organisation: no child's file, and no copy for a family member."""
    by = reading.by
    family = {
        one.id
        for one in reading.people.everybody(reading.as_of)
        if one.kind in {PersonKind.CHILD, PersonKind.FAMILY_MEMBER}
    }
    return Audience.ORGANISATION in by.audiences and by.about is None and by.reader not in family


def _relationships(sheet: Sheet, rows: list[dict[str, Any]]) -> None:
    sheet.gap()
    workers = {row["worker"] for row in rows} - {None}
    several = len(workers) > 1
    sheet.row("RELATIONSHIPS", f"{'each' if several else 'the'} worker's with each of them, children first")
    for row in rows:
        whose = f"{row['worker_name']}: " if several and row["worker"] else ""
        words = [said for said in row["stated_as"] if row["title"] not in said]
        also = "; also " + " and ".join(f'"{said}"' for said in words) if words else ""
        ours = " (ours)" if row["tie_inferred"] else ""
        tie = f"; {row['tie']}{ours}" if row["tie"] not in _UNREMARKED else ""
        strengths = row["strengths"]
        ask = "" if strengths else "; strengths: ask" if row["title"] else "; ask"
        said = f"{whose}{row['title'] or 'not recorded'}{also}{tie}{ask}"
        sheet.fact(f"  {row['name']}", said, row)
        if strengths:
            sheet.fact("    strengths", "; ".join(one["what"] for one in strengths), *strengths)


def _two_readings(sheet: Sheet, discrepancies: Sequence[dict[str, Any]]) -> None:
    if not discrepancies:
        return
    first = discrepancies[0]
    sheet.fact("TWO READINGS", first["asks"], first)
    for version in first["versions"]:
        would = f": {version['would_mean']}" if version["would_mean"] else ""
        sheet.row("", f"{version['says']}{would}")


def _lacking(sheet: Sheet, lacking: list[dict[str, str]], more: str) -> None:
    """Add the first few parts that are not evidenced on the record, the worst first, and where the others are."""
    if lacking:
        few = "; ".join(one["what"] for one in lacking[:_MOST_LACKING])
        rest = len(lacking) - _MOST_LACKING
        sheet.row("NOT ON RECORD", f"{few}{f'; and {rest} more: {more}' if rest > 0 else ''}")


def _disagreements(sheet: Sheet, disagreements: list[dict[str, Any]]) -> None:
    """Add each disagreement with an entry that the reading shows."""
    if disagreements:
        sheet.gap()
    for label, one in zip(chain(["DISAGREES"], repeat("")), disagreements, strict=False):
        sheet.fact(label, disagreement_line(one), one)
