"""A person's disagreement with an entry stands wherever the entry is shown, and nowhere else."""

import json
from datetime import date

import pytest

from reflective import demo
from reflective.casework import Case
from reflective.exchange.json import dumps
from reflective.practice import Action, Audience, Cycle, Observation, Plan, Stage, Supervision
from reflective.practice.people import PersonKind
from reflective.practice.supervision import MeetingPart
from reflective.records import OPEN, Source
from reflective.timescales import Deadline
from reflective.views import due_facts, due_page, plan_facts, plan_page, screen, supervision_facts

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1", "about": ("c-1",)}
SOURCE = Source(document="note", at="12")
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
WORDS = "I never said that I would"


@pytest.fixture
def made():
    """A case in which a father disagrees with an action and with an observation, and a mother with a hidden action."""

    def making(audience=None):
        when = {"on": DAY, "recorded": DAY, "by": "w-1"}
        plan = Plan(id="plan-1").start("supervision", **BY)
        plan = plan.agree(Action(id="a", text="ring him", due=Deadline.on(DAY)), **BY, source=SOURCE, audience=audience)
        hidden = Action(id="b", text="x", due=Deadline.on(DAY))
        plan = plan.agree(hidden, **BY, audience=Audience.RESTRICTED)
        plan = plan.disagree(1, "p-2", WORDS, **when).disagree(2, "p-1", "not there", **when)
        cycle = Cycle(id="cycle-1").enter(Stage.EXPERIENCE, **BY)
        cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="he shouted"), **BY)
        cycle = cycle.disagree(1, "p-2", "I spoke up", **when)
        case = Case.opened("case-1")
        case = case.put(case.people.name("p-2", PersonKind.FAMILY_MEMBER, "Mick", **{**BY, "about": ("p-2",)}))
        case = case.join(Supervision(id="s-1").hold(WHO, children=("c-1",), **BY), **BY)
        return case.join(plan, **BY).join(cycle, **BY)

    return making


def rows(facts):
    return [(one["record"], one["place"], one["person"], one["words"]) for one in facts["disagreements"]]


OF_PLAN = ("plan-1", 1, "p-2", WORDS)


def test_the_data_of_a_supervision_has_every_disagreement_with_what_the_reading_shows(made):
    """With the record, the place, who disagrees, and in which words; not the one with an entry that is withheld."""
    facts = supervision_facts(made().read(as_of=DAY))
    assert rows(facts) == [OF_PLAN, ("cycle-1", 1, "p-2", "I spoke up")]
    assert facts["disagreements"][0] == {
        "record": "plan-1",
        "place": 1,
        "person": "p-2",
        "name": "Mick",
        "words": WORDS,
        "lines": "12",
        "inferred": False,
        "said": [{"by": "p-2", "on": DAY.isoformat()}],
    }


def test_the_screen_lists_them_with_the_line_of_the_entry(made):
    """A section of its own, last on the screen; there is none where nobody disagrees."""
    text = screen(made().read(as_of=DAY))
    said = " ".join(text[text.index("DISAGREES") :].split())
    day = f"[Mick {DAY.day} {DAY:%b}]"
    assert said == (
        f"DISAGREES Mick disagrees with entry 1 of plan-1: {WORDS} {day} "
        f"Mick disagrees with entry 1 of cycle-1: I spoke up {day}"
    )
    assert "[12]" in screen(made().read(as_of=DAY), by_place=True)
    assert "not there" not in text
    assert max(map(len, text.split("\n"))) <= 80
    assert "DISAGREES" not in screen(demo.case().read(as_of=demo.HELD))


def test_the_plan_and_what_is_due_show_those_of_their_records(made):
    """A disagreement with an action is beside the action, in data and on the page."""
    reading = made().read(as_of=DAY)
    assert rows(plan_facts(reading, "plan-1")) == rows(due_facts(reading)) == [OF_PLAN]
    for page in (plan_page(reading, "plan-1"), due_page(reading)):
        assert f"Mick disagrees with entry 1 of plan-1: {WORDS}" in " ".join(page.split())
        assert "I spoke up" not in page


def test_one_with_an_entry_that_is_withheld_is_in_no_view(made):
    """The words would tell of what is withheld."""
    reading = made(Audience.RESTRICTED).read(as_of=DAY)
    plan = [json.dumps(plan_facts(reading, "plan-1")), plan_page(reading, "plan-1")]
    for view in (json.dumps(supervision_facts(reading)), screen(reading), json.dumps(due_facts(reading)), *plan):
        assert WORDS not in " ".join(view.split())
        assert "not there" not in view


def test_whoever_may_read_the_entry_reads_the_disagreement(made):
    """The control: it is for the same readers as the entry."""
    reading = made().read(as_of=DAY, audiences=OPEN | {Audience.RESTRICTED})
    assert ("plan-1", 2, "p-1", "not there") in rows(plan_facts(reading, "plan-1"))


def test_a_disagreement_of_a_later_day_is_not_there_yet(made):
    """As everything else, it counts from its own day."""
    case, later = made(), date(2021, 9, 8)
    plan = case["plan-1"].disagree(0, "p-2", "nor this", on=later, recorded=later, by="w-1")
    case = case.put(plan)
    assert "nor this" not in [row[-1] for row in rows(due_facts(case.read(as_of=DAY)))]
    assert "nor this" in [row[-1] for row in rows(due_facts(case.read(as_of=later)))]


def test_the_command_shows_them(made, tmp_path, capsys):
    """On the page and as data, of what was agreed and of what rules ask."""
    from reflective.cli import run

    case = made()
    meeting = case["s-1"].disagree(0, "p-2", "I was not told", on=DAY, recorded=DAY, by="w-1")
    path = tmp_path / "case.json"
    path.write_text(dumps(case.put(meeting)), "utf-8")
    asked = ["due", str(path), "--as-of", "2021-09-20"]
    for more, words in (([], WORDS), (["--ruleset", "practice-note"], "I was not told")):
        assert run([*asked, *more]) == 0
        page = capsys.readouterr().out
        assert words in " ".join(page.split())
        assert max(map(len, page.split("\n"))) <= 80
        assert run([*asked, *more, "--json"]) == 0
        assert words in [row[-1] for row in rows(json.loads(capsys.readouterr().out))]
