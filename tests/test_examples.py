"""Each example runs by itself and says what it is there to show, and type checkers accept every one."""

import runpy

import pytest

from tests.pages import PAGES, ROOT, as_module, type_errors

EXAMPLES = ROOT / "examples"
SAYS = {
    "a_childs_file.py": "Jamie's file",
    "what_is_due.py": 'due Mon 11 Oct 2021: "in 5 weeks" from Mon 6 Sep 2021, the supervision; calendar days',
    "what_was_known_then.py": "known on 2021-09-13: 2021-09-06, 2021-09-07",
    "your_councils_rules.py": "england (statutory guidance): due 2024-06-05, met\n",
}


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.py")))
def test_an_example_runs_and_says_what_it_is_for(name, capsys):
    """Run as a script, it prints the line that matters, within 120 columns."""
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    out = capsys.readouterr().out
    assert SAYS[name] in out
    assert max(map(len, out.split("\n"))) <= 120


@pytest.mark.tools
class TestTypeCheckersAcceptTheExamples:
    """Whoever copies an example into a typed project has nothing to change."""

    def test_every_page_and_every_example_passes(self, tmp_path):
        """Strict mypy and strict pyright report nothing in the README, the pages and the examples."""
        pages = {"_".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8") for path in PAGES}
        modules = {name.replace("-", "_"): as_module(page) for name, page in pages.items() if ">>> " in page}
        modules |= {f"examples_{path.stem}": path.read_text("utf-8") for path in EXAMPLES.glob("*.py")}
        assert len(modules) > len(SAYS)
        assert type_errors(modules, tmp_path) == {"mypy": [], "pyright": []}

    def test_keywords_without_their_annotation_are_caught(self, tmp_path):
        """A plain dict of keywords is refused by both, on the line of the page that gives it to a method."""
        page = (
            "# Plans\n\n```python\n>>> from datetime import date\n>>> from reflective.practice import Action, Plan\n"
            ">>> day = date(2021, 9, 6)\n"
            '>>> told = {"on": day, "recorded": day, "by": "worker-1"}\n'
            ">>> plan = Plan(id='p-1').agree(Action(id='a-1', text='ring'), **told)\n>>> plan.id\n'p-1'\n```\n"
        )
        found = type_errors({"untyped": as_module(page)}, tmp_path)
        lines = {tool: {error.split(":")[1] for error in errors} for tool, errors in found.items()}
        assert lines == {"mypy": {"8"}, "pyright": {"8"}}
