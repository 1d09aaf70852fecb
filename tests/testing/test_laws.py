"""Each law holds of every ruleset that ships, and each is shown to catch a ruleset that breaks it."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.errors import OverlayLoosens
from reflective.rules import Authority, Branch, Every, Example, Match, Rule, Ruleset, SeriesStep, Status, Within
from reflective.testing._events import OTHER
from reflective.testing.laws import LAWS, broken_by, verdict_facts, verdicts_page, verify
from reflective.timescales import Timescale
from tests.rules.made import rule, ruleset

DAY = timedelta(days=1)
BY_NAME = {law.name: law for law in LAWS}


#: The longest ruleset takes as long as the others together.
SHIPPED_NAMES = [pytest.param(name, marks=[pytest.mark.slow] * (name == "england")) for name in Ruleset.names()]


@pytest.mark.parametrize("name", SHIPPED_NAMES)
def test_every_law_holds_of_what_ships(name):
    """Every law on every rule."""
    assert [
        (one.rule, one.law.name, one.counter_example) for one in verify(Ruleset.load(name)) if one.counter_example
    ] == []


def test_each_law_has_a_name_and_a_reason():
    """Each is told from the others, and says why it holds."""
    assert len(BY_NAME) == len(LAWS) == 20
    assert all(law.says.endswith(".") and law.because.endswith(".") for law in LAWS)


def planted(asks, **methods):
    """A rule some of whose answers are replaced: an engine's fault, where a law can meet it."""
    kind = type("Planted", (Rule,), methods)
    plain = rule(asks)
    return kind(**{field.name: getattr(plain, field.name) for field in attrs.fields(Rule)})


def rolled_back(self, day, cal=None):
    """A deadline moved back from a day off."""
    return self.working_calendar.on_or_before(Rule.due(self, day, cal) - 3 * DAY)


def on_any_day(self, day, cal=None):
    """Working days counted as seven fifths as many days."""
    del cal
    return day + self.requirement.timescale.amount * 7 // 5 * DAY


def spilled(self, day, cal=None):
    """A month taken to go over into the next where it has no such day."""
    return Rule.due(self, day.replace(day=1), cal) + (day.day - 1) * DAY


def wrapped(self, day, cal=None):
    """An amount that starts again from nothing at six."""
    del cal
    return day + self.requirement.timescale.amount % 6 * DAY


def worked_through(self, day, cal=None):
    """Holidays taken for days that count double."""
    cal = self.working_calendar if cal is None else cal
    due = cal.add(day, self.requirement.timescale.amount)
    return due - 2 * sum(day < one <= due for one in cal.holidays) * DAY


def stepped(self, day, cal=None):
    """The off-by-one of a helper that steps one day fewer."""
    del cal
    return day + (self.requirement.timescale.amount - 1) * DAY


def thirty(self, day, cal=None):
    """A month taken for thirty days."""
    del cal
    return day + 30 * self.requirement.timescale.amount * DAY


class Forgiving(Ruleset):
    """Judges a day's grace into every deadline."""

    def obligations(self, events, as_of, **given):
        found = super().obligations(events, as_of, **given)
        late = Status.MET_LATE
        return tuple(
            attrs.evolve(one, status=Status.MET) if one.status is late and one.days_late == 1 else one for one in found
        )


class FirstComeFirstServed(Ruleset):
    """Answers in the order that the events were given."""

    def obligations(self, events, as_of, **given):
        events = list(events)
        found = super().obligations(events, as_of, **given)
        order = [one.ref for one in events]
        return tuple(sorted(found, key=lambda one: order.index(one.ref)))


class Crowded(Ruleset):
    """Lets one child's events meet what is asked of another."""

    def obligations(self, events, as_of, **given):
        events = [attrs.evolve(one, subject="c-1") if one.kind == "it.ended" else one for one in events]
        return super().obligations(events, as_of, **given)


class Foreseeing(Ruleset):
    """Looks past the day it is asked about."""

    def obligations(self, events, as_of, **given):
        events = list(events)
        later = [one.on for one in events]
        return super().obligations(events, max([as_of, *later]), **given)


class Unchecked(Ruleset):
    """An overlay that nobody compared with what it extends."""

    def _check(self):
        pass


class Closing(Ruleset):
    """Takes the end of other work for the end of the duty."""

    def obligations(self, events, as_of, **given):
        events = list(events)
        over = max((one.on for one in events if one.kind == OTHER), default=None)
        found = super().obligations(events, as_of, **given)
        return found if over is None else tuple(self._closed(one, over) for one in found)

    def _closed(self, one, over):
        return attrs.evolve(one, status=Status.ENDED, basis=one.basis.over(over)) if one.met is None else one


