"""How an action is worded: words that blur, several tasks in one, and the views of people about it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from reflective.fields import Id, Key, Text
from reflective.practice.plan.action import Action
from reflective.records.content import Audience, Content, content

__all__ = ["SEVERAL_TASKS", "TOO_SHORT", "HintDismissed", "JudgedRealistic", "hints"]

#: A hint: the action seems to be several tasks, each of which could be an action or a part of one.
SEVERAL_TASKS: Final = "several tasks"
#: A hint: one word does not say what somebody will do.
TOO_SHORT: Final = "one word"
#: Verbs that begin a task in plans. Two of them, each where a task can begin, are several tasks.
_TASKS: Final = (
    "agree", "apply", "arrange", "ask", "assess", "attend", "book", "call", "chase", "check", "collect", "complete",
    "contact", "convene", "discuss", "draw", "email", "find", "gather", "get", "give", "help", "hold", "identify",
    "invite", "make", "meet", "obtain", "offer", "organise", "plan", "prepare", "provide", "read", "record", "refer",
    "request", "review", "ring", "send", "share", "speak", "support", "take", "talk", "tell", "undertake", "update",
    "visit", "weigh", "write",
)  # fmt: skip
_BEGINS: Final = re.compile(rf"(?:^|;|,|\.|\band(?: then)?\b|\bthen\b)\s*(?:{'|'.join(_TASKS)})\b", re.IGNORECASE)
_LISTED: Final = re.compile(r";\s*\S|\n\s*\S|(?:^|\s)(?:2[.)]|\(2\)|b\))\s")


@content("plan.judged_realistic", Audience.CHILD_FILE, verb="judge_realistic", item="action")
class JudgedRealistic(Content):
    """The view of somebody whether an action is realistic, and why. Their later view takes the place of this one.

    >>> JudgedRealistic(action="a-2", by_whom="parent-1", realistic=False, because="the bus was stopped")
    JudgedRealistic(action='a-2', by_whom='parent-1', realistic=False)
    """

    action: Key
    by_whom: Id
    realistic: bool
    because: Text


@content("plan.hint_dismissed", Audience.CHILD_FILE, verb="dismiss_hint", item="action")
class HintDismissed(Content):
    """Somebody looked at a hint about the wording of an action, and leaves the wording as it is, with the reason.

    >>> HintDismissed(action="a-2", hint="as appropriate", because="the school decides that")
    HintDismissed(action='a-2')
    """

    action: Key
    hint: Text
    because: Text


def hints(action: Action, blurred: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """The hints about the wording of an action and of its parts, each once: words for somebody to look at again.

    `blurred` are the words that leave open whether, when or by how much something is done: the shipped ones unless
    given.
    """
    texts = [action.text, *(part.text for part in action.parts)]
    words = _shipped_words() if blurred is None else blurred
    found = [hint for text in texts for hint in _blurs(text, words)]
    if len(action.text.split()) == 1:
        found.append(TOO_SHORT)
    # Parts are how several tasks are told apart.
    if not action.parts and _has_several_tasks(action.text):
        found.append(SEVERAL_TASKS)
    if action.consider or any(part.consider for part in action.parts):
        # Its decision has a day of its own, so that nothing is left open by the word.
        found = [hint for hint in found if hint != "consider"]
    return tuple(dict.fromkeys(found))


@cache
def _shipped_words() -> tuple[str, ...]:
    import tomllib
    from importlib.resources import files

    text = files("reflective.practice").joinpath("data/vocabulary.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["blurred"])


def _blurs(text: str, blurred: tuple[str, ...]) -> Iterator[str]:
    plain = " ".join(text.casefold().split())
    yield from (words for words in blurred if re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", plain))


def _has_several_tasks(text: str) -> bool:
    return bool(_LISTED.search(text.strip())) or len(_BEGINS.findall(text)) > 1
