"""The screen shows any case: one without names, one with a ladder of its own, one with hardly anything in it."""

from datetime import date, timedelta

import attrs
import pytest

from reflective.casework import Case
from reflective.checks import check
from reflective.practice import (
    Action,
    Audience,
    Cycle,
    Discrepancies,
    Journey,
    Link,
    Observation,
    Plan,
    Relationship,
    Stage,
    Supervision,
)
from reflective.practice.cycle import Prompt, Prompts, Reason
from reflective.practice.discrepancies import Question, Version
from reflective.practice.journey import Account, Checkpoint, JourneyPart, JourneyStage, MapQuestion
from reflective.practice.people import PersonKind, Related, RelationKind
from reflective.practice.plan import Decided, Done, Part, Result
from reflective.practice.relationship import Assessed, RelationshipStage, RelationshipStages
from reflective.practice.supervision import DisputedMatter, MeetingPart
from reflective.records import OPEN, Entry
from reflective.records.entry import Unreadable
from reflective.timescales import Deadline
from reflective.views import due_page, screen, supervision_facts

HELD = date(2021, 9, 6)
LATER = HELD + timedelta(days=1)
BY = {"on": HELD, "recorded": HELD, "by": "w-1", "about": ("c-1",)}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))


@pytest.fixture
def case():
    """A meeting about a child whom nobody named."""
    opened = Case.opened("case-1")
    opened = opened.put(opened.people.name("c-1", PersonKind.CHILD, **BY).name("p-1", PersonKind.FAMILY_MEMBER, **BY))
    return opened.join(Supervision(id="s-1").hold(WHO, children=("c-1",), **BY), **BY)


def test_a_case_with_hardly_anything_in_it_is_shown(case):
    """Nobody named, nothing agreed, nothing thought: the screen says so and raises nothing."""
    text = screen(case.read(as_of=HELD))
    assert text.startswith("c-1 ")
    assert "AGREED         no action" in text
    assert "  c-1          not recorded; ask" in text
    assert "THINKING" not in text
    assert "TWO READINGS" not in text


def test_a_day_without_anything_recorded_is_one_day(case):
    """The silence is counted in days, and one of them is a day."""
    assert screen(case.read(as_of=LATER)).startswith("nothing recorded since 6 September (1 day)\n")


def test_a_stage_on_a_ladder_of_the_hosts_own_is_shown_by_its_id(case):
    """The view has no other ladder at hand than the one that ships."""
    own = RelationshipStages(
        id="ours", version="1", source="us", stages=(RelationshipStage(id="thawing", title="beginning to thaw"),)
    )
    related = Related(person="p-1", to="c-1", relation="father of")
    pair = Relationship(id="r-1").between("w-1", "p-1", **BY).assess("thawing", "he waved", ladder=own, **BY)
    shown = case.put(case.people.add(related, **BY)).join(pair, **BY)
    assert "  p-1          thawing" in screen(shown.read(as_of=HELD))


def test_a_stage_that_was_loaded_and_is_not_on_the_ladder_is_shown_by_its_id(case):
    """A stage that today's ladder lacks still loads, and still reads."""
    shipped = RelationshipStages.shipped()
    related = Related(person="p-1", to="c-1", relation="father of")
    pair = Relationship(id="r-1").between("w-1", "p-1", **BY).assess("building", "he waved", **BY)
    begun, assessed = pair.entries
    gone = Assessed(stage="thawed", ladder=shipped.id, ladder_version=shipped.version, evidence=("he waved",))
    loaded = Relationship(id="r-1", entries=(begun, attrs.evolve(assessed, content=gone)))
    shown = case.put(case.people.add(related, **BY)).join(loaded, **BY)
    assert "  p-1          thawed" in screen(shown.read(as_of=HELD))


