"""Questions that the note answers in several ways or not at all: every reading is kept, and none is chosen."""

from typing import Final

from reflective.demo.cast_and_source import (
    BROTHER,
    CHILDREN,
    EXAMPLE,
    HELD,
    MICK,
    RECOVERY,
    VICKY,
    WORKER,
    from_line,
    inferred_from,
)
from reflective.practice.discrepancies import Discrepancies, Question, Version
from reflective.records import Audience
from reflective.timescales import Timescale, day_and_month

__all__ = ["DISCREPANCIES", "discrepancies"]

DISCREPANCIES: Final = "discrepancies-1"

_EIGHT_WEEKS: Final = Timescale.parse("8 weeks")
_CIN_REVIEW: Final = Timescale.parse("5 weeks").due(HELD)
#: Both readings of "8 weeks" reach the review, and neither is comfortable.
_WEEKS_OVER: Final = (_CIN_REVIEW - _EIGHT_WEEKS.back(HELD)).days // 7
_OVER_IF_BEFORE: Final = _EIGHT_WEEKS.back(_CIN_REVIEW)

#: (id, what is asked, why it matters, the lines, the readings). A reading is (id, what it says, line, whether it is
#: ours, what would follow). The first is the one that the screen shows in full. Every question is ours.
_QUESTIONS: Final = (
    (
        "plan-weeks",
        'is "for 8 weeks" how long the child in need plans have run, or how long they are to run?',
        "the review comes either late or after the plans are over",
        "41, 58",
        (
            ("so-far", "8 weeks so far", 41, False, f"{_WEEKS_OVER} weeks are over on the day of the review"),
            ("term", "an 8-week term", 41, False, f"over by then if begun before {day_and_month(_OVER_IF_BEFORE)}"),
        ),
    ),
    (
        "dudley",
        "whose journey does the involvement in Dudley belong to?",
        "Annabelle is 1, and the Trust has been involved on and off for three years",
        "40, 67, 73",
        (
            (
                "before",
                "the family moved before those three years",
                67,
                True,
                "Annabelle was not born in Dudley's time",
            ),
            (
                "during",
                '"they have been subject to" it, both children',
                67,
                False,
                "it overlaps the Trust's three years, or they moved to and fro",
            ),
            ("mick", "other authorities, in the plural, are of Mick's own experiences", 73, False, None),
        ),
    ),
    (
        "times-before",
        "how often were services involved before?",
        "cases that were closed are known of two earlier times",
        "40, 60",
        (
            ("referrals", "two police referrals, the most recent among them", 40, False, "one earlier referral"),
            ("involvements", "it happened twice before, and the case was closed", 60, False, "two earlier times"),
        ),
    ),
    (
        "who-lives-where",
        "where is Mick living?",
        "safety plans turn on it, and no line has anybody asking it",
        "40, 58",
        (
            ("brother", "he is staying with Vicky's brother", 40, False, None),
            ("home", "at a front door that he can slam", 58, True, "perhaps back at the family home"),
        ),
    ),
    (
        "who-harmed-whom",
        "who harmed whom in the most recent incident?",
        "counter-allegations are common, and what is called mutual may not be",
        "40",
        (
            ("both", '"both perpetrators of abuse towards each other", as the referral has it', 40, False, None),
            ("slap", 'the one physical act is "her being slapped"; by whom is not said', 40, False, None),
        ),
    ),
    (
        "how-often-vodka",
        "how often does Mick drink large amounts of vodka, and whose account is it?",
        "the impact on the children is weighed on it",
        "40",
        (
            ("often", '"often"', 40, False, None),
            ("daily", '"daily"', 40, False, None),
        ),
    ),
    (
        "stage-with-mick",
        "at which stage is the worker's relationship with Mick?",
        "where the work begins depends on it",
        "58, 73, 82",
        (
            ("initial", "the initial rapport building stage", 73, False, None),
            ("building", "still at the building stage", 73, False, None),
            (
                "was-well",
                "he seemed to work really well with her at first",
                58,
                False,
                "it went back since, or never was",
            ),
        ),
    ),
    (
        "andrew",
        "is Andrew the Craunston Recovery Services worker?",
        "the joint visit and the safety plans may rest on one person or on two",
        "82, 88, 93",
        (
            ("same", "one person: both have a good relationship with Mick", "82, 93", True, None),
            ("two", "two people: nobody says that they are one", "82, 93", True, None),
        ),
    ),
    (
        "who-spoke-at-the-door",
        "who tried to speak to whom when the front door was slammed?",
        "whose account it is, and who was at risk",
        "58",
        (
            ("worker", "the worker tried to speak to him", 58, True, None),
            ("he", '"when he has tried to speak to him"', 58, False, None),
        ),
    ),
    (
        "decided",
        "were the joint visit and the senior worker's support decided on?",
        "what is only to be considered has no owner, and nothing of it but the decision can be late",
        "86, 88, 94",
        (
            ("actions", "the six are actions", 86, False, None),
            ("recommendations", "the six are recommendations", 94, False, None),
            (
                "consider",
                "both are to be considered; with whom the visit is joint is not said",
                88,
                False,
                None,
            ),
        ),
    ),
    (
        "worker-safety",
        "what became of the plan for the possible risk?",
        "a plan that is only discussed is easily lost; that the risk is to the worker on her visits is our reading",
        "83, 88-93",
        (
            ("discussed", "it was discussed", 83, False, None),
            ("absent", "it is not among the six actions", "88-93", True, None),
        ),
    ),
    (
        "owners",
        "who is to do the six things?",
        "a plan is kept by people who said yes",
        "86, 88-93",
        (
            ("agreed", "the worker and the manager identified them", 86, False, None),
            ("nobody", "no line of the six names an owner", "88-93", True, None),
        ),
    ),
    (
        "parallel-plan",
        "is another plan for the children being worked on beside this one?",
        "the note has parallel planning as a key focus of supervision",
        "88-93, 106",
        (
            ("wanted", "supervision discussions should include it as a key focus", 106, False, None),
            ("absent", "none of the six actions is about one", "88-93", True, None),
        ),
    ),
    (
        "children-heard",
        "what do Jamie and Annabelle say of it, or show?",
        "plans for children rest on what their days are like",
        "67-68",
        (
            ("thought-of", "the experience of each child was thought about", 68, False, None),
            ("not-recorded", "nothing that either child said or showed is on the record", "39-94", True, None),
        ),
    ),
    (
        "vicky-heard",
        "is Vicky safe, and what does she want?",
        "somebody is described as slapped, and no line has anybody asking Vicky",
        "40, 58, 88-93",
        (
            ("seen", "she called her family, and the worker continues to see her at home", "40, 58", False, None),
            (
                "absent",
                'her own words are not on the record; of the six she is in one, as one of "their parents"',
                "39-94",
                True,
                None,
            ),
        ),
    ),
    (
        "whom-it-is-about",
        "whom are the six things about?",
        "the worker had focussed solely on Vicky, and the plan may swing as far the other way",
        "73, 88-93",
        (
            ("mick", "1, 3 and 5 centre on Mick, and none on Vicky", "88, 90, 92", True, None),
            ("children", "only 6 is with the children, and their parents", 93, True, None),
        ),
    ),
    (
        "note-current",
        "does the note still stand?",
        "guidance past its review date may have been replaced",
        "120-121",
        (
            ("dated", "it is of September 2021", 120, False, None),
            ("due", "it was to be reviewed in September 2022", 121, False, None),
        ),
    ),
    (
        "whose-account",
        "whose word does the family's history rest on?",
        "Mick's own account, and Dudley's file, are not on the record",
        "67",
        (
            ("vicky", "on the impact chronology, and on life work with Vicky", 67, False, None),
            ("mick", "much of it is about Mick, and his own account is not on the record", 67, True, None),
        ),
    ),
    (
        "safety-plan-with-whom",
        "with whom are the safety plans to be updated?",
        "a child of 1 takes part in another way than a child of 5",
        "39, 93",
        (
            ("children", "with the children", 93, False, None),
            ("of-one", "one of the two children is 1", 39, False, None),
        ),
    ),
    (
        "why-changed",
        "does the worker know why things changed with Mick?",
        "both are true on their own days, and the second should not rewrite the first",
        "58, 73, 82",
        (
            ("no", "she doesn't know why things have changed", 58, False, None),
            ("maybe", "a possibility: her involvement may have triggered feelings for him", 73, False, None),
        ),
    ),
    (
        "engaging",
        'is Mick "engaging", and with whom?',
        "engagement is with somebody in something",
        "41, 57",
        (
            ("plan", "not with the plan: the worker is concerned", 41, False, None),
            ("worker", "no longer with the worker", 57, False, None),
        ),
    ),
    (
        "engaging-elsewhere",
        'is Mick "engaging" with another professional, and has he agreed to that being drawn on?',
        "two actions ask to draw on a tie of his; his agreement is not evidenced on the record",
        "82, 88, 93",
        (
            ("yes", "he had a positive and established relationship with Andrew", 82, False, None),
            ("not-said", "the two actions are agreed between worker and manager", "86, 88, 93", True, None),
        ),
    ),
    (
        "support-before",
        "was there any support before?",
        "whether Mick was ever offered help is a matter of fairness to him",
        "60, 68",
        (
            ("none", "the case was closed without support being provided", 60, False, None),
            ("some", "the quality of the previous support is evaluated", 68, False, None),
        ),
    ),
    (
        "work-with-mick",
        "has the worker worked with Mick before now?",
        "a relationship that was once there is mended in another way than one that never was",
        "58, 73",
        (
            ("solely-vicky", "she had focussed solely on engaging Vicky throughout", 73, False, None),
            ("assessment", "he seemed to work with her while she completed the assessment", 58, False, None),
        ),
    ),
    (
        "four-weeks",
        'what is to be done "in four weeks": the safety plans, or the safe people?',
        "the review on the same day judges it",
        "93",
        (
            ("plans", "the safety plans are updated by then", 93, True, None),
            ("safe-people", "the words stand with the safe people and the extended family", 93, False, None),
        ),
    ),
    (
        "review-of-undated",
        "how is the review at four weeks to judge actions that have no day?",
        "three of the six have no day, and a fourth is due on the day of the review itself",
        "90-94",
        (
            ("four-weeks", "progress is reviewed in four weeks' time", 94, False, None),
            ("no-day", "3, 4 and 5 have no day", "90-92", True, None),
        ),
    ),
    (
        "still-good",
        "is the relationship with the recovery worker still a good one?",
        "the safety plans may rest on it",
        "82, 93",
        (
            ("had", 'he "had" a positive and established relationship', 82, False, None),
            ("has", 'the worker "has" a good relationship with him', 93, False, None),
        ),
    ),
    (
        "personally-and-andrew",
        "are Mick and Andrew to be spoken to together or apart, and with whose consent?",
        "speaking to somebody's worker about them needs their agreement, which is not evidenced on the record",
        "88",
        (
            ("apart", '"to speak to him personally"', 88, False, None),
            ("also", '"and also Andrew"', 88, False, None),
        ),
    ),
    (
        "permanence",
        'what is meant by "achieving permanence" for each child?',
        "the review is to look at it, and no stage or action of the session is about it",
        "94, 106",
        (
            ("focus", "a specific focus of the review", 94, False, None),
            ("absent", "none of the six actions is about it", "88-93", True, None),
        ),
    ),
    (
        "building-block",
        'are "building" and "initial rapport building" one stage or two?',
        "the ladder has two, and where the work begins depends on it",
        "73",
        (
            ("one", "one and the same: both words are of the one relationship", 73, True, None),
            ("two", "two stages of the ladder", 73, True, None),
        ),
    ),
    (
        "before-annabelle",
        "was the Trust involved while Vicky was expecting Annabelle?",
        "domestic abuse and alcohol in a pregnancy are not on the record",
        "39, 40",
        (
            ("during", "three years reach back before a child of 1 was born", 40, True, None),
            ("sporadic", "involvement was sporadic, so perhaps not then", 40, True, None),
        ),
    ),
)


