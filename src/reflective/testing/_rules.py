"""Strategies for requirements, rules and rulesets."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeVar, Unpack, get_args

import attrs
from hypothesis import strategies as st

from reflective.rules import (
    Authority,
    Every,
    Example,
    LateExtension,
    Match,
    NoFixedTime,
    OwnDay,
    Requirement,
    Rule,
    Ruleset,
    Within,
)
from reflective.testing._counting import unless_outside
from reflective.testing._values import DrawnFrom, Plain, one_of, plain, values
from reflective.timescales import Timescale

__all__ = ["EVENTS", "in_force", "requirements", "rules", "rulesets"]

_T = TypeVar("_T")

_DAY: Final = timedelta(days=1)
#: Kinds of event to draw rules and events of, where none are asked for.
EVENTS: Final = ("referral.received", "visit.held", "review.held", "placement.started", "placement.ended")


def requirements(kind: type[_T] | None = None, **drawn_from: Unpack[DrawnFrom]) -> st.SearchStrategy[_T]:
    """The requirement of a rule, in one form (`Within`) or in any."""
    return one_of(get_args(Requirement) if kind is None else [kind], plain(**drawn_from))


@st.composite
def rules(
    draw: st.DrawFn,
    *,
    ids: st.SearchStrategy[str] | None = None,
    requirement: type[Any] | None = None,
    authority: Authority | None = None,
    kinds: Sequence[str] = EVENTS,
    **drawn_from: Unpack[DrawnFrom],
) -> Rule:
    """Rules of any form and authority or of one, that ask for these kinds of event; an example in one comes out."""
    made_of, asks = plain(**drawn_from), draw(requirements(requirement, **drawn_from))
    some = st.lists(st.sampled_from(kinds), min_size=1, max_size=2, unique=True).map(tuple)
    names = st.just(()) | some
    extended = isinstance(asks, Within) and asks.extension is not None
    first, last = draw(st.tuples(made_of.days, made_of.days).map(sorted))
    match = draw(st.sampled_from(Match))
    given: dict[str, Any] = {} if ids is None else {"id": ids}
    if authority is not None:
        given["authority"] = authority
    rule: Rule = draw(
        values(
            Rule,
            made_of,
            **given,
            trigger=some,
            met_by=some,
            requirement=asks,
            match=match,
            attaches_to=None,
            may_precede=_precedes(match, kinds) if isinstance(asks, Within | NoFixedTime) else False,
            precede_unread=None,
            not_after=(),
            own_day=st.none() | values(OwnDay, made_of) if isinstance(asks, Every) else None,
            not_required_with=names,
            continues=(),
            gives_way=(),
            first_since=(),
            only_since=(),
            not_if=(),
            regimes=(),
            late_extension=LateExtension.NONE,
            expires=st.none() | st.just("expires") if isinstance(asks, Within) else None,
            counts_from=None,
            rolls=None,
            out_of_order=False,
            ends_with=names,
            extended_by=some if extended else (),
            explained_by=names,
            applies=st.sampled_from([(), (("age_band", ("under_5", "over_5")),)]),
            not_met_if=st.sampled_from([(), (), (("form", ("group",)),)]),
            met_from=st.sampled_from([(), (), (("minutes", 30),)]),
            at_least=st.sampled_from([(), (("minutes", 90),)]),
            calendar=st.sampled_from(["england-and-wales", "northern-ireland", "scotland"]),
            in_force_from=st.sampled_from([None, first]),
            in_force_to=st.sampled_from([None, last]),
            hand_over=None,
            after_it=None,
            warn=st.integers(0, 30),
            examples=(),
        )
    )
    return attrs.evolve(rule, examples=draw(_examples(rule, made_of)))


def _precedes(match: Match, kinds: Sequence[str]) -> st.SearchStrategy[Any]:
    """Whether what came before meets a rule: no, any of the ref, or so long before, or since an event."""
    bound = st.just(Timescale(3, "months")) | st.sampled_from(kinds)
    return st.just(False) | (st.just(True) if match is Match.REF else bound) | bound  # noqa: FBT003


def in_force(rule: Rule, made_of: Plain) -> st.SearchStrategy[date]:
    """The days on which a drawn rule holds, the last first."""
    first, last = rule.in_force_from or made_of.first, rule.in_force_to or made_of.last
    return st.integers(0, (last - first).days).map(lambda ago: last - ago * _DAY)


@st.composite
def _examples(draw: st.DrawFn, rule: Rule, made_of: Plain) -> tuple[Example, ...]:
    """No example, or a correct one; only for a rule that asks once, and whose trigger does not extend it."""
    if not isinstance(rule.requirement, Within) or set(rule.trigger) & set(rule.extended_by) or not draw(st.booleans()):
        return ()
    day = draw(in_force(rule, made_of))
    due = unless_outside(rule.due, day)
    return () if due is None else (Example(trigger=day, due=due),)


@st.composite
def rulesets(
    draw: st.DrawFn,
    *,
    ids: st.SearchStrategy[str] | None = None,
    of: st.SearchStrategy[Rule] | None = None,
    extends: Ruleset | None = None,
    most: int = 3,
    **drawn_from: Unpack[DrawnFrom],
) -> Ruleset:
    """Up to so many rules, each in one version or in two that follow each other.

    A ruleset that `extends` another says one of its rules again, no more laxly, and has ids of its own otherwise.
    """
    made_of, one = plain(**drawn_from), rules(**drawn_from) if of is None else of
    lines = draw(st.lists(one, min_size=1, max_size=most, unique_by=lambda rule: rule.id))
    kept = [version for rule in lines for version in draw(_versions(rule, drawn_from))]
    taken = set() if extends is None else {rule.id for rule in extends.all_rules}
    kept = [rule for rule in kept if rule.id not in taken]
    if extends is not None and extends.rules:
        # The same again is no laxer, whatever the form.
        again = draw(st.sampled_from(extends.rules))
        kept.append(attrs.evolve(again, authority=Authority.LOCAL_POLICY))
    others = frozenset() if extends is None else {base.id for base in extends.whole}
    own = (made_of.ids if ids is None else ids).filter(lambda drawn: drawn not in others)
    bases = () if extends is None else (extends,)
    made: Ruleset = draw(values(Ruleset, made_of, id=own, rules=tuple(kept), extends=bases))
    return made


@st.composite
def _versions(draw: st.DrawFn, rule: Rule, drawn_from: DrawnFrom) -> tuple[Rule, ...]:
    """A rule as one version of itself or as two, of which the second follows on the first."""
    made_of = plain(**drawn_from)
    first, last = rule.in_force_from or made_of.first, rule.in_force_to or made_of.last
    if (last - first).days < 1 or not draw(st.booleans()):
        return (rule,)
    ends = first + draw(st.integers(0, (last - first).days - 1)) * _DAY
    later = draw(
        rules(ids=st.just(rule.id), requirement=type(rule.requirement), kinds=rule.trigger + rule.met_by, **drawn_from)
    )
    return (
        attrs.evolve(rule, in_force_to=ends, examples=()),
        attrs.evolve(later, in_force_from=ends + _DAY, in_force_to=rule.in_force_to, examples=()),
    )
