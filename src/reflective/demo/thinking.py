"""The four stages of the supervision, as the note tells them."""

from datetime import date
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
    inferred_from,
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

_E, _R, _A, _D = Stage.EXPERIENCE, Stage.REFLECTION, Stage.ANALYSIS, Stage.ACTION
#: Readings and reflection that are about the family are for the child's file here, as the note wants (line 102).
_FILED: Final = Audience.CHILD_FILE
_HISTORICALLY: Final = PartialDate.unknown(said="historically")
_BEFORE: Final = PartialDate.before(HELD, said="has completed")
_LATELY: Final = PartialDate.unknown(said="more recently")
_THREE_YEARS: Final = PartialDate.between(HELD.replace(year=HELD.year - 3), HELD, said="over the past three years")
_HIS: Final = (*CHILDREN, MICK)
#: The line, whom it is about, what was seen or said, and when, where the note has a word on that.
_Seen = tuple[int, tuple[str, ...], str, PartialDate | None]


def cycle(hypotheses: tuple[tuple[Link, str, bool], ...], actions: tuple[Link, ...], review_on: date) -> Cycle:
    """The cycle from experience to action, closed on the six actions and the day they are reviewed.

    Each hypothesis comes with the lines of the note that it is from, and whether it is an inference of ours.
    """
    focus = Focus(
        lens="the child's journey; relationship-based practice with Mick",
        person=MICK,
        children=CHILDREN,
    )
    begun = Cycle(id=CYCLE).add(focus, **from_line(52, FAMILY))
    thought = _analysis(_reflection(_background(_experience(begun))), hypotheses)
    entered = thought.enter(Stage.ACTION, **from_line(85, FAMILY))
    purpose = "the actions are identified to strengthen practice and outcomes for the children"
    entered = entered.add(Observation(stage=_D, what=purpose), **from_line(86, FAMILY))
    return entered.close(actions=actions, look_again=Deadline.on(review_on), **from_line("86-94", FAMILY))


def _observed(cycle: Cycle, stage: Stage, rows: tuple[_Seen, ...]) -> Cycle:
    """Add what the note tells as it was seen or said, a row for each."""
    for line, about, what, when in rows:
        cycle = cycle.add(Observation(stage=stage, what=what, when=when), **from_line(line, about, audience=_FILED))
    return cycle


def _read(cycle: Cycle, stage: Stage, rows: tuple[tuple[int | str, str], ...]) -> Cycle:
    """Add the worker's interpretations that are about the family, a row for each."""
    for line, meaning in rows:
        meant = Interpretation(stage=stage, meaning=meaning, whose=WORKER)
        cycle = cycle.add(meant, **from_line(line, _HIS, audience=_FILED))
    return cycle


def _asked(cycle: Cycle, stage: Stage, prompt: str, answer: str | None, lines: str) -> Cycle:
    """Add a question of the manager's, with the worker's answer where the note has one."""
    answered = Response(stage=stage, prompt=prompt, answer=answer, answered_by=None if answer is None else WORKER)
    return cycle.add(answered, **from_line(lines, (*_HIS, VICKY), MANAGER, audience=_FILED))