#: What one parent has with another professional, and the worker's own safety: for named staff alone.
_RESTRICTED: Final = frozenset({"andrew", "worker-safety", "engaging-elsewhere", "still-good", "personally-and-andrew"})
#: Questions of safety are for the staff who ask them today, and on no copy for a parent or a child.
_FOR_STAFF: Final = frozenset({"who-lives-where", "who-harmed-whom", "vicky-heard", "children-heard", "note-current"})
#: Whom a question is about, where it is not the children and both parents. A question on the note is about nobody.
_ABOUT: Final = {
    "andrew": (MICK, RECOVERY),
    "engaging-elsewhere": (MICK,),
    "still-good": (MICK, RECOVERY),
    "personally-and-andrew": (MICK,),
    "worker-safety": (MICK, WORKER),
    "who-lives-where": (*CHILDREN, MICK, VICKY, BROTHER),
    "note-current": (),
}


def discrepancies() -> Discrepancies:
    """Every question of the case that its record answers in more than one way, or in none."""
    found = Discrepancies(id=DISCREPANCIES)
    for name, asks, why, lines, ways in _QUESTIONS:
        about = _ABOUT.get(name, (*CHILDREN, MICK, VICKY))
        audience = _audience(name)
        question = Question(id=name, asks=asks, why_it_matters=why)
        found = found.ask(question, **inferred_from(lines, about, audience=audience))
        for version, says, line, ours, would_mean in ways:
            content = Version(question=name, id=version, says=says, would_mean=would_mean)
            written = from_line(line, about, EXAMPLE, audience=audience, inferred=ours)
            found = found.add_version(content, **written)
    return found


def _audience(question: str) -> Audience | None:
    """For whom a question is, with its readings; None for those of the child's file."""
    if question in _RESTRICTED:
        return Audience.RESTRICTED
    return Audience.ORGANISATION if question in _FOR_STAFF else None