def test_a_review_of_some_actions_says_of_how_many(case):
    """All of them are "all", and some are counted."""
    plan = Plan(id="p-1").start("supervision", **BY)
    for name in ("a", "b", "c"):
        plan = plan.agree(Action(id=name, text="x"), **BY)
    some = plan.plan_review("r-1", due=Deadline.on(LATER), actions=("a", "b"), **BY)
    assert "review of two actions; reviewer not named" in screen(case.join(some, **BY).read(as_of=HELD))
    every = plan.plan_review("r-1", due=Deadline.on(LATER), focus=("pace",), reviewer="m-1", **BY)
    assert "review of all three: pace " in screen(case.join(every, **BY).read(as_of=HELD))


def test_nothing_due_is_said(case):
    """An empty list says that it is empty, and for whom."""
    page = due_page(case.read(as_of=HELD))
    assert "\nNothing is recorded as due.\n" in page
    assert page.endswith(
        "\nAccounted for: 1 subject (1 not asked about).\nNot asked about: nothing is recorded as due for them (1)."
    )
    assert supervision_facts(case.read(as_of=HELD))["agreed"] == {"actions": 0, "owned": 0, "withheld": 0, "items": []}


def test_what_is_closed_leaves_the_screen_and_what_is_done_waits_to_be_closed(case):
    """A review held, an action closed and a visit decided against are not what is agreed."""
    visit = Part(id="v", text="visit?", due=Deadline.on(LATER), consider=True)
    plan = Plan(id="p-1").start("supervision", **BY).agree(Action(id="a", text="call", due=Deadline.on(LATER)), **BY)
    plan = plan.agree(Action(id="b", text="write", due=Deadline.on(LATER), parts=(visit,)), **BY)
    plan = plan.agree(Action(id="c", text="draw"), **BY).plan_review("r-1", due=Deadline.on(LATER), **BY)
    before = screen(case.join(plan, **BY).read(as_of=HELD))
    assert all(words in before for words in ("a  call", "b  write", "visit?", "review of all three", "c draw"))
    plan = plan.add(Done(action="a", what="called"), **BY).close_action("a", Result.EFFECTIVE, "calmer", **BY)
    plan = plan.add(Decided(action="b", part="v", yes=False, because="no", decided_by="m-1"), **BY)
    plan = plan.add(Done(action="b", what="wrote"), **BY).add(Done(action="c", what="drew"), **BY)
    after = screen(case.join(plan.hold_review("r-1", took_part=("w-1",), **BY), **BY).read(as_of=HELD))
    assert "AGREED         no owner is recorded for any of the two: who has said yes?" in after
    assert "b  write; done, not closed" in after
    assert "c draw (done, not closed)" in after
    assert not any(words in after for words in ("call", "visit?", "review of"))


def test_the_thinking_shown_is_the_latest_meetings(case):
    """A cycle that was closed at an earlier one is on the record, and not on this screen."""
    action = Link(record="p-1", item="a")
    first = Cycle(id="k-1").enter(Stage.ACTION, **BY).close(actions=(action,), **BY)
    then = {**BY, "on": LATER, "recorded": LATER}
    second = first.continued("k-2", [(action, "he came, and left early")], **then)
    both = case.join(first, **BY).join(second, **BY)
    later = both.join(Supervision(id="s-2").hold(WHO, children=("c-1",), **then), **then)
    assert [one["id"] for one in supervision_facts(later.read(as_of=HELD))["thinking"]] == ["k-1"]
    assert [one["id"] for one in supervision_facts(later.read(as_of=LATER))["thinking"]] == ["k-2"]
    text = screen(later.read(as_of=LATER))
    assert "  experience   he came, and left early" in text
    assert "what is agreed above" not in text
    assert "action: " not in text


def test_a_meeting_that_was_broken_off_is_shown_by_the_day_of_its_part(case):
    """It took place as far as it went, and its stage says how far that was."""
    then = {**BY, "on": LATER, "recorded": LATER}
    part = Supervision(id="s-2").plan(LATER, WHO, children=("c-1",), **BY).hold(WHO, broken_off=True, **then)
    facts = supervision_facts(case.join(part, **BY).read(as_of=LATER))["meeting"]
    assert (facts["held"], facts["stage"]) == (LATER.isoformat(), "part_held")


