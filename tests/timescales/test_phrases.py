"""Timescales in words: what is read, and what is refused without being shown."""

import pytest

from reflective.errors import BadPhrase
from reflective.timescales import Timescale
from reflective.timescales.phrases import ACCEPTED


@pytest.mark.parametrize(
    ("phrase", "amount", "unit"),
    [
        ("within 45 working days", 45, "working_days"),
        ("45 working days", 45, "working_days"),
        ("1 working day", 1, "working_days"),
        ("ten business days", 10, "working_days"),
        ("in 5 weeks", 5, "weeks"),
        ("two weeks", 2, "weeks"),
        ("within two weeks", 2, "weeks"),
        ("in four weeks", 4, "weeks"),
        ("in four weeks time", 4, "weeks"),
        ("in four weeks' time", 4, "weeks"),
        ("in four weeks\N{RIGHT SINGLE QUOTATION MARK} time", 4, "weeks"),
        ("in a week's time", 1, "weeks"),
        ("a week", 1, "weeks"),
        ("a fortnight", 2, "weeks"),
        ("two fortnights", 4, "weeks"),
        ("3 months", 3, "months"),
        ("one calendar month", 1, "months"),
        ("within twelve months", 12, "months"),
        ("1 year", 1, "years"),
        ("72 hours", 72, "hours"),
        ("an hour", 1, "hours"),
        ("10 days", 10, "days"),
        ("21 calendar days", 21, "days"),
        ("twenty-eight days", 28, "days"),
        ("twenty eight days", 28, "days"),
        ("ninety-nine days", 99, "days"),
        ("no later than 7 days", 7, "days"),
        ("not later than 10 working days", 10, "working_days"),
        ("not more than six weeks", 6, "weeks"),
        ("at most 17 days", 17, "days"),
        ("no more than six weeks", 6, "weeks"),
        ("up to 36525 days", 36_525, "days"),
        ("007 days", 7, "days"),
        ("  Within\tTWO \n Weeks ", 2, "weeks"),
    ],
)
def test_a_phrase_is_read(phrase, amount, unit):
    """Figures or words, with what goes round them; case and spacing do not matter."""
    assert Timescale.parse(phrase) == Timescale(amount, unit)


@pytest.mark.parametrize(
    ("phrase", "amount", "unit"),
    [
        ("26 weeks beginning with the day", 26, "weeks"),
        ("within twenty-six weeks beginning with the day", 26, "weeks"),
        ("10 working days beginning with the day", 10, "working_days"),
    ],
)
def test_beginning_with_the_day_makes_the_day_count(phrase, amount, unit):
    """The words of the Act make the trigger day count; no other words do."""
    assert Timescale.parse(phrase) == Timescale(amount, unit, count_trigger=True)


@pytest.mark.parametrize("phrase", ACCEPTED)
def test_every_form_that_an_error_shows_can_be_read(phrase):
    """Every form that an error offers is accepted."""
    assert Timescale.parse(phrase).amount


REFUSED = [
    "",
    "   ",
    "weeks",
    "5",
    "five",
    "in weeks",
    "0 weeks",
    "zero weeks",
    "-5 weeks",
    "\N{MINUS SIGN}5 weeks",
    "+5 weeks",
    "2.5 weeks",
    "1,000 days",
    "1e3 days",
    "36526 days",
    "20000 fortnights",
    "999999999999999999999 days",
    "\N{ARABIC-INDIC DIGIT THREE} days",
    "\N{SUPERSCRIPT THREE} days",
    "n four weeks",
    "in 5 weeksto",
    "in 5 weeks to",
    "twenty ten days",
    "five twenty days",
    "two working weeks",
    "working days",
    "calendar hours",
    "2 weeks 3 days",
    "two weeks or so",
    "soon",
    "as soon as reasonably practicable",
    "within two weeks beginning",
    "time",
    "Vicky said two weeks",
    "a" * 101,
    "in " * 40 + "two weeks",
    "two weeks" + " " * 100,
]


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_cannot_be_read_is_refused_without_being_shown(phrase):
    """The error shows forms that can be read, and nothing of the phrase."""
    with pytest.raises(BadPhrase) as refused:
        Timescale.parse(phrase)
    assert str(refused.value) == str(BadPhrase(name="the timescale", accepted=ACCEPTED))


@pytest.mark.parametrize("given", [None, 45, b"two weeks", ["two weeks"]])
def test_what_is_no_text_is_no_phrase(given):
    """Only text can be read."""
    with pytest.raises(BadPhrase):
        Timescale.parse(given)
