"""Events, and the rules that turn them into obligations: who must do what by when.

`str()` of a `Why` shows words of sources and of the rule's author, so it must not go into a log. Its repr leaves them
out.
"""

from reflective.rules.event import Event
from reflective.rules.obligation import CaseDecision, Obligation, Why
from reflective.rules.requirements import AtMost, EachMonth, Every, NoFixedTime, Of, Requirement, SeriesStep, Within
from reflective.rules.rule import Authority, Confidence, Example, Match, PublishedSource, Rule
from reflective.rules.ruleset import Ruleset
from reflective.rules.status import Status, status_on

__all__ = [
    "AtMost",
    "Authority",
    "CaseDecision",
    "Confidence",
    "EachMonth",
    "Event",
    "Every",
    "Example",
    "Match",
    "NoFixedTime",
    "Obligation",
    "Of",
    "PublishedSource",
    "Requirement",
    "Rule",
    "Ruleset",
    "SeriesStep",
    "Status",
    "Why",
    "Within",
    "status_on",
]
