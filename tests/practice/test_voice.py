"""A child's voice: what they said or showed, to whom and how, and what changed because of it."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, BadValue, MoveNotAllowed, UnknownId
from reflective.practice import Audience, Link, Voice
from reflective.practice.voice import AccountStatus, Changed, Expression, Heard
from reflective.records import ContactMode, GoBetween, GoBetweenKind, Setting
from reflective.rules import Event

HEARD = date(2025, 3, 12)
LATER = date(2025, 3, 20)
BY = {"on": HEARD, "recorded": HEARD, "by": "w-1"}
THEN = {"on": LATER, "recorded": LATER, "by": "w-1"}
AT_SCHOOL = Heard(
    account="saturdays",
    words="I want to see Dani on Saturdays",
    told_to="w-1",
    alone=True,
    setting=Setting.SCHOOL,
    mode=ContactMode.FACE_TO_FACE,
)


@pytest.fixture
def voice():
    return Voice(id="v-1").of("c-1", **BY).hear(AT_SCHOOL, **BY)


def test_what_a_child_said_is_tied_to_what_changed_because_of_it(voice):
    """Row 19: the account, the change and the record that has the change are found from one another."""
    moved = voice.change("saturdays", "sibling time is on Saturdays", where=Link(record="p-1", item="a-2"), **THEN)
    assert moved.status("saturdays", HEARD) is AccountStatus.HEARD
    assert moved.status("saturdays", LATER) is AccountStatus.LED_TO_CHANGE
    ((place, change),) = moved.changed_because_of("saturdays", LATER)
    assert (place, change.where) == (2, Link(record="p-1", item="a-2"))
    assert moved.changed_because_of("saturdays", HEARD) == ()


def test_an_account_waits_until_something_changed_or_the_reason_is_given(voice):
    """Heard and left there is not evidenced as having mattered; a reason is an answer, and not the last one."""
    assert [one.account for _, one in voice.awaiting_change(LATER)] == ["saturdays"]
    nothing = voice.change_nothing("saturdays", "the court decides that", **THEN)
    assert nothing.awaiting_change(LATER) == ()
    assert nothing.status("saturdays", LATER) is AccountStatus.LED_TO_NOTHING
    assert nothing.change("saturdays", "the court agreed", **THEN).status("saturdays", LATER) == "led_to_change"


def test_a_child_who_does_not_speak_is_heard(voice):
    """A child of two who answers with his eyes has a voice, and through what he spoke is on the record."""
    eyes = GoBetween(kind=GoBetweenKind.EYES)
    shown = Heard(account="door", words="he looks at the door", expression=Expression.SHOWED, through=(eyes,))
    assert voice.hear(shown, **THEN).last_heard(LATER) == LATER
    assert voice.hear(shown, **THEN).accounts(LATER)[-1][1].through[0].kind is GoBetweenKind.EYES
    assert Voice(id="v-2").last_heard(LATER) is None


def test_whether_the_child_was_alone_has_three_answers():
    """Yes, no, and nobody said; with somebody else there it was not alone, and an interpreter does not count."""
    assert Heard(account="a", words="x").alone is None
    interpreter = GoBetween(kind=GoBetweenKind.INTERPRETER, person="i-1")
    assert Heard(account="a", words="x", alone=True, through=(interpreter,)).alone is True
    with pytest.raises(BadValue, match="with_whom must be empty"):
        Heard(account="a", words="x", alone=True, with_whom=("p-1",))


def test_whether_the_child_was_told_what_came_of_it_stands_beside_the_change(voice):
    """A change that nobody tells the child of looks to them like none."""
    moved = voice.change("saturdays", "on Saturdays", **THEN)
    assert [one.account for _, one in moved.unanswered(LATER)] == ["saturdays"]
    assert moved.tell_child("saturdays", "that it is on Saturdays", **THEN).unanswered(LATER) == ()


def test_everything_in_a_voice_is_about_its_child_and_nobody_who_listened(voice):
    """The teacher and the sibling to whom it was told have no part of it on their file."""
    told = voice.hear(Heard(account="b", words="x", told_to="t-1", with_whom=("c-2",)), **THEN)
    assert {entry.about for entry in told.entries} == {("c-1",)}


def test_siblings_have_a_voice_each(voice):
    """One record for two children would let one speak for the other."""
    with pytest.raises(BadEntry, match="another child has their own") as caught:
        voice.of("c-2", **THEN)
    assert caught.value.code == "voice.of_another"
    with pytest.raises(BadEntry, match="say first whose voice it is"):
        Voice(id="v-2").hear(AT_SCHOOL, **BY)
    case = Case.opened("case-1").join(voice, **BY)
    with pytest.raises(BadEntry):
        case.join(Voice(id="v-2").of("c-1", **BY), **BY)


def test_an_account_is_given_once_and_what_follows_has_its_id(voice):
    """A second account of one id would take over what changed because of the first."""
    with pytest.raises(MoveNotAllowed, match="an id of its own"):
        voice.hear(AT_SCHOOL, **THEN)
    with pytest.raises(UnknownId, match="no such account"):
        voice.change("sundays", "x", **THEN)
    with pytest.raises(UnknownId, match="no such entry"):
        voice.add(Changed(account="saturdays", what="x", where=Link(record="v-1", place=9)), **THEN)


def test_the_events_of_a_voice_say_how_and_never_what(voice):
    """A council's own rule may ask how often a child is seen alone; nobody reads the child's words in an event."""
    moved = voice.change("saturdays", "on Saturdays", **THEN)
    facts = (("alone", "yes"), ("expression", "said"), ("setting", "school"), ("mode", "face_to_face"))
    assert moved.events(LATER) == (
        Event(subject="c-1", kind="voice.heard", on=HEARD, ref="v-1/saturdays", facts=facts),
        Event(subject="c-1", kind="voice.changed", on=LATER, ref="v-1/saturdays"),
    )
    assert moved.events(HEARD) == moved.events(LATER)[:1]
    assert Voice(id="v-2").events(LATER) == ()


def test_an_account_that_is_withheld_from_a_parent_is_in_no_answer_of_their_reading(voice):
    """An account of a parent, given alone, is not told to that parent by a count of changes or an event."""
    secret = Heard(account="belt", words="he took his belt", alone=True)
    said = voice.hear(secret, **{**THEN, "audience": Audience.CHILD_FILE, "withheld_from": ("p-2",)})
    case = Case.opened("case-1").join(said, **THEN)
    for reader, known in ((None, ["saturdays", "belt"]), ("p-2", ["saturdays"])):
        reading = case.read(as_of=LATER, reader=reader)
        assert [one.account for _, one in reading["v-1"].accounts(LATER)] == known
        assert [event.ref for event in reading.events] == [f"v-1/{one}" for one in known]
