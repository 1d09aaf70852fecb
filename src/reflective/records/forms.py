"""Forms of a host's own: their sections and fields, and answers to them, each for the readers of its field."""

import enum
from collections.abc import Mapping
from datetime import date
from typing import Final

from reflective.errors import BadValue, UnknownId
from reflective.fields import Id, Key, Text, check, value
from reflective.records.content import Audience, Content, content

__all__ = ["FieldKind", "Form", "FormAnswer", "FormField", "FormSection"]


class FieldKind(enum.StrEnum):
    """The kind of answer that a field takes."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    #: One or more of the choices of the field.
    CHOICE = "choice"


@value(kw_only=True)
class FormField:
    """One field of a form: its title, what its answer is, and for whom the answer is.

    >>> seen = FormField(id="bedroom-seen", title="Bedroom seen on", kind=FieldKind.DAY, audience=Audience.CHILD_FILE)
    >>> print(seen.kind)
    day
    """

    id: Key
    title: Text
    kind: FieldKind
    audience: Audience
    #: The choices as (id, words), where it has some.
    choices: tuple[tuple[Id, Text], ...] = ()

    def __attrs_post_init__(self) -> None:
        if bool(self.choices) != (self.kind is FieldKind.CHOICE):
            raise BadValue(name="choices", wanted="given for a field of kind 'choice', and only then")


@value(kw_only=True)
class FormSection:
    """One section of a form, with its fields in their order.

    >>> seen = FormField(id="bedroom-seen", title="Bedroom seen on", kind=FieldKind.DAY, audience=Audience.CHILD_FILE)
    >>> len(FormSection(id="home", title="At home", fields=(seen,)).fields)
    1
    """

    id: Key
    title: Text
    fields: tuple[FormField, ...]


@value(kw_only=True)
class Form:
    """A form in one version. Answers name it, and so a later version changes none of them.

    Raises `BadValue` where two sections, or two fields of one section, have one id.

    >>> seen = FormField(id="bedroom-seen", title="Bedroom seen on", kind=FieldKind.DAY, audience=Audience.CHILD_FILE)
    >>> visit = Form(id="visit", version="3", sections=(FormSection(id="home", title="At home", fields=(seen,)),))
    >>> visit.field("home", "bedroom-seen").title
    'Bedroom seen on'
    """

    id: Id
    version: Id
    sections: tuple[FormSection, ...]

    def __attrs_post_init__(self) -> None:
        ids = [[one.id for one in self.sections], *([one.id for one in part.fields] for part in self.sections)]
        if any(len(set(some)) != len(some) for some in ids):
            raise BadValue(name="sections", wanted="sections and fields with an id each, none of them twice")

    def field(self, section: str, field: str) -> FormField:
        """The field of a section; raises `UnknownId` where the form has none of these ids."""
        for part in self.sections:
            for one in part.fields:
                if (part.id, one.id) == (section, field):
                    return one
        raise UnknownId(noun="field", where=f"form {self.id}, version {self.version}")


@content("form.answer", Audience.RESTRICTED, verb="answer", substance=True)
class FormAnswer(Content):
    """The answer to one field of a form: as text, a day, a number or what was chosen, and exactly one of these.

    >>> answer = FormAnswer(form="visit", version="3", section="home", field="bedroom-seen", day=date(2021, 9, 6))
    >>> print(answer.kind)
    day
    """

    form: Id
    version: Id
    section: Key
    field: Key
    text: Text | None = None
    day: date | None = None
    number: int | None = None
    #: The ids of the choices.
    chosen: tuple[Id, ...] | None = None

    def __attrs_post_init__(self) -> None:
        given = [one for one in (self.text, self.day, self.number, self.chosen) if one is not None]
        if len(given) != 1 or self.chosen == ():
            raise BadValue(name="answer", wanted="exactly one of a text, a day, a number and what was chosen")

    @property
    def kind(self) -> FieldKind:
        """The kind of answer that it is."""
        return next(kind for kind, field in _FIELDS.items() if getattr(self, field) is not None)


_FIELDS: Final[Mapping[FieldKind, str]] = {
    FieldKind.TEXT: "text",
    FieldKind.DAY: "day",
    FieldKind.NUMBER: "number",
    FieldKind.CHOICE: "chosen",
}


def judge(answer: FormAnswer, form: Form) -> FormField:
    """The field that an answer is to; raises `UnknownId` and `BadValue` where the form does not take that answer."""
    check("form", form, Form)
    if (answer.form, answer.version) != (form.id, form.version):
        raise BadValue(name="form", wanted="the form that the answer names, in the same version")
    field = form.field(answer.section, answer.field)
    if answer.kind is not field.kind:
        raise BadValue(name="answer", wanted=f"an answer of kind '{field.kind}'")
    if not set(answer.chosen or ()) <= {one for one, _ in field.choices}:
        raise BadValue(name="chosen", wanted="the ids of choices that the field has")
    return field
