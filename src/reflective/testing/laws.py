"""The laws of every lawful ruleset: each with its reason, and the smallest counter-example where it does not hold.

A law takes a ruleset and the id of one of its rules and gives None, or in words the smallest case that breaks it. Days
are tried one by one, four years of them for each version of a rule; histories are drawn, and shrunk to the least.
"""

from collections.abc import Callable, Iterator, Sequence
from textwrap import fill
from typing import NamedTuple

from reflective.errors import OverlayLoosens
from reflective.rules import Ruleset
from reflective.testing import _counting, _duty_laws, _histories, _version_laws
from reflective.testing._counting import on_every_day

__all__ = ["LAWS", "Law", "Verdict", "broken_by", "broken_lines", "judge", "verdict_facts", "verdicts_page", "verify"]


_WIDTH = 80


class Law(NamedTuple):
    """Something that holds of every rule, whatever it says.

    >>> def broken(ruleset: Ruleset, rule: str) -> str | None:
    ...     return None if ruleset.only(rule).rules[0].title else "it has none"
    >>> law = Law("has-a-title", "A reader has to see what it asks.", broken)
    >>> law.broken(Ruleset.load("england"), "assessment.complete") is None
    True
    """

    name: str
    #: The reason for it, in a sentence.
    because: str
    broken: Callable[[Ruleset, str], str | None]

    @property
    def says(self) -> str:
        """The law in a sentence, which is the first line of the docstring of `broken`."""
        return (self.broken.__doc__ or self.name).partition("\n")[0]


class Verdict(NamedTuple):
    """The result of one law, tried on one rule."""

    rule: str
    law: Law
    #: The smallest counter-example in words; None where the law holds.
    counter_example: str | None


LAWS: tuple[Law, ...] = (
    Law(
        "due-not-before-trigger",
        "A duty cannot have run out before there was one.",
        on_every_day(_counting.due_after_trigger),
    ),
    Law(
        "working-days-end-on-one",
        "The last day in time has to be one that was counted.",
        on_every_day(_counting.working_days_end_on_one),
    ),
    Law(
        "later-trigger",
        "Starting later cannot leave less time in which to start.",
        on_every_day(_counting.later_trigger),
    ),
    Law("one-more", "A longer time cannot be over sooner.", on_every_day(_counting.one_more)),
    Law("new-holiday", "A day on which nobody works gives nobody less time.", _counting.on_drawn_holidays),
    Law("there-and-back", "An amount is as long backwards as forwards.", on_every_day(_counting.there_and_back)),
    Law("month-end", "That is how the courts read a month (Dodds v Walker, 1981).", on_every_day(_counting.month_end)),
    Law(
        "versions-in-turn",
        "For every day on which a rule was law, one version of it was.",
        _version_laws.versions_in_turn,
    ),
    Law("nowhere-laxer", "Local policy may tighten the law and add to it.", _version_laws.nowhere_laxer),
    Law("own-examples", "Whoever wrote the rule worked them out by hand.", _version_laws.own_examples),
    Law("met-on-the-day", "The due day is the last day in time.", _histories.met_on_the_day),
    Law(
        "order-and-others",
        "What is asked for one child does not hang on another, nor on who typed first.",
        _histories.order_and_others,
    ),
    Law("known-then", "What happened after a day is no part of how things stood on it.", _histories.known_then),
    Law(
        "only-what-ends",
        "The end of work that leads to a duty, an enquiry say, ends nothing.",
        _duty_laws.only_what_ends,
    ),
    Law(
        "own-day-keeps-the-rate",
        "A review on the day of a move does not make the visits rarer.",
        _duty_laws.own_day_keeps_the_rate,
    ),
    Law(
        "what-precedes-has-a-limit",
        "An assessment of years ago says nothing of a child who comes into care today.",
        _duty_laws.what_precedes_has_a_limit,
    ),
    Law(
        "lacking-hides-nothing",
        "A duty that holds either way holds though nobody wrote down which.",
        _duty_laws.lacking_hides_nothing,
    ),
    Law("keys-as-typed", "A capital letter drops no child.", _duty_laws.keys_as_typed),
    Law(
        "cut-adds-only-doubt",
        "A row that nobody could read may have been the one that met it.",
        _duty_laws.cut_adds_only_doubt,
    ),
    Law("others-untouched", "One child's record says nothing of another's.", _duty_laws.others_untouched),
)


def judge(ruleset: Ruleset, rule: str, law: Law) -> Verdict:
    """Try one law on one rule, and give the result."""
    return Verdict(rule, law, law.broken(ruleset, rule))


def verify(ruleset: Ruleset) -> Iterator[Verdict]:
    """Every law on every rule of a ruleset, beside those it extends; a rule with several versions is one."""
    for name in dict.fromkeys(rule.id for rule in ruleset.rules):
        alone = ruleset.only(name)
        for law in LAWS:
            yield judge(alone, name, law)


def broken_by(loosens: OverlayLoosens) -> Verdict:
    """The verdict on a file that could not be made a ruleset because it loosens what it extends."""
    law = next(law for law in LAWS if law.name == "nowhere-laxer")
    return Verdict(loosens.rule, law, f"{loosens.message}; as it stands, no other law is tried")


def verdict_facts(one: Verdict) -> dict[str, str | bool | None]:
    """A verdict as plain data."""
    return {
        "rule": one.rule,
        "law": one.law.name,
        "says": one.law.says,
        "holds": one.counter_example is None,
        "counter_example": one.counter_example,
    }


def broken_lines(one: Verdict) -> tuple[str, ...]:
    """The law that a rule breaks, with its reason, and the smallest case that breaks it."""
    return (
        fill(f"{one.rule} breaks {one.law.name}: {one.law.says} {one.law.because}", _WIDTH),
        fill(f"Smallest case: {one.counter_example}.", _WIDTH, initial_indent="  ", subsequent_indent="  "),
    )


def verdicts_page(ruleset: str, found: Sequence[Verdict]) -> str:
    """Each law that is broken, with its reason and the smallest case that breaks it; or that all hold."""
    broken = [one for one in found if one.counter_example is not None]
    rules, laws = len({one.rule for one in found}), len({one.law.name for one in found})
    lines = [f"{ruleset}: {_count(rules, 'rule')}, {_count(laws, 'law')}"]
    for one in broken:
        lines += ["", *broken_lines(one)]
    lines += ["", f"{len(broken)} broken." if broken else "All hold."]
    return "\n".join(lines)


def _count(many: int, noun: str) -> str:
    return f"{many} {noun}" if many == 1 else f"{many} {noun}s"
