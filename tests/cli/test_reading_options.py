"""For whom a case is shown: `--audience`, `--owner` and `--reader`, on every command that shows one."""

import json
from datetime import date

import pytest

from reflective import demo
from reflective.casework import Case
from reflective.exchange.json import dumps
from reflective.practice import Action, Audience, Cycle, Plan, Stage, Supervision
from reflective.practice.cycle import Feeling, Observation
from reflective.practice.people import PersonKind
from reflective.practice.supervision import MeetingPart
from reflective.timescales import Deadline

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
#: The two commands that show a case, of which the second takes a file.
DEMO = ["demo"]
DUE = ["due", "CASE", "--as-of", "2021-09-20"]
RULES = [*DUE, "--ruleset", "practice-note"]


def made():
    """A case with an open action, one that is restricted, and one that is closed to the father."""
    plan = Plan(id="plan-1").start("supervision", children=("c-1",), **BY)
    plan = plan.plan_review("r-1", due=Deadline.on(DAY), **BY)
    for name, text, more in (
        ("a", "ring the school", {}),
        ("b", "an address that is kept safe", {"audience": Audience.RESTRICTED}),
        ("c", "ask the mother alone", {"withheld_from": ("p-2",)}),
    ):
        plan = plan.agree(Action(id=name, text=text, due=Deadline.on(DAY), children=("c-1",)), **BY, **more)
    cycle = Cycle(id="cycle-1").enter(Stage.EXPERIENCE, **BY, about=("c-1",))
    cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="he waved"), **BY, about=("c-1",))
    cycle = cycle.add(Feeling(stage=Stage.EXPERIENCE, feeling="afraid", whose="w-1"), **BY, about=("c-1",))
    meeting = Supervision(id="s-1").hold(WHO, children=("c-1",), **BY)
    case = Case.opened("case-1")
    case = case.put(case.people.name("c-1", PersonKind.CHILD, **BY).name("p-2", PersonKind.FAMILY_MEMBER, **BY))
    return case.join(plan, **BY).join(cycle, **BY).join(meeting, **BY)


@pytest.fixture
def asked(tmp_path, shows):
    """The output of a command for that case, as data."""
    path = tmp_path / "case.json"
    path.write_text(dumps(made()), "utf-8")

    def asking(command, *options):
        return json.loads(shows(*(str(path) if one == "CASE" else one for one in command), *options, "--json"))

    return asking


@pytest.fixture
def demo_of_that_case(monkeypatch):
    """The case that `demo` shows is that one."""
    monkeypatch.setattr(demo, "case", made)


def whats(data):
    items = data["agreed"]["items"] if "agreed" in data else data["obligations"]
    return {item["what"] for item in items if item.get("action") or item.get("rule") == "case.action"}


@pytest.mark.usefixtures("demo_of_that_case")
class TestWhatIsShown:
    """Each option on each command: exactly what it names, and the rest counted."""

    @pytest.mark.parametrize("command", [DEMO, DUE])
    def test_the_open_audiences_unless_others_are_named(self, asked, command):
        """Restricted and personal entries are shown only when they are asked for."""
        data = asked(command)
        assert whats(data) == {"ring the school", "ask the mother alone"}
        assert (data["withheld"]["restricted"], data["withheld"]["personal"]) == (1, 1)

    @pytest.mark.parametrize("command", [DEMO, DUE])
    def test_an_audience_that_is_named_is_shown_and_no_other(self, asked, command):
        """`--audience restricted` is the restricted row alone: it adds nothing to the open ones."""
        data = asked(command, "--audience", "restricted")
        if command is DUE:
            assert whats(data) == {"an address that is kept safe"}
            assert {row["withheld"] for row in data["obligations"]} == {4}
            assert {row["audience"] for row in data["obligations"]} == {"restricted"}
        assert data["withheld"]["restricted"] == 0
        assert data["withheld"]["child_file"] > 0

    @pytest.mark.parametrize("command", [DEMO, DUE])
    def test_an_audience_is_repeated_for_several(self, asked, command):
        """Two of them are the entries of both."""
        both = ("--audience", "child_file", "--audience", "restricted")
        assert whats(asked(command, *both)) == {
            "ring the school",
            "ask the mother alone",
            "an address that is kept safe",
        }

    @pytest.mark.parametrize("command", [DEMO, DUE])
    def test_personal_entries_are_those_of_the_owner_that_is_named(self, asked, command):
        """Nobody reads what another worker felt."""
        personal = ("--audience", "personal", "--owner")
        assert asked(command, *personal, "w-1")["withheld"]["personal"] == 0
        assert asked(command, *personal, "m-1")["withheld"]["personal"] == 1

    @pytest.mark.parametrize("command", [DEMO, DUE])
    def test_what_is_closed_to_the_reader_is_left_out(self, asked, command):
        """And it is counted under the audience it was written for."""
        data = asked(command, "--reader", "p-2")
        assert whats(data) == {"ring the school"}
        assert data["withheld"]["child_file"] == 1

    def test_rules_are_asked_of_the_same_entries(self, asked):
        """A ruleset reads the same entries that the reader may see."""
        assert asked(RULES)["withheld"]["restricted"] == 1
        assert asked(RULES, "--audience", "restricted")["withheld"]["restricted"] == 0
        assert asked(RULES, "--reader", "p-2")["withheld"]["child_file"] == 1
        assert asked(RULES, "--audience", "personal", "--owner", "w-1")["withheld"]["personal"] == 0

    def test_the_screen_says_which_audiences_it_shows(self, shows):
        """It is for the worker and the manager unless others are named."""
        assert "For worker and manager (w-1, m-1)." in shows("demo")
        assert "Shown: child file, restricted." in shows("demo", "--audience", "restricted", "--audience", "child_file")

    def test_a_meeting_that_is_withheld_is_not_said_to_be_missing(self, shows):
        """The line says that something is withheld, and how much."""
        said = " ".join(shows("demo", "--audience", "restricted").split())
        assert said.startswith("No supervision is recorded as held by Mon 6 Sep 2021 in what is shown here; ")
        assert "for the child's file, 1 personal withheld" in said


