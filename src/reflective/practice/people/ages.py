"""Ages on a day, as far as a birth date or a stated age tells them: the lowest and the highest that it can be."""

from datetime import date

from reflective.timescales import PartialDate

__all__ = ["Ages", "age_in_words", "ages_from_birth", "ages_from_stated", "best_known"]

#: The lowest and the highest age in whole years that somebody can have; None where the highest is open.
Ages = tuple[int, int | None]


def ages_from_birth(born: PartialDate, day: date) -> Ages | None:
    """The ages on a day of somebody born so; None where nothing is known of the birth, or it is still to come."""
    first, last = born.earliest, born.latest
    if (first is None and last is None) or (first is not None and first > day):
        return None
    lowest = 0 if last is None else max(0, _whole_years(last, day))
    return lowest, None if first is None else _whole_years(first, day)


def ages_from_stated(age: int, stated_on: date, day: date) -> Ages | None:
    """The ages on a day of somebody who was that age on another day; None on a day before their birth.

    On the same date in another year it is certain again. Between two such dates their birthday may have been or not.
    """
    lowest = age + _whole_years(stated_on, day)
    highest = lowest if (day.month, day.day) == (stated_on.month, stated_on.day) else lowest + 1
    return None if highest < 0 else (max(lowest, 0), highest)


def best_known(born: PartialDate | None, age: int | None, stated_on: date | None, day: date) -> Ages | None:
    """The ages on a day from the birth date if it has a first and a last day, else from the stated age, else from it.

    The two are never put together: each is somebody's word.
    """
    closed = born is not None and born.earliest is not None and born.latest is not None
    if age is not None and stated_on is not None and not closed:
        return ages_from_stated(age, stated_on, day)
    return None if born is None else ages_from_birth(born, day)


def age_in_words(ages: Ages | None) -> str | None:
    """Ages as they are shown: "5", "5 or 6", "5 to 9", "at least 5", "at most 3"; None where nothing is known."""
    if ages is None:
        return None
    lowest, highest = ages
    if highest is None:
        return f"at least {lowest}"
    if highest <= lowest + 1:
        return str(lowest) if highest == lowest else f"{lowest} or {highest}"
    return f"{lowest} to {highest}" if lowest else f"at most {highest}"


def _whole_years(start: date, day: date) -> int:
    """The whole years from one day to another. From 29 February a year is over on 1 March, or on 29 February."""
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))
