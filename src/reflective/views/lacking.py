"""The parts of a supervision that are not evidenced on the record, the worst first, each with a question."""

from itertools import groupby

from reflective.casework import Reading
from reflective.checks import Finding
from reflective.checks import check as run_checks
from reflective.checks.finding import NOT_EVIDENCED
from reflective.views.names import Names
from reflective.views.page import joined

__all__ = ["bare", "lacking_facts"]


def bare(finding: Finding) -> str:
    """Whatever a finding says is not evidenced, without the words that say so."""
    return finding.says.removeprefix(NOT_EVIDENCED)


def lacking_facts(reading: Reading, names: Names) -> list[dict[str, str]]:
    """The findings of the checks, strengths apart, as rows of `code`, `what` and `ask`, a row for each check.

    The order is that of the findings: safety, the children's voice, open decisions, dates, then the rest of the record.
    """
    lacking = [one for one in run_checks(reading) if not one.good]
    rows = []
    for code, some in groupby(lacking, key=lambda one: one.code):
        several = list(some)
        rows.append({"code": code, "what": _what(several, names), "ask": several[0].question})
    return rows


def _what(several: list[Finding], names: Names) -> str:
    """The findings of one check in a phrase: whom they are about, or how many are like the first."""
    first = bare(several[0])
    people = dict.fromkeys(one.subject for one in several if bare(one) == first and one.subject is not None)
    whose = f" ({joined([names[person] for person in people])})" if people else ""
    others = len({bare(one) for one in several}) - 1
    return f"{first}{whose}{f', and {others} more like it' if others else ''}"
