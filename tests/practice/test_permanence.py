"""A child's permanence: options worked at once, the day to decide on each, and a parallel plan that is not leaked."""

from datetime import date

import attrs
import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, MoveNotAllowed
from reflective.practice import Audience, Permanence
from reflective.practice.permanence import (
    ContinuingSupport,
    OptionNamed,
    OptionShared,
    OptionStatus,
    OptionWorked,
    PermanenceRoute,
)
from reflective.rules import Event, Status
from reflective.timescales import Deadline, PartialDate

DAY = date(2021, 9, 6)
LATER = date(2021, 12, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
DUE = date(2021, 12, 1)
HOME = OptionNamed(option="home", route=PermanenceRoute.REMAIN_WITH_PARENT, decide=Deadline.on(DUE))
NANA = OptionNamed(
    option="nana",
    route=PermanenceRoute.SPECIAL_GUARDIANSHIP,
    parallel=True,
    trigger="no change by the review",
    decide=Deadline.on(DUE),
)
TOLD = OptionShared(option="nana", route=PermanenceRoute.SPECIAL_GUARDIANSHIP, with_whom=("p-1",))
EVERYTHING = frozenset(Audience) - {Audience.PERSONAL}


@pytest.fixture
def permanence():
    return Permanence(id="p-1").of("c-1", **BY).name_option(HOME, **BY).name_option(NANA, **BY)


def test_a_parallel_plan_is_worked_and_not_only_named(permanence):
    """Row 56: two options are worked at once, and one that is merely on the list is not one of them."""
    assert permanence.worked(DAY) == ()
    both = permanence.work_on_option("home", "the group", **BY).work_on_option("nana", "she was asked", **BY)
    assert [one.option for one in both.worked(DAY)] == ["home", "nana"]
    assert "two options worked at once" in permanence.missing(DAY)
    assert both.missing(DAY) == ("the support that goes on",)


def test_missing_says_which_option_has_no_day_and_no_trigger():
    """A plan B without a day to decide is never decided on."""
    bare = Permanence(id="p-1").of("c-1", **BY)
    bare = bare.name_option(attrs.evolve(NANA, decide=None, trigger=None), **BY)
    assert bare.missing(DAY) == (
        "two options worked at once",
        "a day to decide on option nana",
        "what would bring option nana about",
        "the support that goes on",
    )


def rows(record, day=LATER):
    return [(row.ref, row.subject, row.due, row.met, row.status, row.open) for row in record.due_rows(day)]


def test_the_day_to_decide_is_due_until_the_option_is_chosen_or_ruled_out(permanence):
    """1 December is past on the 6th; whichever way it was decided, it was decided."""
    assert rows(permanence) == [
        (f"p-1/{option}", "c-1", DUE, None, Status.OVERDUE, True) for option in ("home", "nana")
    ]
    chosen = permanence.choose_option("home", "he stopped drinking", on=DUE, recorded=DUE, by="w-1")
    chosen = chosen.rule_out_option("nana", "they stay", **THEN)
    assert rows(chosen) == [
        ("p-1/home", "c-1", DUE, DUE, Status.MET, False),
        ("p-1/nana", "c-1", DUE, LATER, Status.MET_LATE, False),
    ]
    again = chosen.work_on_option("nana", "he drinks again", **THEN)
    assert [one.decided_on for one in again.options(LATER)] == [DUE, None]


def test_a_decision_that_is_moved_keeps_the_first_day(permanence):
    """Row 55: the first target stays beside the one that there is now, or drift would not show."""
    moved = permanence.move_decision("home", Deadline.on(date(2022, 3, 1)), "the hearing", **THEN)
    row = next(row for row in moved.due_rows(LATER) if row.ref == "p-1/home")
    assert (row.first_due, row.due, row.status) == (DUE, date(2022, 3, 1), Status.PENDING)
    assert [one.former for one in moved.options(LATER)] == [(Deadline.on(DUE),), ()]


@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.RESTRICTED])
@pytest.mark.parametrize("said", [attrs.evolve(NANA, option="uncle"), OptionWorked(option="nana", what="x")])
def test_a_parallel_plan_that_is_not_shared_takes_no_other_audience(permanence, said, audience):
    """A parent would learn of it from a printout."""
    with pytest.raises(BadEntry, match="restricted until it is shared") as caught:
        permanence.add(said, **BY, audience=audience)
    assert caught.value.code == "permanence.not_shared"


