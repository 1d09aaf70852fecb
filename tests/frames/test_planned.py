"""The plan gives the rows of the per-case engine, on each engine, and a planted fault in it is seen."""

import warnings
from datetime import date, timedelta
from functools import cache
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("polars", reason="polars is in the frame extra")

import polars as pl

from reflective.frames import evaluate, lines, plan, planned
from reflective.frames.columns import PLACE
from reflective.rules import (
    Authority,
    Event,
    Every,
    Match,
    NoFixedTime,
    OwnDay,
    Rule,
    Ruleset,
    SeriesStep,
    Within,
)
from reflective.timescales import Timescale
from tests.frames.made import event, expected, frame_of, keys_in_order, rows

DAY = timedelta(days=1)
FIRST = date(2022, 1, 3)
KINDS = ("stay.started", "visit.held", "review.held", "stay.ended", "stay.excused", "child.died")


def rule(name, requirement, *, trigger=("stay.started",), met_by=("visit.held",), **more):
    return Rule(
        id=name,
        title=name,
        trigger=trigger,
        met_by=met_by,
        requirement=requirement,
        authority=Authority.LOCAL_POLICY,
        **more,
    )


def step(words=None, **more):
    return SeriesStep(timescale=None if words is None else Timescale.parse(words), **more)


#: Duties of every shape that a plan knows: by ref and by the next, met by their own kind, with rates for a time and up
#: to an event, and without a number.
MADE = Ruleset(
    id="made",
    title="Made for these tests",
    rules=(
        rule(
            "timed",
            Every(steps=(step("1 week"), step("6 weeks", until=Timescale(3, "months")), step("3 months"))),
            match=Match.NEXT,
            ends_with=("stay.ended",),
            not_required_with=("stay.excused",),
        ),
        rule(
            "until-event",
            Every(steps=(step("1 week", until_event="review.held"), step("10 working days"), step(said="as agreed"))),
            own_day=OwnDay(counts=False, source="our reading"),
            ends_with=("stay.ended",),
        ),
        rule(
            "review-again",
            Every(steps=(step("20 working days"), step("6 months"))),
            trigger=("review.held", "stay.started"),
            met_by=("review.held",),
            match=Match.NEXT,
            ends_with=("stay.ended",),
            survives_death=True,
        ),
        rule(
            "once-next",
            Within(timescale=Timescale.parse("5 working days")),
            trigger=("stay.started", "visit.held"),
            match=Match.NEXT,
            ends_with=("stay.ended",),
        ),
        rule("once-ref", Within(timescale=Timescale(1, "months")), not_required_with=("stay.excused",), warn=0),
        rule("no-number", NoFixedTime(said="soon")),
        rule("newer", Within(timescale=Timescale(8, "days")), in_force_from=date(2022, 2, 1)),
    ),
)


def test_a_rule_with_a_key_that_the_plan_does_not_know_is_left_to_the_per_case_engine():
    """Every key is either known to change the answer in a way that the plan has, or keeps the rule out of it."""
    keys = {field.name for field in attrs.fields(Rule)}
    assert keys >= lines._KNOWN
    assert keys - lines._KNOWN == {
        *("may_precede", "precede_unread", "not_after", "date_may_be_missing", "first_since", "only_since", "applies"),
        *("extended_by", "late_extension", "expires", "counts_from", "rolls", "out_of_order"),
    }
    plain = rule("once", Within(timescale=Timescale(8, "days")))
    for asks in ({"applies": (("age", ("5",)),)}, {"rolls": "a clause"}, {"first_since": ("stay.ended",)}):
        ruleset = Ruleset(id="one", title="One", rules=(attrs.evolve(plain, **asks),))
        assert lines.lines_of(ruleset, ()) == ((), {"once"})


@pytest.mark.parametrize("key", [{"not_met_if": (("how", ("call",)),)}, {"met_from": (("minutes", 30),)}])
def test_facts_that_decide_what_meets_a_rule_are_read_a_case_at_a_time(key):
    """Whether an event counts is decided by its own facts, where it states them."""
    ruleset = Ruleset(id="one", title="One", rules=(rule("once", Within(timescale=Timescale(8, "days")), **key),))
    events = [
        event("stay.started", FIRST, "r-1"),
        event("visit.held", FIRST + 2 * DAY, "r-1", how="call", minutes="5"),
        event("visit.held", FIRST + 20 * DAY, "r-1"),
        event("stay.started", FIRST, "r-1", "c-2"),
        event("visit.held", FIRST + 2 * DAY, "r-1", "c-2"),
    ]
    assert lines.lines_of(ruleset, ())[0]
    found = evaluate(frame_of(events), ruleset, FIRST + 90 * DAY)
    assert found["status"].to_list() == ["met_late", "met"]


