"""Frames: due days beside a raw look-up, hand-written polars, numpy and pandas; a frame judged beside each case."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from reflective.frames import due_days, evaluate
from reflective.rules import Every, Rule, Ruleset, Within
from reflective.timescales import Timescale, Unit, WorkingCalendar
from tests.benchmarks.measure import Row, at_least, at_most, best, table

pl: Any = pytest.importorskip("polars", reason="polars is in the frame extra")

#: Twelve rules of which each has one first rate and one version on all of the days: working days, days, weeks, months.
TWELVE = (
    "referral.decide",
    "assessment.complete",
    "conference.initial",
    "core-group.first",
    "child-protection.review",
    "looked-after.review",
    "care-leaver.visit",
    "short-break.length",
    "short-break.review",
    "private-fostering.first-visit",
    "pathway.assessment",
    "adoption.review-before-placement",
)
#: Two to do once and two series, on the story of a child with a referral, a plan and a time in care.
FOUR = ("referral.decide", "assessment.complete", "child-protection.review", "looked-after.review")
_FIRST = date(2021, 1, 4)
_DAYS = 1_200
_TRIGGER_ROWS = 1_000_000
AS_OF = date(2025, 1, 1)
ENGLAND = Ruleset.load("england")
CALENDAR = WorkingCalendar.england_and_wales()
HOLIDAYS = sorted(CALENDAR.holidays)

Due = Callable[[Any, Ruleset], Any]


def rates() -> dict[str, Timescale]:
    """The first rate of each of the twelve rules, in the version that is in force on all of the days."""
    found = {}
    for name in TWELVE:
        rule = next(one for one in reversed(ENGLAND.rule(name)) if one.in_force(_FIRST))
        found[name] = _first_rate(rule)
    return found


def _first_rate(rule: Rule) -> Timescale:
    requirement = rule.requirement
    if isinstance(requirement, Every):
        scale = requirement.steps[0].timescale
    else:
        scale = requirement.timescale if isinstance(requirement, Within) else None
    if scale is None:
        raise AssertionError(rule.id)
    return scale


def triggers(many: int = _TRIGGER_ROWS) -> Any:
    """So many triggers of the twelve rules, in no order."""
    places = pl.int_range(many, eager=True)
    rule = pl.Series("rule", TWELVE).gather((places * 7 + places // 13) % len(TWELVE))
    days = pl.Series("trigger", [_FIRST + timedelta(days=place) for place in range(_DAYS)])
    return pl.DataFrame([rule, days.gather(places * 7919 % _DAYS)])


# The same due days by other means


def look_up(frame: Any) -> Callable[[], Any]:
    """One join of polars with a table that is there already, in the order of the rows."""
    made = frame.unique()
    made = due_days(made, ENGLAND)
    return lambda: frame.join(made, on=["rule", "trigger"], how="left", maintain_order="left")


def by_hand_in_polars(frame: Any) -> Any:
    """The additions of polars itself, a rule at a time."""

    def due(scale: Timescale) -> Any:
        day = pl.col("trigger")
        if scale.unit is Unit.WORKING_DAYS:
            return day.dt.add_business_days(scale.amount, holidays=HOLIDAYS, roll="backward")
        return day.dt.offset_by(f"{scale.amount}{ {'days': 'd', 'weeks': 'w', 'months': 'mo'}[scale.unit.value] }")

    parts = frame.with_row_index("place").partition_by("rule", as_dict=True)
    scales = rates()
    found = [part.lazy().with_columns(due=due(scales[rule])) for (rule,), part in parts.items()]
    return pl.concat(found).sort("place").drop("place").collect()


def in_numpy(frame: Any) -> Any:
    """The additions of numpy, a rule at a time, on arrays."""
    numpy = pytest.importorskip("numpy", reason="numpy is in the compare extra")
    rule, day = frame["rule"].to_numpy(), frame["trigger"].to_numpy()
    found, holidays = day.copy(), numpy.array(HOLIDAYS, dtype="datetime64[D]")
    for name, scale in rates().items():
        at = rule == name
        if scale.unit is Unit.WORKING_DAYS:
            found[at] = numpy.busday_offset(day[at], scale.amount, roll="backward", holidays=holidays)
        elif scale.unit is Unit.MONTHS:
            month = day[at].astype("datetime64[M]")
            into, then = day[at] - month.astype("datetime64[D]"), month + scale.amount
            last = (then + 1).astype("datetime64[D]") - numpy.timedelta64(1, "D")
            found[at] = numpy.minimum(then.astype("datetime64[D]") + into, last)
        else:
            days = scale.amount * (7 if scale.unit is Unit.WEEKS else 1)
            found[at] = day[at] + numpy.timedelta64(days, "D")
    return frame.with_columns(due=pl.Series(found))


def in_pandas(frame: Any) -> Any:
    """The offsets of pandas, which count working days one at a time, a rule at a time."""
    pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
    given = frame.to_pandas()
    parts = []
    for name, scale in rates().items():
        days = given.loc[given["rule"] == name, "trigger"].astype("datetime64[ns]")
        if scale.unit is Unit.WORKING_DAYS:
            offset = pandas.offsets.CustomBusinessDay(scale.amount, holidays=HOLIDAYS)
            parts.append(days.map(lambda day, offset=offset: day + offset))
        else:
            parts.append(days + pandas.DateOffset(**{scale.unit.value: scale.amount}))
    return given.assign(due=pandas.concat(parts).sort_index())


def ratios_of_due_days(due: Due = due_days) -> list[Row]:
    """A million triggers of twelve rules, beside one join with a table that is there, and beside additions by hand.

    Ours makes its table each time.
    """
    frame = triggers()
    ours, bare, by_hand, numpy = best(
        lambda: due(frame, ENGLAND),
        look_up(frame),
        lambda: by_hand_in_polars(frame),
        lambda: in_numpy(frame),
        rounds=3,
    )
    return [
        at_most("due_days of 10^6 triggers / one join of polars with a table", ours / bare, 2.5),
        at_least("polars' own additions / due_days of 10^6 triggers", by_hand / ours, 2),
        at_least("numpy's own additions / due_days of 10^6 triggers", numpy / ours, 1.5),
    ]


# A frame of events judged


def events(children: int) -> Any:
    """The events of so many children, in no order: thirteen a child."""
    story = (
        *(("referral.received", 0, "r", 1), ("referral.decided", 0, "r", 4), ("assessment.completed", 30, "r", 60)),
        *(("child_protection_plan.started", 70, "p", 1), ("child_protection_plan.ended", 560, "p", 1)),
        *(("child_protection_review.held", 140 + 150 * turn, f"v-{turn}", 60) for turn in range(3)),
        *(("looked_after.started", 580, "l", 1), ("looked_after.ended", 1_100, "l", 1)),
        *(("looked_after_review.held", 600 + 140 * turn, f"w-{turn}", 40) for turn in range(3)),
    )
    place = pl.int_range(children, eager=True).alias("place")
    base = pl.DataFrame([place]).with_columns(
        subject=pl.format("c-{}", pl.col("place").cast(pl.String).str.zfill(8)),
        first=pl.lit(_FIRST) + pl.duration(days=pl.col("place") * 7919 % 900),
        by=pl.col("place") * 104_729 % 61,
    )
    parts = [
        base.select(
            "subject",
            kind=pl.lit(kind),
            on=(pl.col("first") + pl.duration(days=day + pl.col("by") % within)).cast(pl.Date),
            ref=pl.lit(ref),
        )
        for kind, day, ref, within in story
    ]
    return pl.concat(parts).sample(fraction=1, shuffle=True, seed=1)


def four() -> Ruleset:
    """The four rules as England has them."""
    return Ruleset(id="four", title="Four rules", rules=tuple(one for one in ENGLAND.rules if one.id in FOUR))


def by_case(frame: Any, ruleset: Ruleset, as_of: date) -> Any:
    """The per-case engine on batches of whole subjects, with the same columns."""
    from reflective.frames.columns import PLACE
    from reflective.frames.per_case import FrameQuery, judged

    return judged(frame.with_row_index(PLACE), (), FrameQuery(ruleset, as_of)).drop(PLACE)


def four_by_hand(frame: Any, as_of: date = AS_OF) -> Any:
    """The four rules in polars as an analyst writes them for this story, with day, status and days late."""
    plan = frame.lazy().filter(pl.col("on") <= as_of)

    def of(kind: str, name: str) -> Any:
        return plan.filter(pl.col("kind") == kind).select("subject", "ref", pl.col("on").alias(name))

    def working(day: str, many: int) -> Any:
        return pl.col(day).dt.add_business_days(many, holidays=HOLIDAYS, roll="backward")

    def once(rule: str, trigger: str, met_by: str, many: int) -> Any:
        met = of(met_by, "met")
        found = of(trigger, "start").join(met, on=["subject", "ref"], how="left")
        found = found.filter(pl.col("met").is_null() | (pl.col("met") >= pl.col("start")))
        found = found.group_by("subject", "ref", "start").agg(pl.col("met").min())
        return found.with_columns(rule=pl.lit(rule), due=working("start", many), stop=pl.lit(None, pl.Date))

    def series(rule: str, trigger: str, met_by: str, end: str, *dues: Any) -> Any:
        stops = of(end, "stop")
        begun = of(trigger, "start").join(stops, on=["subject", "ref"], how="left")
        held = of(met_by, "met").drop("ref").join(begun, on="subject")
        held = held.filter((pl.col("met") > pl.col("start")) & ~(pl.col("met") > pl.col("stop")).fill_null(value=False))
        both = pl.concat([held, begun.with_columns(met=pl.lit(None, pl.Date))], how="diagonal")
        both = both.sort("subject", "ref", "met", nulls_last=True)
        by = ["subject", "ref"]
        both = both.with_columns(
            start=pl.col("met").shift(1).over(by).fill_null(pl.col("start")),
            period=pl.int_range(pl.len()).over(by),
        )
        both = both.filter((pl.col("period") == 0) | pl.col("stop").is_null() | (pl.col("start") < pl.col("stop")))
        due = pl.coalesce(*(pl.when(pl.col("period") == place).then(one) for place, one in enumerate(dues)), dues[-1])
        return both.with_columns(rule=pl.lit(rule), due=due).drop("period")

    in_months = [pl.col("start").dt.offset_by(f"{months}mo") for months in (3, 6)]
    parts = [
        once("referral.decide", "referral.received", "referral.decided", 1),
        once("assessment.complete", "referral.received", "assessment.completed", 45),
        series(
            "child-protection.review",
            "child_protection_plan.started",
            "child_protection_review.held",
            "child_protection_plan.ended",
            *in_months,
        ),
        series(
            "looked-after.review",
            "looked_after.started",
            "looked_after_review.held",
            "looked_after.ended",
            working("start", 20),
            *in_months,
        ),
    ]
    columns = ["subject", "rule", "start", "ref", "due", "met", "stop"]
    found = pl.concat([part.select(columns) for part in parts])
    over = pl.col("met").is_null() & pl.col("stop").is_not_null()
    late = (pl.coalesce("met", "stop", pl.lit(as_of)) - pl.col("due")).dt.total_days()
    status = (
        pl.when(over)
        .then(pl.lit("ended"))
        .when(pl.col("met").is_not_null())
        .then(pl.when(late > 0).then(pl.lit("met_late")).otherwise(pl.lit("met")))
        .when(late > 0)
        .then(pl.lit("overdue"))
        .otherwise(pl.when(late >= -7).then(pl.lit("due_soon")).otherwise(pl.lit("pending")))
    )
    rows = found.with_columns(status=status, days_late=pl.max_horizontal(late, 0))
    return rows.sort("subject", "rule", "start", "ref").collect(engine="streaming")


def ratios_of_a_frame(judge: Callable[..., Any] = evaluate) -> list[Row]:
    """A hundred thousand events under four rules by the plan, beside the per-case engine on the same frame."""
    frame, ruleset = events(7_700), four()
    ours, theirs = best(lambda: judge(frame, ruleset, AS_OF), lambda: by_case(frame, ruleset, AS_OF), rounds=2)
    return [at_least("the per-case engine / evaluate, four rules, 10^5 events", theirs / ours, 3)]


# Planted slow variants


def controls_of_due_days() -> list[Row]:
    """Due days that are looked up three times over pass each bound."""

    def thrice(frame: Any, ruleset: Ruleset) -> Any:
        due_days(frame, ruleset)
        due_days(frame, ruleset)
        return due_days(frame, ruleset)

    return ratios_of_due_days(thrice)


def controls_of_a_frame() -> list[Row]:
    """The per-case engine in place of the plan passes the bound."""
    return ratios_of_a_frame(by_case)


def figures() -> list[str]:
    """Seconds of ours and of the others, for the page of frames: they have no bound."""
    frame, few, more = triggers(), triggers(20_000), triggers(10 * _TRIGGER_ROWS)
    ours, bare, polars_s, numpy_s = best(
        lambda: due_days(frame, ENGLAND),
        look_up(frame),
        lambda: by_hand_in_polars(frame),
        lambda: in_numpy(frame),
        rounds=3,
    )
    ours_of_more, bare_of_more = best(lambda: due_days(more, ENGLAND), look_up(more), rounds=2)
    (pandas_s,) = best(lambda: in_pandas(few), rounds=1)
    pandas_s *= len(frame) / len(few)
    found = [f"due_days {ours:.3f} s"]
    others = (("one join", bare), ("polars by hand", polars_s), ("numpy", numpy_s), ("pandas", pandas_s))
    found += [f"{name} {seconds:.3f} s, {seconds / ours:.2f} x ours" for name, seconds in others]
    found.append(
        f"10^7 triggers: {ours_of_more:.3f} s; one join {bare_of_more:.3f} s, {ours_of_more / bare_of_more:.2f} x"
    )
    return found + [_judged_beside_by_hand(events(children)) for children in (7_700, 77_000)]


def _judged_beside_by_hand(frame: Any) -> str:
    ours, hand = best(lambda: evaluate(frame, four(), AS_OF), lambda: four_by_hand(frame), rounds=1)
    return f"evaluate, {len(frame)} events {ours:.2f} s; polars by hand {hand:.2f} s, ours {ours / hand:.2f} x"


@pytest.mark.benchmark
def test_due_days_cost_little_more_than_a_join(capsys: pytest.CaptureFixture[str]) -> None:
    """The table is made anew for each frame, and a join is the rest."""
    _holds(ratios_of_due_days(), capsys)


@pytest.mark.benchmark
def test_a_frame_is_judged_in_less_than_the_cases_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan is there because it is faster."""
    _holds(ratios_of_a_frame(), capsys)