def test_that_a_record_is_disputed_is_shown_and_in_which_words_is_not(case):
    """The fact is for everybody who may see the meeting; the words are the practitioner's own."""
    disputed = case["s-1"].record(**BY).dispute("d-1", DisputedMatter.WORDING, words="that is not how I put it", **BY)
    facts = supervision_facts(case.put(disputed).read(as_of=HELD))
    assert facts["meeting"]["stage"] == "disputed"
    assert facts["withheld"]["personal"] == 1
    assert "how I put it" not in str(facts)


class TestRelationships:
    """A row for each pair: whose it is, and what is recorded of it."""

    @pytest.fixture
    def pairs(self, case):
        """A worker who left, the one who came after, and a father with whom it broke before anybody assessed it."""
        first = Relationship(id="r-1").between("w-1", "c-1", child=True, **BY).assess("building", "she waved", **BY)
        then = {**BY, "on": LATER, "recorded": LATER}
        first = first.end("a card", handed_to="w-2", **then)
        second = Relationship(id="r-2").between("w-2", "c-1", child=True, **then)
        father = Relationship(id="r-3").between("w-2", "p-1", **then).rupture("he shut the door", **then)
        return case.join(first, **BY).join(second, **then).join(father, **then)

    def test_the_data_has_the_worker_of_each_and_those_that_ended(self, pairs):
        """The present worker's comes first, and the former one's is shown as ended and not as if it stood still."""
        rows = supervision_facts(pairs.read(as_of=LATER))["relationships"]
        assert [(row["person"], row["worker"], row["stage"], row["ended"], row["tie"]) for row in rows] == [
            ("c-1", "w-2", None, False, "not_recorded"),
            ("c-1", "w-1", "building", True, "ended"),
            ("p-1", "w-2", None, False, "ruptured"),
        ]

    def test_the_screen_names_the_worker_where_there_are_several(self, pairs):
        """Two rows of one child would be read as one relationship."""
        text = screen(pairs.read(as_of=LATER))
        assert "RELATIONSHIPS  each worker's with each of them, children first" in text
        assert "  c-1          w-2: not recorded; ask\n  c-1          w-1: building; ended; strengths: ask" in text
        assert "  p-1          w-2: not recorded; ruptured; ask" in text
        assert "RELATIONSHIPS  the worker's with each of them" in screen(pairs.read(as_of=HELD))

    def test_a_pair_without_anything_recorded_is_said(self, case):
        """Naming the two says nothing about their contact, and nobody at all is said too."""
        pair = Relationship(id="r-1").between("w-1", "c-1", child=True, **BY)
        for shown, worker in ((case, None), (case.join(pair, **BY), "w-1")):
            reading = shown.read(as_of=HELD)
            (row,) = supervision_facts(reading)["relationships"]
            assert (row["worker"], row["stage"], row["tie"]) == (worker, None, "not_recorded")
            assert "  c-1          not recorded; ask" in screen(reading)

    def test_somebody_who_is_neither_child_nor_parent_has_a_row_where_one_is_recorded(self, case):
        """A grandmother who cares for the child has a relationship with the worker as well."""
        pair = Relationship(id="r-1").between("w-1", "g-1", **BY).assess("building", "she rang", **BY)
        rows = supervision_facts(case.join(pair, **BY).read(as_of=HELD))["relationships"]
        assert [(row["person"], row["child"]) for row in rows] == [("c-1", True), ("g-1", False)]

    def test_a_parent_of_a_parent_is_no_parent_of_the_child(self, case):
        """Only those of the children have a row without a relationship."""
        kin = case.people.name("g-1", PersonKind.FAMILY_MEMBER, **BY)
        kin = kin.relate("g-1", "p-1", "mother of", kind=RelationKind.PARENT, **BY)
        kin = kin.relate("p-1", "c-1", "parent of", kind=RelationKind.PARENT, **BY)
        rows = supervision_facts(case.put(kin).read(as_of=HELD))["relationships"]
        assert [row["person"] for row in rows] == ["c-1", "p-1"]