@pytest.mark.parametrize("command", [DEMO, DUE, RULES])
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--audience", "Mick"], "--audience must be one of child_file, family_shared, organisation, personal, restr"),
        (["--audience", ""], "--audience must be one of child_file"),
        (["--audience", "child_file", "--audience", "Mick"], "--audience must be one of child_file"),
        (["--audience", "personal"], "--owner must be given with --audience personal: the worker whose entries"),
        (["--owner", "worker-1"], "--owner must be used with --audience personal"),
        (["--audience", "personal", "--owner", "Mick-1"], "--owner: nobody in this case has that id"),
        (["--audience", "personal", "--owner", ""], "--owner: nobody in this case has that id"),
        (["--reader", "Mick-1"], "--reader: nobody in this case has that id"),
        (["--reader", "Mick\nMick"], "--reader: nobody in this case has that id"),
        (["--audience"], "--audience requires a value"),
        (["--owner"], "--owner requires a value"),
        (["--reader"], "--reader requires a value"),
    ],
)
def test_an_option_that_cannot_be_is_refused_in_one_line(fails, case_file, command, options, says):
    """A mistyped owner or reader would show too little or too much; nothing of what was typed is repeated."""
    err = fails(*(case_file if one == "CASE" else one for one in command), *options)
    assert says in err
    assert "Mick" not in err


@pytest.mark.parametrize("person", ["worker-1", "manager-1", "parent-2", "professional-2"])
def test_everybody_whom_the_case_names_may_read(shows, case_file, person):
    """Family and professionals as well as staff."""
    for command in (DEMO, DUE, RULES):
        shows(*(case_file if one == "CASE" else one for one in command), "--reader", person)


def test_a_writer_whom_no_entry_is_about_has_a_personal_file(tmp_path, shows, fails):
    """Whoever wrote an entry is known by it, though nobody put them on the list of people."""
    case = made()
    draft = Supervision(id="s-2").plan(DAY, WHO, children=("c-1",), **BY)
    case = case.join(draft.draft("next", "hers alone", **{**BY, "by": "w-7"}), **BY)
    path = tmp_path / "case.json"
    path.write_text(dumps(case), "utf-8")
    asked = ["due", str(path), "--as-of", "2021-09-20", "--audience", "personal", "--owner"]
    assert "for the child's file" in shows(*asked, "w-7")
    assert "nobody in this case has that id" in fails(*asked, "w-8")


def test_somebody_to_whom_an_entry_is_closed_may_be_the_reader(tmp_path, shows):
    """Nothing else names them: the entry that is closed to them does."""
    case = made()
    closed = case["plan-1"].agree(Action(id="d", text="an aunt's address"), **BY, withheld_from=("r-9",))
    path = tmp_path / "case.json"
    path.write_text(dumps(case.put(closed)), "utf-8")
    assert "an aunt's address" not in shows("due", path, "--as-of", "2021-09-20", "--reader", "r-9")
    assert "an aunt's address" in shows("due", path, "--as-of", "2021-09-20", "--reader", "p-2")


@pytest.mark.parametrize("options", [["--audience", "restricted"], ["--owner", "Mick"], ["--reader", "Mick"]])
def test_a_return_has_no_audiences(fails, tmp_path, options):
    """An option that would do nothing there is refused, and not passed over."""
    table = tmp_path / "events.csv"
    table.write_text("subject,kind,on,ref\n", "utf-8")
    err = fails("due", str(table), "--as-of", "2024-03-31", "--ruleset", "england", *options)
    assert "--audience, --owner and --reader must be used with a case" in err
    assert "Mick" not in err
