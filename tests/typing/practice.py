"""The types that checkers infer for `reflective.practice`: read by mypy and pyright, and never run."""

from datetime import date
from typing import Any, assert_type

from reflective.casework import Case
from reflective.practice import Action, Cycle, Plan, Record, Stage, Written
from reflective.practice.cycle import CycleStatus
from reflective.records import NextStep


def records(cycle: Cycle, day: date) -> None:
    """A verb gives the same kind of record back, and requires both days and the writer."""
    assert_type(cycle.enter(Stage.EXPERIENCE, on=day, recorded=day, by="worker-1"), Cycle)
    assert_type(cycle.pause(on=day, recorded=day, by="worker-1"), Cycle)
    assert_type(cycle.known_at(day), Cycle)
    cycle.enter("experience", on=day, recorded=day, by="worker-1")  # type: ignore[arg-type]
    cycle.pause(on=day)  # type: ignore[call-arg]
    cycle.id = "c-2"  # type: ignore[misc]


def questions(cycle: Cycle, day: date) -> None:
    """Whatever has an adjective takes a day."""
    assert_type(cycle.stage(as_of=day), Stage | CycleStatus)
    assert_type(cycle.moves(as_of=day), tuple[NextStep, ...])
    cycle.missing()  # type: ignore[call-arg]


def keywords(plan: Plan, action: Action, day: date) -> None:
    """The keywords of an entry are named once, as `Written`; a plain dict of them is refused."""
    written: Written = {"on": day, "recorded": day, "by": "worker-1"}
    by_manager: Written = {**written, "by": "manager-1"}
    assert_type(plan.agree(action, **written), Plan)
    assert_type(plan.accept("a-2", "manager-1", **by_manager), Plan)
    told = {"on": day, "recorded": day, "by": "worker-1"}
    plan.agree(action, **told)  # type: ignore[arg-type]
    by_nobody: Written = {"on": day, "recorded": day}  # type: ignore[typeddict-item]
    del by_nobody


def cases(case: Case, plan: Plan, day: date) -> None:
    """A case gives a record by its id, or all the records of one kind."""
    assert_type(case["plan-1"], Record[Any])
    assert_type(case.of_kind(Plan, as_of=day), tuple[Plan, ...])
    case.join(plan, on=day)  # type: ignore[call-arg]


def plans(plan: Plan, action: Action, day: date) -> None:
    """An action may have no day, and a plan is asked for what is overdue on one."""
    assert_type(plan.agree(action, on=day, recorded=day, by="worker-1"), Plan)
    assert_type(plan.due("a-2"), date | None)
    assert_type(plan.explain("a-2"), str)
    plan.overdue()  # type: ignore[call-arg]
    Action(id="a-2", text="Convene a review", due=date(2021, 10, 11))  # type: ignore[arg-type]
    Action(id="a-2", text="Convene a review", due="in 5 weeks", counted_from="2021-09-06")  # type: ignore[arg-type]
    Action("a-2", "Convene a review")  # type: ignore[call-arg]
