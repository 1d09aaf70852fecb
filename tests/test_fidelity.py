"""Every fact of the case study is in the worked example, on its line, and no stronger than the note has it."""

from pathlib import Path

import attrs
import pytest

from reflective import demo
from reflective.records import Audience
from tests.fidelity import ABSENT, OURS, facts, lines_of, table, text_of

NOTE = Path(__file__).resolve().parents[1] / "../shared/domain/practice-note.txt"
#: The lines of the case study and of what the note says of itself.
FIRST_LINE, LAST_LINE = 39, 121


@pytest.fixture(scope="module")
def case():
    return demo.case()


@pytest.fixture(scope="module")
def entries(case):
    return [(log.id, place, entry) for log in case.logs for place, entry in enumerate(log.entries)]


def test_each_of_the_160_facts_is_in_the_case(case):
    """A fact that the example drops, or says in other words, is found by its row."""
    rows = table(case)
    assert len(rows) == 160
    assert [fact.fact for fact, _, status in rows if status == ABSENT] == []


def test_a_fact_that_is_reworded_is_found(case):
    """The control: an example in which he "was angry" no longer has the fact that he seemed quite angry."""
    stronger = []
    for log in case.logs:
        changed = log.entries
        if log.id == "cycle-1":
            changed = tuple(
                attrs.evolve(one, content=attrs.evolve(one.content, what="he was angry when he talked to her"))
                if "seemed quite angry" in text_of(one.content)
                else one
                for one in log.entries
            )
        stronger.append(type(log)(id=log.id, entries=changed))
    people, membership, *records = stronger
    planted = attrs.evolve(case, people=people, membership=membership, records=tuple(records))
    lost = [fact.fact for fact, _, status in table(planted) if status == ABSENT]
    assert "more recently he seemed quite angry" in lost


def test_few_of_the_facts_are_ours(case):
    """A fact that the note states is stated, and is not an inference."""
    assert [fact.fact for fact, _, status in table(case) if status == OURS] == []


def test_every_entry_without_a_mark_cites_a_line(entries):
    """An entry is the note's, with its line, or it is ours and says so."""
    for log, place, entry in entries:
        assert entry.source is not None, (log, place)
        assert entry.source.inferred or lines_of(entry.source), (log, place)
        assert all(FIRST_LINE <= line <= LAST_LINE for line in lines_of(entry.source)), (log, place)


def test_an_inference_is_written_by_the_example_and_a_question_is_ours(entries):
    """Neither the worker nor the manager is recorded as saying what only the example says."""
    for log, place, entry in entries:
        ours = entry.source.inferred
        if log.startswith("supervision"):
            continue
        if ours:
            assert entry.by == "example" or entry.audience is Audience.PERSONAL, (log, place)
        elif not log.startswith("discrepancies"):
            assert entry.by != "example", (log, place)
    questions = [entry for _, _, entry in entries if entry.content.TAG == "discrepancies.question"]
    assert len(questions) == 31
    assert all(entry.source.inferred for entry in questions)


@pytest.mark.skipif(not NOTE.exists(), reason="the practice note is not beside the project")
def test_the_words_of_each_row_stand_on_its_line_of_the_note():
    """A row is of the note: its quoted words are on the line that it names."""
    lines = [_plain(line) for line in NOTE.read_text("utf-8").split("\n")]
    for fact in facts():
        assert _plain(fact.quoted) in lines[fact.line - 1], fact.fact


@pytest.mark.skipif(not NOTE.exists(), reason="the practice note is not beside the project")
def test_words_that_are_put_in_quotation_marks_stand_on_a_line_that_the_entry_cites(entries):
    """Words in quotation marks are the note's, typing slips of its own apart."""
    lines = [_plain(line).casefold() for line in NOTE.read_text("utf-8").split("\n")]
    for log, place, entry in entries:
        words = getattr(entry.content, "words", None)
        if words is None or log.startswith("discrepancies"):
            continue
        cited = " ".join(lines[line - 1] for line in lines_of(entry.source))
        assert _plain(words).casefold() in cited, (log, place)


def test_what_is_restricted_is_said_in_no_open_entry(entries):
    """One parent's professional, the plan for the risk and the worker's fear are for those entitled alone."""
    closed = ("andrew", "craunston", "recovery services", "substance misuse", "substance-misuse", "possible risk")
    hers = ("intimidat", "anxious", "confrontational")
    for log, place, entry in entries:
        said = text_of(entry.content).casefold()
        if any(word in said for word in closed):
            assert entry.audience is Audience.RESTRICTED, (log, place)
        if any(word in said for word in hers):
            assert entry.audience in {Audience.PERSONAL, Audience.RESTRICTED}, (log, place)


def test_an_action_that_draws_on_a_professional_of_his_needs_his_agreement(case):
    """Mick's agreement to it is not evidenced on the record, and the plan says whose it needs."""
    plan = case["plan-1"]
    for action in ("1-andrew", "6-recovery"):
        state = plan.on(demo.HELD).actions[action]
        assert state.action.needs_agreement_of == ("parent-2",)
        assert not plan.smart(action, demo.HELD)["agreed"].evidenced


def test_the_two_journeys_are_two_texts(case):
    """Which of the two children Dudley knew is not settled by writing one journey twice."""
    first, second = ({text_of(one.content) for one in case[f"journey-{n}"].entries} for n in (1, 2))
    assert len(first - second) >= 3
    assert len(second - first) >= 3


def _plain(text: str) -> str:
    """A text with straight quotation marks and single spaces."""
    for curly, straight in (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"')):
        text = text.replace(curly, straight)
    return " ".join(text.split())
