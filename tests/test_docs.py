"""Every page and docstring does what it shows, and what is drawn from the code is what the code says."""

import ast
import contextlib
import doctest
import graphlib
import importlib
import pkgutil
import re
import shlex
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path

import attrs
import pytest

import reflective
from docs import checks, events, machines, pictures, rulesets, schema
from reflective import demo, exchange
from reflective.casework import SHIPPED
from reflective.cli import run
from reflective.errors import BadDocument
from reflective.practice import Action, ChildStatus, Plan, Stage, Supervision
from reflective.practice.cycle import CYCLE
from reflective.practice.plan import Goal
from reflective.practice.status import EXTENDED, PlanOutcome, SpellKind, SpellOutcome, Step
from reflective.practice.supervision import MeetingKind, MeetingPart
from reflective.rules import Ruleset, ruleset
from reflective.testing.laws import LAWS
from reflective.testing.record_laws import RECORD_LAWS
from reflective.timescales import Deadline
from tests import public_names
from tests.pages import FENCE, PAGES, ROOT
from tests.properties.lives import LIVES, OTHERS
from tests.properties.test_methods import lived_through

MODULES = sorted(found.name for found in pkgutil.walk_packages(reflective.__path__, "reflective."))
PYTHON = re.compile(r"^```(?:python|py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: A file that the page shows under its name, and a screen with commands and what they print.
FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCREEN = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Ellipsis, so that a page may leave out what is beside its point.
OPTIONS = doctest.ELLIPSIS


def failures(text, name):
    """The output of the examples of a page where it differs from the page, which is one conversation.

    The files that it shows are written as it comes to them, and its commands are run among them.
    """
    text = SCREEN.sub(_commands, FILE.sub(_file, text))
    # A closing fence would be read as part of what the last example prints.
    names = {"write_file": _write, "command": Screen()}
    test = doctest.DocTestParser().get_doctest(FENCE.sub("", text), names, name, name, 0)
    return _run(test)


def _file(shown):
    return f">>> write_file({shown[1]!r}, {shown[2]!r})\n"


def _write(name, text):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _commands(shown):
    """A screen as examples: each line after a `$` is run, and prints what follows it."""
    lines = []
    for line in shown[1].splitlines():
        if line.startswith("$ "):
            # A line of its own first: what is printed may begin with dots, which would go on with the example.
            told = [">>> command.code"] if line == "$ echo $?" else [f">>> command({line[2:]!r})", "[screen]"]
            lines += ["", *told]
        else:
            lines.append(line or "<BLANKLINE>")
    # The line between two commands on the screen is not part of the first one's output.
    return re.sub(r"(<BLANKLINE>\n)+(?=\n>>>|\Z)", "", "\n".join(lines) + "\n")


class Screen:
    """Runs a command as the page's reader would, both streams on one screen, and keeps its exit code."""

    def __init__(self):
        self.code = 0

    def __call__(self, line):
        sys.stdout.write("[screen]\n")
        name, *words = shlex.split(line)
        if line.startswith("python -m pytest "):
            done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
            self.code = done.returncode
            sys.stdout.write(done.stdout)
            return
        assert name == "reflective", f"a command that nothing runs: {name}"
        with contextlib.redirect_stderr(sys.stdout):
            self.code = run(words)


def _holds(found):
    if found:
        pytest.fail(found, pytrace=False)


def _run(test):
    out = []
    doctest.DocTestRunner(optionflags=OPTIONS, verbose=False).run(test, out=out.append)
    return "".join(out)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_on_a_page_does_what_the_page_shows(path, tmp_path, monkeypatch):
    """The examples of a page run from top to bottom, and none is shown that does not run."""
    monkeypatch.chdir(tmp_path)
    text = path.read_text(encoding="utf-8")
    _holds(failures(text, path.name))
    silent = [block for block in PYTHON.findall(text) if ">>>" not in block]
    assert not silent, f"a block of Python that nothing runs: {silent[0]}"


@pytest.mark.parametrize("name", MODULES)
def test_every_example_in_a_docstring_does_what_it_shows(name):
    """The examples in the docstrings of a module run."""
    module = importlib.import_module(name)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module):
        _holds(_run(test))


