"""`due_days` gives the due day that the per-case engine gives for a trigger alone, on every engine."""

from datetime import date, datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

pytest.importorskip("polars", reason="polars is in the frame extra")

import polars as pl

from reflective.errors import BadDocument, BadValue, OutsideCalendar
from reflective.frames import compiled, due_days
from reflective.rules import EachMonth, Event, Ruleset, Within
from reflective.testing.strategies import rulesets
from reflective.timescales import Timescale, WorkingCalendar

DAY = timedelta(days=1)
#: Days inside the shipped calendar, at its ends, and far outside it.
DAYS = st.dates(date(2011, 1, 1), date(2029, 12, 31)) | st.dates(date(1900, 1, 1), date(2100, 12, 31))
ENGLAND = Ruleset.load("england")


def by_the_engine(ruleset, name, day):
    """The due day of a rule that the per-case engine gives for its trigger, with the facts that the rule requires."""
    found = []
    for base in ruleset.only(name).whole:
        in_force = [one for one in base.rules if one.in_force(day)]
        if not in_force:
            continue
        rule = max(in_force, key=lambda one: one.in_force_from or date.min)
        facts = tuple((fact, values[0]) for fact, values in rule.applies)
        assume(not {name for name, _ in facts} & {branch.fact for branch in rule.branches})
        event = Event(subject="c-1", kind=rule.trigger[0], on=day, ref="r-1", facts=facts)
        as_of = day + 40 * DAY if isinstance(rule.requirement, EachMonth) else day
        alone = Ruleset(id="alone", title="One version", rules=(rule,))
        answers = [one for one in alone.obligations([event], as_of) if one.period == 0]
        assume(answers)
        found += [one.due for one in answers if one.due is not None]
    return min(found, default=None)


@pytest.mark.parametrize("name", Ruleset.names())
@given(data=st.data())
def test_every_shipped_rule_is_due_when_the_per_case_engine_says(name, data):
    """A rule compiles to a table with the same numbers, on days that the calendar knows and on others."""
    ruleset = Ruleset.load(name)
    rule, day = data.draw(st.sampled_from([one.id for one in ruleset.all_rules])), data.draw(DAYS)
    assert answered([(rule, day)], ruleset) == [by_the_engine(ruleset, rule, day)]


@given(ruleset=rulesets(most=3), data=st.data())
def test_drawn_rules_of_every_form_are_due_when_the_per_case_engine_says(ruleset, data):
    """A rule that nobody wrote yet compiles too."""
    rule, day = data.draw(st.sampled_from([one.id for one in ruleset.all_rules])), data.draw(DAYS)
    assert answered([(rule, day)], ruleset) == [by_the_engine(ruleset, rule, day)]


def answered(pairs, ruleset, **given_on):
    frame = pl.DataFrame(pairs, schema={"rule": pl.String, "trigger": pl.Date}, orient="row")
    return due_days(frame, ruleset, **given_on)["due"].to_list()


def many():
    """Each rule on many days, in no order."""
    ids = [one.id for one in ENGLAND.rules if one.rolls is None and not one.branches]
    days = [date(2010, 1, 1) + place * 37 % 5000 * DAY for place in range(400)]
    return pl.DataFrame({"row": range(400), "rule": [ids[place % len(ids)] for place in range(400)], "trigger": days})


def right():
    return [compiled_by_hand(rule, day) for _, rule, day in many().iter_rows()]


def compiled_by_hand(name, day):
    """The due day of the version in force, by `Rule.due`."""
    versions = [one for one in ENGLAND.rule(name) if one.in_force(day)]
    if not versions:
        return None
    rule = max(versions, key=lambda one: one.in_force_from or date.min)
    try:
        return rule.due(day)
    except OutsideCalendar:
        return None


class TestEngines:
    """Each engine gives the same days, and each frame with an order keeps it."""

    def test_a_polars_frame_keeps_its_rows_and_their_order(self):
        """The answer is a column beside the others."""
        found = due_days(many(), ENGLAND)
        assert found.drop("due").equals(many())
        assert found["due"].to_list() == right()

    def test_a_lazy_frame_gives_a_lazy_frame(self):
        """Nothing but the days and the rules is read before it is asked for."""
        found = due_days(many().lazy(), ENGLAND)
        assert isinstance(found, pl.LazyFrame)
        assert found.collect(engine="streaming").sort("row")["due"].to_list() == right()

    def test_pandas_gets_a_column_of_days_and_keeps_its_index(self):
        """An index of the caller's own is no order of rows."""
        pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
        frame = many().to_pandas()
        frame.index = [7] * len(frame)
        found = due_days(frame, ENGLAND)
        assert str(found["due"].dtype) == "datetime64[s]"
        assert [None if day is pandas.NaT else day.date() for day in found["due"]] == right()
        assert found.index.equals(frame.index)

    def test_an_arrow_table_gets_a_column_of_days(self):
        """A table of pyarrow is answered as one."""
        found = due_days(many().to_arrow(), ENGLAND)
        assert str(found.schema.field("due").type) == "date32[day]"
        assert found["due"].to_pylist() == right()

    def test_a_relation_of_duckdb_gives_a_relation_on_the_same_connection(self):
        """The plan runs where the caller's tables are."""
        duckdb = pytest.importorskip("duckdb", reason="duckdb is installed by those who use it")
        with duckdb.connect() as connection:
            connection.register("many", many().to_arrow())
            found = due_days(connection.table("many"), ENGLAND)
            assert isinstance(found, duckdb.DuckDBPyRelation)
            assert found.filter("due is not null").pl().sort("row")["due"].to_list() == [d for d in right() if d]


