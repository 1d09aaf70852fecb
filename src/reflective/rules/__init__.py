"""What must happen by when: events, and the rules that turn them into obligations."""

from reflective.rules.event import Event
from reflective.rules.forms import AtMost, EachMonth, Every, Form, NoNumber, Of, Step, Within
from reflective.rules.obligation import Obligation, Why
from reflective.rules.rule import Authority, Example, Match, Rule, Source, Surety
from reflective.rules.ruleset import Ruleset
from reflective.rules.status import Status, judge

__all__ = [
    "AtMost",
    "Authority",
    "EachMonth",
    "Event",
    "Every",
    "Example",
    "Form",
    "Match",
    "NoNumber",
    "Obligation",
    "Of",
    "Rule",
    "Ruleset",
    "Source",
    "Status",
    "Step",
    "Surety",
    "Why",
    "Within",
    "judge",
]