def test_a_wrong_example_is_caught():
    """An example whose page shows something else is reported, right up to the closing fence."""
    page = "```python\n>>> 1 + 1\n{}\n```\n"
    assert not failures(page.format(2), "right")
    assert "Expected" in failures(page.format(3), "wrong")
    assert PYTHON.findall("```python\nprint(1)\n```\n") == ["print(1)\n"]


def test_a_wrong_screen_is_caught(tmp_path, monkeypatch):
    """A command whose page shows another answer or exit code is reported, and it finds the page's files."""
    monkeypatch.chdir(tmp_path)
    page = "```{code-block} json\n:caption: cal/ours.json\n\n[]\n```\n\n```console\n$ reflective deadline 'a day' "
    page += "--from 2024-03-28 --calendar cal/ours.json\nreflective: %s: must be an object\n\n$ echo $?\n%s\n```\n"
    said = "the document has 1 fault: $"
    assert not failures(page % (said, 2), "right")
    assert "Expected" in failures(page % ("no fault", 2), "wrong")
    assert "Expected" in failures(page % (said, 0), "wrong code")
    assert "that nothing runs" in failures("```console\n$ rm ours\n```\n", "no command of ours")


def test_the_page_of_machines_is_drawn_from_their_tables():
    """The page is what `python docs/machines.py` writes today."""
    assert machines.PAGE.read_text(encoding="utf-8") == machines.page(), "run: python docs/machines.py"


@pytest.mark.parametrize(
    "machine", [one for record in SHIPPED.records for one in record.machines], ids=lambda machine: machine.name
)
def test_a_diagram_is_stale_as_soon_as_its_table_moves_on(machine, monkeypatch):
    """A step that leaves a table leaves the page that is drawn from it."""
    drawn = machines.page()
    state, row = next((state, row) for state, row in machine.table.items() if row)
    monkeypatch.setitem(machine.table, state, dict(list(row.items())[1:]))
    assert machines.page() != drawn


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_each_picture_is_drawn_from_the_code_and_stands_on_a_page(name):
    """The file is what `python docs/pictures.py` writes today, and a page has it in it."""
    drawn = pictures.PICTURES[name]()
    assert (pictures.FOLDER / f"{name}.svg").read_text("utf-8") == drawn, "run: python docs/pictures.py"
    assert any(f"_static/{name}.svg\n" in path.read_text("utf-8") for path in PAGES)


def test_a_picture_is_stale_as_soon_as_a_stage_or_a_floor_moves_on(monkeypatch, tmp_path):
    """A stage that can no longer be left leaves the cycle, and a floor that leaves the contract leaves the house."""
    cycle, house = pictures.cycle(), pictures.house()
    kept = {key: to for key, to in CYCLE._targets.items() if key[0] is not Stage.ANALYSIS}
    monkeypatch.setattr(CYCLE, "_targets", kept)
    assert pictures.cycle() != cycle
    fewer = (ROOT / "pyproject.toml").read_text("utf-8").replace('    "rules",\n', "")
    (tmp_path / "pyproject.toml").write_text(fewer, encoding="utf-8")
    monkeypatch.setattr(pictures, "_PROJECT", tmp_path / "pyproject.toml")
    assert pictures.house() != house


def test_the_schema_is_written_from_the_declarations():
    """The file is what `python docs/schema.py` writes today."""
    assert schema.PAGE.read_text(encoding="utf-8") == schema.page(), "run: python docs/schema.py"


def test_control_the_schema_is_stale_as_soon_as_a_declaration_moves_on(monkeypatch):
    """A listed value that is renamed leaves the file that is written from the declarations."""
    monkeypatch.setattr(schema, "schema", lambda: {**exchange.schema(), "title": "another"})
    assert schema.PAGE.read_text(encoding="utf-8") != schema.page()


def test_the_schema_is_not_written_where_it_takes_something_back(monkeypatch, tmp_path):
    """A tag that is gone is listed, and the file stays as it is."""
    page = tmp_path / "schema.json"
    page.write_text(schema.page(), encoding="utf-8")
    fewer = exchange.schema()
    del fewer["$defs"]["cycle.paused"]
    monkeypatch.setattr(schema, "PAGE", page)
    monkeypatch.setattr(schema, "schema", lambda: fewer)
    assert "cycle.paused" in (schema.main() or "")
    assert "cycle.paused" in page.read_text(encoding="utf-8")


