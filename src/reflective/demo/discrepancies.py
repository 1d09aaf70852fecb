"""What the note says twice and differently, or does not say: every reading kept, none chosen."""

from typing import Final

from reflective.demo.cast_and_source import (
    BROTHER,
    CHILDREN,
    HELD,
    MANAGER,
    MICK,
    RECOVERY,
    VICKY,
    WORKER,
    from_line,
    inferred_from,
)
from reflective.practice.discrepancies import Discrepancies, Question, Version
from reflective.timescales import Timescale, day_and_month

__all__ = ["DISCREPANCIES", "discrepancies"]

DISCREPANCIES: Final = "discrepancies-1"

_EIGHT_WEEKS: Final = Timescale.parse("8 weeks")
_CIN_REVIEW: Final = Timescale.parse("5 weeks").due(HELD)
#: Both readings of "8 weeks" reach the review, and neither is comfortable.
_WEEK_OF_REVIEW: Final = (_CIN_REVIEW - _EIGHT_WEEKS.back(HELD)).days // 7
_OVER_IF_BEFORE: Final = _EIGHT_WEEKS.back(_CIN_REVIEW)

#: (id, what is asked, why it matters, the lines, the readings). A reading is (id, what it says, line, whether it is
#: ours, what would follow). The first is the one that the screen shows in full.
_QUESTIONS: Final = (
    (
        "plan-weeks",
        'is "for 8 weeks" how long the child in need plans have run, or how long they are to run?',
        "the review comes either late or after the plans are over",
        "41, 58",
        (
            ("so-far", "8 weeks so far", 41, False, f"the review falls in week {_WEEK_OF_REVIEW}"),
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
                "both children were subject to it",
                67,
                False,
                "it overlaps the Trust's three years, or they moved to and fro",
            ),
            ("mick", "other authorities, in the plural, are spoken of about Mick himself", 73, False, None),
        ),
    ),
    (
        "times-before",
        "how often were services involved before?",
        "what was closed without support is known of two earlier times",
        "40, 60",
        (
            ("referrals", "two police referrals, the most recent among them", 40, False, "one earlier referral"),
            ("involvements", "it happened twice before, and the case was closed", 60, False, "two earlier times"),
        ),
    ),
    (
        "who-lives-where",
        "where is Mick living?",
        "safety plans turn on it, and nobody is recorded as asking",
        "40, 58",
        (
            ("brother", "with Vicky's brother", 40, False, None),
            ("home", "at a door he can close on the worker", 58, True, "perhaps back at the family home"),
        ),
    ),
    (
        "who-harmed-whom",
        "who harmed whom in the most recent incident?",
        "counter-allegations are common, and what is called mutual may not be",
        "40",
        (
            ("both", "both were named as perpetrators", 40, False, None),
            ("slap", "the one physical act that is described is Vicky being slapped", 40, False, None),
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
                "both are only to be considered, and with whom the visit is joint is not said",
                88,
                False,
                None,
            ),
        ),
    ),
    (
        "worker-safety",
        "what became of the plan to manage the possible risk to the worker?",
        "what is agreed by word of mouth is easily lost",
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
        "the note wants parallel planning to be a key focus of supervision",
        "88-93, 106",
        (
            ("wanted", "supervision should include it", 106, False, None),
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
        "she is the one who is described as slapped, and nobody is recorded as asking",
        "40, 58, 88-93",
        (
            ("seen", "she called her family, and she and the children are still seen", "40, 58", False, None),
            (
                "absent",
                "nothing she says of it is on the record, and none of the six is about her",
                "39-94",
                True,
                None,
            ),
        ),
    ),
    (
        "whom-it-is-about",
        "whom are the six things about?",
        "the worker had focused on Vicky only, and the plan may swing as far the other way",
        "73, 88-93",
        (
            ("mick", "1, 3 and 5 are about Mick", "88, 90, 92", True, None),
            ("children", "only 6 speaks of doing anything with the children", 93, True, None),
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
            ("vicky", "on the chronology, and on life work with Vicky", 67, False, None),
            ("mick", "it is mostly about Mick, who is not recorded as telling it", 67, True, None),
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
            ("no", "she does not know why", 58, False, None),
            ("yes", "her involvement may have stirred feelings from his childhood", 73, False, None),
        ),
    ),
    (
        "engaging",
        'is Mick "engaging"?',
        "engagement is with somebody in something, and consent to talk with Andrew is not recorded",
        "41, 57, 82",
        (
            ("no", "not with the plan, nor with this worker", 41, False, None),
            ("yes", "with another professional, in an established relationship", 82, False, None),
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


def discrepancies() -> Discrepancies:
    """Every question of the case that its record answers in more than one way."""
    found = Discrepancies(id=DISCREPANCIES)
    people = {"andrew": (MICK, RECOVERY), "who-lives-where": (*CHILDREN, MICK, VICKY, BROTHER)}
    for name, asks, why, lines, ways in _QUESTIONS:
        about = people.get(name, (*CHILDREN, MICK, VICKY))
        question = Question(id=name, asks=asks, why_it_matters=why)
        found = found.ask(question, **inferred_from(lines, about, MANAGER))
        for version, says, line, inferred, would_mean in ways:
            content = Version(question=name, id=version, says=says, would_mean=would_mean, told_by=WORKER)
            found = found.add_version(content, **(inferred_from if inferred else from_line)(line, about, MANAGER))
    return found