def _background(cycle: Cycle) -> Cycle:
    """The history that the note gives before the supervision (lines 40 and 41)."""
    cycle = _observed(
        cycle,
        _E,
        (
            (
                40,
                FAMILY,
                (
                    "Sandwell Children's Trust were involved with the family, sporadically, due to domestic abuse "
                    "between Mick and Vicky"
                ),
                _THREE_YEARS,
            ),
            (40, FAMILY, "two police referrals", _HISTORICALLY),
            (
                40,
                FAMILY,
                (
                    'the most recent police referral, as reported: Mick and Vicky "were both perpetrators of abuse '
                    'towards each other", which "ranged from verbal altercation to her being slapped"; by whom is '
                    "not said"
                ),
                None,
            ),
            (40, FAMILY, "Vicky called her family, and Mick was asked to leave", None),
            (40, FAMILY, "Mick is staying with Vicky's brother", None),
            (40, _HIS, "concerns that Mick was heavily intoxicated during this incident", None),
            (
                40,
                _HIS,
                'concerns that he "often consumes large amounts of vodka daily"; whose account is not said',
                None,
            ),
            (
                41,
                CHILDREN,
                "the worker has completed a Single Assessment",
                _BEFORE,
            ),
            (41, CHILDREN, 'the children are subject to Child in Need plans "for 8 weeks"', None),
        ),
    )
    concern = 'the worker is concerned that Mick is not "engaging" with the plan, and about drift and delay in it'
    return _read(cycle, _E, ((41, concern),))


def _experience(cycle: Cycle) -> Cycle:
    """The experience that the worker brought, and what the manager asked (lines 57 to 60)."""
    cycle = cycle.enter(_E, **from_line(57, FAMILY))
    cycle = _read(cycle, _E, ((57, 'Mick is no longer "engaging" with her'),))
    cycle = _observed(cycle, _E, ((57, _HIS, "the plan is not progressing", None),))
    cycle = cycle.add(Feeling(stage=_E, feeling='she feels "stuck"', whose=WORKER), **from_line(57))
    cycle = _asked(cycle, _E, "what-did-they-do", "see the observations of line 58", "57, 58")
    cycle = _asked(cycle, _E, "what-have-you-tried", None, "57")
    answer = '"more recently", after working with the family for around 12 weeks; it has happened twice before'
    cycle = _asked(cycle, _E, "how-long", answer, "57, 58, 60")
    cycle = _what_happened(cycle)
    cycle = _read(
        cycle,
        _E,
        (
            (58, "she thinks he might have been under the influence of alcohol"),
            (59, 'she has interpreted this behaviour as "hostility" from Mick'),
        ),
    )
    anxious = Feeling(stage=_E, feeling="he makes her feel anxious; she hates confrontational situations", whose=WORKER)
    cycle = cycle.add(anxious, **from_line(59, (MICK,)))
    again = Observation(
        stage=_E,
        what="it has happened twice before when Social Care were involved, and the children's case was closed without "
        "support being provided",
        when=PartialDate.unknown(said="twice before"),
    )
    return cycle.add(again, **from_line(60, _HIS))


def _what_happened(cycle: Cycle) -> Cycle:
    """The account of line 58, in the order of the note, with Mick's words in full."""
    for what, words, when in (
        ("the worker has been working with the family", None, PartialDate.unknown(said="around 12 weeks now")),
        ("she does not know why things have changed", None, PartialDate.exact(HELD)),
        (
            "he seemed to work really well with her when she was completing the Single Assessment",
            None,
            PartialDate.unknown(said="initially"),
        ),
        (
            "he seemed quite angry when he talked to her, swearing at her",
            "kids don't need a Social Worker, you just make things worse",
            _LATELY,
        ),
        ("he told her that she would not take the children away", "your not going to take them away", _LATELY),
        (
            'Mick has slammed the front door, "when he has tried to speak to him"; who tried to speak is not clear',
            None,
            _LATELY,
        ),
        ("he was slurring his words", None, PartialDate.unknown(said="on occasions")),
        ("the worker has continued to see Vicky and the children at the family home", None, None),
    ):
        seen = Observation(stage=_E, what=what, words=words, said_by=MICK if words else None, when=when)
        cycle = cycle.add(seen, **from_line(58, FAMILY))
    return cycle


