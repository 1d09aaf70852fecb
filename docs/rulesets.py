"""Write down what every shipped ruleset holds, from the rulesets themselves.

`python docs/rulesets.py` writes the page docs/reference/rulesets.md. A test compares the page with the rulesets, and
fails when one of them has moved on.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from docs.events import EMITTED
from reflective.exchange.returns import read_census, read_looked_after
from reflective.exchange.returns.codes import REGIMES
from reflective.rules import Rule, Ruleset, Within
from reflective.timescales import Unit, day_in_words

__all__ = ["CASE", "PAGE", "page", "said"]

PAGE: Final = Path(__file__).parent / "reference" / "rulesets.md"
#: The end of the page: each fault that was found when the rules were held against the texts, and the remedy.
FOUND: Final = Path(__file__).parent / "found.txt"

_OPENING: Final = """\
# The rulesets that ship

`Ruleset.load` and `--ruleset` take these rulesets by name. This page is written from their files by
`python docs/rulesets.py`.

Each rule gives its requirement, its trigger, the event that meets it, its authority, how far its wording was checked,
and where it was read. [Timescales and rules](../explanation/timescales-and-rules.md) explains those words; the
[reference of rules](rules.md) has every key of such a file. `reflective rules show` prints any of them whole, with its
notes and examples.

`council-starter` has a blank for each number that no national source gives. While a blank stands, the duty is one with
no number set. Write a copy, give it an id of your own, and fill it:

```python
>>> from importlib.resources import files
>>> starter = files("reflective.rules").joinpath("data/council-starter.toml").read_text("utf-8")
>>> starter.count('"set your number here"')
6
```
"""

_ENDS: Final = """\
## What ends a duty

A duty ends with (a) a recorded decision that it is not required, or (b) the end of the state that it attaches to. The
end of work that leads to it ends nothing. `child.died` ends whatever is owed to the child, in every rule that does not
say that it is still owed after a death.

| rule | ruleset | event | a or b | clause |
|---|---|---|---|---|"""

_REGIMES: Final = """\
## Regimes

Where an event states one of these, the rules beside it do not apply by the clause, or are not known because the clause
was not read. Where nothing states it, the ordinary rule runs.

| where | rules | effect | clause |
|---|---|---|---|"""

_CODES: Final = """\
## Codes of the looked-after return

A code of an episode states a regime: the events of that episode have the fact.

| column | code | fact | value |
|---|---|---|---|"""

_TEXTS: Final = """\
## Which text was read

From the day after the last column, an answer adds that later text was not read.

| rule | version | how sure | text read | known to stand until |
|---|---|---|---|---|"""

_KINDS: Final = """\
## Kinds of event

The table has each kind of event that the rulesets know, the rulesets that read it, and the sources of this library that
give it. A system that embeds the rules gives the kinds that it has. A kind of its own is for rules of its own.

| kind of event | read by | given by |
|---|---|---|"""

_FACTS: Final = """\
## Facts

A rule may ask an event for these facts beside its day. It ignores any other fact.