class TestWhatIsNotEvidenced:
    """The parts that are not on the record, the worst first, each with a question; the screen shows a few."""

    @staticmethod
    def lacking(case, plan=None):
        shown = case if plan is None else case.join(plan, **BY)
        return [one["what"] for one in supervision_facts(shown.read(as_of=HELD))["not_on_record"]]

    def test_safety_and_the_childs_voice_come_before_any_action(self, case):
        """A supervisor with ten minutes reads from the top, and the screen agrees with the checks."""
        plan = Plan(id="p-1").start("supervision", children=("c-1",), **BY).agree(Action(id="a", text="ring"), **BY)
        found = self.lacking(case, plan)
        assert found[:2] == [
            "a visit on which the child was seen (c-1)",
            "anything that the child said or showed (c-1)",
        ]
        assert found.index("an owner of action a") > 2

    def test_several_of_a_kind_are_one_row(self, case):
        """Each check has one row: whom it is about, and how many are like the first."""
        plan = Plan(id="p-1").start("supervision", children=("c-1",), **BY)
        for name in ("a", "b", "c"):
            plan = plan.agree(Action(id=name, text="ring him"), **BY)
        found = self.lacking(case, plan)
        assert "an owner of action a, and 2 more like it" in found
        assert not any("action b" in what for what in found)

    def test_an_action_for_which_all_is_evidenced_is_in_no_row(self, case):
        """Where nothing is agreed there is nothing to say of actions either."""
        case = case.put(case.people.name("w-1", PersonKind.STAFF, **BY))
        action = Action(id="a", text="ring him", due=Deadline.on(LATER), asked=("w-1",), success="he answers")
        plan = Plan(id="p-1").start("supervision", needs_agreement_of=("w-1",), children=("c-1",), **BY)
        plan = plan.agree(action, **BY).accept("a", "w-1", **BY)
        for found in (self.lacking(case, plan), self.lacking(case)):
            assert [what for what in found if "action a" in what] == []

    def test_a_closed_action_and_a_draft_are_not_in_it(self, case):
        """The parts are of what is agreed and open, as the count above them is."""
        plan = Plan(id="p-1").start("supervision", children=("c-1",), **BY).propose(Action(id="d", text="ask"), **BY)
        for name in ("a", "b"):
            plan = plan.agree(Action(id=name, text="ring him"), **BY)
        plan = plan.report_done("a", "rang", **BY).close_action("a", Result.EFFECTIVE, "calmer", **BY)
        assert "a day of action b" in self.lacking(case, plan)
        text = screen(case.join(plan, **BY).read(as_of=HELD))
        assert "AGREED         one action; no owner is recorded for it: who has said yes?" in text

    def test_the_screen_shows_three_and_where_the_others_are(self, case):
        """A screen has no room for a list, and a reader is told that there is one."""
        text = " ".join(screen(case.read(as_of=HELD), more="see the data").split())
        few = "; ".join(self.lacking(case)[:3])
        assert f"NOT ON RECORD {few}; and {len(self.lacking(case)) - 3} more: see the data" in text

    def test_it_is_what_the_checks_find(self, case):
        """One row a check, in the order of the checks: two lists that disagree would have to be read twice."""
        reading = case.read(as_of=HELD)
        rows = [one["code"] for one in supervision_facts(reading)["not_on_record"]]
        assert rows == list(dict.fromkeys(one.code for one in check(reading) if not one.good))

    def test_every_part_has_a_question(self, case):
        """A part that is not evidenced is something to ask, and never said to be not done."""
        found = supervision_facts(case.read(as_of=HELD))["not_on_record"]
        assert all(one["ask"].endswith("?") for one in found)


