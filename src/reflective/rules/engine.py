"""From events to obligations, a subject at a time: the rules that a subject's events set going, and their triggers.

Rules differ in data alone. `once`, `series` and `limits` answer for the three forms of requirement.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from reflective.rules.answers import Answers, Query
from reflective.rules.event import Event
from reflective.rules.limits import limits
from reflective.rules.obligation import Obligation
from reflective.rules.once import once
from reflective.rules.requirements import AtMost, EachMonth, Every
from reflective.rules.rule import Attachment, Rule
from reflective.rules.run import Run
from reflective.rules.selection import KnownValues, select, states
from reflective.rules.series import months, series
from reflective.rules.status import Unknown
from reflective.rules.story import Story, stories

__all__ = ["RulePlan", "evaluate"]

#: The order in which the obligations of one subject are given. Two of one rule follow each other by their days.
_ORDER: Final = attrgetter("rule", "trigger", "ref")


class Group(NamedTuple):
    """The versions of one rule of one ruleset, the last to come into force first: it holds where versions overlap."""

    ruleset: str
    ruleset_version: str | None
    versions: tuple[Rule, ...]
    known: KnownValues


class RulePlan:
    """A ruleset made ready for questions: for each kind of event, the rules that it sets going."""

    def __init__(self, rules: Iterable[tuple[str, str | None, Sequence[Rule]]], known: KnownValues) -> None:
        """`rules` are the versions of each rule, with the id and the version of its ruleset."""
        self._by_kind: dict[str, list[int]] = {}
        self._groups: list[Group] = []
        for ruleset, version, versions in rules:
            group = Group(ruleset, version, tuple(sorted(versions, key=begins, reverse=True)), known)
            for kind in dict.fromkeys(kind for rule in versions for kind in (*rule.trigger, *rule.continues)):
                self._by_kind.setdefault(kind, []).append(len(self._groups))
            self._groups.append(group)

    def groups(self, kinds: Iterable[str]) -> Iterator[Group]:
        """The rules that events of some kinds may set going, in their order."""
        found = {place for kind in kinds for place in self._by_kind.get(kind, ())}
        return (self._groups[place] for place in sorted(found))


def evaluate(plan: RulePlan, events: Iterable[Event], query: Query) -> list[Obligation]:
    """The obligations of every subject, sorted by subject, rule, trigger and ref; then the stricter first."""
    found: list[Obligation] = []
    for story in stories(events, query.as_of):
        of_subject: list[Obligation] = []
        for group in plan.groups(story.kinds):
            of_subject += _of_group(group, story, query)
        of_subject.sort(key=_stricter)
        of_subject.sort(key=_ORDER)
        found += of_subject
    return found


def _stricter(one: Obligation) -> date:
    return one.due or date.max


def begins(rule: Rule) -> date:
    """The first day on which a version is in force."""
    return rule.in_force_from or date.min


def _of_group(group: Group, story: Story, query: Query) -> Iterator[Obligation]:
    """The obligations under all versions of one rule.

    A trigger is judged by the version in force on its day; a state that began before the first version, by the first.
    """
    answers = Answers(group.ruleset, group.ruleset_version, group.known, story, query)
    by_version = _triggers(group, story)
    run = Run(answers, group.versions, [one for _, events in by_version for one in events])
    yield from _unstated(group, story, run)
    for rule, events in by_version:
        match rule.requirement:
            case Every():
                yield from series(run, rule, events)
            case EachMonth():
                yield from months(run, rule, events)
            case AtMost():
                yield from limits(run, rule, events)
            case _:
                yield from once(run, rule, events)


def _triggers(group: Group, story: Story) -> list[tuple[Rule, list[Event]]]:
    """The triggers of each version, the oldest version first."""
    versions = group.versions
    if len(versions) == 1 and versions[0].in_force_from is versions[0].in_force_to is None:
        events = _of_it(versions[0], story.of(versions[0].trigger), story)
        return [(versions[0], events)] if events else []
    found: list[tuple[Rule, list[Event]]] = []
    taken: set[tuple[str, date, str]] = set()
    for rule in versions:
        since, last = begins(rule), rule.in_force_to or date.max
        if rule is versions[-1] and rule.attachment is Attachment.STATE and isinstance(rule.requirement, Every):
            since = date.min
        events = [one for one in story.of(rule.trigger) if since <= one.on <= last]
        events = _of_it(rule, [one for one in events if (one.kind, one.on, one.ref) not in taken], story)
        taken.update((one.kind, one.on, one.ref) for one in events)
        if events:
            found.append((rule, events))
    found.reverse()
    return found


def _of_it(rule: Rule, events: list[Event], story: Story) -> list[Event]:
    """The events that are triggers of a rule: not those that state what it is not for, and of some only the first."""
    if rule.not_if:
        events = [one for one in events if not any(states(one, name, values) for name, values in rule.not_if)]
    begun = story.of(rule.only_since) if rule.only_since else []
    if begun:
        events = [one for one in events if one.on >= begun[0].on]
    if rule.first_since:
        events = _firsts(rule, events, story)
    return events


def _firsts(rule: Rule, events: list[Event], story: Story) -> list[Event]:
    """The first of the triggers since each end; none where the state is known to have begun before the record."""
    ends = [one.on for one in story.of(rule.first_since)]
    found: list[Event] = []
    for event in events:
        since = max((day for day in ends if day <= event.on), default=date.min)
        before = [one.on for one in (*found, *story.of(rule.continues))]
        if not any(since <= day <= event.on for day in before):
            found.append(event)
    return found


def _unstated(group: Group, story: Story, run: Run) -> Iterator[Obligation]:
    """The obligations of states that are known to have held, and whose start is not on the record."""
    rule = group.versions[0]
    if not rule.continues:
        return
    begun = [one.on for one in run.triggers]
    for event in story.of(rule.continues):
        if any(on <= event.on for on in begun):
            continue
        version = run.in_force(event.on) or rule
        if isinstance(version.requirement, Every):
            yield from series(run, version, [event])
        else:
            verdict = select(version, event, run.answers.known)
            if verdict.applies:
                said = verdict._replace(unknown=Unknown.STATE, remark="when it began is not in the source")
                yield run.answers.unknown(version, event, event.on, said)
        return
