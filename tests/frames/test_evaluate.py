"""`evaluate` gives what the per-case engine gives, row for row, whatever the rules and the library of the frame."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("polars", reason="polars is in the frame extra")

from reflective.frames import evaluate, per_case
from reflective.rules import Ruleset
from reflective.testing.strategies import histories, rulesets
from tests.frames.made import event, expected, frame_of, keys_in_order, rows

DAY = timedelta(days=1)
REFS = ("r-1", "R-1", "r-1/a", "r-2")
AS_OF = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def same(ruleset, events, as_of, **given_on):
    """Assert that the frame has the rows of the per-case engine, in order, with the reasons and without."""
    for why in (True, False):
        found = evaluate(frame_of(events), ruleset, as_of, why=why, **given_on)
        assert rows(found) == expected(ruleset.obligations(events, as_of, **given_on), as_of, why=why)
        assert keys_in_order(found)


@pytest.mark.parametrize("name", Ruleset.names())
@given(data=st.data())
def test_every_shipped_ruleset_gives_the_rows_of_the_per_case_engine(name, data):
    """The same rules answer for a frame as for a case, in every column, with the reason."""
    ruleset = Ruleset.load(name)
    events = data.draw(histories(ruleset, refs=REFS, most=25))
    same(ruleset, events, data.draw(AS_OF))


@given(ruleset=rulesets(most=3), data=st.data())
def test_drawn_rulesets_of_every_form_give_the_rows_of_the_per_case_engine(ruleset, data):
    """A rule that nobody wrote yet is answered as well, in any form and with any key."""
    events = data.draw(histories(ruleset, refs=REFS, most=15))
    last = max((one.on for one in events), default=date(2024, 1, 1))
    same(ruleset, events, last + data.draw(st.integers(-40, 400)) * DAY)


@given(data=st.data())
def test_what_a_source_holds_and_lost_counts_in_a_frame_too(data):
    """`holds`, `lost` and `holds_from` are the arguments of the per-case engine."""
    ruleset = Ruleset.load("england")
    events = data.draw(histories(ruleset, most=15))
    kinds = st.frozensets(st.sampled_from(sorted(ruleset.kinds)))
    given_on = {
        "holds": data.draw(st.none() | kinds),
        "lost": data.draw(st.dictionaries(st.sampled_from(["c-1", "c-2", "c-9"]), kinds)),
        "holds_from": data.draw(st.dictionaries(st.sampled_from(sorted(ruleset.kinds)), AS_OF, max_size=3)),
    }
    same(ruleset, events, data.draw(AS_OF), **given_on)


def many_subjects(many=700):
    """Events of so many children, shuffled, which take more than one batch."""
    days = [date(2024, 1, 1) + place % 300 * DAY for place in range(many)]
    found = [
        event(kind, day + after * DAY, f"r-{place}", f"c-{place:04}")
        for place, day in enumerate(days)
        for kind, after in (
            ("referral.received", 0),
            ("assessment.completed", 30 + place % 50),
            ("looked_after.started", 60),
            ("looked_after_review.held", 75 + place % 9),
            ("looked_after_review.held", 160),
            *((("child.died", 170),) if place % 50 == 0 else ()),
        )
    ]
    return sorted(found, key=lambda one: (hash((one.ref, one.on)), one.kind))


def test_rows_of_a_subject_may_lie_anywhere_in_a_frame_of_many_batches():
    """The batches are of whole subjects, whatever the order in which their rows came."""
    ruleset, events, as_of = Ruleset.load("england"), many_subjects(2_000), date(2025, 3, 31)
    assert len(list(per_case.batches(frame_of(events)))) > 1
    same(ruleset, events, as_of)


def test_control_batches_that_trust_the_order_lose_rows(monkeypatch):
    """A sort that an engine drops parts the rows of a subject, and the comparison sees it."""

    def trusting(events):
        yield from (events.slice(start, 1_000) for start in range(0, len(events), 1_000))

    monkeypatch.setattr(per_case, "batches", trusting)
    events = many_subjects()
    found = evaluate(frame_of(events), Ruleset.load("england"), date(2025, 3, 31))
    assert rows(found) != expected(Ruleset.load("england").obligations(events, date(2025, 3, 31)), date(2025, 3, 31))


def test_rows_that_are_alike_count_once_and_refs_are_compared_without_case():
    """Duplicates are what the per-case engine has them for: one event."""
    events = [
        event("referral.received", date(2024, 3, 28), "r-1"),
        event("referral.received", date(2024, 3, 28), "R-1"),
    ]
    ruleset = Ruleset.load("england").only("assessment.complete")
    found = evaluate(frame_of([*events, *events]), ruleset, date(2024, 4, 2))
    assert found["ref"].to_list() == ["r-1"]
    same(ruleset, [*events, *events], date(2024, 4, 2))


def test_own_columns_are_kept_and_part_two_rows_that_differ_in_them():
    """A team is a fact of its event, as `--keep` makes it one: two teams with one referral are two rows."""
    events = [event("referral.received", date(2024, 3, 28), team=team) for team in ("north", "south")]
    ruleset = Ruleset.load("england").only("assessment.complete")
    found = evaluate(frame_of(events), ruleset, date(2024, 4, 2), columns=["team"])
    assert sorted(found["team"]) == ["north", "south"]
    asked = ruleset.obligations(events, date(2024, 4, 2))
    assert rows(found) == expected(asked, date(2024, 4, 2), own=["team"])


def test_a_fact_column_that_is_not_there_is_a_fact_that_every_event_lacks():
    """The answer is not known, and not that the rule is not for it."""
    events = [event("care_order.made", date(2024, 3, 28))]
    ruleset = Ruleset.load("england").only("looked-after.visit-care-order")
    assert evaluate(frame_of(events), ruleset, date(2024, 4, 2))["status"].to_list() == ["not_known"]
    same(Ruleset.load("england"), events, date(2024, 4, 2))


def test_an_empty_frame_gives_an_empty_frame_with_every_column():
    """A month without events is no error, and its frame can be put under the others."""
    found = evaluate(frame_of([]), Ruleset.load("england"), date(2024, 4, 2), accounted=True)
    full = evaluate(frame_of(many_subjects(3)), Ruleset.load("england"), date(2024, 4, 2), accounted=True)
    assert found.obligations.schema == full.obligations.schema
    assert found.not_asked.schema == full.not_asked.schema
    assert len(found.obligations) == len(found.not_asked) == 0


class TestAccounted:
    """Nobody is left out in silence: who has no obligation is in the second frame, with the reason."""

    @pytest.mark.parametrize("name", Ruleset.names())
    @given(data=st.data())
    def test_every_subject_is_in_one_of_the_two_frames(self, name, data):
        """The counts of reasons are those of the reconciliation of the per-case engine."""
        ruleset = Ruleset.load(name)
        events = data.draw(histories(ruleset, subjects=("c-1", "c-2", "c-3"), most=6))
        as_of = data.draw(AS_OF)
        lost = data.draw(st.sampled_from([{}, {"c-9": frozenset(["referral.received"])}]))
        found = evaluate(frame_of(events), ruleset, as_of, accounted=True, lost=lost)
        accounts = ruleset.obligations(events, as_of, lost=lost).accounted
        counted = dict(found.not_asked["reason"].value_counts().iter_rows())
        assert counted == {reason.value: many for reason, many in accounts.not_asked}
        everybody = [*found.obligations["subject"].unique(), *found.not_asked["subject"]]
        assert sorted(everybody) == sorted({one.subject for one in events} | lost.keys())

    def test_each_reason_is_told_apart(self):
        """By hand: a kind that no rule reads, a day still to come, and a day before the rule was in force."""
        events = [
            event("something.else", date(2024, 1, 1), subject="other"),
            event("referral.received", date(2024, 5, 1), subject="later"),
            event("referral.received", date(2009, 5, 1), subject="before"),
            event("referral.received", date(2024, 1, 1), subject="asked"),
        ]
        ruleset = Ruleset.load("england").only("assessment.complete")
        found = evaluate(frame_of(events), ruleset, date(2024, 4, 2), accounted=True)
        assert found.not_asked.to_dicts() == [
            {"subject": "before", "reason": "the rule was not in force yet on its day"},
            {"subject": "later", "reason": "all of it is after the day"},
            {"subject": "other", "reason": "nothing on the record sets a rule going"},
        ]