class TestChildren:
    """Each child has their own rows: their days, their voice, who has seen them, what is next."""

    def test_their_own_words_and_days_are_shown_with_who_heard_them(self, case):
        """A child's words come before anybody's view of them."""
        journey = Journey(id="j-1").of("c-1", **BY)
        journey = journey.add(Account(words="I like it when Nan is here", told_to="w-1"), **BY)
        journey = journey.add(JourneyStage(part=JourneyPart.NOW, what="seen at school by the worker"), **BY)
        journey = journey.ask(MapQuestion.NEXT, "home with Nan", **BY)
        cycle = Cycle(id="k-1").enter(Stage.EXPERIENCE, **BY)
        cycle = cycle.respond(Stage.EXPERIENCE, prompt="lived-experience", answer="quiet mornings", **BY)
        text = screen(case.join(journey, **BY).join(cycle, **BY).read(as_of=HELD))
        assert "CHILDREN       c-1: quiet mornings" in text
        assert '"I like it when Nan is here"' in text
        assert "seen at school by the worker" in text
        assert "next stage: home with Nan; checkpoint: none is agreed" in " ".join(text.split())
        assert "own words: not recorded" not in text

    def test_a_checkpoint_is_shown_with_its_day(self, case):
        """The open checkpoint that is due first is the next one."""
        point = Checkpoint(id="p-1", different="he sleeps", how_we_would_know="a diary", due=Deadline.on(LATER))
        journey = Journey(id="j-1").of("c-1", **BY).agree(point, **BY)
        assert "checkpoint: he sleeps (7 Sep)" in screen(case.join(journey, **BY).read(as_of=HELD))

    @pytest.mark.parametrize("relation", ["grandmother and carer of", "mum of", "mother of"])
    def test_every_carer_has_a_row_whatever_the_relation_is_called(self, case, relation):
        """A carer whose relation has other words than "mother of" was on no screen, and nothing said so."""
        kin = case.people.name("g-1", PersonKind.FAMILY_MEMBER, **BY)
        shown = case.put(kin.add(Related(person="g-1", to="c-1", relation=relation), **BY))
        assert "  g-1          not recorded; ask" in screen(shown.read(as_of=HELD))

    def test_a_sibling_has_no_row_as_a_carer(self, case):
        """A relation of a kind that looks after nobody adds no row."""
        kin = case.people.name("s-1", PersonKind.FAMILY_MEMBER, **BY)
        kin = kin.relate("s-1", "c-1", "sister of", kind=RelationKind.SIBLING, **BY)
        assert [row["person"] for row in supervision_facts(case.put(kin).read(as_of=HELD))["relationships"]] == ["c-1"]


class TestAskToday:
    """Questions of safety are for staff alone, and one that is withheld is counted."""

    @pytest.fixture
    def questions(self, case):
        """Two questions that are open, and a restricted one."""
        record = Discrepancies(id="q-1")
        for name, audience in (("safe", Audience.ORGANISATION), ("where", None), ("risk", Audience.RESTRICTED)):
            record = record.ask(Question(id=name, asks=f"{name}, today?"), **BY, audience=audience)
            for version in ("a", "b"):
                record = record.add_version(Version(question=name, id=version, says="one says"), **BY)
        return case.join(record, **BY)

    def test_those_that_are_named_are_shown_to_staff(self, questions):
        """They stand beside the children, and the restricted one is counted and not shown."""
        text = screen(questions.read(as_of=HELD), ask_today=("safe", "where", "risk", "of another case"))
        assert "  ask today    safe, today?" in text
        assert "               where, today?" in text
        assert "               one question withheld" in text
        assert "risk, today?" not in text

    def test_those_entitled_see_the_restricted_one(self, questions):
        """The control: named among the audiences, it is shown and no longer counted."""
        everything = questions.read(as_of=HELD, audiences=OPEN | {Audience.RESTRICTED})
        text = screen(everything, ask_today=("safe", "risk"))
        assert "risk, today?" in text
        assert "withheld" not in text[text.index("ask today") : text.index("AGREED")]

    @pytest.mark.parametrize(
        "asked",
        [
            {"reader": "p-1"},
            {"audiences": {Audience.CHILD_FILE, Audience.FAMILY_SHARED}},
            {"about": "c-1"},
        ],
    )
    def test_no_copy_for_the_family_shows_them(self, questions, asked):
        """A parent, a child's file and a copy to share have no question about somebody's safety on them."""
        text = screen(questions.read(as_of=HELD, **asked), ask_today=("safe", "where", "risk"))
        assert "ask today" not in text

    def test_a_question_without_a_reading_is_asked_too(self, questions):
        """A question that nobody has answered in any way is the one that most needs asking."""
        record = questions["q-1"].ask(Question(id="new", asks="and the school?"), **BY)
        asked = questions.put(record)
        assert "  ask today    and the school?" in screen(asked.read(as_of=HELD), ask_today=("new",))
        lacking = [one["what"] for one in supervision_facts(asked.read(as_of=HELD))["not_on_record"]]
        assert any("an answer to new" in what for what in lacking)

    def test_a_settled_question_is_not_asked(self, questions):
        """An answer that somebody chose is not asked again, and is not counted as withheld."""
        record = questions["q-1"].settle("where", "a", "she told us", **BY)
        text = screen(questions.put(record).read(as_of=HELD), ask_today=("where",))
        assert "ask today" not in text