def test_the_page_of_rulesets_is_written_from_them():
    """The page is what `python docs/rulesets.py` writes today."""
    assert rulesets.PAGE.read_text(encoding="utf-8") == rulesets.page(), "run: python docs/rulesets.py"


@pytest.mark.parametrize("name", Ruleset.names())
def test_the_page_of_rulesets_is_stale_as_soon_as_one_moves_on(name, monkeypatch):
    """A rule that leaves a ruleset leaves the page that is written from it."""
    written, shipped = rulesets.page(), ruleset._shipped
    fewer = attrs.evolve(shipped(name), rules=shipped(name).rules[1:])
    monkeypatch.setattr(ruleset, "_shipped", lambda one: fewer if one == name else shipped(one))
    assert rulesets.page() != written


def test_the_page_of_checks_is_written_from_them():
    """The page is what `python docs/checks.py` writes today."""
    assert checks.PAGE.read_text(encoding="utf-8") == checks.page(), "run: python docs/checks.py"


def test_the_page_of_events_is_written_from_its_table():
    """The page is what `python docs/events.py` writes today."""
    assert events.PAGE.read_text(encoding="utf-8") == events.page(), "run: python docs/events.py"


def _status_of_everything():
    """The records of a status with every step, and with each kind of spell begun, extended and ended in every way."""
    by = {"on": date(2021, 1, 1), "recorded": date(2021, 1, 1), "by": "w-1"}
    empty = ChildStatus(id="r-1").of("c-1", **by)
    for step in Step:
        yield empty.take_step(step, "a-1", **by)
    for kind in SpellKind:
        begun = empty.begin("a-1", kind, **by)
        if kind in EXTENDED:
            yield begun.extend_spell("a-1", **by)
        yield from (begun.end("a-1", outcome, **by) for outcome in SpellOutcome)
        plan = begun.draft_plan("a-2", kind, **by).agree_plan("a-2", **by).agree_plan("a-2", **by)
        plan = plan.draft_plan("a-2", kind, **by).activate_plan("a-2", **by)
        yield plan.review_plan("a-2", "a-3", PlanOutcome.CONTINUE, **by)


def _plans_and_meetings():
    """A plan that is updated and reviewed, an ad hoc meeting, and one that was called off."""
    day, later = date(2021, 1, 1), date(2021, 1, 2)
    by, after, last = ({"on": on, "recorded": on, "by": "w-1"} for on in (day, later, date(2021, 1, 3)))
    plan = (
        Plan(id="r-1").start("child in need plan", children=("c-1",), **by).agree(Action(id="a-1", text="call"), **by)
    )
    plan = plan.agree(Action(id="a-2", text="write"), **after)
    plan = plan.add(Goal(id="g-1", child="c-1", different="sleeps"), **last)
    yield plan.plan_review("v-1", due=Deadline.on(later), **last).hold_review("v-1", took_part=("w-1",), **last)
    who = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
    meeting = Supervision(id="r-1").hold(who, children=("c-1",), kind=MeetingKind.AD_HOC, minutes=5, **by)
    yield meeting.record(**by).record_child("c-1", "what was thought", **by)
    planned = Supervision(id="r-1").plan(day, who, children=("c-1",), **by)
    yield planned.cancel("court", **by)


def _emitted():
    """Each kind of event that records of many histories emit, with the tag of the entry that it comes from."""
    lives = [lived_through(kind, calls) for kind in SHIPPED.records for calls in _calls(kind)]
    records = [
        *demo.case().records,
        *(record for made in lives for record in made),
        *_status_of_everything(),
        *_plans_and_meetings(),
    ]
    return {
        (event.kind, record.entries[event.origin[1]].content.TAG)
        for record in records
        for event in record.events(date.max)
    }


def _calls(kind):
    yield LIVES[kind.KIND]
    yield from OTHERS.get(kind.KIND, [])


def _table():
    return {(kind, tag) for kind, tags in events.EMITTED.items() for tag in tags}


def test_every_event_that_a_record_emits_is_in_the_table_with_its_entry():
    """A duty that a record sets going and that the table lacks would surprise whoever reads what is shown to whom."""
    # Any entry of substance updates a plan, and the table has the usual ones.
    emitted = {pair for pair in _emitted() if pair[0] != "plan.updated"}
    assert emitted - _table() == set()


def test_every_event_of_the_table_is_emitted_by_its_entry():
    """A line of the table that no record fulfils would be a duty that drops out in silence."""
    assert _table() - _emitted() == set()