def test_control_a_wrong_step_is_caught(monkeypatch):
    """The last rate of a series in place of its first gives other days."""

    def wrong(rule, _calendars):
        return lambda day: rule.due_after(9, day, day) if not isinstance(rule.requirement, Within) else rule.due(day)

    monkeypatch.setattr(compiled, "first_due", wrong)
    # Three months at first, and then six.
    assert answered([("child-protection.review", date(2024, 1, 8))], ENGLAND) != [date(2024, 4, 8)]
    monkeypatch.undo()
    assert answered([("child-protection.review", date(2024, 1, 8))], ENGLAND) == [date(2024, 4, 8)]


def test_control_versions_in_another_order_are_caught():
    """The days on the table are of the version in force: an older one gives none."""
    days = [date(2013, 4, 14), date(2013, 4, 15)]
    found = answered([("assessment.initial", day) for day in days], ENGLAND)
    assert [day is not None for day in found] == [True, False]


def test_a_calendar_of_the_callers_own_counts():
    """A calendar replaces the shipped one of its name, as for the per-case engine."""
    own = WorkingCalendar(
        holidays=[date(2024, 3, 29)], first=date(2024, 1, 1), last=date(2024, 12, 31), name="England and Wales"
    )
    pair = ("referral.decide", date(2024, 3, 28))
    assert answered([pair], ENGLAND) == [date(2024, 4, 2)]
    assert answered([pair], ENGLAND, calendars=[own]) == [date(2024, 4, 1)]


def test_the_earliest_day_is_given_where_a_fact_decides():
    """Six months for children under five and twelve for others: the first of the two is due, as on an obligation."""
    pair = ("looked-after.health-review", date(2024, 1, 31))
    assert answered([pair], ENGLAND) == [Timescale(6, "months").due(date(2024, 1, 31))] == [date(2024, 7, 31)]


class TestRefusals:
    """A frame that cannot be read is refused, with no value of it."""

    GOOD: ClassVar = {"rule": ["referral.decide"], "trigger": [date(2024, 3, 28)]}

    @pytest.mark.parametrize("lazy", [False, True])
    @pytest.mark.parametrize(
        ("columns", "fault"),
        [
            ({"rule": None}, "rule: must be a column of the frame"),
            ({"due": [1]}, "due: must not be a column of the frame yet"),
            ({"rule": ["Annabelle"]}, "rule: must be the id of a rule of england on every row"),
            ({"rule": [None]}, "rule: must be the id of a rule of england on every row"),
            ({"trigger": ["2024-03-28"]}, "trigger: must be a column of days, and not of text: parse it first"),
            ({"trigger": [None]}, "trigger: must be a day on every row, in 1900 or later"),
            ({"trigger": [date(1899, 12, 31)]}, "trigger: must be a day on every row, in 1900 or later"),
            ({"trigger": [datetime(2024, 3, 28, 9)]}, "trigger: must be days without a time of day"),
        ],
    )
    def test_each_fault_is_named(self, columns, fault, lazy):
        """The words say what would be accepted."""
        frame = pl.DataFrame({name: values for name, values in {**self.GOOD, **columns}.items() if values is not None})
        with pytest.raises(BadDocument) as raised:
            due_days(frame.lazy() if lazy else frame, ENGLAND)
        assert [str(one) for one in raised.value.faults] == [fault]
        assert "Annabelle" not in str(raised.value)

    def test_arguments_of_other_types_are_refused(self):
        """The same words for the same slip as in `evaluate`."""
        with pytest.raises(BadValue, match="ruleset must be"):
            due_days(pl.DataFrame(self.GOOD), "england")
        with pytest.raises(BadValue, match="frame must be"):
            due_days(self.GOOD, ENGLAND)
        with pytest.raises(BadValue, match="calendars"):
            due_days(pl.DataFrame(self.GOOD), ENGLAND, calendars=["no calendar"])
