"""The people of the example, how they stand to one another and to the worker, and each child's journey."""

from typing import Final

from reflective.demo.cast_and_source import (
    ANDREW,
    ANNABELLE,
    BROTHER,
    CHILDREN,
    FAMILY,
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

#: (reference, kind, name, age, line). The note names no worker and gives no child's birthday.
_WHO: Final = (
    (JAMIE, PersonKind.CHILD, "Jamie", 5, 39),
    (ANNABELLE, PersonKind.CHILD, "Annabelle", 1, 39),
    (VICKY, PersonKind.FAMILY_MEMBER, "Vicky", None, 39),
    (MICK, PersonKind.FAMILY_MEMBER, "Mick", None, 39),
    (BROTHER, PersonKind.FAMILY_MEMBER, "Vicky's brother", None, 40),
    (VICKYS_FAMILY, PersonKind.FAMILY_MEMBER, "Vicky's family", None, 40),
    (GRANDPARENTS, PersonKind.FAMILY_MEMBER, "the paternal grandparents", None, 83),
    (HIS_PARTNERS, PersonKind.FAMILY_MEMBER, "Mick's earlier partners", None, 83),
    (HER_PARTNERS, PersonKind.FAMILY_MEMBER, "Vicky's earlier partners", None, 83),
    (WORKER, PersonKind.STAFF, None, None, 41),
    (MANAGER, PersonKind.STAFF, None, None, 52),
    (SENIOR, PersonKind.STAFF, None, None, 88),
    (ANDREW, PersonKind.PARTNER_PROFESSIONAL, "Andrew", None, 82),
    (RECOVERY, PersonKind.PARTNER_PROFESSIONAL, "the Craunston Recovery Services worker", None, 93),
)

#: (person, role, line)
_ROLES: Final = (
    (JAMIE, "child", 39),
    (ANNABELLE, "child", 39),
    (VICKY, "mother", 39),
    (MICK, "father", 39),
    (BROTHER, "relative", 40),
    (VICKYS_FAMILY, "relative", 40),
    (GRANDPARENTS, "relative", 83),
    (WORKER, "social-worker", 41),
    (MANAGER, "team-manager", 62),
    (SENIOR, "senior-social-worker", 88),
    (ANDREW, "substance-misuse-worker", 82),
)

#: (person, relation, kind, to, line)
_TIES: Final = (
    (JAMIE, "older sibling of", RelationKind.SIBLING, ANNABELLE, 39),
    (VICKY, "mother of", RelationKind.PARENT, JAMIE, 39),
    (VICKY, "mother of", RelationKind.PARENT, ANNABELLE, 39),
    (MICK, "father of", RelationKind.PARENT, JAMIE, 39),
    (MICK, "father of", RelationKind.PARENT, ANNABELLE, 39),
    (MICK, "parent of the same children as; whether they are together is not said", RelationKind.OTHER, VICKY, 39),
    (BROTHER, "brother of", RelationKind.SIBLING, VICKY, 40),
    (VICKYS_FAMILY, "family of", RelationKind.OTHER_RELATIVE, VICKY, 40),
    (MICK, "staying with", RelationKind.LIVES_WITH, BROTHER, 40),
    (GRANDPARENTS, "parents of", RelationKind.PARENT, MICK, 83),
    (HIS_PARTNERS, "earlier partners of", RelationKind.FORMER_PARTNER, MICK, 83),
    (HER_PARTNERS, "earlier partners of", RelationKind.FORMER_PARTNER, VICKY, 83),
    (MANAGER, "supervisor of", RelationKind.PROFESSIONAL, WORKER, 52),
    (SENIOR, "might support", RelationKind.PROFESSIONAL, WORKER, 88),
    (ANDREW, "substance misuse worker of", RelationKind.PROFESSIONAL, MICK, 82),
    (RECOVERY, "has a good relationship with", RelationKind.PROFESSIONAL, MICK, 93),
)

#: The note says both of the family as a whole, so each person has it in those words.
_FACTS: Final = (
    "the family identify as White British",
    "the family reside in the Friar Park area of Wednesbury, in Sandwell",
)


def people() -> People:
    """Everybody whom the note speaks of in the case."""
    found = People(id="case-1:people")
    for person, kind, name, age, line in _WHO:
        found = found.name(person, kind, name, age=age, **from_line(line, (person,), audience=_for(person)))
    for person, role, line in _ROLES:
        written = from_line(line, (person,), audience=_for(person))
        found = found.hold_role(person, role, roles=Roles.shipped(), **written)
    for person, relation, sort, to, line in _TIES:
        written = from_line(line, (person, to), audience=_for(person))
        found = found.relate(person, to, relation, kind=sort, **written)
    for what in _FACTS:
        for person in FAMILY:
            found = found.add_fact(person, what, **from_line(39, (person,)))
    return found


def _for(person: str) -> Audience | None:
    """Mick's dealings with another professional are his own, and not for Vicky to read; the rest is by its kind."""
    return Audience.RESTRICTED if person in {ANDREW, RECOVERY} else None


#: The past of each child, as (words, start, line, ours). Which of the two Dudley knew is kept as a question.
_PAST: Final = {
    JAMIE: (
        ('"Social Care involvement in Dudley"; "they" have been subject to it', None, 67, False),
        (
            "Sandwell Children's Trust involved sporadically, due to domestic abuse between Mick and Vicky",
            PartialDate.between(HELD.replace(year=HELD.year - 3), HELD, said="over the past three years"),
            40,
            False,
        ),
    ),
    ANNABELLE: (
        (
            '"Social Care involvement in Dudley" is said of both; she is 1, so it may be before her',
            None,
            67,
            True,
        ),
        ("the Trust's three years of involvement reach back to before she was born", None, 40, True),
    ),
}


def journeys() -> tuple[Journey, ...]:
    """A journey for each child."""
    return tuple(_journey(f"journey-{place}", child) for place, child in enumerate(CHILDREN, 1))


def _journey(record: str, child: str) -> Journey:
    about = (child,)
    journey = Journey(id=record).of(child, **from_line(67, about))
    for what, start, line, ours in _PAST[child]:
        stage = JourneyStage(part=JourneyPart.PAST, what=what, start=start, told_by=WORKER if line == 67 else None)  # noqa: PLR2004
        journey = journey.add(stage, **(inferred_from if ours else from_line)(line, about))
    for part, what, start, line in (
        (JourneyPart.PAST, "a Single Assessment", PartialDate.before(HELD, said="has completed"), 41),
        (JourneyPart.NOW, 'subject to a Child in Need plan "for 8 weeks"', None, 41),
        (JourneyPart.NOW, "the worker has continued to see them at the family home", None, 58),
    ):
        journey = journey.add(JourneyStage(part=part, what=what, start=start), **from_line(line, about))
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
    return _with_vicky(), _with_mick()


def _with_vicky() -> Relationship:
    about = (*CHILDREN, VICKY)
    found = Relationship(id="relationship-1").between(WORKER, VICKY, **from_line(73, about))
    found = found.assess(
        "maintaining_sustaining",
        "the worker had focussed solely on engaging Vicky throughout",
        "she has continued to see Vicky and the children at the family home",
        stated_as=("maintaining and sustaining stage",),
        **from_line("58, 73", about),
    )
    called = Enabler(located=BarrierLocation.FAMILY, what="Vicky called her family when it happened")
    return found.add(called, **inferred_from(40, about))


def _with_mick() -> Relationship:
    about = (*CHILDREN, MICK)
    found = Relationship(id="relationship-2").between(WORKER, MICK, **from_line(73, about))
    found = found.assess(
        "initial_rapport",
        "more recently he seemed quite angry when he talked to her, swearing at her",
        "she had focussed solely on engaging Vicky",
        "she has been stuck in the initial rapport building stage",
        stated_as=("still at the building stage", "initial rapport building stage", "initial rapport building"),
        ambiguity=(
            '"building" and "initial rapport building" are two stages of the ladder, and both are said of the one '
            "relationship; initially he seemed to work really well with her, so it may have gone back, or never have "
            "been further"
        ),
        **from_line("58, 73, 82", about),
    )
    found = found.rupture(
        'he has sworn at her and slammed the front door, and is no longer "engaging" with her',
        **inferred_from("57, 58", about),
    )
    for located, what, written in (
        (
            BarrierLocation.RELATIONSHIP,
            "a possibility that her involvement may have triggered feelings for him, that she has not responded to",
            from_line(73, about),
        ),
        (
            BarrierLocation.WORKER,
            "she has not always wanted to address his behaviour, and sometimes can find it intimidating",
            from_line(83, (MICK,)),
        ),
        (
            BarrierLocation.SYSTEM,
            "it has happened twice before, and the children's case was closed without support being provided",
            inferred_from(60, about),
        ),
    ):
        found = found.add(Barrier(located=located, what=what), **written)
    for located, what, written in (
        (BarrierLocation.RELATIONSHIP, "initially he seemed to work really well with her", inferred_from(58, about)),
        (BarrierLocation.FAMILY, "he has a roof: he is staying with Vicky's brother", inferred_from(40, about)),
        (
            BarrierLocation.SYSTEM,
            "he had a positive and established relationship with his substance misuse worker",
            from_line(82, (MICK, ANDREW), audience=Audience.RESTRICTED),
        ),
        (
            BarrierLocation.SYSTEM,
            "the Craunston Recovery Services worker has a good relationship with him",
            from_line(93, (MICK, RECOVERY), audience=Audience.RESTRICTED),
        ),
    ):
        found = found.add(Enabler(located=located, what=what), **written)
    tried = Tried(what="working with him while completing the Single Assessment", came_of_it="seemingly well")
    return found.add(tried, **inferred_from(58, about))