@st.composite
def stories(draw, kinds=KINDS, first=FIRST, days=160, most=14):
    """Events of two children, of which no two have one day, kind and ref."""
    event_of = st.builds(
        Event,
        subject=st.sampled_from(["c-1", "c-2"]),
        kind=st.sampled_from([*kinds, *kinds[:2]]),
        on=st.integers(0, days).map(lambda number: first + number * DAY),
        ref=st.sampled_from(["r-1", "r-2", "R-2", "r-3"]),
    )
    key = st.lists(event_of, max_size=most, unique_by=lambda one: (one.subject, one.kind, one.on, one.ref.lower()))
    return draw(key)


def by_plan(events, ruleset, as_of, engine):
    frame = frame_of(events).with_row_index(PLACE)
    question = planned.FrameQuery(ruleset, as_of)
    return planned.planned(frame, (), question, engine).drop(PLACE)


def duckdb_engine():
    duckdb = pytest.importorskip("duckdb", reason="duckdb is installed by those who use it")
    connection = duckdb.connect(config={"threads": 2})
    return planned.on_duckdb(connection.sql("select 1 as one"))


@cache
def sail_session():
    """A session of Spark on Sail, in this process, kept until it ends."""
    with warnings.catch_warnings():
        # PySpark warns of the newest pandas, which nothing here uses.
        warnings.simplefilter("ignore", FutureWarning)
        sail = pytest.importorskip("pysail.spark", reason="pysail is installed by those who use it")
        spark = pytest.importorskip("pyspark.sql.connect.session", reason="pyspark is installed by those who use it")
        server = sail.SparkConnectServer()
        server.start()
        return spark.SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate(), server


def sail_engine():
    """The plan as it is on Spark: of tables, with no node of Python in it."""
    import narwhals as nw

    session, _ = sail_session()

    def put(made):
        return nw.from_native(session.createDataFrame(made.to_arrow(compat_level=pl.CompatLevel.oldest())))

    def found(frame):
        return pl.DataFrame(pl.from_arrow(frame.to_native().toArrow()))

    return lambda events, made: found(made(put(events), plan.Host(put, lambda frame: put(found(frame)))))


ENGINES = [
    pytest.param(lambda: planned.on_polars, id="polars"),
    pytest.param(duckdb_engine, id="duckdb"),
    pytest.param(sail_engine, id="sail"),
]


def same(events, ruleset, as_of, engine):
    found = by_plan(events, ruleset, as_of, engine)
    assert rows(found) == expected(ruleset.obligations(events, as_of), as_of)
    assert keys_in_order(found)


def test_all_rules_of_every_shape_are_planned():
    """The tests below are of the plan: none of the rules is left to the per-case engine."""
    found, others = lines.lines_of(MADE, ())
    assert len(found) == len(MADE.rules)
    assert not others


@settings(max_examples=100)
@given(events=stories(), after=st.integers(-30, 300))
def test_histories_of_every_shape_give_the_rows_of_the_per_case_engine(events, after):
    """The periods of a series are those that the per-case engine comes to one after another."""
    same(events, MADE, FIRST + (160 + after) * DAY, planned.on_polars)


def random_histories(children, seed):
    """Events of so many children, as chance has it, of which no two have one day, kind and ref."""
    chance = Random(seed)  # noqa: S311 - the same histories each time
    found = {}
    for child in range(children):
        for _ in range(chance.randint(1, 14)):
            kind, ref = chance.choice([*KINDS, *KINDS[:2]]), chance.choice(["r-1", "r-2", "R-2"])
            on = FIRST + chance.randint(0, 160) * DAY
            found.setdefault((child, kind, on, ref.lower()), event(kind, on, ref, f"c-{child:04}"))
    return list(found.values())


@pytest.mark.parametrize("engine", ENGINES)
def test_many_random_histories_at_once_give_the_rows_of_the_per_case_engine(engine):
    """A thousand children in one frame, on each engine."""
    same(random_histories(1_000, seed=7), MADE, FIRST + 200 * DAY, engine())


