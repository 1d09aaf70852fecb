"""Deadlines: three shapes, a day that is kept, and the sentence that says how it was counted."""

import copy
import pickle
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reflective.documents import Faults, Format
from reflective.errors import BadDocument, BadPhrase, BadValue, NotADay, OutsideCalendar
from reflective.exchange import schema
from reflective.testing.strategies import days, phrases
from reflective.timescales import Deadline, Timescale, WorkingCalendar, deadline_of

#: The sentence on a deadline in any document.
SCHEMA = {"$ref": "#/$defs/Deadline", "$defs": schema()["$defs"]}
#: The page that lists, in its words, each fault that no schema can state.
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "format.md"
HELD = date(2021, 9, 6)
EASTER = date(2024, 3, 28)
ENGLAND = WorkingCalendar.england_and_wales()
OWN = WorkingCalendar(holidays=[date(2024, 3, 29)], first=date(2024, 1, 1), last=date(2024, 12, 31), name="ours")

ON_A_DAY = Deadline.on(date(2021, 10, 11))
IN_WORDS = Deadline.after("in 5 weeks", HELD, anchor="the supervision")
IN_WORKING_DAYS = Deadline.after("2 working days", EASTER, calendar=ENGLAND)
NO_DAY = Deadline.said("before half term")

#: Each of the three shapes as a document has it, written by hand from the description of the format.
DOCUMENTS = [
    (ON_A_DAY, {"day": "2021-10-11"}),
    (
        IN_WORDS,
        {"day": "2021-10-11", "words": "in 5 weeks", "counted_from": "2021-09-06", "anchor": "the supervision"},
    ),
    (
        IN_WORKING_DAYS,
        {
            "day": "2024-04-03",
            "words": "2 working days",
            "counted_from": "2024-03-28",
            "calendar": "England and Wales",
            "calendar_version": "2028.2",
            "holidays": ["2024-03-29", "2024-04-01"],
        },
    ),
    (NO_DAY, {"words": "before half term"}),
]
#: Values and documents that are half of a deadline.
HALVES = [
    {},
    {"words": "in 5 weeks", "day": HELD},
    {"words": "in 5 weeks", "counted_from": HELD},
    {"day": HELD, "counted_from": HELD},
    {"day": HELD, "anchor": "the supervision"},
    {"day": HELD, "calendar": "ours"},
    {"words": "before half term", "anchor": "the supervision"},
    {"words": "before half term", "holidays": (HELD,)},
    {"words": "in 5 weeks", "counted_from": HELD, "day": HELD, "calendar": "ours"},
    {"words": "in 5 weeks", "counted_from": HELD, "day": HELD, "calendar_version": "v1"},
    {"words": "in 5 weeks", "counted_from": HELD, "day": HELD, "holidays": (HELD,)},
]


def read(data):
    """The deadline in a document."""
    return Format().read(data, Deadline, Faults())