class SameDay(Ruleset):
    """Takes a review on the day of the move for one after it."""

    def obligations(self, events, as_of, **given):
        moved = [attrs.evolve(one, on=one.on + DAY) if one.kind == "it.reviewed" else one for one in events]
        return super().obligations(moved, as_of, **given)


class Remembering(Ruleset):
    """Lets anything from before a trigger meet it."""

    def obligations(self, events, as_of, **given):
        events = list(events)
        first = min((one.on for one in events if one.kind == "it.started"), default=date.min)
        early = [one for one in super().obligations(events, as_of, **given) if one.met is None]
        met = [one.on for one in events if one.kind == "it.ended" and one.on < first]
        return tuple(attrs.evolve(one, met=met[0], status=Status.MET) for one in early) if met else tuple(early)


class Shy(Ruleset):
    """Says nothing where a fact is lacking."""

    def obligations(self, events, as_of, **given):
        return super().obligations([one for one in events if one.facts], as_of, **given)


class Literal(Ruleset):
    """Compares keys to the letter."""

    def obligations(self, events, as_of, **given):
        kept = [attrs.evolve(one, ref=f"{one.ref}X") if one.ref.isupper() else one for one in events]
        return super().obligations(kept, as_of, **given)


class Trusting(Ruleset):
    """Takes what is left of a file for all of it."""

    def obligations(self, events, as_of, **given):
        return super().obligations(events, as_of, **{name: one for name, one in given.items() if name != "lost"})


class Averaging(Ruleset):
    """Lets the number of events of one child decide about another."""

    def obligations(self, events, as_of, **given):
        events = list(events)
        odd = sum(one.subject == "c-1" for one in events) % 2
        return tuple(one for one in super().obligations(events, as_of, **given) if not odd or one.subject == "c-1")


def weekly():
    """Weekly until a review, and then every four weeks."""
    steps = (
        SeriesStep(timescale=Timescale(1, "weeks"), until_event="it.reviewed"),
        SeriesStep(timescale=Timescale(4, "weeks")),
    )
    return rule(Every(steps=steps), match=Match.NEXT)


def by_age():
    """Within six months or twelve, by a fact."""
    rates = (("under_5", Timescale(6, "months")), ("5_and_over", Timescale(12, "months")))
    return rule(Within(timescale=Timescale(12, "months"), branch=Branch(fact="age", rates=rates)))


def as_kind(kind, one):
    return kind(id="mine", title="Mine", rules=(one,))


NATIONAL = ruleset(rule("5 days", authority=Authority.STATUTE), name="england")
CONTROLS = {
    "due-not-before-trigger": ruleset(planted("2 days", due=rolled_back)),
    "working-days-end-on-one": ruleset(planted("5 working days", due=on_any_day)),
    "later-trigger": ruleset(planted("1 month", due=spilled)),
    "one-more": ruleset(planted("5 days", due=wrapped)),
    "new-holiday": ruleset(planted("45 working days", due=worked_through)),
    "there-and-back": ruleset(planted("5 days", due=stepped)),
    "month-end": ruleset(planted("1 month", due=thirty)),
    "versions-in-turn": ruleset(
        rule("5 days", in_force_to=date(2020, 4, 23)), rule("9 days", in_force_from=date(2020, 4, 25))
    ),
    "nowhere-laxer": Unchecked(
        id="council", title="C", rules=(rule("6 days", authority=Authority.LOCAL_POLICY),), extends=(NATIONAL,)
    ),
    "own-examples": ruleset(rule("5 days", examples=(Example(trigger=date(2024, 1, 1), due=date(2024, 1, 5)),))),
    "met-on-the-day": as_kind(Forgiving, rule("5 days")),
    "order-and-others": as_kind(FirstComeFirstServed, rule("5 days")),
    "known-then": as_kind(Foreseeing, rule("5 days")),
    "only-what-ends": as_kind(Closing, rule("5 days")),
    "own-day-keeps-the-rate": as_kind(SameDay, weekly()),
    "what-precedes-has-a-limit": as_kind(Remembering, rule("5 days", match=Match.NEXT)),
    "lacking-hides-nothing": as_kind(Shy, by_age()),
    "keys-as-typed": as_kind(Literal, rule("5 days")),
    "cut-adds-only-doubt": as_kind(Trusting, rule("5 days")),
    "others-untouched": as_kind(Averaging, rule("5 days")),
}
#: The same rules where a law asks for others than most.
RIGHT = {"own-day-keeps-the-rate": ruleset(weekly()), "lacking-hides-nothing": ruleset(by_age())}


