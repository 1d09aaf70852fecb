"""One supervision as data: what was agreed, thought and left open, with the source of each.

Personal and restricted entries are left out and counted. The screen is made of this data and of nothing else.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reflective.casework import Reading
from reflective.fields import check
from reflective.policy import Policy
from reflective.practice.cycle import Cycle, Focus, Interpretation, Observation, Outcome, Response, Stage
from reflective.practice.discrepancies import Discrepancies, Discrepancy
from reflective.practice.hypothesis import Floated, Hypothesis
from reflective.practice.people import Roles
from reflective.practice.plan import Plan, PlanState
from reflective.practice.supervision import Held, MeetingPart, Supervision
from reflective.records import Content, Entry
from reflective.records.due import DECISION, LOOK_AGAIN, REVIEW
from reflective.rules import Obligation
from reflective.views.children import child_facts, journey_facts
from reflective.views.data import cited, disagreement_facts, iso_day, smart_facts
from reflective.views.due import KINDS, item_of
from reflective.views.lacking import lacking_facts
from reflective.views.names import Names
from reflective.views.relationships import relationship_facts

__all__ = ["supervision_facts"]


def supervision_facts(reading: Reading, policy: Policy | None = None) -> dict[str, Any]:
    """The latest supervision held by the day of a reading, as plain data; days are YYYY-MM-DD.

    `meeting` is None where none was. `policy` has the ladder and the roles of a host's own.
    """
    check("reading", reading, Reading)
    check("policy", policy, Policy | None)
    as_of, last = reading.as_of, reading.last_recorded
    meetings = [one for one in reading.of_kind(Supervision) if one.begun_on(as_of) is not None]
    meeting = max(meetings, key=lambda one: _met_on(one, as_of) or date.min, default=None)
    since = None if meeting is None else meeting.begun_on(as_of)
    names = Names(reading)
    facts: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "last_recorded": iso_day(last),
        "days_since": None if last is None else (as_of - last).days,
        "withheld": dict(reading.withheld),
        "children": child_facts(reading),
        "meeting": None if meeting is None else _meeting(meeting, as_of),
        "agreed": _agreed(reading, policy),
        "thinking": [_thinking(one, as_of) for one in _latest(reading.of_kind(Cycle), since, as_of)],
        "look_again": _look_again(reading),
        "hypotheses": [_hypothesis(one, as_of, names) for one in reading.of_kind(Hypothesis) if one.statement(as_of)],
        "relationships": relationship_facts(reading, names, None if policy is None else policy.stages),
        "discrepancies": [fact for one in reading.of_kind(Discrepancies) for fact in _discrepancies(one, as_of)],
        "open_questions": [fact for one in reading.of_kind(Discrepancies) for fact in _open_questions(one, as_of)],
        "journeys": journey_facts(reading),
        "disagreements": disagreement_facts(reading),
    }
    return {**facts, "not_on_record": lacking_facts(reading, names)}


def _met_on(meeting: Supervision, as_of: date) -> date | None:
    """The day on which a meeting was held, or on which its first part was."""
    return meeting.held_on(as_of) or meeting.begun_on(as_of)


def _latest(cycles: tuple[Cycle, ...], since: date | None, as_of: date) -> tuple[Cycle, ...]:
    """The cycles with an entry since a day; if there is none, the cycle that joined last."""
    added = tuple(one for one in cycles if since is not None and any(e.on >= since for _, e in one.standing(as_of)))
    return added or cycles[-1:]


def _meeting(meeting: Supervision, as_of: date) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "held": iso_day(_met_on(meeting, as_of)),
        "people": [{"id": person, "part": part.value} for person, part in _people(meeting, as_of)],
        "stage": meeting.stage(as_of).value,
        "not_reached": list(meeting.not_reached(as_of)),
    }


def _people(meeting: Supervision, as_of: date) -> tuple[tuple[str, MeetingPart], ...]:
    """Who met, each with their part: of the last part that was held."""
    held = [entry.content for _, entry in meeting.standing(as_of) if isinstance(entry.content, Held)]
    return held[-1].people if held else ()


def _agreed(reading: Reading, policy: Policy | None) -> dict[str, Any]:
    """The plans made in supervision: the number of open actions, the number owned, and each item with its day."""
    as_of = reading.as_of
    plans = {one.id: one for one in reading.of_kind(Plan) if _origin(one, as_of) == "supervision"}
    actions = [action for plan in plans.values() for action in plan.open_actions(as_of) if action.agreed]
    roles = None if policy is None else policy.roles
    # An item that is the same for several children is one.
    rows = {(row.ref, row.rule, row.due, row.status, row.open): row for row in reading.due if row.record in plans}
    items = sorted(rows.values(), key=lambda row: (row.due is None, row.due or date.max, row.place))
    return {
        "actions": len(actions),
        "owned": sum(bool(action.owners) for action in actions),
        "withheld": sum(reading.shown(plan).withheld for plan in plans),
        "items": [_item(plans[row.record], row, as_of, roles) for row in items if row.record is not None],
    }


def _item(plan: Plan, row: Obligation, as_of: date, roles: Roles | None) -> dict[str, Any]:
    item = item_of(row)
    state = plan.on(as_of)
    return {
        "kind": KINDS[row.rule],
        "id": item,
        "plan": plan.id,
        "action": None if row.rule == REVIEW else item.partition("/")[0],
        "what": row.what,
        "due": iso_day(row.due),
        "first_due": iso_day(row.first_due),
        "in_words": _words(state, row.rule, item),
        "status": row.status.value,
        "open": row.open,
        "days_late": row.days_late,
        "owners": list(row.owners),
        **cited(plan.entries[row.place or 0]),
        "reviews": _reviewed(plan, item, as_of) if row.rule == REVIEW and item in state.reviews else None,
        "smart": smart_facts(plan, item, as_of, roles) if row.rule != REVIEW and item in state.actions else None,
        "withheld": row.withheld,
    }


def _words(state: PlanState, rule: str, item: str) -> str | None:
    """The words that the day of a row was given in."""
    if rule == REVIEW:
        found = state.reviews.get(item)
        due = None if found is None else found.dated.due
    else:
        action, _, part = item.partition("/")
        whole = state.actions[action]
        one = (whole.part(part) if part else whole) or whole
        due = (one.decision if rule == DECISION else one.work).due
    return None if due is None else due.words


def _reviewed(plan: Plan, review: str, as_of: date) -> list[str]:
    """The actions that a review looks at: those it names, or every open action."""
    planned = plan.on(as_of).reviews[review].planned
    return list(planned.actions) or [action.id for action in plan.open_actions(as_of) if action.agreed]


def _origin(plan: Plan, as_of: date) -> str | None:
    started = plan.on(as_of).started
    return None if started is None else started.origin


def _thinking(cycle: Cycle, as_of: date) -> dict[str, Any]:
    trace = cycle.trace(as_of)
    shown = [entry for _, entry in cycle.standing(as_of)]
    return {
        "id": cycle.id,
        "at": cycle.stage(as_of).value,
        "trace": [
            {
                "to": step.to.value,
                "on": iso_day(step.on),
                "reason": None if step.reason is None else step.reason.value,
                **cited(cycle.entries[step.place]),
            }
            for step in trace
        ],
        "focus": [
            {
                "lens": entry.content.lens,
                "person": entry.content.person,
                "rationale": entry.content.rationale,
                **cited(entry),
            }
            for entry in shown
            if isinstance(entry.content, Focus)
        ],
        "stages": {stage.value: _stage(shown, stage) for stage in Stage},
        "missing": [str(one) for one in cycle.missing(as_of)],
    }


def _look_again(reading: Reading) -> list[dict[str, Any]]:
    """The days on which to look again at a closed cycle that nobody has settled, each once."""
    rows = {row.ref: row for row in reading.due if row.rule == LOOK_AGAIN and row.open}
    return [
        {
            "cycle": row.record,
            "what": row.what,
            "due": iso_day(row.due),
            "status": row.status.value,
            "days_late": row.days_late,
            "why": str(row.why),
            **cited(reading[row.record or ""].entries[row.place or 0]),
        }
        for row in rows.values()
    ]


def _stage(shown: list[Entry[Content]], stage: Stage) -> dict[str, Any]:
    """A stage: what was seen and said, what it was taken to mean, and questions with and without an answer."""
    found: dict[str, Any] = {"seen": [], "meanings": [], "answered": [], "asked_not_answered": []}
    for entry in shown:
        match entry.content:
            case Observation(stage=at) as seen if at is stage:
                found["seen"].append(_observed(seen, entry))
            case Outcome(stage=at, what_came_of_it=what) if at is stage:
                found["seen"].append({"what": what, "words": None, "said_by": None, "when": None, **cited(entry)})
            case Interpretation(stage=at, meaning=meaning, whose=whose) if at is stage:
                found["meanings"].append({"meaning": meaning, "whose": whose, **cited(entry, said_by=whose)})
            case Response(stage=at, prompt=prompt, question=question, answer=answer, answered_by=by) if at is stage:
                asked = {"prompt": prompt, "question": question}
                if answer is None:
                    found["asked_not_answered"].append({**asked, **cited(entry)})
                else:
                    found["answered"].append({**asked, "answer": answer, "by": by, **cited(entry, said_by=by)})
    return found


def _observed(seen: Observation, entry: Entry[Content]) -> dict[str, Any]:
    return {
        "what": seen.what,
        "words": seen.words,
        "said_by": seen.said_by,
        "when": None if seen.when is None else str(seen.when),
        **cited(entry, said_by=seen.said_by or seen.told_by),
    }


def _hypothesis(one: Hypothesis, as_of: date, names: Names) -> dict[str, Any]:
    widened = [one.entries[place] for place, _, status in one.history(as_of) if status == "widened"]
    first = next(entry for _, entry in one.standing(as_of) if isinstance(entry.content, Floated))
    return {
        "id": one.id,
        "status": one.status(as_of).value,
        "views": list(one.views(as_of)),
        "whose": names.role(first.by),
        **cited(first, *widened),
        "stays_live": [{"what": content.what, **cited(one.entries[place])} for place, content in one.stays_live(as_of)],
    }


def _discrepancies(record: Discrepancies, as_of: date) -> list[dict[str, Any]]:
    """The questions that the record answers in several ways, none of which anybody has chosen."""
    return _questions(record, record.unsettled(as_of))


def _open_questions(record: Discrepancies, as_of: date) -> list[dict[str, Any]]:
    """The questions with one reading or none that nobody has settled."""
    several = {one.question.id for one in record.unsettled(as_of)}
    still_open = [one for one in record.all(as_of) if one.settled is None and one.question.id not in several]
    return _questions(record, still_open)


def _questions(record: Discrepancies, found: Iterable[Discrepancy]) -> list[dict[str, Any]]:
    return [
        {
            "id": discrepancy.question.id,
            "asks": discrepancy.question.asks,
            "why_it_matters": discrepancy.question.why_it_matters,
            **cited(record.entries[discrepancy.place]),
            "versions": [
                {
                    "says": version.says,
                    "would_mean": version.would_mean,
                    **cited(record.entries[place], said_by=version.told_by),
                }
                for place, version in discrepancy.versions
            ],
        }
        for discrepancy in found
    ]
