"""Write down what every shipped ruleset holds, from the rulesets themselves.

`python docs/rulesets.py` writes the page docs/reference/rulesets.md. A test compares the page with the rulesets, and
fails when one of them has moved on.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from reflective.exchange.returns import read_census, read_looked_after
from reflective.rules import Every, Rule, Ruleset

__all__ = ["CASE", "PAGE", "page", "said"]

PAGE: Final = Path(__file__).parent / "reference" / "rulesets.md"

_OPENING: Final = """\
# The rulesets that ship

What `Ruleset.load` and `--ruleset` take by name, as the files hold it today. This page is written from them by
`python docs/rulesets.py`.

Each rule says what it asks, what sets it going and what meets it, on whose authority, how surely its wording is known,
and where it was read. [Timescales and rules](../explanation/timescales-and-rules.md) says what those words mean; the
[reference of rules](rules.md) has every key of such a file. `reflective rules show` prints any of them whole, with its
notes and examples.
"""

_KINDS: Final = """\
## Kinds of event

The words that the rulesets use, who uses each, and which source of ours says it. A system that embeds the rules says
what it can say; a kind of its own is for rules of its own.

| kind of event | asked about by | said by |
|---|---|---|"""

_FACTS: Final = """\
## Facts

What a rule may ask of an event beside its day. Anything else that an event says of itself is let be.

| fact | asked about by | what it may be |
|---|---|---|"""

#: The kinds of event that `case.events` can say.
CASE: Final = frozenset(
    {
        "action.agreed",
        "action.closed",
        "ad_hoc_case_supervision.held",
        "ad_hoc_supervision.held",
        "case_supervision.cancelled",
        "case_supervision.filed",
        "case_supervision.held",
        "case_supervision.recorded",
        "checkpoint.agreed",
        "checkpoint.decided",
        "checkpoint.reached",
        "cin_review.held",
        "journey.stage",
        "plan.agreed",
        "plan.updated",
        "relationship.assessed",
        "relationship.repaired",
        "relationship.ruptured",
        "review.held",
        "supervision.held",
    }
)


def said() -> dict[str, frozenset[str]]:
    """The kinds of event that each source of ours can say; nothing is read."""
    census, looked_after = read_census(BytesIO()).holds, read_looked_after({"episodes.csv": BytesIO()}).holds
    return {"census": census or frozenset(), "looked-after return": looked_after or frozenset(), "case": CASE}


def page() -> str:
    """The whole page, as it should stand."""
    rulesets = [Ruleset.load(name) for name in Ruleset.names()]
    parts = [_OPENING, *map(_section, rulesets), "\n".join([_KINDS, *_kinds(rulesets), ""])]
    return "\n".join([*parts, "\n".join([_FACTS, *_facts(rulesets)]), ""])


def _section(ruleset: Ruleset) -> str:
    lines = [f"## {ruleset.id}", "", f"{ruleset.title}. Version {ruleset.version}, {len(ruleset.by_rule)} rules.", ""]
    for _, versions in ruleset.by_rule:
        lines.append(f"`{versions[0].id}`")
        lines += [f": {' '.join(_version(rule, alone=len(versions) == 1))}" for rule in versions]
        lines.append("")
    return "\n".join(lines)


def _version(rule: Rule, *, alone: bool) -> Iterator[str]:
    """One version of a rule, a sentence at a time."""
    if rule.in_force_from or rule.in_force_to or not alone:
        yield f"*{_capital(rule.version)}.*"
    yield f"{rule.title}: **{rule.requirement}**."
    before = ", before or after" if bool(rule.may_precede) else ""
    yield f"From {_any(rule.trigger)}, met by {_any(rule.met_by)}{before}."
    if rule.extended_by:
        yield f"Extended by {_any(rule.extended_by)}."
    if rule.ends_with:
        yield f"Ended by {_any(rule.ends_with)}."
    if rule.applies:
        yield f"Where {' and '.join(f'`{name}` is {_any(accepted)}' for name, accepted in rule.applies)}."
    sources = "; ".join(f"[{one}]({one.address})" if one.address else str(one) for one in rule.sources)
    yield f"{_capital(rule.authority.value)}, {rule.confidence.value}: {sources}."


def _kinds(rulesets: list[Ruleset]) -> Iterator[str]:
    asked: dict[str, list[str]] = {}
    for ruleset in rulesets:
        for kind in sorted({kind for rule in ruleset.rules for kind in _asks(rule)}):
            asked.setdefault(kind, []).append(ruleset.id)
    sources = said()
    for kind in sorted(set(asked).union(*sources.values())):
        saying = [name for name, kinds in sources.items() if kind in kinds]
        yield f"| `{kind}` | {', '.join(asked.get(kind, []))} | {', '.join(saying)} |"


def _asks(rule: Rule) -> Iterator[str]:
    yield from (*rule.trigger, *rule.met_by, *rule.ends_with, *rule.extended_by, *rule.explained_by)
    if isinstance(rule.requirement, Every):
        yield from rule.requirement.events


def _facts(rulesets: list[Ruleset]) -> Iterator[str]:
    asked: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for ruleset in rulesets:
        for rule in ruleset.rules:
            at_least: Mapping[str, tuple[str, ...]] = {name: (f"{least} or more",) for name, least in rule.at_least}
            for name, accepted in {**dict(rule.applies), **at_least}.items():
                rules, values = asked.setdefault(name, ({}, {}))
                rules[rule.id] = None
                values |= dict.fromkeys(accepted)
    for name in sorted(asked):
        rules, values = asked[name]
        yield f"| `{name}` | {_any(rules, ', ')} | {_any(values, ', ')} |"


def _any(names: Mapping[str, None] | tuple[str, ...], between: str = " or ") -> str:
    return between.join(f"`{name}`" for name in names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
