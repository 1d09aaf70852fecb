"""Events, and the rules that turn them into obligations: who must do what by when.

`str()` of a `Why` shows words of sources and of the rule's author, so it must not go into a log. Its repr leaves them
out.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from reflective.rules.event import Event
from reflective.rules.obligation import CaseDecision, Obligation, Why
from reflective.rules.requirements import (
    AtMost,
    Branch,
    EachMonth,
    Every,
    NoFixedTime,
    Of,
    Requirement,
    SeriesStep,
    Within,
)
from reflective.rules.rule import (
    Attachment,
    Authority,
    Confidence,
    CountsFrom,
    Effect,
    Example,
    GivesWay,
    LateExtension,
    Match,
    OtherEvent,
    OwnDay,
    PublishedSource,
    Regime,
    Rule,
)
from reflective.rules.status import Status, Unknown, status_on

if TYPE_CHECKING:
    from reflective.rules.accounts import Accounts, Standing
    from reflective.rules.ruleset import Obligations, Ruleset

__all__ = [
    "Accounts",
    "AtMost",
    "Attachment",
    "Authority",
    "Branch",
    "CaseDecision",
    "Confidence",
    "CountsFrom",
    "EachMonth",
    "Effect",
    "Event",
    "Every",
    "Example",
    "GivesWay",
    "LateExtension",
    "Match",
    "NoFixedTime",
    "Obligation",
    "Obligations",
    "Of",
    "OtherEvent",
    "OwnDay",
    "PublishedSource",
    "Regime",
    "Requirement",
    "Rule",
    "Ruleset",
    "SeriesStep",
    "Standing",
    "Status",
    "Unknown",
    "Why",
    "Within",
    "status_on",
]

#: Loaded when they are first asked for: a record has obligations, and no ruleset.
_HOMES: Final = {
    "Accounts": "reflective.rules.accounts",
    "Obligations": "reflective.rules.ruleset",
    "Ruleset": "reflective.rules.ruleset",
    "Standing": "reflective.rules.accounts",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
