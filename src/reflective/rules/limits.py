"""Limits in a rolling window: the answer for each stay or each occurrence of one subject."""

from collections.abc import Iterator

from reflective.rules.answers import LOST, NO_DAYS, Answers, Days, JudgedStatus
from reflective.rules.event import Event
from reflective.rules.obligation import Grounds, Obligation
from reflective.rules.requirements import AtMost
from reflective.rules.rolling import Allowed, last_outside, rolling
from reflective.rules.rule import Rule
from reflective.rules.run import Run
from reflective.rules.selection import select
from reflective.rules.status import Status, Unknown
from reflective.rules.story import first

__all__ = ["limits"]

_UNSURE = JudgedStatus(
    Status.NOT_KNOWN, None, Unknown.LACKS_FACT, "one before it lacks a fact that says whether it counts"
)


def limits(run: Run, rule: Rule, events: list[Event]) -> Iterator[Obligation]:
    """The answer of a limit for each trigger of a version, after those before it under any version."""
    limit, answers = rule.requirement, run.answers
    if not isinstance(limit, AtMost):
        return
    counted, unsure = [], []
    for event in run.triggers:
        version = rule if event in events else run.in_force(event.on) or rule
        verdict = select(version, event, answers.known)
        if verdict.applies and verdict.unknown is not None:
            unsure.append(event.on)
            if event in events:
                yield answers.unknown(rule, event, event.on, verdict)
        elif verdict.applies:
            counted.append((event, first(run.story.meeting(version)(event), event.on)))
    days = [(start.on, None if end is None else end.on) for start, end in counted]
    for (start, end), found in zip(counted, rolling(limit, days, run.story.as_of), strict=True):
        if start in events:
            since = last_outside(limit.window, start.on) if unsure else None
            sure = since is None or not any(since <= one <= start.on for one in unsure)
            yield _limit(answers, answers.basis(rule, None, *found.remarks), start, end, found, sure=sure)


def _limit(
    answers: Answers, basis: Grounds, start: Event, end: Event | None, found: Allowed, *, sure: bool
) -> Obligation:
    """One stay or one occurrence. If an earlier one may count too, one within the limit is not known."""
    if found.too_soon is None:
        made = answers.judge(basis, start, start.on, Days(found.due, None, found.due), end)
    else:
        # A limit on times: nothing meets it but keeping to it, and the trigger is what does.
        standing = JudgedStatus(Status.MET_LATE if found.too_soon else Status.MET, found.too_soon)
        made = answers.judge(basis, start, start.on, NO_DAYS, start, standing=standing)
    days = found.too_soon is None
    if made.exceeded and not (days and answers.may_have_lost(basis.rule.met_by)):
        return made
    if answers.may_have_lost((*basis.rule.trigger, *basis.rule.met_by)):
        return answers.judge(basis, start, start.on, NO_DAYS, end, standing=LOST)
    return made if sure else answers.judge(basis, start, start.on, NO_DAYS, end, standing=_UNSURE)
