"""Calendars come from a name, from our own shape, or from the document that GOV.UK publishes."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from reflective.errors import BadDocument
from reflective.exchange.calendar_file import read_calendar
from reflective.timescales import WorkingCalendar

OURS = {"first": "2024-01-01", "last": "2024-12-31", "holidays": ["2024-03-29", "2024-04-01"]}
GOV = Path(__file__).resolve().parents[2] / "../shared/data/bank_holidays_2012_2028.json"


def test_our_own_shape_is_read():
    """First, last and holidays make a calendar."""
    cal = read_calendar(json.dumps(OURS))
    assert (cal.first, cal.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert not cal.is_working(date(2024, 3, 29))


def test_the_published_shape_is_read_as_whole_years():
    """GOV.UK's document, of one division or of all, gives the years of its first to its last holiday."""
    england = {"division": "england-and-wales", "events": [{"title": "a", "date": "2024-03-29"}]}
    for document in (england, {"england-and-wales": england, "scotland": {}}):
        cal = read_calendar(json.dumps(document))
        assert (cal.first, cal.last) == (date(2024, 1, 1), date(2024, 12, 31))
        assert cal.is_holiday(date(2024, 3, 29))


@pytest.mark.skipif(not GOV.exists(), reason="the published list is not beside the project")
def test_the_published_list_of_all_years_equals_the_shipped_calendar():
    """The document that lies beside the project gives the holidays that ship."""
    assert read_calendar(GOV.read_bytes()).holidays == WorkingCalendar.england_and_wales().holidays


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ("not json", "$"),
        ("[" * 100_000, "$"),
        ("[]", "$"),
        ("{}", "$"),
        ('{"events": [{"date": "29/03/2024"}]}', "$.events[0].date"),
        ('{"events": ["x"]}', "$.events[0]"),
        ('{"first": "2024-01-01", "last": "2024-12-31", "holidays": ["x", "y"]}', "$.holidays[1]"),
        ('{"first": "2024-01-01", "holidays": []}', "$"),
        ('{"first": "2024-01-01", "last": "2023-01-01", "holidays": []}', "$.last"),
        (b"\xff\xfe", "$"),
    ],
)
def test_a_bad_calendar_says_where_and_what_would_be_accepted(document, path):
    """Whatever is wrong raises one error with the place of the fault, and nothing else ever."""
    with pytest.raises(BadDocument) as caught:
        read_calendar(document)
    assert path in [fault.path for fault in caught.value.faults]


class TestWhatIsRefused:
    """A calendar's file is read as strictly as a case's: a holiday lost in silence moves a due day."""

    @pytest.mark.parametrize(
        ("document", "fault"),
        [
            (
                '{"first": "2024-01-01", "last": "2024-12-31", "holidays": ["2024-03-29"], "holidays": []}',
                "$: has the key 'holidays' more than once",
            ),
            (
                json.dumps({**OURS, "zq7": 1}),
                "$: has a key that is not known; known keys are 'first', 'last', 'holidays'",
            ),
            (json.dumps(OURS).encode("utf-16"), "$: must be UTF-8, which it is not from byte 0"),
            (
                json.dumps({"england-and-wales": {"events": [{"date": "2024-03-29"}]}, "zq7": {}}),
                "$: has a key that is not known; known keys are 'england-and-wales', 'northern-ireland', 'scotland'",
            ),
            (
                '{"england-and-wales": 1, "england-and-wales": {"events": [{"date": "2024-03-29"}]}}',
                "$: has the key 'england-and-wales' more than once",
            ),
            (
                '{"england-and-wales": {"events": [{"date": "2024-03-29", "zq7": 1}]}}',
                "$.england-and-wales.events[0]: has a key that is not known; known keys are 'title', 'date', 'notes', "
                "'bunting'",
            ),
            (
                '{"events": [{"date": "1600-03-29"}, {"date": "2024-03-29"}]}',
                "$.events: must be a list with its last year within 400 years of first",
            ),
            ('{"events": []}', "$.events: must be a list of one holiday or more"),
            (json.dumps({**OURS, "last": "2600-01-01"}), "$.last: must be within 400 years of first"),
            (None, "$: must be text or bytes, or a file opened to read bytes"),
        ],
    )
    def test_one(self, document, fault):
        """A fault with its path, on which nothing of the file hangs."""
        with pytest.raises(BadDocument) as caught:
            read_calendar(document)
        assert [str(one) for one in caught.value.faults] == [fault]
        assert caught.value.__context__ is None

    def test_a_parser_that_lets_its_error_hang_is_caught(self):
        """The control: an error that is raised while another is handled carries it, `from None` or not."""

        def careless(text):
            try:
                json.loads(text)
            except ValueError:
                raise BadDocument(faults=()) from None

        with pytest.raises(BadDocument) as caught:
            careless("zq7")
        assert "zq7" in caught.value.__context__.doc


def test_an_open_file_is_read():
    """A host that has the file open gives it as it is."""
    assert read_calendar(io.BytesIO(json.dumps(OURS).encode())) == read_calendar(json.dumps(OURS))
