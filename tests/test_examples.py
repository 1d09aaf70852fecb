"""Each example runs by itself and says what it is there to show."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
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
