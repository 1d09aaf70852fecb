"""The control: this test is wrong, so a run of it has to fail. pytest collects it only where it is named."""

from datetime import date

from reflective.timescales import Timescale, WorkingCalendar


def test_a_wrong_day():
    """Good Friday 2024 is given as a working day, which it is not."""
    due = Timescale.parse("within 1 working day").due(date(2024, 3, 28), WorkingCalendar.england_and_wales())
    assert due == date(2024, 3, 29)
