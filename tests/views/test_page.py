"""Text in columns fits the page, whatever is put in it."""

import textwrap
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reflective.views.page import WIDTH, Page, counted, short_day

WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)
PROSE = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


@given(PROSE, st.sampled_from(["", "[88]", "[63, 64, 65, 70]"]), st.integers(0, 6))
def test_a_row_fits_the_page_and_loses_no_word(body, ref, hang):
    """Every line is at most 80 columns, every word is there in order, and the reference ends the last line."""
    page = Page()
    page.row("  label", body, ref, hang=hang)
    lines = str(page).split("\n")
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(lines).split() == ["label", *body.split(), *ref.split()]
    assert lines[-1].endswith(ref)


@given(PROSE, PROSE, PROSE, st.integers(0, 6))
def test_a_label_or_a_reference_that_is_too_long_has_lines_of_its_own(label, body, ref, hang):
    """Names and references are other people's: none pushes a line over the edge, is cut, or ends in an error."""
    page = Page()
    page.row(f"  {label}", body, ref, hang=hang)
    lines = str(page).split("\n")
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(lines).split() == [*label.split(), *body.split(), *ref.split()]


@given(PROSE, PROSE)
def test_what_is_too_long_for_the_right_edge_stands_below(left, right):
    """A count of eight kinds of entry is wider than half a page."""
    page = Page()
    page.say(left, right)
    lines = str(page).split("\n")
    assert all(len(line) <= WIDTH for line in lines)
    assert sorted(" ".join(lines).split()) == sorted([*left.split(), *right.split()])


@given(PROSE)
def test_a_row_without_wrapping_would_be_too_wide(body):
    """The control: what is wider than the page is put on more than one line."""
    page = Page()
    page.row("  label", body)
    assert (str(page).count("\n") > 0) == (len(textwrap.wrap(body, WIDTH - 15)) > 1)


@given(PROSE)
def test_a_line_with_something_at_its_right_edge_keeps_it_on_the_first_line(body):
    """The text at the right edge ends the first line."""
    page = Page()
    page.say(body, "6 Sep 2021")
    first = str(page).split("\n")[0]
    assert first.endswith(" 6 Sep 2021")
    assert len(first) == WIDTH


def test_numbers_are_words_as_far_as_ten():
    """One has no plural, and past ten there are figures."""
    assert [counted(n, "day") for n in (0, 1, 2, 10, 11)] == ["no day", "one day", "two days", "ten days", "11 days"]


def test_a_short_day_lines_up():
    """A single figure takes the room of two."""
    assert [short_day(date(2021, 10, day)) for day in (4, 11)] == [" 4 Oct", "11 Oct"]
