"""Who is in the example, how they stand to one another and to the worker, and each child's journey."""

from typing import Final

from reflective.demo.cast_and_source import (
    ANDREW,
    ANNABELLE,
    BROTHER,
    CHILDREN,
    GRANDPARENTS,
    HELD,
    HER_PARTNERS,
    HIS_PARTNERS,
    JAMIE,
    MANAGER,
    MICK,
    RECOVERY,
    SENIOR,
    VICKY,
    VICKYS_FAMILY,
    WORKER,
    from_line,
    inferred_from,
)
from reflective.practice.journey import Journey, JourneyPart, JourneyStage, MapQuestion
from reflective.practice.people import People, PersonKind, RelationKind, Roles
from reflective.practice.relationship import Barrier, BarrierLocation, Enabler, Relationship, Tried
from reflective.records import Audience
from reflective.timescales import PartialDate

__all__ = ["journeys", "people", "relationships"]

#: (reference, kind, name, age, role, line). The note names no worker and gives no child's birthday.
_WHO: Final = (
    (JAMIE, PersonKind.CHILD, "Jamie", 5, "child", 39),
    (ANNABELLE, PersonKind.CHILD, "Annabelle", 1, "child", 39),
    (VICKY, PersonKind.FAMILY_MEMBER, "Vicky", None, "mother", 39),
    (MICK, PersonKind.FAMILY_MEMBER, "Mick", None, "father", 39),
    (BROTHER, PersonKind.FAMILY_MEMBER, "Vicky's brother", None, "relative", 40),
    (VICKYS_FAMILY, PersonKind.FAMILY_MEMBER, "Vicky's family", None, "relative", 40),
    (GRANDPARENTS, PersonKind.FAMILY_MEMBER, "the paternal grandparents", None, "relative", 83),
    (HIS_PARTNERS, PersonKind.FAMILY_MEMBER, "Mick's earlier partners", None, None, 83),
    (HER_PARTNERS, PersonKind.FAMILY_MEMBER, "Vicky's earlier partners", None, None, 83),
    (WORKER, PersonKind.STAFF, None, None, "social-worker", 41),
    (MANAGER, PersonKind.STAFF, None, None, "team-manager", 62),
    (SENIOR, PersonKind.STAFF, None, None, "senior-social-worker", 88),
    (ANDREW, PersonKind.PARTNER_PROFESSIONAL, "Andrew", None, "substance-misuse-worker", 82),
    (RECOVERY, PersonKind.PARTNER_PROFESSIONAL, "the Craunston Recovery Services worker", None, None, 93),
)

#: (person, relation, kind, to, line)
_TIES: Final = (
    (JAMIE, "older sibling of", RelationKind.SIBLING, ANNABELLE, 39),
    (VICKY, "mother of", RelationKind.PARENT, JAMIE, 39),
    (VICKY, "mother of", RelationKind.PARENT, ANNABELLE, 39),
    (MICK, "father of", RelationKind.PARENT, JAMIE, 39),
    (MICK, "father of", RelationKind.PARENT, ANNABELLE, 39),
    (MICK, "parent of the same children as; whether they are together is not said", RelationKind.OTHER, VICKY, 40),
    (BROTHER, "brother of", RelationKind.SIBLING, VICKY, 40),
    (VICKYS_FAMILY, "family of", RelationKind.OTHER_RELATIVE, VICKY, 40),
    (MICK, "staying with", RelationKind.LIVES_WITH, BROTHER, 40),
    (GRANDPARENTS, "parents of", RelationKind.PARENT, MICK, 83),
    (HIS_PARTNERS, "earlier partners of", RelationKind.FORMER_PARTNER, MICK, 83),
    (HER_PARTNERS, "earlier partners of", RelationKind.FORMER_PARTNER, VICKY, 83),
    (MANAGER, "supervisor of", RelationKind.PROFESSIONAL, WORKER, 55),
    (SENIOR, "might support", RelationKind.PROFESSIONAL, WORKER, 88),
    (ANDREW, "substance misuse worker of", RelationKind.PROFESSIONAL, MICK, 82),
    (RECOVERY, "has a good relationship with", RelationKind.PROFESSIONAL, MICK, 93),
)
#: Since when Mick stays with Vicky's brother. The note dates no other relation.
_SINCE: Final = {(MICK, BROTHER): PartialDate.before(HELD, said="after the most recent incident")}

#: (person, what, line)
_FACTS: Final = (
    (VICKY, "identifies as White British", 39),
    (MICK, "identifies as White British", 39),
    (JAMIE, "identifies as White British, with the family", 39),
    (ANNABELLE, "identifies as White British, with the family", 39),
    (JAMIE, "lives in the Friar Park area of Wednesbury, Sandwell, with the family", 39),
    (ANNABELLE, "lives in the Friar Park area of Wednesbury, Sandwell, with the family", 39),
)


