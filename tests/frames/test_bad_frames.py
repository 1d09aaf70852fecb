"""A frame that cannot be read is refused with every column at fault, and with no value of it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

pytest.importorskip("polars", reason="polars is in the frame extra")

import polars as pl

from reflective.errors import BadDocument, BadValue, NotADay
from reflective.frames import evaluate
from reflective.rules import Ruleset

DAY = date(2024, 3, 28)
AS_OF = date(2024, 6, 10)
NAME = "Annabelle"
GOOD = {"subject": ["c-1", "c-2"], "kind": ["referral.received"] * 2, "on": [DAY, DAY], "ref": ["r-1", "r-2"]}


def asked(frame, **given):
    return evaluate(frame, Ruleset.load("england").only("referral.decide"), AS_OF, **given)


def refused(**columns):
    """The faults of the good frame with some columns changed, or left out where they are None."""
    frame = {name: values for name, values in {**GOOD, **columns}.items() if values is not None}
    with pytest.raises(BadDocument) as raised:
        asked(pl.DataFrame(frame))
    assert NAME not in str(raised.value)
    assert raised.value.__context__ is None
    return [str(one) for one in raised.value.faults]


def test_control_the_good_frame_is_read():
    """The faults below are those of what is changed in it."""
    assert len(asked(pl.DataFrame(GOOD))) == 2


def test_every_column_that_is_lacking_is_named():
    """One error says which, whichever there are."""
    assert refused(on=None, ref=None) == ["on: must be a column of the frame", "ref: must be a column of the frame"]


def test_text_for_days_is_refused_and_not_read():
    """The order of day and month in a text is the host's to know."""
    assert refused(on=["2024-03-28", "2024-03-29"]) == ["on: must be a column of days, and not of text: parse it first"]


@pytest.mark.parametrize("bad", [None, date(1899, 12, 31)])
def test_a_day_that_is_no_day_is_refused_with_its_place(bad):
    """A null or a day before 1900 stands for no day, and dropping its row would be silence."""
    assert refused(on=[DAY, bad]) == [
        "on: must be a day on every row, in 1900 or later: 1 row has none, the first at position 1"
    ]


def test_the_first_day_of_1900_is_a_day():
    """The bound itself is accepted, and the per-case engine says what it makes of it."""
    found = asked(pl.DataFrame({**GOOD, "on": [DAY, date(1900, 1, 1)]}))
    assert found["status"].to_list() == ["overdue", "not_known"]


@pytest.mark.parametrize("name", ["subject", "ref"])
@pytest.mark.parametrize("bad", [None, "", "nan", "NaN", "None", "<NA>", " c-1", "c\n1", "x" * 400])
def test_an_id_that_is_none_is_refused_with_its_place(name, bad):
    """Children without an id would all become one child."""
    assert refused(**{name: [bad, "c-2"]}) == [
        f"{name}: must be an id on every row: 1 row has none, the first at position 0"
    ]


def test_every_fault_is_told_at_once():
    """A host mends the frame in one go."""
    found = refused(subject=[None, None], kind=["", ""], on=["x", "y"], ref=[1, 2])
    assert [one.partition(":")[0] for one in found] == ["subject", "kind", "on", "ref"]
    assert "2 rows have none" in found[0]


def test_numbers_for_ids_are_refused():
    """The zeros before a number are lost already, and only the host knows whether there were any."""
    assert refused(subject=[1, 2]) == ["subject: must be text: cast numbers to text in the form that your system shows"]


def test_no_value_is_in_an_error():
    """A name in a wrong column stays out of every message."""
    assert refused(on=[NAME, NAME], subject=[f"{NAME}\n", "c-2"])


def test_a_fact_of_another_type_is_refused():
    """A list in a cell is no fact."""
    assert refused(at=[[1], [2]]) == ["at: must be text, numbers, days, times, or true and false"]


class TestTimesOfDay:
    """The day of a moment depends on a time zone, which only the host knows."""

    def test_midnight_is_a_day(self):
        """Many a database, and pandas, have no other type for a day."""
        assert len(asked(pl.DataFrame({**GOOD, "on": [datetime(2024, 3, 28)] * 2}))) == 2

    def test_another_time_is_refused(self):
        """Cutting it off could be wrong by a day."""
        assert refused(on=[datetime(2024, 3, 28), datetime(2024, 3, 28, 23, 30)]) == [
            "on: must be days without a time of day"
        ]

    def test_a_time_zone_is_refused(self):
        """Midnight in one zone is the day before in another."""
        assert refused(on=[datetime(2024, 3, 28, tzinfo=UTC)] * 2) == [
            "on: must be days without a time zone: cast to the day that is meant"
        ]

    def test_mixed_time_zones_in_pandas_are_refused(self):
        """A column of objects with several zones is of no one type."""
        pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
        zones = [datetime(2024, 3, 28, tzinfo=UTC), datetime(2024, 3, 28, tzinfo=timezone(timedelta(hours=1)))]
        with pytest.raises(BadDocument, match="on: must be") as raised:
            asked(pandas.DataFrame({**GOOD, "on": pandas.Series(zones, dtype=object)}))
        assert raised.value.__context__ is None


def test_a_column_that_is_there_twice_is_refused():
    """Pandas allows it, and nobody can tell which of the two is meant."""
    pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
    frame = pandas.DataFrame(GOOD)
    twice = pandas.concat([frame, frame[["ref"]]], axis=1)
    with pytest.raises(BadDocument, match="ref: must be there once"):
        asked(twice)


def test_objects_of_several_types_in_pandas_are_refused():
    """A column with text and numbers is told by its name alone."""
    pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
    with pytest.raises(BadDocument, match="subject: must be of one type on every row") as raised:
        asked(pandas.DataFrame({**GOOD, "subject": pandas.Series([NAME, 7], dtype=object)}))
    assert NAME not in str(raised.value)


@pytest.mark.parametrize("frame", [None, [GOOD], GOOD, "frame"])
def test_anything_but_a_frame_is_refused(frame):
    """The message lists the libraries."""
    with pytest.raises(BadValue, match="frame must be a frame of polars, pandas or pyarrow"):
        asked(frame)


@pytest.mark.parametrize("columns", ["team", [1], ["team"], ["kind"], 3])
def test_columns_that_are_not_there_or_are_ours_are_refused(columns):
    """A column that is asked for and lacking is no silent null."""
    with pytest.raises(BadValue, match="columns must be"):
        asked(pl.DataFrame(GOOD), columns=columns)


def test_arguments_are_refused_as_the_per_case_engine_refuses_them():
    """The same words for the same slip."""
    with pytest.raises(NotADay, match="as_of"):
        evaluate(pl.DataFrame(GOOD), Ruleset.load("england"), datetime(2024, 1, 1))
    with pytest.raises(BadValue, match="ruleset must be"):
        evaluate(pl.DataFrame(GOOD), "england", AS_OF)
    with pytest.raises(BadValue, match="calendars"):
        asked(pl.DataFrame(GOOD), calendars=3)
    with pytest.raises(BadValue, match="holds"):
        asked(pl.DataFrame(GOOD), holds="referral.received")
