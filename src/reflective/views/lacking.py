"""The parts of a supervision that are not evidenced on the record, the children's first, each with a question."""

from collections.abc import Iterator
from typing import Any

from reflective.views.children import called
from reflective.views.page import counted, joined

__all__ = ["lacking_facts"]


def lacking_facts(facts: dict[str, Any]) -> list[dict[str, str]]:
    """The parts that are not evidenced on the record, as rows of `what` and `ask`, the worst first.

    The order is by whom it touches: the children, their safety and their voice, then the agreed actions, then the
    thinking, then what the record answers in two ways.
    """
    return [{"what": what, "ask": ask} for what, ask in (*_of_children(facts), *_of_plans(facts), *_of_thought(facts))]


def _of_children(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    children = facts["children"]
    voiceless = [called(one) for one in children if not one["voice"]]
    if voiceless:
        yield f"anything that {joined(voiceless, 'or')} said or showed", "what do they say of it, or show?"
    unknown = [called(one) for one in children if one["days"] is None]
    if unknown:
        yield f"what the days of {joined(unknown)} are like", "what is a day like for each of them?"
    children_ids = {one["id"] for one in children}
    bare = [row["name"] for row in facts["relationships"] if row["person"] in children_ids and row["stage"] is None]
    if bare:
        yield f"how it is between the worker and {joined(bare)}", "how is it between you?"
    unmarked = [called(one) for one in children if one["checkpoint"] is None]
    if unmarked:
        yield f"a checkpoint for {joined(unmarked)}", "how would we know that it is better for each of them?"


def _of_plans(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    agreed = facts["agreed"]
    unowned = agreed["actions"] - agreed["owned"]
    if unowned:
        yield f"an owner of {counted(unowned, 'action')}", "who has said yes?"
    actions = [item for item in agreed["items"] if item["smart"] is not None and item["open"]]
    undated = list(dict.fromkeys(item["id"] for item in actions if item["due"] is None and item["kind"] == "action"))
    if undated:
        yield f"a day for {joined(undated)}", "by when?"
    lacking: dict[tuple[str, ...], list[str]] = {}
    for criterion in dict.fromkeys(letter for item in actions for letter in item["smart"]):
        some = dict.fromkeys(item["id"] for item in actions if not item["smart"][criterion]["evidenced"])
        lacking.setdefault(tuple(some), []).append(criterion)
    for without, letters in lacking.items():
        if without:
            are = "is" if len(without) == 1 else "are"
            yield f"that {_some(without, agreed['actions'])} {are} {joined(letters)}", "what would show it?"


def _some(actions: tuple[str, ...], of: int) -> str:
    """Some of the agreed actions, by their ids; all of them by their number."""
    if len(actions) < of:
        return joined(actions)
    return "the action" if of == 1 else "both" if of == 2 else f"all {counted(of, 'action')}"  # noqa: PLR2004


def _of_thought(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for cycle in facts["thinking"]:
        been = {step["to"] for step in cycle["trace"]}
        # A stage that is still to come lacks everything, so it is not joined.
        for lack in cycle["missing"]:
            stage, _, what = lack.partition(": ")
            if stage in been:
                yield f"{what} ({stage})", "is it known, and not written down?"
        for stage in cycle["stages"].values():
            for one in stage["asked_not_answered"]:
                words = one["question"] or (one["prompt"] or "").replace("-", " ")
                yield f'an answer to "{words}"', "what is the answer today?"
    for one in facts["open_questions"]:
        yield f'an answer to "{one["asks"]}"', one["asks"]
    unsettled = facts["discrepancies"]
    if unsettled:
        yield f"one answer to {counted(len(unsettled), 'question')} with two readings or more", unsettled[0]["asks"]