def test_a_parallel_plan_is_in_no_open_reading_until_it_is_shared(permanence):
    """Neither its option, nor its day, nor a choice of it; from the sharing on, what was told and what follows."""
    worked = permanence.work_on_option("nana", "she was asked", **BY)
    support = ContinuingSupport(what="a group", option="nana")
    worked = worked.continue_support(support, **BY)
    case = Case.opened("case-1").join(worked, **BY)
    reading = case.read(as_of=LATER)
    assert [one.option for one in reading["p-1"].options(LATER)] == ["home"]
    assert [row.ref for row in reading.due] == ["p-1/home"]
    assert reading["p-1"].support(LATER) == ()
    assert len(case.read(as_of=LATER, audiences=EVERYTHING).due) == 2
    told = worked.share_option(TOLD, **BY).work_on_option("nana", "she was visited", **BY)
    told = told.choose_option("nana", "she can", **THEN)
    shown = Case.opened("case-2").join(told, **THEN).read(as_of=LATER)
    (_, nana) = shown["p-1"].options(LATER)
    assert (nana.status, nana.shared_with, nana.parallel) == (OptionStatus.CHOSEN, ("p-1",), False)
    assert [event.kind for event in shown.events] == ["permanence.chosen"]
    assert {told.closed(place).audience for place in (2, 3, 4)} == {Audience.RESTRICTED}


def test_who_was_told_of_the_parallel_plan_is_known(permanence):
    """Sharing is planned, and the record says with whom it was done and with whom it was not."""
    assert [one.option for one in permanence.not_shared(DAY)] == ["nana"]
    told = permanence.share_option(TOLD, **BY).share_option(attrs.evolve(TOLD, with_whom=("p-2", "p-1")), **BY)
    assert told.options(DAY)[1].shared_with == ("p-1", "p-2")
    assert told.not_shared(DAY) == ()


def test_an_option_is_achieved_after_it_was_chosen_and_can_break_down(permanence):
    """A home that was secured and broke down is ruled out, and the others can be worked again."""
    with pytest.raises(MoveNotAllowed):
        permanence.achieve_option("home", "x", **BY)
    secured = permanence.choose_option("home", "x", **BY).achieve_option("home", "they stayed", **BY)
    assert secured.missing(DAY)[-1] == "the support that goes on"
    assert "two options worked at once" not in secured.missing(DAY)
    assert secured.rule_out_option("home", "she left", **THEN).options(LATER)[0].status is OptionStatus.RULED_OUT
    with pytest.raises(MoveNotAllowed, match="an id of its own"):
        secured.name_option(HOME, **BY)


def test_support_goes_on_until_it_is_known_to_be_over(permanence):
    """Row 27's question at a closure: what goes on for the child, by whom, until when."""
    until = PartialDate.exact(DUE)
    helped = permanence.continue_support(ContinuingSupport(what="a group", by_whom="team-1", until=until), **BY)
    assert [one.by_whom for _, one in helped.support(DUE)] == ["team-1"]
    assert helped.support(LATER) == ()
    with pytest.raises(MoveNotAllowed, match="name the option first"):
        permanence.continue_support(ContinuingSupport(what="a group", option="uncle"), **BY)


def test_siblings_have_a_permanence_each(permanence):
    """An option for one child is not one for the other."""
    with pytest.raises(BadEntry, match="another child has their own"):
        permanence.of("c-2", **BY)
    with pytest.raises(BadEntry, match="say first whose permanence it is"):
        Permanence(id="p-2").name_option(HOME, **BY)
    assert {entry.about for entry in permanence.entries} == {("c-1",)}
    with pytest.raises(BadEntry):
        Case.opened("case-1").join(permanence, **BY).join(Permanence(id="p-2").of("c-1", **BY), **BY)


def test_the_events_say_what_was_chosen_and_achieved(permanence):
    """A council's own rule may ask by when a child has a lasting home."""
    secured = permanence.choose_option("home", "x", **BY).achieve_option("home", "they stayed", **THEN)
    assert secured.events(LATER) == (
        Event(subject="c-1", kind="permanence.chosen", on=DAY, ref="p-1/home"),
        Event(subject="c-1", kind="permanence.achieved", on=LATER, ref="p-1/home"),
    )