@pytest.mark.parametrize("name", [one.rule.id for one in lines.lines_of(Ruleset.load("england"), ())[0]])
def test_each_shipped_rule_that_is_planned_gives_the_rows_of_the_per_case_engine(name):
    """Also before its last version, outside the calendar, and for events whose facts or refs ask for more."""
    ruleset = Ruleset.load("england").only(name)
    kinds = tuple(sorted(ruleset.kinds))

    @settings(max_examples=15)
    @given(data=st.data())
    def check(data):
        first = data.draw(st.sampled_from([date(2010, 12, 1), date(2020, 3, 1), FIRST, date(2028, 9, 1)]))
        events = data.draw(stories(kinds=kinds, first=first))
        same(events, ruleset, first + data.draw(st.integers(100, 700)) * DAY, planned.on_polars)

    check()


def wrong_steps(of_line):
    """The rates of each line in another order."""

    def made(line):
        return list(reversed(of_line(line)))

    return made


#: The faults, each with the function of the plan that it is planted in.
FAULTS = {
    "a wrong step": (lines, "_scales", wrong_steps),
    "on the day of the stop itself": (
        plan,
        "_goes_on",
        lambda _: lambda: plan._col("stop").is_null() | (plan._col("start") <= plan._col("stop")),
    ),
    "a sort dropped": (plan, "_in_order", lambda _: lambda numbered: numbered.over("line", "place", order_by="on")),
    "the ends of others left out": (
        plan,
        "_stops",
        lambda stops: (
            lambda events, triggers, *more: stops(
                events, triggers.with_columns(by_ref=plan._col("by_ref") * 0 + 1), *more
            )
        ),
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("fault", FAULTS)
def test_control_a_fault_in_the_plan_is_seen_on_each_engine(engine, fault, monkeypatch):
    """Histories that are compared row for row tell each of these faults."""
    module, name, planted = FAULTS[fault]
    events, as_of, chosen = random_histories(150, seed=3), FIRST + 200 * DAY, engine()
    same(events, MADE, as_of, chosen)
    monkeypatch.setattr(module, name, planted(getattr(module, name)))
    assert rows(by_plan(events, MADE, as_of, chosen)) != expected(MADE.obligations(events, as_of), as_of)


def test_a_subject_whose_events_ask_for_more_is_judged_by_the_per_case_engine():
    """A part of a ref, a fact, a row there twice, an older version: each is right, and beside it a plain subject."""
    ruleset = Ruleset.load("england")
    started = date(2024, 1, 8)
    events = [
        event("section_47.started", started, "s-1", "c-part"),
        event("conference.held", started + 20 * DAY, "s-1/c-1", "c-part"),
        event("looked_after.started", started, "l-1", "c-fact", short_break="yes"),
        event("referral.received", started, "r-1", "c-twice"),
        event("referral.received", started, "R-1", "c-twice"),
        event("looked_after.started", date(2019, 6, 3), "l-1", "c-older"),
        event("looked_after_review.held", date(2019, 6, 20), "x-1", "c-older"),
        event("looked_after.continuing", started, "l-1", "c-unstated"),
        event("referral.received", started, "r-1", "c-plain"),
    ]
    known = frame_of(events)
    found, _ = lines.lines_of(ruleset, ())
    assert set(planned._odd(known, ("short_break",), found)["subject"]) == {
        "c-part",
        "c-fact",
        "c-twice",
        "c-older",
        "c-unstated",
    }
    as_of = date(2024, 6, 3)
    assert rows(evaluate(known, ruleset, as_of)) == expected(ruleset.obligations(events, as_of), as_of)


def test_the_number_of_joins_does_not_grow_with_the_number_of_rules():
    """All lines go in one pass, with the line as a column."""

    def joins(ruleset):
        plans = []

        def engine(events, made):
            import narwhals as nw

            def put(table):
                return nw.from_native(table.lazy())

            def rows(frame):
                plans.append(frame.to_native().explain(optimized=False).count("JOIN"))
                return frame.to_native().collect()

            return rows(made(put(events), plan.Host(put, lambda frame: put(rows(frame)))))

        by_plan(random_histories(5, seed=1), ruleset, date(2022, 9, 1), engine)
        return plans

    one = Ruleset(id="one", title="One of them", rules=MADE.rules[:1])
    assert joins(one) == joins(MADE)
    assert 0 < sum(joins(one)) < 100


def test_the_answer_of_a_relation_is_that_of_its_own_engine():
    """A relation of DuckDB is judged on its own connection."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is installed by those who use it")
    events, as_of = random_histories(50, seed=2), date(2022, 9, 1)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("events", frame_of(events).to_arrow())
        found = evaluate(connection.table("events"), MADE, as_of)
        assert rows(pl.DataFrame(found.pl())) == expected(MADE.obligations(events, as_of), as_of)
