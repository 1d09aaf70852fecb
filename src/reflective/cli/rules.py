"""`reflective rules`: list the rules, show one with its authority, and verify a file of them."""

from contextlib import suppress
from difflib import get_close_matches
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import click

from reflective.cli._options import CouldNot, json_option, print_json, print_page, ruleset_named, ruleset_option
from reflective.cli._progress import progress
from reflective.errors import OverlayLoosens, UnknownId
from reflective.rules import Rule, Ruleset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reflective.testing.laws import Verdict

__all__ = ["rules"]

#: With more verdicts than this a bar is shown: they take seconds.
_BAR_FROM_VERDICTS: Final = 40
_NEEDS_EXTRA: Final = "rules verify needs the verify extra: pip install 'reflective-supervision[verify]'"


@click.group(no_args_is_help=False, short_help="List timescale rules, show one, prove a file of them.")
def rules() -> None:
    """Timescale rules: list them, show one, prove a file of them lawful.

    A ruleset is named by the name of one that ships, or by a file in TOML. Your own file may extend one that ships: it
    may tighten its rules and add others.
    """


_which = ruleset_option("One that ships, or a file; all that ship if left out.")


@rules.command(name="list")
@_which
@json_option
def list_rules(name: str | None, as_json: bool) -> None:
    """List rules: the requirement of each, and its authority."""
    from reflective.views import rule_facts, rules_page

    found = _rulesets(name)
    if as_json:
        print_json([rule_facts(one.id, rule) for one in found for rule in one.rules])
    else:
        print_page("\n\n".join(rules_page(one) for one in found))


@rules.command(short_help="Show one rule in all its versions, and where it is written.")
@click.argument("rule_id", metavar="ID")
@_which
@json_option
def show(rule_id: str, name: str | None, as_json: bool) -> None:
    """Show one rule in all its versions: what sets it going, what meets it, by when, and where it is written.

    If several rulesets have a rule of that ID, each is shown. A ruleset that is extended comes first.
    """
    from reflective.views import rule_facts, rule_page

    every = {ruleset.id: ruleset for one in _rulesets(name) for ruleset in one.whole}
    found: list[tuple[Ruleset, Rule]] = [
        (ruleset, rule) for ruleset in every.values() for rule in ruleset.rules if rule.id == rule_id
    ]
    if not found:
        near = get_close_matches(rule_id.casefold(), sorted(_ids(every)), n=3, cutoff=0.4)
        nearest = f"; the nearest are {', '.join(near)}" if near else ""
        raise UnknownId(noun="rule", where=f"these rulesets; `reflective rules list` has them all{nearest}")
    if as_json:
        print_json([rule_facts(ruleset.id, rule) for ruleset, rule in found])
    else:
        print_page("\n\n".join(rule_page(ruleset, rule) for ruleset, rule in found))


@rules.command(short_help="Try every law on every rule of a file.")
@click.argument("ruleset", metavar="NAME|FILE")
@json_option
def verify(ruleset: str, as_json: bool) -> int:
    """Try every law on every rule, and show the smallest case that breaks one.

    A law holds of every lawful rule: a later trigger is never due earlier, for one. A file that loosens a rule that it
    extends breaks a law. The rules that it extends are not tried again.

    Exits with 0 when all hold, 1 when one does not, 2 when the file cannot be read.
    """
    _check_extra()
    from reflective.testing.laws import broken_by, verdict_facts, verdicts_page
    from reflective.views.page import plain

    try:
        given = ruleset_named(ruleset)
    except OverlayLoosens as loosens:
        title, found = loosens.overlay, [broken_by(loosens)]
    else:
        title, found = given.id, list(_verdicts(given))
    if as_json:
        print_json([verdict_facts(one) for one in found])
    else:
        print_page(verdicts_page(plain(title), found))
    return int(any(one.counter_example is not None for one in found))


def _ids(rulesets: "Mapping[str, Ruleset]") -> set[str]:
    return {rule.id for ruleset in rulesets.values() for rule in ruleset.rules}


def _check_extra() -> None:
    """Raise `CouldNot` if Hypothesis, which draws the cases that laws are tried on, is not installed."""
    with suppress(ModuleNotFoundError):
        if find_spec("hypothesis") is not None:
            return
    raise CouldNot(_NEEDS_EXTRA)


def _verdicts(ruleset: Ruleset) -> "Iterator[Verdict]":
    """Every verdict as it is found, with a bar if there are many."""
    from reflective.testing.laws import LAWS
    from reflective.testing.laws import verify as verdicts

    total = len({rule.id for rule in ruleset.rules}) * len(LAWS)
    with progress("trying the laws", long=total > _BAR_FROM_VERDICTS) as on_progress:
        for done, one in enumerate(verdicts(ruleset), start=1):
            if on_progress is not None:
                on_progress(done, total)
            yield one


def _rulesets(name: str | None) -> list[Ruleset]:
    return [Ruleset.load(one) for one in Ruleset.names()] if name is None else [ruleset_named(name)]
