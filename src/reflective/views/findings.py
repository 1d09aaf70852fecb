"""The findings of the checks as a page: by concern, each check with its question and whatever it found."""

from collections.abc import Iterable
from itertools import groupby
from textwrap import wrap
from typing import Final

from reflective.casework import Reading
from reflective.checks import Concern, Finding, Findings
from reflective.fields import check
from reflective.timescales import day_in_words
from reflective.views.lacking import bare
from reflective.views.names import Names
from reflective.views.page import WIDTH, Page, joined, plain

__all__ = ["findings_page"]

_OPENING: Final = (
    "Each line below is not evidenced on the record; it may have happened. The question is for the next supervision."
)
_HEADINGS: Final = {
    Concern.SAFETY: "SAFETY",
    Concern.VOICE: "VOICE",
    Concern.OPEN_DECISION: "DECISIONS",
    Concern.DATES: "DATES",
    Concern.RECORD: "RECORD",
}


def findings_page(reading: Reading, findings: Findings) -> str:
    """The findings by concern, 80 columns wide: each check with its question, and under it whatever it found.

    Then the strengths, the checks that cannot tell, and whatever was dismissed, switched off, or could not be run.
    """
    check("reading", reading, Reading)
    check("findings", findings, Findings)
    page, names = Page(), Names(reading)
    lacking = [one for one in findings if not one.good]
    page.say(f"As of {day_in_words(findings.as_of)}. {_OPENING}")
    for concern, some in groupby(lacking, key=lambda one: one.concern):
        page.gap()
        page.say(_HEADINGS[concern])
        _by_question(page, names, some)
    _strengths(page, names, [one for one in findings if one.good])
    _others(page, findings)
    return str(page)


def _by_question(page: Page, names: Names, some: Iterable[Finding]) -> None:
    """Add each check with its question, what it found, and how much is withheld of what it looked at."""
    for code, of_check in groupby(some, key=lambda one: one.code):
        found = list(of_check)
        for question, several in groupby(found, key=lambda one: one.question):
            page.say(f"{question[:1].upper()}{question[1:]}", code)
            _listed(page, (_line(one, names) for one in several))
        _listed(page, _withheld(found))


def _listed(page: Page, lines: Iterable[str]) -> None:
    for line in lines:
        page.lines.extend(wrap(plain(line), WIDTH, initial_indent="  ", subsequent_indent="    "))


def _line(one: Finding, names: Names) -> str:
    """Whatever one finding says, and of whom."""
    whose = "" if one.subject is None else f"{names[one.subject]}: "
    return f"{whose}{bare(one)}"


def _withheld(several: list[Finding]) -> list[str]:
    """One line where entries are withheld of what the findings are about: for another reader they may be otherwise."""
    counts = {one.record: one.withheld for one in several if one.withheld}
    parts = [
        f"{many} {'entry' if many == 1 else 'entries'}{f' of {one}' if one else ''}" for one, many in counts.items()
    ]
    return [f"withheld: {joined(parts)}"] if parts else []


def _strengths(page: Page, names: Names, good: list[Finding]) -> None:
    if good:
        page.gap()
        page.say("GOOD TO SEE")
    for one in good:
        page.say(f"  {_line(one, names)}: {one.question}", one.code)


def _others(page: Page, findings: Findings) -> None:
    page.gap()
    for told in findings.cannot_tell:
        page.say(f"Cannot tell: {told.why}.", told.code)
    for dismissed in findings.dismissed:
        page.say(f"Dismissed by {dismissed.by}: {dismissed.reason}.", dismissed.finding.code)
    for failed in findings.failed:
        page.say(f"Could not be run: it raised {failed.error}.", failed.code)
    many = len(findings.not_found)
    page.say(f"{many} {'check' if many == 1 else 'checks'} found nothing; {len(findings.off)} switched off.")
