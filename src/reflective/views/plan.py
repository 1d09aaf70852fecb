"""One plan as data: each action with its days, its owners, the answers to it and SMART; its reviews; who signed it."""

from datetime import date
from typing import Any

from reflective.casework import Reading
from reflective.errors import UnknownId
from reflective.fields import check
from reflective.practice.plan import ActionState, Answered, Dated, Decided, PartState, Plan, ReviewState
from reflective.practice.plan.entries import CarriedForward, Consented, HintDismissed, ReviewMoved
from reflective.records import Content, Entry
from reflective.records.due import REVIEW
from reflective.timescales import Deadline
from reflective.views.data import disagreement_facts, iso_day, smart_facts, source_lines
from reflective.views.plan_owners import owner_facts

__all__ = ["plan_facts", "plan_of"]


def plan_facts(reading: Reading, plan_id: str) -> dict[str, Any]:
    """One plan of a reading as plain data; days are YYYY-MM-DD, and people are their references.

    What the reading withholds is counted, of the whole case and of the plan (`withheld_here`): the version and the
    signatures are those of what the reading shows. Raises `UnknownId` where the reading has no plan of that id.
    """
    plan, as_of = plan_of(reading, plan_id), reading.as_of
    state = plan.on(as_of)
    entries = _Entries(reading, plan)
    started = state.started
    return {
        "as_of": as_of.isoformat(),
        "plan": plan.id,
        "origin": None if started is None else started.origin,
        "term": None if started is None else started.term,
        "children": list(state.children),
        "ended_on": iso_day(state.ended_on),
        **_signing(plan, as_of),
        "goals": [{"id": one.id, "child": one.child, "different": one.different} for one in state.goals],
        "answers": entries.answers(None),
        "consents": entries.consents(),
        "actions": [_action(plan, one, entries) for one in state.actions.values()],
        "reviews": [_review(plan, one, entries) for one in state.reviews.values()],
        "review_is_lacking": any(row.rule == REVIEW and row.ref == plan.id for row in plan.due_rows(as_of)),
        "withheld": dict(reading.withheld),
        "withheld_here": reading.shown(plan.id).withheld,
        "disagreements": disagreement_facts(reading, [plan.id]),
    }


def _signing(plan: Plan, as_of: date) -> dict[str, Any]:
    """The version that stands, who signed it off, and each endorsement by the day."""
    return {
        "version": plan.version(as_of),
        "signed_by": list(plan.signed_off(as_of)),
        "endorsements": [
            {"by": one.by, "on": iso_day(one.on), "independent": one.independent, "holds": one.holds}
            for one in plan.endorsements(as_of)
        ],
    }


def plan_of(reading: Reading, plan_id: str) -> Plan:
    """The plan of that id as the reading has it. Raises `UnknownId` for one that is no plan, or is not there."""
    check("reading", reading, Reading)
    check("plan_id", plan_id, str)
    for plan in reading.of_kind(Plan):
        if plan.id == plan_id:
            return plan
    raise UnknownId(noun="plan", where=f"this reading of case {reading.id}")