class TestShapes:
    """A day, words counted from a day, or words that name none; and nothing between."""

    def test_a_day_says_nothing_else(self):
        """Nobody has to explain a day that was set as one."""
        assert (ON_A_DAY.day, ON_A_DAY.words, ON_A_DAY.why) == (date(2021, 10, 11), None, None)

    def test_words_have_the_day_they_come_to_and_the_day_they_were_counted_from(self):
        """So that the day can be explained for ever after."""
        assert (IN_WORDS.day, IN_WORDS.counted_from) == (date(2021, 10, 11), HELD)
        assert IN_WORDS.calendar is None

    def test_working_days_keep_the_calendar_and_the_holidays_passed_over(self):
        """Whoever explains the day in ten years has the list that it was counted by."""
        assert IN_WORKING_DAYS.day == date(2024, 4, 3)
        assert (IN_WORKING_DAYS.calendar, IN_WORKING_DAYS.calendar_version) == ("England and Wales", "2028.2")
        assert IN_WORKING_DAYS.holidays == (EASTER + timedelta(1), date(2024, 4, 1))

    def test_a_calendar_beside_other_units_counts_nothing_and_is_not_kept(self):
        """A deadline in weeks stays where it falls, day off or not."""
        assert Deadline.after("in 5 weeks", HELD, calendar=ENGLAND) == Deadline.after("in 5 weeks", HELD)

    def test_words_that_name_no_day_are_kept_as_they_were_said(self):
        """Half of real plans say "before half term", and the words are worth keeping."""
        assert (NO_DAY.day, NO_DAY.words) == (None, "before half term")
        assert NO_DAY.why == 'no day is recorded: "before half term" names none that can be counted'

    @pytest.mark.parametrize("half", HALVES)
    def test_half_a_deadline_is_refused(self, half):
        """Two truths about one day, or a count that nobody could explain."""
        with pytest.raises(BadValue, match="a deadline must be"):
            Deadline(**half)

    @pytest.mark.parametrize(
        ("call", "error"),
        [
            (lambda: Deadline.after("Mick in a while", HELD), BadPhrase),
            (lambda: Deadline.after("in 5 weeks", "2021-09-06"), NotADay),
            (lambda: Deadline.after("in 5 weeks", HELD, calendar="ours"), BadValue),
            (lambda: Deadline.after("in 5 weeks", HELD, anchor=" "), BadValue),
            (lambda: Deadline.after("2 working days", date(2060, 1, 1), calendar=ENGLAND), OutsideCalendar),
            (lambda: Deadline.on("2021-09-06"), NotADay),
            (lambda: Deadline.said(" "), BadValue),
        ],
    )
    def test_what_cannot_be_counted_is_refused_when_it_is_made(self, call, error):
        """The refusal comes when it is made, and not when somebody asks what is due."""
        with pytest.raises(error) as caught:
            call()
        assert "Mick" not in str(caught.value)

    def test_working_days_without_a_calendar_name_the_argument_that_lacks(self):
        """The remedy is an argument of this call."""
        with pytest.raises(BadValue, match=r"^calendar must be given, such as WorkingCalendar\.england_and_wales"):
            Deadline.after("2 working days", HELD)

    def test_no_repr_shows_the_words(self):
        """They are somebody's, and reprs go into logs."""
        for one in (IN_WORDS, NO_DAY, IN_WORKING_DAYS):
            for shown in (repr(one), str(one)):
                assert "half term" not in shown
                assert "weeks" not in shown
                assert "supervision" not in shown

    @pytest.mark.parametrize("one", [ON_A_DAY, IN_WORDS, IN_WORKING_DAYS, NO_DAY])
    def test_a_copy_is_equal_and_answers_alike(self, one):
        """A host sends it to another process."""
        for again in (copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            assert (again, again.why, again.miscounted) == (one, one.why, one.miscounted)


class TestTheDayStays:
    """It was worked out once. No calendar, and no later way of reading words, moves it."""

    def test_a_day_that_is_given_is_not_counted_again(self):
        """Loading gives back what was agreed, though the words come to another day."""
        moved = attrs.evolve(IN_WORDS, day=date(2021, 10, 18))
        assert moved.day == date(2021, 10, 18)
        assert "due Mon 18 Oct 2021" in moved.why

    def test_a_holiday_proclaimed_later_changes_neither_the_day_nor_the_reason(self):
        """The reason names the list as it was."""
        before = Deadline.after("2 working days", HELD, calendar=ENGLAND)
        later = ENGLAND.extended(holidays=[HELD + timedelta(1)])
        assert Deadline.after("2 working days", HELD, calendar=later).day == before.day + timedelta(1)
        assert "passing over nothing" in before.why

    def test_words_that_can_no_longer_be_read_still_answer(self):
        """A later release may read fewer words, and the day was agreed all the same."""
        old = Deadline(words="in a moon", counted_from=HELD, day=date(2021, 10, 4), anchor="the supervision")
        assert old.why == 'due Mon 4 Oct 2021: "in a moon" from Mon 6 Sep 2021, the supervision'
        assert (old.reckoning, old.miscounted) == (None, False)
        counted = attrs.evolve(old, calendar="ours", calendar_version="v1", holidays=(HELD,))
        assert counted.why == old.why


@given(phrases(), days(), st.sampled_from([None, "the supervision"]))
def test_the_sentence_is_that_of_the_reckoning(words, day, anchor):
    """One wording, whether the count is shown now or read back years later."""
    timescale = Timescale.parse(words)
    working = timescale.unit == "working_days"
    try:
        counted = timescale.why(day, ENGLAND if working else None, phrase=words, anchor=anchor)
    except OutsideCalendar:
        return
    kept = Deadline.after(words, day, anchor=anchor, calendar=ENGLAND)
    assert (kept.day, kept.why) == (counted.due, str(counted))
    assert not kept.miscounted


class TestMiscounted:
    """Words and a day that do not agree are seen before they are written down."""

    @pytest.mark.parametrize(
        ("words", "day", "miscounted"),
        [
            ("in 5 weeks", date(2021, 10, 11), False),
            ("in 5 weeks", date(2021, 10, 12), True),
            ("10 days", date(2021, 9, 15), True),
            ("1 month", date(2021, 10, 6), False),
            ("1 month", date(2021, 10, 7), True),
            ("a year", date(2022, 9, 6), False),
            ("72 hours", date(2021, 9, 9), False),
            ("72 hours", date(2021, 9, 10), True),
            ("26 weeks beginning with the day", date(2022, 3, 6), False),
        ],
    )
    def test_words_that_come_to_another_day_are(self, words, day, miscounted):
        """The day would be read in one place and the words in another."""
        assert Deadline(words=words, counted_from=HELD, day=day).miscounted is miscounted

    @pytest.mark.parametrize(
        ("words", "day", "holidays", "miscounted"),
        [
            ("5 working days", date(2021, 9, 13), (), False),
            ("5 working days", date(2021, 9, 12), (), True),
            ("5 working days", date(2021, 9, 10), (), True),
            ("5 working days", date(2021, 9, 13), (date(2021, 9, 7),), True),
            ("5 working days", date(2021, 9, 14), (date(2021, 9, 14),), True),
            ("5 working days", date(2021, 9, 14), (date(2021, 9, 7),), False),
            ("5 working days", date(2021, 9, 20), (), False),
            ("5 working days", date(2021, 9, 18), (), True),
            ("5 working days", date(2021, 8, 20), (), True),
            ("5 working days beginning with the day", date(2021, 9, 10), (), False),
            ("5 working days beginning with the day", date(2021, 9, 9), (), True),
        ],
    )
    def test_working_days_are_only_where_no_calendar_could_come_to_the_day(self, words, day, holidays, miscounted):
        """Only their calendar would tell, and it is not here."""
        counted = {"counted_from": HELD, "holidays": holidays}
        assert Deadline(words=words, day=day, **counted).miscounted is miscounted

    @pytest.mark.parametrize("one", [ON_A_DAY, NO_DAY])
    def test_where_nothing_was_counted_nothing_is(self, one):
        """There is nothing to compare."""
        assert not one.miscounted

    def test_the_ends_of_time_are_no_fault_of_ours(self):
        """Days that leave no room to count answer, too."""
        for start, day in ((date.max, date.min), (date.min, date.max), (date.max, date.max)):
            for words in ("5 weeks", "5 working days"):
                one = Deadline(words=words, counted_from=start, day=day)
                assert one.why.startswith("due ")
                assert one.miscounted is (words == "5 weeks" or start == date.max)


class TestDocuments:
    """A document has one class, told apart by its keys, and none that is empty."""

    @pytest.mark.parametrize(("deadline", "document"), DOCUMENTS)
    def test_it_has_exactly_these_keys(self, deadline, document):
        """They are stored, and so they are kept."""
        assert Format().write(deadline, Deadline) == document
        assert read(document) == deadline

    @pytest.mark.parametrize("document", [document for _, document in DOCUMENTS])
    def test_the_schema_takes_it(self, document):
        """Another system checks a document by the schema alone."""
        assert Draft202012Validator(SCHEMA).is_valid(document)
        assert not Draft202012Validator(SCHEMA).is_valid({**document, "due_on": "2021-10-11"})

    @pytest.mark.parametrize("half", HALVES)
    def test_half_a_deadline_is_a_fault_with_its_path(self, half):
        """Whoever sends it has to find it: by the schema, or by the page that lists what no schema can state."""
        plain = {
            key: [str(one) for one in held] if isinstance(held, tuple) else str(held) for key, held in half.items()
        }
        with pytest.raises(BadDocument) as caught:
            read(plain)
        (fault,) = caught.value.faults
        assert fault.path == "$"
        unstated = Draft202012Validator(SCHEMA).is_valid(plain)
        assert unstated == (f"`{fault.wanted}`" in PAGE.read_text(encoding="utf-8"))

    def test_words_that_do_not_come_to_the_day_are_read_as_they_are(self):
        """The day was agreed. It is when it is written that the two are held against each other."""
        document = {"words": "in 5 weeks", "counted_from": "2021-09-06", "day": "2021-10-18"}
        assert read(document).day == date(2021, 10, 18)
        assert read({"words": "in 5 weeks"}).day is None


class TestGivenToAnAction:
    """The values that a due day can be given as: a deadline, or words with the day they are counted from."""

    @pytest.mark.parametrize(
        ("due", "counted_from", "anchor", "deadline"),
        [
            (None, None, None, None),
            (ON_A_DAY, None, None, ON_A_DAY),
            ("in 5 weeks", HELD, None, IN_WORDS),
            ("in 5 weeks", HELD, "the review", attrs.evolve(IN_WORDS, anchor="the review")),
            ("before half term", None, None, NO_DAY),
        ],
    )
    def test_both_ways_make_the_same_value(self, due, counted_from, anchor, deadline):
        """So that there is one truth, however it was written."""
        assert deadline_of(due, counted_from, anchor) == deadline

    @pytest.mark.parametrize(
        ("due", "counted_from", "anchor", "error", "says"),
        [
            ("in 5 weeks", None, None, BadValue, "^counted_from must be given"),
            ("before half term", HELD, None, BadPhrase, "within 45 working days"),
            ("before half term", None, "the review", BadValue, "^anchor must be"),
            ("5 working days", HELD, None, BadValue, r"^due must be Deadline\.after"),
            ("5 working days", None, None, BadValue, r"^due must be Deadline\.after"),
            (ON_A_DAY, HELD, None, BadValue, "^counted_from must be"),
            (ON_A_DAY, None, "the review", BadValue, "^counted_from must be"),
            (None, HELD, None, BadValue, "^counted_from must be"),
            (HELD, None, None, BadValue, "^due must be a Deadline"),
            ("in 5 weeks", "2021-09-06", None, NotADay, "^counted_from must be"),
            ("in 5 weeks", HELD, "", BadValue, "^anchor must be"),
        ],
    )
    def test_half_a_day_in_words_is_refused_where_it_is_written(self, due, counted_from, anchor, error, says):
        """From which day? It is asked while somebody is there who knows."""
        with pytest.raises(error, match=says):
            deadline_of(due, counted_from, anchor)


class TestWhatItsCountPassedOver:
    """The weekend days of a count in working days, by the calendar on the wall."""

    def test_a_week_of_working_days_passes_over_one_weekend(self):
        """Monday 6 to Monday 13 September 2021: Saturday 11 and Sunday 12."""
        cal = WorkingCalendar.england_and_wales()
        assert Deadline.after("5 working days", date(2021, 9, 6), calendar=cal).reckoning.weekend_days == 2
        assert Deadline.after("1 week", date(2021, 9, 6)).reckoning.weekend_days == 0
        assert Timescale.parse("1 week").why(date(2021, 9, 6), cal).weekend_days == 0

    def test_a_day_that_comes_too_soon_passed_over_none(self):
        """Three days on are not five working days: it is miscounted, and no number is below nought."""
        soon = Deadline(words="5 working days", counted_from=date(2021, 9, 6), day=date(2021, 9, 9), calendar="x")
        assert soon.miscounted
        assert soon.reckoning.weekend_days == 0

    @pytest.mark.parametrize(("day", "miscounted"), [(date(2021, 9, 16), True), (date(2021, 9, 17), False)])
    def test_a_saturday_that_counts_from_its_own_day_is_no_working_day(self, day, miscounted):
        """From Saturday 11 September 2021, the fifth working day is Friday 17."""
        words = "5 working days beginning with the day"
        assert Deadline(words=words, counted_from=date(2021, 9, 11), day=day, calendar="x").miscounted is miscounted