| fact | asked about by | what it may be |
|---|---|---|"""

#: The kinds of event that `case.events` can say.
CASE: Final = frozenset(EMITTED)


def said() -> dict[str, frozenset[str]]:
    """The kinds of event that each source of ours can say; nothing is read."""
    census, looked_after = read_census(BytesIO()).holds, read_looked_after({"episodes.csv": BytesIO()}).holds
    return {"census": census or frozenset(), "looked-after return": looked_after or frozenset(), "case": CASE}


def page() -> str:
    """The whole page, as it should stand."""
    rulesets = [Ruleset.load(name) for name in Ruleset.names()]
    tables = (
        [_ENDS, *_ends(rulesets)],
        [_REGIMES, *_regimes(rulesets)],
        [_CODES, *_codes()],
        [_TEXTS, *_texts(rulesets)],
        [_KINDS, *_kinds(rulesets)],
        [_FACTS, *_facts(rulesets)],
    )
    parts = [_OPENING, *map(_section, rulesets), *("\n".join([*lines, ""]) for lines in tables)]
    return "\n".join([*parts, FOUND.read_text(encoding="utf-8")])


def _section(ruleset: Ruleset) -> str:
    own = [versions for of, versions in ruleset.by_rule if of is ruleset]
    many = "1 rule" if len(own) == 1 else f"{len(own)} rules"
    lines = [f"## {ruleset.id}", "", f"{ruleset.title}. Version {ruleset.version}, {many}.", ""]
    for versions in own:
        lines.append(f"`{versions[0].id}`")
        lines += [f": {' '.join(_version(rule, alone=len(versions) == 1))}" for rule in versions]
        lines.append("")
    if ruleset.not_asked:
        lines += ["Clauses that none of its rules asks:", "", *(f"- {one}" for one in ruleset.not_asked), ""]
    return "\n".join(lines)


def _version(rule: Rule, *, alone: bool) -> Iterator[str]:
    """One version of a rule, a sentence at a time."""
    if rule.in_force_from or rule.in_force_to or not alone:
        yield f"*{_capital(rule.version)}.*"
    yield f"{rule.title}: **{rule.requirement}**."
    yield f"From {_any(rule.trigger)}, met by {_any(rule.met_by)}{_before(rule)}."
    yield from _days(rule)
    if rule.applies:
        yield f"Where {' and '.join(f'`{name}` is {_any(accepted)}' for name, accepted in rule.applies)}."
    if rule.not_if:
        yield f"Not where {' or '.join(f'`{name}` is {_any(values)}' for name, values in rule.not_if)}."
    if rule.survives_death:
        yield "Still owed after a death."
    sources = "; ".join(f"[{one}]({one.address})" if one.address else str(one) for one in rule.sources)
    yield f"{_capital(rule.authority.value)}, {rule.confidence.value}{f': {sources}' if sources else ''}."


def _days(rule: Rule) -> Iterator[str]:
    """The other facts that decide the days of a rule."""
    if rule.first_since:
        yield f"The first since {_any(rule.first_since)} alone."
    if rule.not_after:
        yield f"No later than the first {_any(rule.not_after)}."
    if rule.extended_by:
        yield f"Extended by {_any(rule.extended_by)}."
    if rule.expires:
        yield f"Or the day that `{rule.expires}` states, if sooner."
    if rule.counts_from:
        yield f"By {rule.counts_from.clause}, it may count from `{rule.counts_from.kind}`."
    if rule.rolls:
        yield f"By {rule.rolls}, a court may put off a last day that is a Sunday or a holiday."
    if rule.own_day:
        yield f"Its own day {'counts' if rule.own_day.counts else 'does not count'}: {rule.own_day.source}."
    if rule.hand_over:
        yield "Takes over what was open when the version before it lapsed."
    if rule.after_it:
        yield f"Still open after it, not known: {rule.after_it}."


def _before(rule: Rule) -> str:
    match rule.may_precede:
        case False:
            return ""
        case True:
            return ", before or after"
        case str() as kind:
            return f", also before it since the last `{kind}`"
        case length:
            return f", also in the {length} before it"


def _ends(rulesets: list[Ruleset]) -> Iterator[str]:
    for ruleset in rulesets:
        for rule in {one.id: one for one in ruleset.rules}.values():
            versions = [one for one in ruleset.rules if one.id == rule.id]
            for kind in dict.fromkeys(kind for one in versions for kind in one.not_required_with):
                yield f"| `{rule.id}` | {ruleset.id} | `{kind}` | a | |"
            for kind in dict.fromkeys(kind for one in versions for kind in one.ends_with):
                yield f"| `{rule.id}` | {ruleset.id} | `{kind}` | b | |"
            for way in dict.fromkeys(way for one in versions for way in one.gives_way):
                when = f"`{way.kind}` where `{way.fact}` is {_any(way.values)}"
                yield f"| `{rule.id}` | {ruleset.id} | {when} | b | {way.clause} |"


def _regimes(rulesets: list[Ruleset]) -> Iterator[str]:
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for rule in (rule for ruleset in rulesets for rule in ruleset.rules):
        for regime in rule.regimes:
            key = (f"`{regime.fact}` is {_any(regime.values)}", regime.effect.value, regime.clause)
            found.setdefault(key, {})[rule.id] = None
    for (stated, effect, clause), rules in found.items():
        yield f"| {stated} | {_any(rules, ', ')} | {effect} | {clause} |"


def _codes() -> Iterator[str]:
    for (column, code), (fact, stated) in REGIMES.items():
        yield f"| `{column}` | `{code}` | `{fact}` | `{stated}` |"


def _texts(rulesets: list[Ruleset]) -> Iterator[str]:
    for ruleset in rulesets:
        for rule in ruleset.rules:
            if rule.text_read is not None:
                stands = "" if rule.stands_until is None else day_in_words(rule.stands_until, weekday=False)
                yield f"| `{rule.id}` | {rule.version} | {rule.confidence} | {rule.text_read} | {stands} |"


def _kinds(rulesets: list[Ruleset]) -> Iterator[str]:
    asked: dict[str, list[str]] = {}
    for ruleset in rulesets:
        for kind in sorted({kind for rule in ruleset.rules for kind in rule.reads}):
            asked.setdefault(kind, []).append(ruleset.id)
    sources = said()
    for kind in sorted(set(asked).union(*sources.values())):
        saying = [name for name, kinds in sources.items() if kind in kinds]
        yield f"| `{kind}` | {', '.join(asked.get(kind, []))} | {', '.join(saying)} |"


def _facts(rulesets: list[Ruleset]) -> Iterator[str]:
    asked: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for rule in (rule for ruleset in rulesets for rule in ruleset.rules):
        for name, accepted in _read_of(rule):
            rules, values = asked.setdefault(name, ({}, {}))
            rules[rule.id] = None
            values |= dict.fromkeys(accepted)
    for name in sorted(asked):
        rules, values = asked[name]
        yield f"| `{name}` | {_any(rules, ', ')} | {_any(values, ', ')} |"


def _read_of(rule: Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The facts that a rule reads of events, each with what it may be."""
    yield from (*rule.applies, *rule.not_if, *rule.not_met_if)
    yield from ((one.fact, one.values) for one in rule.regimes)
    yield from ((one.fact, one.values) for one in rule.gives_way)
    yield from ((branch.fact, tuple(value for value, _ in branch.rates)) for branch in rule.branches)
    yield from ((name, (f"{least} or more",)) for name, least in (*rule.met_from, *rule.at_least))
    if rule.counts_from is not None:
        yield rule.counts_from.fact, (rule.counts_from.value,)
    if rule.expires is not None:
        yield rule.expires, ("YYYY-MM-DD",)
    if isinstance(rule.requirement, Within) and rule.requirement.timescale.unit is Unit.HOURS:
        yield "at", ("HH:MM",)


def _any(names: Mapping[str, None] | tuple[str, ...], between: str = " or ") -> str:
    return between.join(f"`{name}`" for name in names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