def test_control_a_line_of_the_table_that_nothing_emits_is_seen():
    """The two sides are compared pair by pair."""
    assert {*_table(), ("journey.stage", "journey.of")} - _emitted() == {("journey.stage", "journey.of")}


def test_every_event_that_rules_read_is_emitted_or_listed_as_the_hosts():
    """Nothing that a rule of England asks about is left out of the page."""
    text = events.PAGE.read_text(encoding="utf-8")
    read = {
        kind
        for name in ("england", "practice-note")
        for rule in Ruleset.load(name).rules
        for kind in (*rule.trigger, *rule.met_by, *rule.ends_with)
    }
    assert {kind for kind in read if f"| `{kind}` |" not in text} == set()


def _keys_read():
    """The keys of each table of a ruleset's file, as the reader says them of one that it does not know."""
    strange = "nobodys = 1\n"
    rule = (
        f"[[rule]]\n{strange}every = [{{ {strange.strip()} }}]\n[[rule.source]]\n{strange}[[rule.example]]\n{strange}"
        f"[[rule.regime]]\n{strange}[[rule.gives_way]]\n{strange}[rule.counts_from]\n{strange}"
    )
    with pytest.raises(BadDocument) as refused:
        Ruleset.parse(f"{strange}{rule}")
    return {
        re.sub(r"\W|\d", "", fault.path): set(re.findall(r"'(\w+)'", fault.wanted))
        for fault in refused.value.faults
        if "known keys are " in fault.wanted
    }


def _keys_shown(page):
    """The keys in the tables of the page, by the table that they are of."""
    headings = {"The file": "", "A rule": "rule", "The forms": "rule"}
    tables = ["source", "example", "every", "regime", "gives_way", "counts_from"]
    shown = {"": set(), "rule": set()} | {f"rule{name}": set() for name in tables}
    for heading, section in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL):
        for head, rows in re.findall(r"^\| (key.*?) \|.*?\n\|-.*?\n((?:\|.*\n)+)", section, re.MULTILINE):
            table = re.sub(r"\W|key|of", "", head) or headings.get(heading)
            if table is None:
                # A table of an answer, and not of the file.
                continue
            keys = set(re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE))
            shown["ruleevery" if "rate" in keys else table] |= keys
    return shown


def test_every_key_of_a_rulesets_file_is_in_the_reference():
    """The tables have the keys that the reader takes, and no others."""
    page = (ROOT / "docs" / "reference" / "rules.md").read_text("utf-8")
    shown, read = _keys_shown(page), _keys_read()
    assert shown == read
    for key in ("version", "warn", "in_any", "until_event", "clause", "before"):
        assert _keys_shown(page.replace(f"| `{key}` |", "| |", 1)) != read, f"nobody would miss {key}"


RETURNS = ROOT / "src" / "reflective" / "exchange" / "returns"
#: The names that a reader looks for in a file, as its source has them: elements, columns and codes.
READ = {
    "census.py": r'"([A-Z]\w*[a-z]\w*)"',
    "census_child.py": r'"([A-Z]\w*[a-z]\w*)"',
    "codes.py": r'"([A-Z]\w*[a-z]\w*|RNE|LS|REC|PLACE|[A-Z]\d)"',
    "episodes.py": r'"([A-Z]\d?)"',
    "looked_after.py": r'"([A-Z_]{2,}|[A-Z]\d?)"',
    "looked_after_xml.py": r'"([A-Z]{2,})"',
}


def _unlisted(page):
    """Fields, codes and kinds of event that a reader of a return knows and the page has not."""
    known = {word for name, made in READ.items() for word in re.findall(made, (RETURNS / name).read_text("utf-8"))}
    known |= set().union(*(kinds for source, kinds in rulesets.said().items() if source != "case"))
    return {word for word in known if f"`{word}`" not in page} - {"Child", "Known", "REGIMES"}


def test_every_field_of_a_return_is_in_the_reference():
    """Each field that is read is on the page, and each kind of event that comes of them."""
    page = (ROOT / "docs" / "reference" / "returns.md").read_text("utf-8")
    assert _unlisted(page) == set()
    for word in ("CPPreviewDate", "REVIEW_CODE", "V3", "short_break.ended", "child.died"):
        assert word in _unlisted(page.replace(f"`{word}`", "")), f"nobody would miss {word}"


