"""The reconciliation of a question as lines: how many subjects stand how, who is not asked about, and why."""

from typing import Final

from reflective.fields import check
from reflective.rules import Accounts, Standing
from reflective.rules.accounts import NotAsked
from reflective.timescales import day_in_words
from reflective.views.page import wrapped

__all__ = ["accounts_lines"]

_WORDS: Final = {
    Standing.LATE_NOW: "late now",
    Standing.LATE_BEFORE: "late before",
    Standing.NOT_KNOWN: "not known",
    Standing.OUT_OF_ORDER: "dates out of order",
    Standing.PENDING: "pending",
    Standing.MET: "met in time",
    Standing.ENDED: "no longer required",
    Standing.NO_NUMBER: "no number set",
    Standing.NOT_ASKED: "not asked about",
}


def accounts_lines(accounts: Accounts) -> list[str]:
    """The reconciliation in lines: the subjects by the gravest of their answers, and each reason with its count."""
    check("accounts", accounts, Accounts)
    stands = ", ".join(f"{many:,} {_WORDS[one]}" for one, many in accounts.standing)
    lines = [f"Accounted for: {_many(accounts.subjects, 'subject')}{f' ({stands})' if stands else ''}."]
    lines += _reasons("Not known", [(reason.value, many) for reason, many in accounts.not_known])
    lines += _reasons("Not asked about", [(reason.value, many) for reason, many in accounts.not_asked])
    lines += _reasons(
        "Triggers not asked about",
        # A rule that is for others, or that was replaced by another, is no gap.
        [(f"{rule}: {why.value}", many) for rule, why, many in accounts.triggers_not_asked if why is NotAsked.NOT_YET],
    )
    lines += [_numberless(accounts, place) for place in range(len(accounts.no_number))]
    lines += _events(accounts)
    if accounts.closed_without_assessment:
        many = _many(accounts.closed_without_assessment, "referral")
        lines.append(f"{many} closed with no assessment and no decision on record.")
    if accounts.clauses_not_asked:
        lines.append(f"Clauses that no rule here asks about: {len(accounts.clauses_not_asked)}; --json names them.")
    if accounts.unread_rows:
        lines.append(f"{_many(accounts.unread_rows, 'row')} could not be read.")
    return [wrapped(line) for line in lines]


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _reasons(heading: str, reasons: list[tuple[str, int]]) -> list[str]:
    said = "; ".join(f"{reason} ({many:,})" for reason, many in reasons)
    return [f"{heading}: {said}."] if said else []


def _numberless(accounts: Accounts, place: int) -> str:
    one = accounts.no_number[place]
    said = f"No number set for {one.rule}: {_many(one.subjects, 'subject')}, {one.none_held:,} with none on record"
    if one.last_held is None:
        return f"{said}."
    return f"{said}; the longest ago that another was held is {day_in_words(one.last_held)}."


def _events(accounts: Accounts) -> list[str]:
    unused = sum(many for _, many in accounts.events_not_used)
    unknown = sum(one.count for one in accounts.unknown_kinds)
    if not (accounts.events_used or unused or unknown or accounts.unmatched):
        return []
    used = f"Events: {accounts.events_used:,} read by a rule"
    lines = [f"{used}, {unused:,} of kinds that no rule here reads, {unknown:,} of kinds that are not known."]
    for one in accounts.unknown_kinds:
        nearest = "" if one.nearest is None else f"; the nearest known kind is {one.nearest}"
        lines.append(f"Not known: {one.kind} ({_many(one.count, 'event')}){nearest}.")
    for pair in accounts.unmatched:
        share = "shares" if pair.unmatched == 1 else "share"
        lines.append(f"{pair.unmatched:,} of {pair.of:,} {pair.kind} {share} no ref with a {pair.trigger}.")
    return lines
