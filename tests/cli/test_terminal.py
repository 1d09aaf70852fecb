"""Nothing that is printed can move a terminal or reorder a line, whatever the files hold."""

import json
import re
import sys
import unicodedata
from datetime import date

import pytest

from reflective import demo
from reflective.cli import run
from reflective.exchange.json import dumps
from reflective.rules import Ruleset, Status
from reflective.views import Counted, counts_page, rules_page
from reflective.views.page import UNPRINTABLE, plain
from tests.testing.written import BROKEN, LAWFUL, LOOSE

#: Clears the screen, turns a line round, ends it in four ways, moves the cursor in one byte, and ends a direction.
HOSTILE = "c\x1b[2J\u202e\u2028\r\x85\x9b1A\u2069\nreflective: FAKE"
#: Written by hand, and so no copy of the characters that pages replace.
MOVES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
AS_OF = "2024-03-31"
#: The keys of a case file that hold free text which a page shows.
TEXTS = {"text", "what", "name", "asks", "says", "would_mean", "meaning"}
EVENTS = "subject,kind,on,ref\n{0},case.opened,2024-01-01,{0}\n"


def in_toml(text, *given):
    for one in given:
        text = text.replace(json.dumps(one), json.dumps(HOSTILE))
    return text


def in_case(facts):
    if facts.get("tag") == "supervision.discussed":
        return facts  # what was discussed is an id
    return {key: HOSTILE if key in TEXTS and isinstance(fact, str) else fact for key, fact in facts.items()}


@pytest.fixture
def files(tmp_path):
    """A case, events and rulesets in which texts, or ids, are hostile."""
    texts = {
        "case.json": json.dumps(json.loads(dumps(demo.case()), object_hook=in_case)),
        "events.csv": EVENTS.format("c-1"),
        "ids.csv": EVENTS.format(f'"{HOSTILE}"'),
        "own.toml": in_toml(LAWFUL, "A council's own", "First visit"),
        "ids.toml": in_toml(LAWFUL, "council", "visit.first"),
        "broken.toml": in_toml(BROKEN, "council", "visit.first"),
        "loose.toml": in_toml(LOOSE, "council"),
    }
    for name, body in texts.items():
        (tmp_path / name).write_bytes(body.encode())
    return {name: str(tmp_path / name) for name in texts}


@pytest.fixture
def printed(capsys, monkeypatch, files):
    """Everything that a command prints on a terminal, on both streams."""
    # Click takes escape sequences out of what goes to a file, and a terminal gets them.
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)

    def printing(*arguments):
        run([files.get(one, one) for one in arguments])
        out, err = capsys.readouterr()
        assert out + err
        return out + err

    return printing


IN_TEXTS = [
    ["due", "case.json", "--as-of", "2021-10-12"],
    ["rules", "list", "--ruleset", "own.toml"],
    ["rules", "show", "visit.first", "--ruleset", "own.toml"],
]
IN_IDS = [
    ["due", "ids.csv", "--as-of", AS_OF, "--ruleset", "ids.toml"],
    ["due", "ids.csv", "--as-of", AS_OF, "--ruleset", "ids.toml", "--summary"],
    ["due", "ids.csv", "--as-of", AS_OF, "--ruleset", "practice-note"],
    ["due", "ids.csv", "--as-of", AS_OF, "--ruleset", "loose.toml"],
    ["due", "events.csv", "--as-of", AS_OF, "--ruleset", "ids.toml"],
    ["due", "case.json", "--as-of", "2021-10-12", "--ruleset", "ids.toml"],
    ["rules", "list", "--ruleset", "ids.toml"],
    ["rules", "show", HOSTILE, "--ruleset", "ids.toml"],
    ["rules", "verify", "ids.toml"],
    ["rules", "verify", "broken.toml"],
    ["rules", "verify", "loose.toml"],
]


@pytest.mark.parametrize("arguments", [*IN_TEXTS, *IN_IDS])
@pytest.mark.parametrize("how", [[], ["--json"]])
def test_a_command_prints_nothing_that_moves_a_terminal(printed, arguments, how):
    """No page, data or error has a control character but the line breaks of ours, and no file begins a line."""
    said = printed(*arguments, *how)
    assert MOVES.search(said) is None
    assert not any(line.startswith("reflective: FAKE") for line in said.split("\n"))


@pytest.mark.parametrize("arguments", IN_TEXTS)
def test_the_rest_of_a_text_is_shown(printed, arguments):
    """The reader sees that something was replaced; data has the text whole."""
    assert "FAKE" in printed(*arguments)
    strings = []
    json.loads(printed(*arguments, "--json"), object_hook=lambda facts: strings.extend(facts.values()))
    assert HOSTILE in strings


def test_a_page_that_replaces_nothing_is_caught(printed, monkeypatch):
    """The control: without the replacement every character reaches the terminal."""
    monkeypatch.setattr("reflective.views.page.plain", lambda text: text)
    said = printed(*IN_TEXTS[1])
    assert {"\x1b", "\u202e", "\u2028", "\x85", "\x9b", "\u2069"} <= set(said)


def test_data_that_escapes_nothing_is_caught(printed, monkeypatch):
    """The control: JSON leaves all but the control characters below a space as they are."""
    monkeypatch.setattr("reflective.views.page._ESCAPES", {})
    assert {"\u202e", "\u2028", "\x85", "\x9b", "\u2069"} <= set(printed(*IN_TEXTS[1], "--json"))


def test_a_page_that_a_host_prints_itself():
    """The pages of the views are as safe as the command's: the line breaks of a text are none of the page."""
    page = rules_page(Ruleset.parse(in_toml(LAWFUL, "A council's own", "First visit")))
    assert MOVES.search(page) is None
    assert page.count("\n") == rules_page(Ruleset.parse(LAWFUL)).count("\n")


def page_of_counts():
    return counts_page({Counted(HOSTILE, "council", Status.MET): 1}, Ruleset.parse(LAWFUL), date(2024, 3, 31))


def test_no_id_begins_a_line_of_a_table():
    """An id stands in a table as it is, so a line break in it would make a line that looks like ours."""
    assert not any(line.startswith("reflective: FAKE") for line in page_of_counts().split("\n"))


def test_an_id_that_begins_a_line_is_caught(monkeypatch):
    """The control: without the replacement it does."""
    monkeypatch.setattr("reflective.views.obligations.plain", lambda text: text)
    assert any(line.startswith("reflective: FAKE") for line in page_of_counts().split("\n"))


def test_the_characters_are_those_of_unicode():
    """Every control character, half character, line separator and mark of direction; and no letter, in any script."""

    def moves(character):
        return (
            unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            or unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
            # The three marks have the direction of a letter, and their category is that of a format.
            or (unicodedata.category(character) == "Cf" and character in "\u061c\u200e\u200f")
        )

    assert {code for code in range(sys.maxunicode + 1) if moves(chr(code))} == UNPRINTABLE


def test_a_letter_of_any_script_is_shown():
    """Names are shown as they are written, joiners and accents included; a page stays as wide as it was."""
    names = "Zoë O\u2019Neill, \u0645\u062d\u0645\u062f, \u05de\u05e8\u05d9\u05dd, \u0646\u200c\u0648, \U0001f469\u200d"
    assert plain(names) == names
    assert len(plain(HOSTILE)) == len(HOSTILE)
