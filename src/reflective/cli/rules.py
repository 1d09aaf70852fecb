"""`reflective rules`: what rules there are, what one says and on whose authority, and whether a file is lawful."""

from pathlib import Path

import click

from reflective.cli._options import json_option, print_json
from reflective.errors import OverlayLoosens, UnknownId
from reflective.rules import Rule, Ruleset

__all__ = ["rules", "ruleset_named"]


def ruleset_named(name: str) -> Ruleset:
    """The ruleset in the file of that path, or the shipped one of that name; raises what `Ruleset` raises."""
    path = Path(name)
    return Ruleset.read(path) if path.is_file() else Ruleset.load(name)


@click.group(no_args_is_help=False)
def rules() -> None:
    """Timescale rules: list them, show one, prove a file of them lawful."""


_which = click.option(
    "--ruleset", "name", default=None, help="A ruleset that ships, or a file; all that ship if left out."
)


@rules.command(name="list")
@_which
@json_option
def list_rules(name: str | None, as_json: bool) -> None:
    """List rules: what each asks, and on whose authority."""
    from reflective.views import rule_facts, rules_page

    found = _rulesets(name)
    if as_json:
        print_json([rule_facts(one.id, rule) for one in found for rule in one.rules])
    else:
        click.echo("\n\n".join(rules_page(one) for one in found))


@rules.command()
@click.argument("rule_id", metavar="ID")
@_which
@json_option
def show(rule_id: str, name: str | None, as_json: bool) -> None:
    """Show one rule in all its versions: what sets it going, what meets it, by when, and where it is written."""
    from reflective.views import rule_facts, rule_page

    found: list[tuple[Ruleset, Rule]] = []
    for one in _rulesets(name):
        found += [(ruleset, rule) for ruleset in one.whole for rule in ruleset.rules if rule.id == rule_id]
    if not found:
        raise UnknownId(noun="rule", where="these rulesets; `reflective rules list` has them all")
    if as_json:
        print_json([rule_facts(ruleset.id, rule) for ruleset, rule in found])
    else:
        click.echo("\n\n".join(rule_page(ruleset, rule) for ruleset, rule in found))


@rules.command()
@click.argument("file")
@json_option
def verify(file: str, as_json: bool) -> int:
    """Try every law on every rule of FILE, or of a ruleset that ships, and show the smallest case that breaks one.

    Exits with 0 when all hold, 1 when one does not, 2 when the file cannot be read.
    """
    from reflective.testing.laws import broken_by, verdict_facts, verdicts_page
    from reflective.testing.laws import verify as verdicts

    try:
        ruleset = ruleset_named(file)
    except OverlayLoosens as loosens:
        found = [broken_by(loosens)]
        title, many = loosens.overlay, 1
    else:
        found = list(verdicts(ruleset))
        title, many = ruleset.id, len({rule.id for rule in ruleset.rules})
    if as_json:
        print_json([verdict_facts(one) for one in found])
    else:
        click.echo(verdicts_page(title, many, found))
    return int(any(one.counter_example is not None for one in found))


def _rulesets(name: str | None) -> list[Ruleset]:
    return [Ruleset.load(one) for one in Ruleset.names()] if name is None else [ruleset_named(name)]