class _Entries:
    """The facts in the entries of a plan that its state does not keep: reasons, words, and their days."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.as_of = reading.as_of
        self.standing: list[Entry[Content]] = [entry for _, entry in plan.standing(reading.as_of)]

    def answers(self, action: str | None) -> list[dict[str, Any]]:
        """The last answer of each person to an action, or to the whole plan."""
        last: dict[str, dict[str, Any]] = {}
        for entry in self.standing:
            match entry.content:
                case Answered(person=person, answer=answer, action=to, words=words) if to == action:
                    last[person] = {"person": person, "answer": answer.value, "on": iso_day(entry.on), "words": words}
        return list(last.values())

    def consents(self) -> list[dict[str, Any]]:
        """The last word of each person on their consent."""
        last: dict[str, dict[str, Any]] = {}
        for entry in self.standing:
            match entry.content:
                case Consented(person=person, given=given, words=words):
                    last[person] = {"person": person, "given": given, "on": iso_day(entry.on), "words": words}
        return list(last.values())

    def moves(self, action: str, part: str | None) -> list[dict[str, Any]]:
        """Each time that an action or a part of it was carried forward: to which day, and why."""
        return [
            _move(entry, content.due, content.because)
            for entry in self.standing
            if isinstance(content := entry.content, CarriedForward) and (content.action, content.part) == (action, part)
        ]

    def review_moves(self, review: str) -> list[dict[str, Any]]:
        """Each time that a review was moved: to which day, and why."""
        return [
            _move(entry, content.due, content.because)
            for entry in self.standing
            if isinstance(content := entry.content, ReviewMoved) and content.id == review
        ]

    def decisions(self, action: str, part: str | None) -> list[dict[str, Any]]:
        """Each decision on an action that was to be considered, or on such a part of one."""
        return [
            {
                "on": iso_day(entry.on),
                "yes": content.yes,
                "decided_by": content.decided_by,
                "because": content.because,
                "due": _deadline(content.due),
            }
            for entry in self.standing
            if isinstance(content := entry.content, Decided) and (content.action, content.part) == (action, part)
        ]

    def dismissed(self, action: str) -> list[dict[str, Any]]:
        """The hints about the wording of an action that somebody dismissed."""
        return [
            {"hint": content.hint, "because": content.because, "by": entry.by, "on": iso_day(entry.on)}
            for entry in self.standing
            if isinstance(content := entry.content, HintDismissed) and content.action == action
        ]


def _action(plan: Plan, one: ActionState, entries: _Entries) -> dict[str, Any]:
    return {
        "id": one.id,
        "what": one.action.text,
        "status": one.status.value,
        "agreed": one.agreed,
        "since": iso_day(one.since),
        "open": one.open,
        "children": list(plan.on(entries.as_of).children_of(one.action)),
        "with_whom": list(one.action.with_whom),
        "goal": one.action.goal,
        **_days(one, entries, one.id, None),
        "ended_on": iso_day(one.ended_on),
        "closed": [{"child": each.child, "result": each.result.value, "on": iso_day(each.on)} for each in one.closings],
        **owner_facts(one, entries.standing),
        "answers": entries.answers(one.id),
        "smart": smart_facts(plan, one.id, entries.as_of),
        "hints": list(plan.hints(one.id, entries.as_of)),
        "hints_dismissed": entries.dismissed(one.id),
        "parts": [_part(one, part, entries) for part in one.parts],
        "lines": source_lines(plan.entries[one.origin.place]),
    }


def _part(one: ActionState, part: PartState, entries: _Entries) -> dict[str, Any]:
    return {
        "id": part.part.id,
        "what": part.part.text,
        "open": one.open and part.open,
        "children": list(part.part.children),
        **_days(part, entries, one.id, part.part.id),
        "ended_on": iso_day(part.ended_on),
    }


def _days(one: ActionState | PartState, entries: _Entries, action: str, part: str | None) -> dict[str, Any]:
    """The day it is due and the day of the decision on it, each move of them with the reason, and each decision."""
    consider = (one.action if isinstance(one, ActionState) else one.part).consider
    return {
        "due": _dated(one.work),
        "decision": _dated(one.decision) if consider else None,
        "moves": entries.moves(action, part),
        "decisions": entries.decisions(action, part),
    }


def _review(plan: Plan, one: ReviewState, entries: _Entries) -> dict[str, Any]:
    planned, held = one.planned, one.held
    return {
        "id": planned.id,
        "due": _dated(one.dated),
        "moves": entries.review_moves(planned.id),
        "focus": list(planned.focus),
        # Empty means that it is of all of them.
        "actions": list(planned.actions),
        "reviewer": planned.reviewer,
        "held_on": iso_day(one.held_on),
        "took_part": [] if held is None else list(held.took_part),
        "outcome": None if held is None or held.outcome is None else held.outcome.value,
        "lines": source_lines(plan.entries[one.origin.place]),
    }


def _dated(dated: Dated) -> dict[str, Any]:
    """A deadline: its day, its words and how it was counted; the day it had first, and the day on which it was met."""
    return {
        **_deadline(dated.due),
        "first_day": iso_day(dated.first_day),
        "met_on": iso_day(dated.met_on),
    }


def _deadline(due: Deadline | None) -> dict[str, Any]:
    """The day, the words and how it was counted, each None where there is none."""
    if due is None:
        return {"day": None, "words": None, "why": None}
    return {"day": iso_day(due.day), "words": due.words, "why": due.why}


def _move(entry: Entry[Any], due: Deadline | None, because: str) -> dict[str, Any]:
    return {"on": iso_day(entry.on), "by": entry.by, "because": because, "to": _deadline(due)}