class TestControls:
    """A ruleset that breaks a law is caught by that law, with the smallest case in words."""

    def test_there_is_one_for_each(self):
        """Every law has a ruleset that breaks it."""
        assert CONTROLS.keys() == BY_NAME.keys()

    @pytest.mark.parametrize("name", CONTROLS)
    def test_it_is_caught(self, name):
        """The same rules without the fault keep the law, and with it they break it."""
        broken = CONTROLS[name]
        assert BY_NAME[name].broken(broken, "it.ends") is not None
        assert BY_NAME[name].broken(RIGHT.get(name, ruleset(rule("5 days"))), "it.ends") is None

    @pytest.mark.parametrize("amount", ["36525 days", "36525 working days"])
    def test_the_largest_amount_breaks_none(self, amount):
        """There is no longer one to hold it against, and the file can be read: no law refuses to be tried."""
        longest = ruleset(rule(amount))
        assert [law.name for law in LAWS if law.broken(longest, "it.ends") is not None] == []

    def test_events_of_others_are_caught(self):
        """One child's events that meet another's duty."""
        assert BY_NAME["order-and-others"].broken(as_kind(Crowded, rule("5 days")), "it.ends") is not None

    def test_two_versions_on_one_day_are_caught(self):
        """An overlap as well as a gap, and a version that never ends under another that follows."""
        twice = ruleset(rule("5 days", in_force_to=date(2020, 4, 24)), rule("9 days", in_force_from=date(2020, 4, 24)))
        assert "on Fri 24 Apr 2020 two versions are in force" in BY_NAME["versions-in-turn"].broken(twice, "it.ends")
        endless = ruleset(rule("5 days"), rule("9 days", in_force_from=date(2020, 4, 24)))
        assert BY_NAME["versions-in-turn"].broken(endless, "it.ends")

    def test_an_example_of_a_status_is_caught(self):
        """A status worked out by hand is run as well as a day."""
        example = Example(trigger=date(2024, 1, 1), due=date(2024, 1, 6), met=date(2024, 1, 7), status=Status.MET)
        said = BY_NAME["own-examples"].broken(ruleset(rule("5 days", examples=(example,))), "it.ends")
        assert said == "set going on Mon 1 Jan 2024 it is met_late on Sun 7 Jan 2024 and not met"


class TestTheSmallestCase:
    """A counter-example is in words, and nothing smaller breaks the law."""

    def test_of_a_deadline(self):
        """The first day of those tried that shows it."""
        said = BY_NAME["there-and-back"].broken(CONTROLS["there-and-back"], "it.ends")
        assert said == (
            "set going on Sat 31 Dec 2022 it is due Wed 4 Jan 2023, and 5 days back from there is Fri 30 Dec 2022"
        )

    def test_of_a_history(self):
        """No event more than is needed, and the shortest names."""
        said = BY_NAME["known-then"].broken(CONTROLS["known-then"], "it.ends")
        assert said.count(" of c-1 on ") == 1
        assert "it.started r-1 of c-1" in said


class TestTheReport:
    """The output of `reflective rules verify`."""

    def test_all_hold(self):
        """A ruleset that keeps every law is reported in two lines."""
        found = list(verify(ruleset(rule("5 days"))))
        assert verdicts_page("mine", found) == "mine: 1 rule, 20 laws\n\nAll hold."
        assert [verdict_facts(one)["holds"] for one in found] == [True] * 20

    def test_a_broken_one(self):
        """The law, its reason and the smallest case, within 80 columns."""
        page = verdicts_page("mine", list(verify(CONTROLS["own-examples"])))
        assert "it.ends breaks own-examples: Its own examples come out." in page
        assert page.endswith("1 broken.")
        assert max(map(len, page.split("\n"))) <= 80

    def test_a_file_that_could_not_be_read_as_an_overlay(self):
        """A loosening overlay is reported as the law it breaks."""
        with pytest.raises(OverlayLoosens) as refused:
            Ruleset(id="council", title="C", rules=CONTROLS["nowhere-laxer"].rules, extends=(NATIONAL,))
        assert broken_by(refused.value).law.name == "nowhere-laxer"

    def test_what_is_extended_is_not_tried_again(self):
        """Only the rules of the file itself, each beside what it shares an id with."""
        council = ruleset(rule("4 days", id="own"), name="council", extends=(NATIONAL,))
        assert {one.rule for one in verify(council)} == {"own"}
