"""The four stages of the supervision, as the note tells them."""

from datetime import date, timedelta
from typing import Final

from reflective.demo.cast_and_source import (
    ANDREW,
    CHILDREN,
    FAMILY,
    GRANDPARENTS,
    HELD,
    HER_PARTNERS,
    HIS_PARTNERS,
    MANAGER,
    MICK,
    VICKY,
    WORKER,
    from_line,
)
from reflective.practice.cycle import (
    AlternativeView,
    Cycle,
    Feeling,
    Focus,
    Interpretation,
    Observation,
    Response,
    Stage,
    View,
    Weighed,
)
from reflective.records import Audience, Link
from reflective.timescales import Deadline, PartialDate

__all__ = ["CYCLE", "cycle"]

CYCLE: Final = "cycle-1"

_E, _R, _A = Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS
#: Readings and reflection that are about the family are for the child's file here, as the note wants (line 102).
_FILED: Final = Audience.CHILD_FILE
_HISTORICALLY: Final = PartialDate.unknown(said="historically")
_LATELY: Final = PartialDate.unknown(said="more recently")


def cycle(hypotheses: tuple[Link, ...], actions: tuple[Link, ...], review_on: date) -> Cycle:
    """The cycle from experience to action, closed on the six actions and the day they are reviewed."""
    focus = Focus(
        lens="the child's journey, and relationship-based practice with Mick",
        person=MICK,
        children=CHILDREN,
    )
    begun = Cycle(id=CYCLE).add(focus, **from_line(52, FAMILY))
    thought = _analysis(_reflection(_background(_experience(begun))), hypotheses)
    entered = thought.enter(Stage.ACTION, **from_line(85, FAMILY))
    return entered.close(actions=actions, look_again=Deadline.on(review_on), **from_line("86-94", FAMILY))


def _background(cycle: Cycle) -> Cycle:
    """What is known of the family beside what the worker brought (lines 39 to 41)."""
    three_years = PartialDate.between(
        HELD.replace(year=HELD.year - 3), HELD, said="sporadically over the past three years"
    )
    for line, about, what, when in (
        (40, FAMILY, "the Trust was involved because of domestic abuse between Mick and Vicky", three_years),
        (40, FAMILY, "two police referrals", _HISTORICALLY),
        (
            40,
            FAMILY,
            "the most recent police referral, as reported: both named as perpetrators; from words to Vicky slapped",
            PartialDate.before(HELD, said="the most recent"),
        ),
        (
            40,
            FAMILY,
            "Vicky called her family, Mick was asked to leave, and he is staying with Vicky's brother",
            PartialDate.before(HELD, said="after the most recent incident"),
        ),
        (40, (*CHILDREN, MICK), "a concern that Mick was heavily intoxicated during the incident", None),
        (
            40,
            (*CHILDREN, MICK),
            'a concern that he "often" drinks large amounts of vodka "daily"; whose account is not said',
            None,
        ),
        (41, CHILDREN, "the Single Assessment is complete", PartialDate.before(HELD, said="has completed")),
        (41, CHILDREN, 'the children are on child in need plans, "for 8 weeks"', None),
    ):
        cycle = cycle.add(Observation(stage=_E, what=what, when=when), **from_line(line, about))
    concern = 'a concern that Mick is not "engaging" with the plan, and of drift and delay in it'
    return cycle.add(Interpretation(stage=_E, meaning=concern, whose=WORKER), **from_line(41, audience=_FILED))


def _experience(cycle: Cycle) -> Cycle:
    """What the worker brought (lines 57 to 60)."""
    cycle = cycle.enter(_E, **from_line(57, FAMILY))
    about = (*CHILDREN, MICK)
    twelve_weeks = PartialDate.about(HELD - timedelta(weeks=12), give=7, said="around 12 weeks now")
    cycle = cycle.add(
        Observation(stage=_E, what='Mick is no longer "engaging", and the plan is not moving'), **from_line(57)
    )
    cycle = cycle.add(Feeling(stage=_E, feeling='she feels "stuck"', whose=WORKER), **from_line(57))
    cycle = cycle.add(
        Response(stage=_E, prompt="what-did-they-do", answer="see the observations of line 58", answered_by=WORKER),
        **from_line(57),
    )
    cycle = cycle.add(Response(stage=_E, prompt="what-have-you-tried"), **from_line(57))
    cycle = cycle.add(
        Response(stage=_E, prompt="how-long", answer='only that it is "more recently"', answered_by=WORKER),
        **from_line(57),
    )
    for what, words, when in (
        ("the worker has been working with the family", None, twelve_weeks),
        (
            "at first he seemed to work really well with her, while she completed the assessment",
            None,
            PartialDate.unknown(said="initially"),
        ),
        ("he was angry and swore when he talked to her", "you just make things worse", _LATELY),
        ("he said the children would not be taken away", "your not going to take them away", _LATELY),
        ("the front door was slammed at an attempt to speak to him", None, _LATELY),
        ("on occasions he slurred his words", None, PartialDate.unknown(said="on occasions")),
        ("she went on seeing Vicky and the children at the family home", None, None),
        ("she does not know why things have changed", None, PartialDate.exact(HELD)),
    ):
        said_by = MICK if words else None
        cycle = cycle.add(
            Observation(stage=_E, what=what, words=words, said_by=said_by, when=when), **from_line(58, FAMILY)
        )
    cycle = cycle.add(
        Interpretation(stage=_E, meaning="he may have been under the influence of alcohol", whose=WORKER),
        **from_line(58, audience=_FILED),
    )
    cycle = cycle.add(Interpretation(stage=_E, meaning='"hostility"', whose=WORKER), **from_line(59, audience=_FILED))
    cycle = cycle.add(
        Feeling(stage=_E, feeling="he makes her feel anxious; she hates confrontational situations", whose=WORKER),
        **from_line(59, (MICK,)),
    )
    return cycle.add(
        Observation(
            stage=_E,
            what="the same happened twice before, and the case was closed without support being provided",
            when=PartialDate.unknown(said="twice before"),
        ),
        **from_line(60, about),
    )