class TestAHostsOwnCase:
    """A supervisor of another case reads who said it and when, and prompts in the host's own words."""

    def test_each_row_says_who_and_when_in_place_of_a_line(self, case):
        """A number in brackets says nothing to somebody who has no note."""
        cycle = Cycle(id="k-1").enter(Stage.EXPERIENCE, **BY)
        seen = Observation(stage=Stage.EXPERIENCE, what="he shouted", words="What now?", said_by="p-1")
        text = screen(case.join(cycle.add(seen, **BY), **BY).read(as_of=HELD))
        assert "  experience   he shouted" in text
        assert '               p-1: "What now?"' in text
        assert "[p-1 6 Sep]" in text

    def test_a_question_of_their_own_is_shown_in_its_words(self, case):
        """A host's prompt has the words that the host gave it."""
        own = Prompt(id="ours-1", text="Who lights the room?", stage=Stage.REFLECTION, lens="ours", source="us")
        prompts = Prompts.shipped().with_own("us-1", [own])
        cycle = Cycle(id="k-1").enter(Stage.EXPERIENCE, **BY).enter(Stage.REFLECTION, **BY)
        for asked in ({"prompt": "ours-1"}, {"question": "And who else?"}, {"prompt": "next-stage"}):
            cycle = cycle.respond(Stage.REFLECTION, audience=Audience.CHILD_FILE, **asked, **BY)
        text = " ".join(screen(case.join(cycle, **BY).read(as_of=HELD), prompts=prompts).split())
        assert 'asked, no answer recorded: Who lights the room?; "And who else?"; next stage' in text

    def test_why_a_stage_was_passed_over_is_shown(self, case):
        """A cycle that went straight to action for a child's safety looks thin unless its reason is there."""
        cycle = Cycle(id="k-1").enter(Stage.EXPERIENCE, **BY).enter(Stage.ACTION, reason=Reason.URGENT_SAFETY, **BY)
        assert "straight to action: urgent safety" in screen(case.join(cycle, **BY).read(as_of=HELD))