def _reflection(cycle: Cycle) -> Cycle:
    """The child's journey, the relationship, and what the worker brings (lines 62 to 79)."""
    cycle = cycle.enter(_R, **from_line(62, FAMILY, MANAGER))
    # Asked of the journey map; what they explored is told, and no answer to the three questions is.
    for line, prompt in ((63, "next-stage"), (64, "how-to-get-there"), (65, "timescales-and-checkpoints")):
        asked = Response(stage=_R, prompt=prompt)
        cycle = cycle.add(asked, **from_line(line, CHILDREN, MANAGER, audience=_FILED))
    cycle = _journey(cycle)
    answer = "she did not have a good understanding of Mick's experience, his family's culture and identity"
    cycle = _asked(cycle, _R, "identity-and-culture", answer, "70, 82")
    answer = "focussed solely on engaging Vicky throughout; with Mick, the initial rapport building stage"
    cycle = _asked(cycle, _R, "intervention-with-each", answer, "71, 73")
    return _herself(_with_mick(cycle))


def _journey(cycle: Cycle) -> Cycle:
    """The children's journey and the support so far (lines 67 to 69)."""
    cycle = _observed(
        cycle,
        _R,
        (
            (67, CHILDREN, "she reviewed the impact chronology, and life work undertaken with Vicky", None),
            (67, CHILDREN, "the children have been subject to Social Care involvement in Dudley", None),
            (67, _HIS, "Mick was reluctant to work with the Social Workers", _HISTORICALLY),
            (67, FAMILY, "the family moved to Sandwell when the concerns increased", None),
            (68, CHILDREN, "the journey map and its questions helped her to think about each child's experience", None),
            (68, _HIS, "the quality of the previous support was evaluated", None),
        ),
    )
    return _read(
        cycle,
        _R,
        (
            (67, "a pattern in his behaviours currently"),
            (
                67,
                "the impact on the children and their timescales for change are identified; not told what they are",
            ),
            (67, "how the relationship with Mick could be strengthened is thought about"),
            (
                68,
                (
                    "understanding their child's journey, and the reasons for professional worries, may reduce some "
                    "of a family's anxieties; involvement might trigger feelings linked to previous involvement"
                ),
            ),
            (69, "the quality of the relationship with Mick in particular, and strengths, resources and difficulties"),
        ),
    )


def _with_mick(cycle: Cycle) -> Cycle:
    """The relationship with Mick and his background (lines 73 and 74)."""
    cycle = _observed(
        cycle,
        _R,
        (
            (73, _HIS, "the Building Blocks were used to identify the stage of each relationship", None),
            (73, _HIS, "she had focussed solely on engaging Vicky", PartialDate.unknown(said="throughout")),
        ),
    )
    feelings = AlternativeView(
        stage=_R,
        view="her involvement may have triggered feelings for him",
        whose=MICK,
        known=View.IMAGINED,
    )
    cycle = cycle.add(feelings, **from_line(73, audience=_FILED))
    return _read(
        cycle,
        _R,
        (
            (
                73,
                (
                    "she also considers his background history, and the involvement with Children's Services "
                    "throughout his own childhood"
                ),
            ),
            (
                73,
                (
                    "the impact on the children due to alcohol use, possibly any other substance use and his "
                    "emotional health also need to be a consideration"
                ),
            ),
            (
                74,
                "the family's culture and identity: understanding them is crucial to the relationship with Mick",
            ),
            (
                74,
                (
                    "being more objective, and ready to learn about their uniqueness, family functioning, history, "
                    "traditions and own childhood experiences, and how these may impact on their parenting"
                ),
            ),
        ),
    )