def _reflection(cycle: Cycle) -> Cycle:
    """The child's journey, the relationship, and what the worker brings (lines 62 to 79)."""
    cycle = cycle.enter(_R, **from_line(62, FAMILY, MANAGER))
    # Asked of the journey map; what they explored is told, and no answer to the three questions is.
    for line, prompt in ((63, "next-stage"), (64, "how-to-get-there"), (65, "timescales-and-checkpoints")):
        cycle = cycle.add(Response(stage=_R, prompt=prompt), **from_line(line, CHILDREN, audience=_FILED))
    for line, what, when in (
        (67, "the children were subject to social care involvement in Dudley", _HISTORICALLY),
        (67, "Mick was reluctant to work with social workers", _HISTORICALLY),
        (67, "the family moved to Sandwell when the concerns increased", PartialDate.unknown(said="when")),
        (
            73,
            "Children's Services were involved throughout Mick's own childhood",
            PartialDate.unknown(said="childhood"),
        ),
        (73, "she had focused solely on engaging Vicky", PartialDate.unknown(said="throughout")),
    ):
        cycle = cycle.add(Observation(stage=_R, what=what, when=when), **from_line(line, audience=_FILED))
    cycle = cycle.add(
        Interpretation(stage=_R, meaning="there is a pattern in how Mick behaves now", whose=WORKER),
        **from_line(67, audience=_FILED),
    )
    cycle = cycle.add(Response(stage=_R, prompt="identity-and-culture"), **from_line(70, audience=_FILED))
    cycle = cycle.add(
        Response(
            stage=_R,
            prompt="intervention-with-each",
            answer="with Vicky throughout; with Mick only the beginning of rapport",
            answered_by=WORKER,
        ),
        **from_line(71, (*CHILDREN, MICK, VICKY), audience=_FILED),
    )
    cycle = cycle.add(
        AlternativeView(
            stage=_R,
            view="her being there may have stirred feelings from his own childhood",
            whose=MICK,
            known=View.IMAGINED,
        ),
        **from_line(73, audience=_FILED),
    )
    cycle = cycle.add(
        Observation(stage=_R, what="she had worked with other families in the area, and met stereotypes about it"),
        **from_line(74, (MICK,)),
    )
    for line, meaning in (
        (73, "there were feelings of his that she has not responded to"),
        (74, "stereotypes met about people of the area may have shaped her view of the family"),
        (75, "her own background and upbringing may bear on how she works with this family"),
    ):
        cycle = cycle.add(Interpretation(stage=_R, meaning=meaning, whose=WORKER), **from_line(line, (MICK,)))
    return cycle.add(
        Interpretation(
            stage=_R,
            meaning="alcohol, perhaps other substances, and his emotional health have an impact on the children",
            whose=WORKER,
        ),
        **from_line(73, audience=_FILED),
    )


def _analysis(cycle: Cycle, hypotheses: tuple[Link, ...]) -> Cycle:
    """Making sense of it, with hypotheses (lines 81 to 84)."""
    cycle = cycle.enter(_A, **from_line(81, FAMILY))
    for hypothesis in hypotheses:
        cycle = cycle.add(Weighed(stage=_A, hypothesis=hypothesis), **from_line("81-83", (*CHILDREN, MICK)))
    cycle = cycle.add(
        Observation(
            stage=_A,
            what="she read the guidance on working with non-engaging families, and needs to be more proactive",
        ),
        **from_line(81),
    )
    cycle = cycle.add(
        Observation(stage=_A, what="Mick has a positive, established relationship with his substance misuse worker"),
        **from_line(82, (MICK, ANDREW), audience=Audience.RESTRICTED),
    )
    cycle = cycle.add(
        Observation(
            stage=_A,
            what="domestic abuse is a feature of both parents' earlier relationships and of the paternal grandparents'",
        ),
        **from_line(83, (*FAMILY, GRANDPARENTS, HIS_PARTNERS, HER_PARTNERS)),
    )
    cycle = cycle.add(
        Interpretation(
            stage=_A,
            meaning="what Mick lived through as a child bears on how the family works and gets on",
            whose=WORKER,
        ),
        **from_line(83),
    )
    cycle = cycle.add(
        Feeling(
            stage=_A,
            feeling="she has not always wanted to address Mick's behaviour, and can find it intimidating",
            whose=WORKER,
            effect_on_practice="behaviour not always addressed",
        ),
        **from_line(83, (MICK,)),
    )
    cycle = cycle.add(
        Observation(stage=_A, what="a plan to manage the possible risk was discussed; it is not among the six actions"),
        **from_line(83, (MICK, WORKER), audience=Audience.RESTRICTED),
    )
    return cycle.add(
        Interpretation(stage=_A, meaning="whether process and intervention have been in balance", whose=WORKER),
        **from_line(84),
    )
