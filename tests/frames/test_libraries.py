"""Each library gets its own frame back, with the types that it has for days, numbers and listed values."""

from datetime import date

import pytest

pytest.importorskip("polars", reason="polars is in the frame extra")

import polars as pl

from reflective.frames import evaluate
from reflective.frames.columns import DAYS, NUMBERS, ROW
from reflective.rules import Ruleset, Status
from tests.frames.made import event, expected, frame_of, rows

AS_OF = date(2024, 6, 10)
LISTED = ("rule", "status", "unknown", "authority", "ruleset")
EVENTS = [
    event("referral.received", date(2024, 3, 28), minutes="90", team="north"),
    event("referral.decided", date(2024, 4, 30), "r-1"),
    event("referral.received", date(2024, 6, 7), "r-2", "c-2", team="south"),
    event("placement.started", date(2024, 1, 2), "p-1", "c-2"),
    event("child.died", date(2024, 2, 2), "d-1", "c-2"),
]
RULESET = Ruleset.load("england")


def answered(frame, **given):
    return evaluate(frame, RULESET, AS_OF, columns=["team"], **given)


def right():
    return expected(RULESET.obligations(EVENTS, AS_OF), AS_OF, own=["team"])


def test_polars_has_days_numbers_and_enums():
    """Enums take no more room than numbers, and sort and compare as text."""
    found = answered(frame_of(EVENTS))
    assert found.columns == [*ROW, "team"]
    assert {found.schema[name] for name in DAYS} == {pl.Date()}
    assert {found.schema[name] for name in NUMBERS} == {pl.Int64()}
    assert all(isinstance(found.schema[name], pl.Enum) for name in LISTED)
    assert found.schema["status"].categories.to_list() == [one.value for one in Status]
    assert rows(found) == right()


def test_a_lazy_frame_gives_a_lazy_frame():
    """A caller who has a plan goes on with a plan."""
    found = answered(frame_of(EVENTS).lazy(), accounted=True)
    assert isinstance(found.obligations, pl.LazyFrame)
    assert isinstance(found.not_asked, pl.LazyFrame)
    assert rows(found.obligations.collect()) == right()


def test_arrow_has_days_of_32_bits_and_dictionaries():
    """A table of Arrow is what files and engines exchange."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is in the frame extra")
    found = answered(frame_of(EVENTS).to_arrow())
    assert isinstance(found, pyarrow.Table)
    assert {found.schema.field(name).type for name in DAYS} == {pyarrow.date32()}
    assert all(pyarrow.types.is_dictionary(found.schema.field(name).type) for name in LISTED)
    assert {found.schema.field(name).type for name in NUMBERS} == {pyarrow.int64()}
    assert rows(pl.DataFrame(pl.from_arrow(found))) == right()


def test_duckdb_has_days_and_enums_on_the_callers_connection():
    """The answer can be joined to the caller's own tables."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is installed by those who use it")
    with duckdb.connect() as connection:
        connection.register("events", frame_of(EVENTS).to_arrow())
        found = answered(connection.table("events"), accounted=True)
        types = dict(zip(found.obligations.columns, map(str, found.obligations.types), strict=True))
        assert {types[name] for name in DAYS} == {"DATE"}
        assert {types[name] for name in NUMBERS} == {"BIGINT"}
        assert all(types[name].startswith("ENUM") for name in LISTED)
        assert rows(found.obligations.pl()) == right()
        joined = found.obligations.set_alias("one").join(connection.table("events").set_alias("two"), "subject")
        assert len(joined.fetchall()) > 0


class TestPandas:
    """Days at midnight, whole numbers that may be missing, categories."""

    pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")

    def test_the_types_of_the_columns(self):
        """No column of days is of objects, and no count of days is a float."""
        found = answered(frame_of(EVENTS).to_pandas())
        assert list(found.columns) == [*ROW, "team"]
        assert {str(found[name].dtype) for name in DAYS} == {"datetime64[s]"}
        assert {str(found[name].dtype) for name in NUMBERS} == {"Int64"}
        assert {str(found[name].dtype) for name in LISTED} == {"category"}
        assert {str(found[name].dtype) for name in ("open", "exceeded")} == {"bool"}

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    def test_the_rows_are_those_of_the_per_case_engine(self, unit):
        """Days come in as any datetime at midnight."""
        frame = frame_of(EVENTS).to_pandas()
        frame["on"] = frame["on"].astype(f"datetime64[{unit}]")
        found = answered(frame)
        back = pl.from_pandas(found).with_columns(pl.col(name).cast(pl.Date) for name in DAYS)
        assert rows(back) == right()

    def test_an_index_of_the_callers_own_changes_nothing(self):
        """Rows are told by their place and not by the index, which may have one label twice."""
        frame = frame_of(EVENTS).to_pandas()
        frame.index = [7] * len(frame)
        assert answered(frame)["team"].isna().to_list() == answered(frame_of(EVENTS))["team"].is_null().to_list()

    def test_dates_as_objects_are_read(self):
        """A column of `datetime.date` is what a database gives pandas."""
        frame = frame_of(EVENTS).to_pandas()
        frame["on"] = self.pandas.Series([one.on for one in EVENTS], dtype=object)
        assert answered(frame)["rule"].to_list() == answered(frame_of(EVENTS))["rule"].to_list()


class TestFacts:
    """A fact may be of any plain type, and is the text that a host would write for it."""

    RULES = Ruleset.load("council-starter")

    @pytest.mark.parametrize(
        ("given", "text"),
        [
            (pl.Series([90, None]), "90"),
            (pl.Series([90.0, None]), "90"),
            (pl.Series([90.5, None]), "90.5"),
            (pl.Series([True, None]), "true"),
            (pl.Series([date(2024, 3, 28), None]), "2024-03-28"),
            (pl.Series(["yes", ""]), "yes"),
            (pl.Series(["yes", "  "]), "yes"),
            (pl.Series(["yes", None], dtype=pl.Categorical), "yes"),
            (pl.Series([None, None]), None),
        ],
    )
    def test_a_cell_becomes_text_and_a_blank_one_a_fact_that_is_lacking(self, given, text):
        """Whole numbers that pandas made floats of are whole numbers."""
        from reflective.frames.incoming import checked_events

        frame = frame_of(EVENTS[:2]).with_columns(given.alias("minutes"))
        assert checked_events(frame, ["minutes"])["minutes"].to_list() == [text, None]