@pytest.mark.benchmark
def test_all_give_the_same_answer() -> None:
    """Each contestant comes to the same days, and the plan by hand to the same rows."""
    few = triggers(5_000)
    right = due_days(few, ENGLAND)["due"].to_list()
    assert by_hand_in_polars(few)["due"].to_list() == right
    assert in_numpy(few)["due"].to_list() == right
    assert [day.date() for day in in_pandas(few)["due"]] == right
    frame = events(500)
    ours = evaluate(frame, four(), AS_OF)
    hand = four_by_hand(frame)
    names = ["subject", "rule", "trigger", "ref", "due", "met", "status", "days_late"]
    texts = [pl.col(name).cast(pl.String) for name in ("rule", "status")]
    assert hand.rename({"start": "trigger"}).select(names).rows() == ours.with_columns(texts).select(names).rows()
    cases = by_case(frame, four(), AS_OF)
    assert cases.sort("subject", "rule", "trigger", "ref").equals(ours)


@pytest.mark.benchmark
def test_what_is_slow_is_caught() -> None:
    """The control: each bound is passed by a planted slow variant."""
    assert not any(row.holds for row in [*controls_of_due_days(), *controls_of_a_frame()])


def _holds(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table(rows)}")
    assert all(row.holds for row in rows), table(rows)


if __name__ == "__main__":
    print("\n".join(figures()))
