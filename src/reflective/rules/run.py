"""The versions of one rule applied to the events of one subject: which event ends each duty, and which comes next."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from reflective.rules.answers import Answers
from reflective.rules.event import Event, fold
from reflective.rules.rule import DEATH, Match, Rule
from reflective.rules.selection import states
from reflective.rules.story import Matches, first, line_of

__all__ = ["Run", "sooner"]


class Run:
    """One rule and one subject."""

    def __init__(self, answers: Answers, versions: Sequence[Rule], triggers: list[Event]) -> None:
        self.answers = answers
        self.story = answers.story
        self.versions = versions
        #: The triggers of all versions, in order.
        self.triggers = sorted(triggers, key=_order) if len(versions) > 1 else triggers
        #: For rules that may be met before the trigger: the two last days with a trigger of a kind and ref.
        self.previous: dict[tuple[str, str], tuple[date | None, date]] = {}
        self._refs = {fold(one.ref) for one in triggers}
        #: Kept, because each trigger needs them: the ends by their kinds, and the triggers in the order of their days.
        self._ends: dict[tuple[str, ...], tuple[dict[str, Matches], Matches]] = {}
        self._lines: dict[Match, dict[str, list[Event]]] = {}

    def in_force(self, day: date) -> Rule | None:
        """The version that is in force on a day."""
        return next((rule for rule in self.versions if rule.in_force(day)), None)

    def after(self, rule: Rule) -> Rule | None:
        """The version that is in force on the day after another's last."""
        if rule.in_force_to is None:
            return None
        later = [one for one in self.versions if one.in_force_from is not None and one.in_force_from > rule.in_force_to]
        return min(later, key=lambda one: one.in_force_from or date.max, default=None)

    def may_end(self, rule: Rule) -> bool:
        """Whether any event of the subject could end the duties of a rule."""
        story = self.story
        return bool(
            (rule.ends_with_any and story.has(rule.ends_with_any))
            or (not rule.survives_death and story.has(_DEATH))
            or rule.gives_way
        )

    def end(self, rule: Rule, event: Event) -> Event | None:
        """The event that ends the duty of a trigger: the end of its state, a decision, or the subject's death.

        An end event with the trigger's own ref counts from the trigger's day. Where a rule matches by the next event,
        one whose ref belongs to no trigger counts from the day after.
        """
        kinds = rule.ends_with_any
        ended = self._end(rule, kinds, event) if kinds and self.story.has(kinds) else None
        for other in rule.gives_way:
            found = (one for one in self.story.of((other.kind,)) if one.on >= event.on)
            way = next((one for one in found if states(one, other.fact, other.values)), None)
            ended = sooner(ended, way)
        if rule.survives_death or not self.story.has(_DEATH):
            return ended
        return sooner(ended, first(self.story.line(_DEATH), date.min))

    def _end(self, rule: Rule, kinds: tuple[str, ...], event: Event) -> Event | None:
        if rule.match is Match.REF:
            return first(self.story.matching(kinds, Match.REF, event), event.on)
        known = self._ends.get(kinds)
        if known is None:
            known = self._ends[kinds] = self._owned(kinds)
        own, others = known
        mine = first(own.get(fold(event.ref), ()), event.on)
        return sooner(mine, first(others, event.on, after=True))

    def _owned(self, kinds: tuple[str, ...]) -> tuple[dict[str, Matches], Matches]:
        """The ends of some kinds by the ref of the trigger that they belong to, and those that belong to none."""
        own: dict[str, list[Event]] = {}
        others: list[Event] = []
        for one in self.story.of(kinds):
            ref = fold(one.ref)
            own.setdefault(ref, []).append(one)
            if ref not in self._refs:
                others.append(one)
        return {ref: line_of(events) for ref, events in own.items()}, line_of(others)

    def following(self, rule: Rule, event: Event) -> Event | None:
        """The next trigger after an event, of the same ref if the rule matches by ref."""
        line = self._lines.get(rule.match)
        if line is None:
            line = self._lines[rule.match] = _by_ref(self.triggers) if rule.match is Match.REF else {"": self.triggers}
        triggers = line.get(fold(event.ref) if rule.match is Match.REF else "", [])
        place = bisect_left(triggers, event.on, key=_day)
        same_day = place
        while same_day < len(triggers) and triggers[same_day].on == event.on:
            same_day += 1
            if triggers[same_day - 1] is event:
                break
        return triggers[same_day] if same_day < len(triggers) else None


_DEATH = (DEATH,)


def _by_ref(events: list[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(fold(event.ref), []).append(event)
    return found


def _day(event: Event) -> date:
    return event.on


def _order(event: Event) -> tuple[date, str]:
    return event.on, fold(event.ref)


def sooner(one: Event | None, other: Event | None) -> Event | None:
    """The earlier of two events, either of which may be missing."""
    return other if one is None or (other is not None and other.on < one.on) else one