def _ledger():
    """The rows of the ledger, as (number, state, proof)."""
    page = (ROOT / "docs" / "reference" / "ledger.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| .*? \| (done|part|not yet) \| (?:`(\S+)`)? ?\|$", page, re.MULTILINE)
    return [(int(number), state, proof) for number, state, proof in rows]


def test_the_ledger_has_all_hundred_rows_each_with_a_proof_or_not_yet():
    """A row that is left out would be a capability that nobody counts."""
    assert [number for number, _, _ in _ledger()] == list(range(1, 101))
    assert [number for number, state, proof in _ledger() if bool(proof) is (state == "not yet")] == []


@pytest.mark.parametrize("proof", sorted({proof for _, _, proof in _ledger() if proof}))
def test_every_proof_of_the_ledger_is_there(proof):
    """A row that names what is gone proves nothing."""
    if "/" in proof:
        assert (ROOT / proof).exists()
        return
    parts = proof.split(".")
    for length in range(len(parts), 0, -1):
        with contextlib.suppress(ModuleNotFoundError):
            found = importlib.import_module(".".join(parts[:length]))
            for name in parts[length:]:
                found = getattr(found, name)
            return
    pytest.fail("no such name")


def test_every_law_is_in_the_reference():
    """The page has each law as the library says it, with its reason."""
    page = (ROOT / "docs" / "reference" / "testing.md").read_text("utf-8")
    told = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert told == [(law.name, law.says, law.because) for law in (*LAWS, *RECORD_LAWS)]


class TestTheReferenceIsComplete:
    """Whatever may be relied on can be looked up."""

    def test_every_page_has_a_worked_example(self):
        """Each page of the reference shows real output, or is the output of a command of many minutes."""
        pages = sorted((ROOT / "docs" / "reference").rglob("*.md"))
        without = [path.name for path in pages if not _shows_output(path.read_text("utf-8"))]
        # The page of frames requires the extra, and is run by tests/frames.
        assert without == ["benchmarks.md", "frames.md", "mutation.md", "tables.md"]

    def test_a_page_without_output_is_caught(self):
        """A page with prose, a file or a command that nothing runs has no worked example."""
        for page in (
            "# Page\n",
            "```toml\na = 1\n```\n",
            "```sh\nreflective demo\n```\n",
            "```python\n>>> 1 + 1\n```\n",
        ):
            assert not _shows_output(page)
        for page in ("```python\n>>> 1 + 1\n2\n```\n", "```console\n$ reflective demo\nAGREED\n```\n"):
            assert _shows_output(page)

    @pytest.mark.tools
    def test_every_public_name_is_rendered(self, tmp_path):
        """Each name of the list is in the built pages, at its door or at the first; `Case.__getitem__` is there too."""
        rendered = _rendered(ROOT / "docs", tmp_path)
        listed = public_names.LIST.read_text("utf-8").split()
        assert _unrendered(listed, rendered) == []
        assert {"reflective.casework.Case.__getitem__", "reflective.practice.cycle.Prompts.__getitem__"} <= rendered

    @pytest.mark.tools
    def test_a_name_that_no_page_renders_is_caught(self, tmp_path):
        """A class that a page leaves out and a table that it does not name are both found, and no other name."""
        door = "reflective.practice.hypothesis"
        (tmp_path / "pages").mkdir()
        page = f"# Hypotheses\n\n```{{eval-rst}}\n.. automodule:: {door}\n   :exclude-members: Judged\n```\n"
        (tmp_path / "pages" / "index.md").write_text(page, encoding="utf-8")
        listed = [f"{door}.{name}" for name in importlib.import_module(door).__all__]
        rendered = _rendered(tmp_path / "pages", tmp_path / "built")
        assert _unrendered(listed, rendered) == [f"{door}.HYPOTHESIS", f"{door}.Judged"]

    def test_each_door_lists_its_names_literally(self):
        """A reader, and every tool, finds the names of a door in its source."""
        unlisted = [
            door for door in public_names.doors() if not _lists_its_names(importlib.import_module(door).__file__)
        ]
        assert unlisted == []
        assert {"exchange.returns", "testing.laws", "testing.plugin", "testing.stateful", "testing.strategies"} <= {
            door.removeprefix("reflective.") for door in public_names.doors()
        }

    def test_names_that_are_made_by_code_are_caught(self, tmp_path):
        """A list that is put together when the module runs, or no list, is not taken for a literal one."""
        for source, literal in {
            '__all__ = ["a", "b"]': True,
            "__all__ = sorted(globals())": False,
            "__all__ = [*other.__all__]": False,
            "a = 1": False,
        }.items():
            (tmp_path / "door.py").write_text(source, encoding="utf-8")
            assert _lists_its_names(tmp_path / "door.py") is literal

    @pytest.mark.parametrize("record", SHIPPED.records, ids=lambda record: record.__name__)
    def test_every_kind_of_record_has_a_page(self, record):
        """The page has a worked example, and says first that records answer whole and that readings withhold."""
        home = _page_of(record)
        before, _, example = home.partition("```python")
        assert "Records answer whole" in before
        assert "[a reading](" in before
        assert "explanation/readings.md)" in before
        assert ": Written = {" in example


