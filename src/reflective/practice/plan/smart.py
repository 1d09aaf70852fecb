"""SMART as this field has it (specific, measurable, agreed, realistic, timely): the evidence, and no score."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reflective.practice.plan.course import Answer, Answered
from reflective.practice.plan.outlook import PlanState
from reflective.practice.plan.progress import ActionState, ActionStatus
from reflective.practice.plan.wording import hints

__all__ = ["Criterion", "criteria", "standing_hints"]


class Criterion(NamedTuple):
    """One letter of SMART: whether the record has evidence for it, and the reason. People are named by their ids."""

    evidenced: bool
    reason: str


def criteria(one: ActionState, plan: PlanState, roles: frozenset[str]) -> Mapping[str, Criterion]:
    """Each letter of SMART for an action. `roles` are the ids that stand for a role and for no person."""
    return {
        "specific": _specific(one, plan, roles),
        "measurable": _measurable(one, plan),
        "agreed": _agreed(one, plan),
        "realistic": _realistic(one),
        "timely": _timely(one, plan),
    }


def standing_hints(one: ActionState, blurred: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """The hints about the wording of an action that nobody dismissed; `blurred` as `hints` takes them."""
    return tuple(hint for hint in hints(one.action, blurred) if hint not in one.dismissed)


def _criterion(lacking: Iterable[str], evidenced: str) -> Criterion:
    """A criterion without evidence for what is lacking, or with evidence where nothing is."""
    found = tuple(lacking)
    return Criterion(not found, "; ".join(found) or evidenced)


def _specific(one: ActionState, plan: PlanState, roles: frozenset[str]) -> Criterion:
    who = {*one.owners, *one.awaited}
    lacking = []
    if not who:
        lacking.append("nobody is named to do it")
    elif who <= roles:
        lacking.append("a role is named to do it, and no person")
    if not one.action.with_whom and not plan.children_of(one.action):
        lacking.append("whom it is done with or for is not named")
    lacking += [f'its wording has a hint: "{hint}"' for hint in standing_hints(one)]
    return _criterion(lacking, "it is named who does what with whom")


def _measurable(one: ActionState, plan: PlanState) -> Criterion:
    measured = {child for child, _ in one.action.successes}
    if one.action.success is not None:
        return Criterion(evidenced=True, reason="what would be different is said")
    children = plan.children_of(one.action)
    missing = [child for child in children if child not in measured]
    if children and measured and not missing:
        return Criterion(evidenced=True, reason="what would be different is said for each child")
    whom = f" for {_listed(missing)}" if measured else ""
    return Criterion(evidenced=False, reason=f"what would be different is not recorded{whom}")


def _agreed(one: ActionState, plan: PlanState) -> Criterion:
    """Agreed by whoever does it and by those whose agreement it needs; any other answer but yes stands against it."""
    answers = _answers(one, plan)
    needed = one.action.needs_agreement_of or (() if plan.started is None else plan.started.needs_agreement_of)
    lacking = [f"{person} was asked to do it and has not answered" for person in one.awaited]
    if not one.owners:
        lacking += [f"{person} declined it" for person in one.holders.declined]
    for person in dict.fromkeys([*needed, *answers]):
        against = _AGAINST.get(answers[person].answer) if person in answers else "gave no answer that is recorded"
        if against is not None and not (person in one.owners and person not in answers):
            lacking.append(f"{person} {against}")
    lacking += [f"{person} gives no consent to the plan" for person in _without_consent(plan)]
    if not one.owners and not answers and not lacking:
        lacking.append("no answer of an owner or the family is recorded")
    return _criterion(lacking, _who_agrees(one, answers, needed))


_AGAINST: dict[Answer, str] = {
    Answer.DISAGREES: "disagrees",
    Answer.ASKED_NO_ANSWER: "was asked and gave no answer",
    Answer.NOT_ASKED: "was not asked",
}


def _answers(one: ActionState, plan: PlanState) -> dict[str, Answered]:
    """The last answer of each person: to the action, or else to the whole plan."""
    of_plan = {answer.person: answer for answer in plan.answers if answer.action is None}
    of_action = {answer.person: answer for answer in plan.answers if answer.action == one.id}
    return of_plan | of_action


def _without_consent(plan: PlanState) -> list[str]:
    given = {one.person: one.given for one in plan.consents}
    return [person for person, consents in given.items() if not consents]


def _who_agrees(one: ActionState, answers: Mapping[str, Answered], needed: tuple[str, ...]) -> str:
    said = [f"{owner} accepted it" for owner in one.owners]
    for person, answer in answers.items():
        said.append(f"{person} agrees{' in part' if answer.answer is Answer.AGREES_IN_PART else ''}")
    if not needed:
        said.append("whose agreement it needs is not recorded")
    return "; ".join(said)


def _realistic(one: ActionState) -> Criterion:
    if not one.judged:
        return Criterion(evidenced=False, reason="nobody's view whether it is realistic is recorded")
    said = [f"{person} thinks it {'realistic' if realistic else 'not realistic'}" for person, realistic in one.judged]
    return Criterion(all(realistic for _, realistic in one.judged), "; ".join(said))


def _timely(one: ActionState, plan: PlanState) -> Criterion:
    """A day of its own is for every child; the day of a part is for the children of that part."""
    if one.dated.day is not None:
        to_decide = one.status is ActionStatus.TO_DECIDE
        return Criterion(evidenced=True, reason="the decision on it has a day" if to_decide else "it has a day")
    parts = [part for part in one.parts if part.ended_on is None]
    dated = [part for part in parts if part.dated.day is not None]
    children = plan.children_of(one.action)
    reached = {child for part in dated for child in part.part.children or children}
    missing = [child for child in children if child not in reached]
    undated = [part.part.id for part in parts if part.dated.day is None]
    lacking = [] if not dated else [f"no day is recorded for {_listed(missing)}"] * bool(missing)
    if not dated:
        only_words = one.dated.due is not None
        lacking = ["its words name no day" if only_words else "no day is recorded"]
    said = f"it has a day in {_listed([part.part.id for part in dated])}"
    return _criterion(lacking, f"{said}, and none in {_listed(undated)}" if undated else said)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""
