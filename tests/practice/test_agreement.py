"""The agreement of a worker and a supervisor: rhythm, leave, the first year, and no child's business."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.errors import BadEntry, MoveNotAllowed
from reflective.practice import Agreement, Audience
from reflective.practice.agreement import Experience
from reflective.rules import Ruleset

DAY = date(2025, 3, 3)


def written(day=DAY, by="manager-1"):
    return {"on": day, "recorded": day, "by": by}


@pytest.fixture
def agreed():
    return Agreement(id="agreement-1").begin("worker-1", "manager-1", Experience.NEWLY_QUALIFIED, **written())


def test_a_newly_qualified_worker_is_supervised_each_week_at_first(agreed):
    """Standards for employers, standard 5: at least weekly for the first six weeks: a week from Monday 3 March."""
    found = {one.rule: one.due for one in Ruleset.load("england").obligations(agreed.events(DAY), as_of=DAY)}
    assert found["supervision.newly-qualified"] == date(2025, 3, 10)


def test_the_first_year_that_was_passed_sets_the_monthly_rhythm_going(agreed):
    """Standard 5: at least monthly after that: a month from 3 March 2026."""
    passed = agreed.pass_first_year(**written(date(2026, 3, 3)))
    found = [
        one
        for one in Ruleset.load("england").obligations(passed.events(date(2026, 3, 3)), as_of=date(2026, 3, 3))
        if one.rule == "supervision.practitioner"
    ]
    assert [one.due for one in found] == [date(2026, 4, 3)]


def test_an_agreement_is_on_the_workers_own_file_and_in_no_childs_list(agreed):
    """The manager's sickness and the worker's leave are theirs."""
    away = agreed.begin_leave("manager-1", stands_in="manager-2", why="off sick", **written(date(2025, 4, 1)))
    case = Case.opened("case-1").join(away, **written(date(2025, 4, 1)))
    day = date(2025, 4, 2)
    assert case.read(as_of=day).shown("agreement-1").entries == ()
    assert case.read(as_of=day).events == ()
    own = case.read(as_of=day, audiences={Audience.PERSONAL}, owner="worker-1")
    assert {event.subject for event in own.events} == {"worker-1"}
    assert own["agreement-1"].away(day) == "manager-1"


def test_the_supervisors_leave_is_no_leave_of_the_workers(agreed):
    """A manager who is away explains nothing of the worker's rhythm: somebody stands in."""
    away = agreed.begin_leave("manager-1", **written())
    assert "leave.started" not in {event.kind for event in away.events(DAY)}
    back = away.end_leave("manager-1", **written()).begin_leave("worker-1", **written())
    assert "leave.started" in {event.kind for event in back.events(DAY)}


def test_nobody_supervises_themselves():
    """The practice catalogue, A3: a person cannot supervise themself."""
    with pytest.raises(BadEntry) as refused:
        Agreement(id="agreement-1").begin("worker-1", "worker-1", Experience.EXPERIENCED, **written())
    assert refused.value.code == "agreement.of_oneself"


def test_leave_of_somebody_else_is_refused(agreed):
    """It belongs to another agreement, where it would be looked for."""
    with pytest.raises(BadEntry) as refused:
        agreed.begin_leave("worker-2", **written())
    assert refused.value.code == "agreement.leave_of_another"


def test_the_rhythm_that_was_agreed_last_counts(agreed):
    """It is kept as the two said it."""
    changed = agreed.agree_rhythm("each week", **written()).agree_rhythm("2 weeks", **written(date(2025, 5, 1)))
    assert (changed.rhythm(DAY), changed.rhythm(date(2025, 5, 1))) == ("each week", "2 weeks")


def test_an_agreement_that_ended_goes_on_in_another(agreed):
    """A new supervisor has an agreement of their own."""
    ended = agreed.leave(**written(date(2025, 6, 2)))
    assert ended.events(date(2025, 6, 2))[-1].kind == "practitioner.left"
    with pytest.raises(MoveNotAllowed):
        ended.agree_rhythm("2 weeks", **written(date(2025, 6, 2)))
