"""A kind of record is declared in one place: everything else takes it up."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reflective.errors import BadDocument
from reflective.records import Registry
from tests.casework import letters, taken_up

ROOT = Path(__file__).parent.parent.parent
#: The line that registers a kind, and the import that it needs.
IMPORT = "from reflective.practice.letters import Letters\n"
BEFORE = "from reflective.practice.people import People\n"
LINE = "        Letters,\n"
FIRST = "    records=(\n"
CHECKS = [check.__name__ for check in (*taken_up.OF_THE_SHIPPED, *taken_up.OF_ANY, taken_up.public_list)]


def library_with_letters(folder, *, registered):
    """A copy of the library with one more package, and with or without its line in casework/kinds.py."""
    shutil.copytree(ROOT / "src" / "reflective", folder / "reflective", ignore=shutil.ignore_patterns("__pycache__"))
    package = folder / "reflective" / "practice" / "letters"
    package.mkdir()
    source = Path(letters.__file__).read_text("utf-8").replace("northmere:", "")
    (package / "__init__.py").write_text(source, "utf-8")
    if registered:
        kinds = folder / "reflective" / "casework" / "kinds.py"
        text = kinds.read_text("utf-8")
        assert text.count(BEFORE) == text.count(FIRST) == 1
        kinds.write_text(text.replace(BEFORE, IMPORT + BEFORE).replace(FIRST, FIRST + LINE), "utf-8")
    shutil.copytree(ROOT / "docs" / "reference", folder / "reference")
    page = folder / "reference" / "practice.md"
    page.write_text(page.read_text("utf-8") + "\n.. automodule:: reflective.practice.letters\n", "utf-8")
    return folder


def facts_of(folder):
    """The parts that take up the letters of a copy of the library, in a fresh interpreter."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.casework.taken_up", "reflective.practice.letters", str(folder / "reference")],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
    )
    return json.loads(told.stdout)


@pytest.mark.slow
class TestAKindThatShips:
    """One package and one line of registration: nothing else in the library is touched."""

    def test_it_is_taken_up(self, tmp_path):
        """Whoever adds a kind of record forgets nothing, because there is nothing else to do."""
        assert facts_of(library_with_letters(tmp_path, registered=True)) == {
            "registered": True,
            **dict.fromkeys(CHECKS, True),
        }

    def test_without_its_line_nothing_takes_it_up(self, tmp_path):
        """The control: the line is what registers it, and no other list has it."""
        found = facts_of(library_with_letters(tmp_path, registered=False))
        assert not found["registered"]
        assert [check.__name__ for check in taken_up.OF_THE_SHIPPED if found[check.__name__] is True] == []


class TestAKindOfAHost:
    """A host's own kind, which it declares outside the library."""

    @pytest.mark.parametrize("check", taken_up.OF_ANY)
    def test_it_is_taken_up(self, check):
        """It is drawn, lived through and refused as those are that ship."""
        assert check(letters)

    def test_it_is_in_cases(self):
        """A host names it beside the kinds that ship."""
        assert taken_up.any_cases(letters, kinds=(letters.Letters,))
        assert taken_up.case_history(letters, kinds=(letters.Letters,))

    def test_its_machine_is_drawn(self):
        """The page of a host has its machines."""
        assert taken_up.machine_page(letters, [letters.Letters])

    def test_its_documents_are_read(self):
        """By a registry that the host passes, and by its schema."""
        registry = Registry(records=(letters.Letters,))
        assert taken_up.documents(letters, registry=registry)
        assert taken_up.json_schema(letters, registry=registry)

    def test_without_a_registry_its_documents_are_refused(self):
        """The control: nothing else tells the library of it."""
        with pytest.raises(BadDocument):
            taken_up.documents(letters)
        assert not taken_up.json_schema(letters)