class TestWhatIsDueOfThePlanAndTheCycle:
    """A review that is lacking and a day to look again stay on the screen until somebody settles them."""

    def test_a_plan_without_a_review_is_shown(self, case):
        """The screen shows a plan without a review, and a review without a day."""
        plan = Plan(id="p-1").start("supervision", children=("c-1",), **BY).agree(Action(id="a", text="ring"), **BY)
        assert "  no day       a ring; no review is planned" in screen(case.join(plan, **BY).read(as_of=HELD))
        planned = plan.plan_review("r-1", **BY)
        assert "  no day       a ring; review of one action" in screen(case.join(planned, **BY).read(as_of=HELD))

    def test_a_day_to_look_again_is_shown_until_somebody_has_looked(self, case):
        """With how long it has passed; words that name no day are shown as they were said."""
        closing = {"none_needed": "all is well", **BY}
        cycle = Cycle(id="k-1").enter(Stage.ACTION, **BY)
        closed = cycle.close(look_again=Deadline.on(HELD), **closing)
        assert "  look again   6 Sep; 1 day past" in screen(case.join(closed, **BY).read(as_of=LATER))
        looked = closed.look_again_done(what="it held", **{**BY, "on": LATER, "recorded": LATER})
        assert "look again" not in screen(case.join(looked, **BY).read(as_of=LATER))
        said = cycle.close(look_again=Deadline.said("after half term"), **closing)
        assert '  look again   no day is recorded: "after half term"' in screen(case.join(said, **BY).read(as_of=HELD))

    def test_an_action_that_is_closed_for_one_child_stays_for_the_other(self, case):
        """One row of two children is what is still open of it, whichever child comes last."""
        plan = Plan(id="p-1").start("supervision", children=("c-1", "c-2"), **BY)
        plan = plan.agree(Action(id="a", text="call", due=Deadline.on(LATER)), **BY).report_done("a", "called", **BY)
        for child in ("c-1", "c-2"):
            closed = plan.close_action("a", Result.EFFECTIVE, "calmer", children=(child,), **BY)
            assert "a  call; done, not closed" in screen(case.join(closed, **BY).read(as_of=HELD))

    def test_the_words_of_a_decision_and_of_the_work_are_each_their_own(self, case):
        """The day by which to decide was said in other words than the day by which to do it."""
        action = Action(
            id="a",
            text="a visit",
            due="in 5 weeks",
            counted_from=HELD,
            consider=True,
            decide_by=Deadline.after("1 week", HELD),
        )
        plan = Plan(id="p-1").start("supervision", children=("c-1",), **BY).agree(action, **BY)
        plan = plan.decide("a", "he agreed", yes=True, decided_by="m-1", **BY)
        items = supervision_facts(case.join(plan, **BY).read(as_of=HELD))["agreed"]["items"]
        words = {item["kind"]: item["in_words"] for item in items}
        assert (words["decision"], words["action"]) == ("1 week", "in 5 weeks")


def test_what_the_law_erased_is_counted_beside_what_is_withheld(case):
    """Somebody reads less than was written, and is told so; what is erased is withheld by nobody."""
    plan = Plan(id="p-1").agree(Action(id="a", text="x"), **BY).agree(Action(id="b", text="y"), **BY)
    joined = case.join(plan, **BY)
    erased = joined.put(plan.erase(1, basis="an order", on=HELD, by="dpo-1"))
    assert supervision_facts(erased.read(as_of=HELD))["withheld"]["erased"] == 1
    assert "[who said it, when] Nothing withheld; 1 erased." in " ".join(screen(erased.read(as_of=HELD)).split())
    assert due_page(erased.read(as_of=HELD)).split("\n")[0].endswith("nothing withheld; 1 erased")
    assert "[who said it, when] Nothing withheld." in " ".join(screen(joined.read(as_of=HELD)).split())


def test_what_cannot_be_read_here_is_counted_beside_what_is_withheld(case):
    """An entry of a later release is kept, shown to nobody, and counted."""
    later = Entry(content=Unreadable(data='{"tag": "host:x"}'), audience=Audience.RESTRICTED, **BY)
    reading = case.join(Plan(id="p-1", entries=(later,)), **BY).read(as_of=HELD)
    assert due_page(reading).split("\n")[0].endswith("nothing withheld; 1 not readable here")


def test_a_page_has_room_for_every_count(case):
    """Eight kinds of entry are counted, and no count makes the page wider or ends in an error."""
    long = case
    for place, audience in enumerate(Audience):
        plan = Plan(id=f"p-{place}").agree(Action(id="a", text="x"), **BY, audience=audience)
        long = long.join(plan, **BY)
    reading = long.read(as_of=HELD, audiences=())
    text = due_page(reading)
    assert max(map(len, text.split("\n"))) <= 80
    assert "1 shared with the family, 1 for the organisation, 1 personal, 1 restricted withheld" in " ".join(
        text.split()
    )


def test_the_last_day_on_which_anything_was_recorded_is_of_what_is_shown(case):
    """A restricted entry of today does not show that somebody wrote today."""
    then = {**BY, "on": LATER, "recorded": LATER}
    plan = Plan(id="p-1").agree(Action(id="a", text="x"), **then, audience=Audience.RESTRICTED)
    later = case.join(plan, **{**BY, "recorded": LATER}, audience=Audience.RESTRICTED)
    facts = supervision_facts(later.read(as_of=LATER))
    assert (facts["last_recorded"], facts["days_since"]) == (HELD.isoformat(), 1)
