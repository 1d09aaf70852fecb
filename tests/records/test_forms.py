"""Forms of a host's own: answers judged by the form, and each for the readers of its field."""

from datetime import date

import pytest

from reflective.errors import BadValue, UnknownId
from reflective.exchange import dumps, loads
from reflective.practice import Supervision
from reflective.practice.supervision import MeetingPart, MeetingStage
from reflective.records import Audience, FieldKind, Form, FormAnswer, FormField, FormSection
from reflective.records.forms import judge

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


def field(name, kind, audience=Audience.CHILD_FILE, **more):
    return FormField(id=name, title=f"The title of {name}", kind=kind, audience=audience, **more)


FORM = Form(
    id="northmere-supervision",
    version="3",
    sections=(
        FormSection(
            id="case",
            title="The case",
            fields=(
                field("changed", FieldKind.TEXT),
                field("seen", FieldKind.DAY),
                field("visits", FieldKind.NUMBER),
                field(
                    "impact",
                    FieldKind.CHOICE,
                    choices=(("emotional", "Emotional"), ("moral", "Moral"), ("both", "Both")),
                ),
            ),
        ),
        FormSection(id="me", title="Me", fields=(field("changed", FieldKind.TEXT, Audience.PERSONAL),)),
    ),
)
ANSWERS = {
    "changed": {"text": "she sleeps"},
    "seen": {"day": DAY},
    "visits": {"number": 3},
    "impact": {"chosen": ("moral", "emotional")},
}


@pytest.fixture
def meeting():
    return Supervision(id="s-1").hold(WHO, children=("c-1",), **BY)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_names_its_form_in_its_version_and_comes_back_from_a_document(meeting, name):
    """A later version of the form changes no answer that was given to this one."""
    answered = meeting.answer(FORM, "case", name, **ANSWERS[name], **BY)
    said = answered.entries[-1].content
    assert (said.form, said.version, said.section, said.field) == ("northmere-supervision", "3", "case", name)
    assert loads(dumps(answered)) == answered


def test_an_answer_is_for_the_readers_of_its_field_or_for_closer_ones(meeting):
    """A section is private because its form says so, and not because somebody remembers it each time."""
    for section, given, stored in (
        ("case", None, (Audience.CHILD_FILE, None)),
        ("me", None, (Audience.PERSONAL, "w-1")),
        ("case", Audience.RESTRICTED, (Audience.RESTRICTED, None)),
        ("me", Audience.CHILD_FILE, (Audience.PERSONAL, "w-1")),
    ):
        entry = meeting.answer(FORM, section, "changed", text="x", audience=given, **BY).entries[-1]
        assert (entry.audience, entry.owner) == stored
    assert meeting.add(FormAnswer(form="f", version="1", section="s", field="f", number=1), **BY).entries[
        -1
    ].audience is (Audience.RESTRICTED)


@pytest.mark.parametrize(
    "given",
    [{}, {"text": "x", "number": 1}, {"chosen": ()}, {"number": 3}, {"text": " "}],
    ids=["nothing", "two", "nothing chosen", "another kind", "blank"],
)
def test_an_answer_is_exactly_one_of_the_kind_that_its_field_has(meeting, given):
    """Two answers to one field would leave open which one was given."""
    with pytest.raises(BadValue):
        meeting.answer(FORM, "case", "changed", **given, **BY)


def test_nothing_chosen_is_no_answer():
    """A question that was left open is not one to which none of the choices was the answer."""
    with pytest.raises(BadValue, match="exactly one"):
        FormAnswer(form="f", version="1", section="s", field="f", chosen=())


def test_what_the_form_does_not_have_is_refused(meeting):
    """A mistyped field would be answered and never shown."""
    for section, name in (("case", "chagned"), ("you", "changed")):
        with pytest.raises(UnknownId, match="no such field"):
            meeting.answer(FORM, section, name, text="x", **BY)
    with pytest.raises(BadValue, match="choices that the field has"):
        meeting.answer(FORM, "case", "impact", chosen=("moral", "spiritual"), **BY)


def test_a_form_has_each_id_once_and_choices_where_it_asks_for_one():
    """A field that two of its section are called by cannot be answered."""
    twice = (field("a", FieldKind.TEXT), field("a", FieldKind.DAY))
    with pytest.raises(BadValue, match="none of them twice"):
        Form(id="f", version="1", sections=(FormSection(id="s", title="S", fields=twice),))
    for wrong in ({"kind": FieldKind.CHOICE}, {"kind": FieldKind.TEXT, "choices": (("a", "A"),)}):
        with pytest.raises(BadValue, match="choices"):
            field("a", **wrong)


def test_an_answer_after_signing_unsigns(meeting):
    """A form is a part of what both sign."""
    signed = meeting.answer(FORM, "case", "visits", number=3, **BY).record(**BY)
    signed = signed.sign(MeetingPart.PRACTITIONER, **BY).sign(MeetingPart.SUPERVISOR, **{**BY, "by": "m-1"})
    assert signed.stage(DAY) is MeetingStage.AGREED
    assert signed.answer(FORM, "case", "visits", number=4, **BY).stage(DAY) is MeetingStage.RECORDED


def test_no_words_of_a_form_or_an_answer_are_in_a_repr(meeting):
    """Titles are a host's, answers a family's."""
    answered = meeting.answer(FORM, "case", "changed", text="she sleeps", **BY)
    assert "sleeps" not in repr(answered.entries[-1])
    assert "title" not in repr(FORM).replace("title=", "")


@pytest.mark.parametrize(
    ("form", "version"), [("northmere-supervision", "2"), ("northmere-supervision", "4"), ("a", "3"), ("z", "3")]
)
def test_an_answer_is_judged_by_its_own_form_in_its_own_version(form, version):
    """An earlier and a later version may ask something else under the same id, and so may another form."""
    answer = FormAnswer(form=form, version=version, section="case", field="visits", number=3)
    with pytest.raises(BadValue, match="in the same version"):
        judge(answer, FORM)
    assert (
        judge(FormAnswer(form=FORM.id, version=b"3".decode(), section="case", field="visits", number=3), FORM).id
        == "visits"
    )
