"""The versions of one rule applied to the events of one subject: which event ends each duty, and which comes next."""

from collections.abc import Sequence
from datetime import date

from reflective.rules.answers import Answers
from reflective.rules.event import Event, fold
from reflective.rules.rule import DEATH, Match, Rule
from reflective.rules.selection import states
from reflective.rules.story import first

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

    def in_force(self, day: date) -> Rule | None:
        """The version that is in force on a day."""
        return next((rule for rule in self.versions if rule.in_force(day)), None)

    def after(self, rule: Rule) -> Rule | None:
        """The version that is in force on the day after another's last."""
        if rule.in_force_to is None:
            return None
        later = [one for one in self.versions if one.in_force_from is not None and one.in_force_from > rule.in_force_to]
        return min(later, key=lambda one: one.in_force_from or date.max, default=None)

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
        own = fold(event.ref)
        found: Event | None = None
        for one in self.story.of(kinds):
            ref = fold(one.ref)
            if one.on > event.on and ref not in self._refs:
                found = one
                break
            if one.on >= event.on and ref == own:
                found = one
                break
        return found

    def following(self, rule: Rule, event: Event) -> Event | None:
        """The next trigger after an event, of the same ref if the rule matches by ref."""
        own = fold(event.ref) if rule.match is Match.REF else None
        seen = False
        for one in self.triggers:
            if one is event:
                seen = True
            elif (seen or one.on > event.on) and (own is None or fold(one.ref) == own):
                return one
        return None


_DEATH = (DEATH,)


def _order(event: Event) -> tuple[date, str]:
    return event.on, event.ref


def sooner(one: Event | None, other: Event | None) -> Event | None:
    """The earlier of two events, either of which may be missing."""
    return other if one is None or (other is not None and other.on < one.on) else one