def _herself(cycle: Cycle) -> Cycle:
    """The worker's view of herself, which is her own (lines 73 to 75)."""
    area = Observation(
        stage=_R,
        what="she knows that this family live in Friar Park; she had worked with families in the same area, and "
        "encountered certain stereotypes about people who live there",
    )
    cycle = cycle.add(area, **from_line(74, (MICK,)))
    for line, meaning in (
        (
            73,
            (
                "there is a possibility that her involvement may have triggered feelings for him, that she has not "
                "responded to"
            ),
        ),
        (
            74,
            (
                "this might have shaped her judgement and perceptions of the family, possibly leading to "
                '"unconscious bias"'
            ),
        ),
        (75, "her own background and upbringing may impact on the way she works with this family"),
        (75, "her own stereotypes and bias may impact on it too"),
        (75, "power differentials are to be recognised, and the necessary adjustments made"),
    ):
        meant = Interpretation(stage=_R, meaning=meaning, whose=WORKER)
        cycle = cycle.add(meant, **from_line(line, (MICK,)))
    used = Observation(
        stage=_R,
        what="the Social GGRRAAACCEEESSS were used to discuss their own identities and backgrounds, and their role, "
        "power and control and the difference to the family, between worker and manager",
    )
    return cycle.add(used, **from_line(75, (MICK,)))


def _analysis(cycle: Cycle, hypotheses: tuple[tuple[Link, str, bool], ...]) -> Cycle:
    """Making sense of it, with hypotheses (lines 81 to 84)."""
    cycle = cycle.enter(_A, **from_line(81, FAMILY))
    for hypothesis, lines, ours in hypotheses:
        written = (inferred_from if ours else from_line)(lines, _HIS)
        cycle = cycle.add(Weighed(stage=_A, hypothesis=hypothesis), **written)
    cycle = _observed(
        cycle,
        _A,
        (
            (81, _HIS, "the analysis was supported by hypotheses, and by the Basics of the practice model", None),
            (81, _HIS, "she reviewed the practice guidance on working with Non-Engaging families", None),
            (82, _HIS, "ways to work with Mick and the family were explored, trauma informed and relational", None),
            (
                83,
                (*FAMILY, GRANDPARENTS, HIS_PARTNERS, HER_PARTNERS),
                (
                    "domestic abuse was a feature in Mick's and Vicky's previous relationships, as well as in the "
                    "paternal grandparents'"
                ),
                None,
            ),
            (84, _HIS, "Intervention Aids were used as a visual tool, like the Light Bulb Principle", None),
        ),
    )
    cycle = _restricted(cycle)
    afraid = Feeling(
        stage=_A,
        feeling="she has not always wanted to address Mick's behaviour, and sometimes can find it intimidating",
        whose=WORKER,
    )
    cycle = cycle.add(afraid, **from_line(83, (MICK,)))
    return _read(
        cycle,
        _A,
        (
            (81, "she needed to approach the issue in a more proactive way"),
            (
                82,
                (
                    "she did not have a good understanding of Mick's experience, his family's culture and identity, "
                    "their journey, and what her involvement might mean to them"
                ),
            ),
            (82, 'she has been stuck in the "initial rapport building" stage'),
            (
                82,
                (
                    "families will respond in different ways; acknowledging their feelings, and being clear about "
                    "worries and the help and support available"
                ),
            ),
            (
                83,
                "what impact Mick's adverse childhood experiences have on family functioning and dynamics",
            ),
            (84, "whether her approach has resulted in an equal balance between the process and intervention"),
            (84, "without a meaningful intervention: limited progress, repeat involvement and start stop syndrome"),
        ),
    )


def _restricted(cycle: Cycle) -> Cycle:
    """The entries of the analysis that are for named staff alone."""
    for line, about, what in (
        (82, (MICK, ANDREW), "he had a positive and established relationship with his substance misuse worker, Andrew"),
        (
            83,
            (MICK, WORKER),
            (
                "a plan to manage the possible risk is discussed, so that it reduces the impact on her developing a "
                "relationship with Mick"
            ),
        ),
    ):
        seen = Observation(stage=_A, what=what)
        cycle = cycle.add(seen, **from_line(line, about, audience=Audience.RESTRICTED))
    ours = "that the possible risk is to the worker on her visits is our reading; the plan is not among the six actions"
    about = (MICK, WORKER)
    return cycle.add(Observation(stage=_A, what=ours), **inferred_from(83, about, audience=Audience.RESTRICTED))