def people() -> People:
    """Everybody whom the note speaks of in the case."""
    found = People(id="case-1:people")
    for person, kind, name, age, role, line in _WHO:
        found = found.name(person, kind, name, age=age, **from_line(line, (person,)))
        if role is not None:
            found = found.hold_role(
                person, role, roles=Roles.shipped(), **from_line(line, (person,), audience=_for(person))
            )
    for person, relation, sort, to, line in _TIES:
        written = from_line(line, (person, to), audience=_for(person))
        found = found.relate(person, to, relation, kind=sort, start=_SINCE.get((person, to)), **written)
    for person, what, line in _FACTS:
        found = found.add_fact(person, what, **from_line(line, (person,)))
    return found


def _for(person: str) -> Audience | None:
    """What Mick has to do with another professional is his own, and not for Vicky to read; the rest is by its kind."""
    return Audience.RESTRICTED if person in {ANDREW, RECOVERY} else None


def journeys() -> tuple[Journey, ...]:
    """A journey for each child. Which of the two Dudley knew is kept as a question, and not settled here."""
    return tuple(_journey(f"journey-{place}", child) for place, child in enumerate(CHILDREN, 1))


def _journey(record: str, child: str) -> Journey:
    about = (child,)
    journey = Journey(id=record).of(child, **from_line(67, about))
    for part, what, start, line in (
        (
            JourneyPart.PAST,
            "social care involvement in Dudley",
            PartialDate.unknown(said="before the family moved to Sandwell"),
            67,
        ),
        (
            JourneyPart.PAST,
            "the Trust involved, sporadically, because of domestic abuse",
            PartialDate.between(HELD.replace(year=HELD.year - 3), HELD, said="over the past three years"),
            40,
        ),
        (JourneyPart.PAST, "a Single Assessment, complete", PartialDate.before(HELD, said="has completed"), 41),
        (JourneyPart.NOW, 'on a child in need plan, "for 8 weeks"', None, 41),
    ):
        journey = journey.add(JourneyStage(part=part, what=what, start=start, told_by=WORKER), **from_line(line, about))
    for question, line in (
        (MapQuestion.NEXT, 63),
        (MapQuestion.HOW, 64),
        (MapQuestion.TIMESCALES, 65),
        (MapQuestion.CHECKPOINTS, 65),
    ):
        journey = journey.ask(question, **from_line(line, about, MANAGER))
    return journey


def relationships() -> tuple[Relationship, ...]:
    """The worker's relationships that the note tells of: with Vicky and with Mick, and with neither child."""
    with_vicky = Relationship(id="relationship-1").between(WORKER, VICKY, **from_line(73, (*CHILDREN, VICKY)))
    with_vicky = with_vicky.assess(
        "maintaining_sustaining",
        "engaged throughout; seen with the children at the family home",
        stated_as=("maintaining and sustaining stage",),
        **from_line(73, (*CHILDREN, VICKY)),
    )
    about = (*CHILDREN, MICK)
    with_mick = Relationship(id="relationship-2").between(WORKER, MICK, **from_line(73, about))
    with_mick = with_mick.assess(
        "initial_rapport",
        "he has been angry, has sworn, and has slammed the door; she had focused on Vicky",
        stated_as=("still at the building stage", "initial rapport building stage", "initial rapport building"),
        ambiguity=(
            "both words are used of the one relationship; he worked really well with her at first, so it may have gone "
            "back, or never been further"
        ),
        **from_line("73, 82", about),
    )
    with_mick = with_mick.add(
        Barrier(
            located=BarrierLocation.RELATIONSHIP, what="her involvement may have stirred feelings she has not answered"
        ),
        **from_line(73, about),
    )
    with_mick = with_mick.add(
        Barrier(
            located=BarrierLocation.WORKER,
            what="she can find his behaviour intimidating, and has not always addressed it",
        ),
        **from_line(83, (MICK,)),
    )
    with_mick = with_mick.add(
        Barrier(located=BarrierLocation.SYSTEM, what="the case was closed twice before without support being provided"),
        **inferred_from(60, about),
    )
    with_mick = with_mick.add(
        Enabler(located=BarrierLocation.SYSTEM, what="he has an established relationship with another professional"),
        **from_line("82, 93", (MICK, ANDREW), audience=Audience.RESTRICTED),
    )
    with_mick = with_mick.add(
        Tried(what="working with him on the single assessment", came_of_it="well"), **inferred_from(58, about)
    )
    return with_vicky, with_mick
