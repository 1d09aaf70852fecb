"""Calendars come from a name, from our own shape, or from the document that GOV.UK publishes."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from reflective.errors import BadDocument, BadValue
from reflective.exchange.calendar_file import read_calendar
from reflective.timescales import WorkingCalendar

OURS = {"first": "2024-01-01", "last": "2024-12-31", "holidays": ["2024-03-29", "2024-04-01"]}
GOV = Path(__file__).resolve().parents[2] / "../shared/data/bank_holidays_2012_2028.json"


def test_our_own_shape_is_read():
    """First, last and holidays make a calendar."""
    cal = read_calendar(json.dumps(OURS))
    assert (cal.first, cal.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert not cal.is_working(date(2024, 3, 29))


#: The eight bank holidays of England and Wales in 2024, and those of 2025 up to Easter.
IN_2024 = ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"]
WHOLE = [f"2024-{day}" for day in IN_2024]
PART = [*WHOLE, "2025-01-01", "2025-04-18", "2025-04-21"]


def published(days, division="england-and-wales"):
    """A division as GOV.UK publishes it."""
    return {"division": division, "events": [{"title": "a", "date": day} for day in days]}


def test_the_published_shape_is_read_as_whole_years():
    """A year is known where the list has it in full; the year that has only begun is not."""
    for document, asked in (
        (published(WHOLE), None),
        (published(PART), "england-and-wales"),
        ({"england-and-wales": published(PART), "scotland": {}}, "england-and-wales"),
    ):
        cal = read_calendar(json.dumps(document), asked)
        assert (cal.first, cal.last) == (date(2024, 1, 1), date(2024, 12, 31))
        assert cal.is_holiday(date(2024, 3, 29))


def test_no_division_is_guessed():
    """A document of several has to be asked for one of them."""
    both = json.dumps({"england-and-wales": published(WHOLE), "scotland": published(WHOLE, "scotland")})
    with pytest.raises(BadDocument, match="has several divisions: ask for one of england-and-wales, scotland"):
        read_calendar(both)
    with pytest.raises(BadDocument, match="lacks the division that was asked for"):
        read_calendar(both, "northern-ireland")
    with pytest.raises(BadDocument, match="must be 'scotland', which was asked for"):
        read_calendar(json.dumps(published(WHOLE)), "scotland")
    with pytest.raises(BadValue, match="division must be one of"):
        read_calendar(both, "wales")


@pytest.mark.parametrize("lost", ["2024-01-01", "2024-12-26", "2024-05-27"])
def test_a_list_that_lacks_a_holiday_knows_no_year(lost):
    """One that starts in March does not know January."""
    with pytest.raises(BadDocument, match="a list with one whole year or more"):
        read_calendar(json.dumps(published([day for day in WHOLE if day != lost])))


FROM_MARCH = Path(__file__).resolve().parents[2] / "../shared/inputs/F18-feed-from-march.json"


@pytest.mark.skipif(not FROM_MARCH.exists(), reason="the feed that starts in March is not beside the project")
def test_a_feed_that_starts_in_march_is_refused():
    """It has no year in full."""
    with pytest.raises(BadDocument, match="one whole year or more"):
        read_calendar(FROM_MARCH.read_bytes(), "england-and-wales")


@pytest.mark.skipif(not GOV.exists(), reason="the published list is not beside the project")
def test_the_published_list_of_all_years_equals_the_shipped_calendar():
    """The document that lies beside the project gives the holidays that ship."""
    assert read_calendar(GOV.read_bytes(), "england-and-wales").holidays == WorkingCalendar.england_and_wales().holidays


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
                json.dumps({"england-and-wales": published(WHOLE), "zq7": {}}),
                "$: has a key that is not known; known keys are 'england-and-wales', 'northern-ireland', 'scotland'",
            ),
            (
                f'{{"england-and-wales": 1, "england-and-wales": {json.dumps(published(WHOLE))}}}',
                "$: has the key 'england-and-wales' more than once",
            ),
            (
                '{"england-and-wales": {"events": [{"date": "2024-03-29", "zq7": 1}]}}',
                "$.england-and-wales.events[0]: has a key that is not known; known keys are 'title', 'date', 'notes', "
                "'bunting'",
            ),
            (
                '{"events": [{"date": "1600-03-29"}, {"date": "2024-03-29"}]}',
                "$.events: must be a list with one whole year or more: New Year's Day to Boxing Day, eight holidays at "
                "least",
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