def _shows_output(page):
    """Whether an example of the page prints something, in Python or on a screen."""
    text = FENCE.sub("", SCREEN.sub(_commands, FILE.sub(_file, page)))
    return any(example.want for example in doctest.DocTestParser().get_examples(text))


def _rendered(pages, out):
    """The full name of everything that Sphinx documents in a folder of pages."""
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-c", ROOT / "docs", "-b", "html", pages, out]
    subprocess.run(command, check=True, capture_output=True)
    _, _, _, _, packed = (out / "objects.inv").read_bytes().split(b"\n", 4)
    return {line.split(" ")[0] for line in zlib.decompress(packed).decode().splitlines() if " py:" in line}


def _unrendered(listed, rendered):
    """The listed names that are rendered neither at their own door nor at the first one as the same object."""
    return [name for name in listed if name not in rendered and _at_the_first_door(name) not in rendered]


def _at_the_first_door(name):
    door, _, short = name.rpartition(".")
    first = importlib.import_module(public_names.FIRST)
    same = getattr(first, short, None) is getattr(importlib.import_module(door), short)
    return f"{public_names.FIRST}.{short}" if same else None


def _lists_its_names(path):
    for node in ast.parse(Path(path).read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            return isinstance(node.value, ast.List) and all(isinstance(one, ast.Constant) for one in node.value.elts)
    return False


def _page_of(record):
    """The text of the page that documents a kind of record."""
    named = f".. autoclass:: {public_names.FIRST}.{record.__name__}\n"
    texts = [path.read_text("utf-8") for path in PAGES]
    (home,) = [text for text in texts if named in text] or [
        text for text in texts if f".. automodule:: {record.__module__.rpartition('.')[0]}\n" in text
    ]
    return home


@pytest.mark.tools
class TestThePageOfImports:
    """The imports are drawn as they are, and are in no circle."""

    def test_the_page_is_drawn_from_them(self):
        """The page is what `python docs/imports.py` writes today; it is not drawn where there is a circle."""
        imports = importlib.import_module("docs.imports")
        assert imports.PAGE.read_text("utf-8") == imports.page(imports.imports()), "run: python docs/imports.py"

    def test_each_row_imports_only_what_stands_above_it(self):
        """The table shows by its order that there is no circle."""
        page = importlib.import_module("docs.imports").PAGE.read_text("utf-8")
        above = set()
        for package, below in re.findall(r"^\| `(\S+)` \| (.*) \|$", page, re.MULTILINE):
            assert set(re.findall(r"`(.+?)`", below)) <= above, package
            above.add(package)
        assert {"errors", "practice.plan", "cli"} <= above

    def test_a_planted_import_is_caught(self):
        """A new import changes the page, and one that closes a circle of modules or of packages is refused."""
        imports = importlib.import_module("docs.imports")
        known = imports.imports()
        assert imports.page(_with(known, "exchange.json", "views.page")) != imports.page(known)
        for module, below in (("fields", "records.log"), ("records.entry", "records.log"), ("errors", "views.page")):
            with pytest.raises(graphlib.CycleError):
                imports.page(_with(known, module, below))
        with pytest.raises(graphlib.CycleError):
            imports.page({"reflective.a.x": {"reflective.b.x"}, "reflective.b.y": {"reflective.a.y"}})


def _with(imports, module, below):
    """The imports with one more."""
    return imports | {f"reflective.{module}": imports[f"reflective.{module}"] | {f"reflective.{below}"}}
