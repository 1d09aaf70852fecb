"""Every error is picklable, built from facts, and says what would be accepted."""

import pickle
import re
from datetime import date

import attrs
import pytest

from reflective import errors
from reflective.errors import BadDocument, Fault, MoveNotAllowed, ReflectiveError
from tests import error_codes

SAMPLES = {str: "x", int: 1, date: date(2021, 9, 6), bool: True}


def _example(kind):
    facts = {}
    for field in attrs.fields(kind):
        name = str(field.type)
        if name.startswith("tuple[Fault"):
            facts[field.name] = (Fault(path="$.a", wanted="text"), Fault(path="$.b", wanted="a day"))
        elif name.startswith("tuple[tuple"):
            facts[field.name] = (("x", "y", ("z",)),)
        elif name.startswith("tuple"):
            facts[field.name] = ("x", "y")
        elif name.startswith("int"):
            facts[field.name] = 1
        elif name.startswith("date"):
            facts[field.name] = date(2021, 9, 6)
        else:
            facts[field.name] = "x"
    return kind(**facts)


KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ReflectiveError) and attrs.has(kind)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling_with_its_facts(kind):
    """A worker process can hand any error back whole."""
    error = _example(kind)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == str(error)
    assert attrs.asdict(again, recurse=False) == attrs.asdict(error, recurse=False)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_message_is_one_line_without_a_full_stop(kind):
    """Messages go into logs and onto one line of a terminal."""
    message = str(_example(kind))
    assert message
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_in_the_public_list(kind):
    """An error that can be raised can be caught by name."""
    assert kind.__name__ in errors.__all__


def test_the_refusal_of_a_move_names_the_way_out():
    """The message says where it is, on which day, where it may go, and what would let it go on."""
    error = MoveNotAllowed(
        record="c-1",
        noun="cycle",
        on=date(2021, 9, 6),
        state="experience",
        ways=(("reflection", "enter", ()), ("action", "enter", ("reason",))),
        remedy="to skip on, give a reason",
    )
    assert str(error) == (
        "cycle c-1 is in 'experience' on 2021-09-06 and may go to 'reflection' (enter) or 'action' (enter, with "
        "reason); "
        "to skip on, give a reason"
    )


@pytest.mark.parametrize(
    ("many", "shown", "rest"), [(1, 1, ""), (3, 3, ""), (4, 3, "and 1 more"), (9, 3, "and 6 more")]
)
def test_of_a_document_with_many_faults_the_message_shows_the_first_three(many, shown, rest):
    """A message is one line: it says how many there are, and the faults themselves are all there."""
    faults = tuple(Fault(path=f"$.entries[{n}].on", wanted="must be a day written YYYY-MM-DD") for n in range(many))
    error = BadDocument(faults=faults)
    assert [n for n in range(many) if f"$.entries[{n}].on" in str(error)] == list(range(shown))
    assert (f"{many} faults" in str(error)) is (many > 1)
    assert str(error).endswith(rest or "must be a day written YYYY-MM-DD")
    assert error.faults == faults


class TestCodes:
    """Every error has a code that a program can act on, and a code is never taken back."""

    def test_the_list_is_what_the_sources_say(self):
        """A code is added or taken away in the list too, so that it is seen in review."""
        assert error_codes.LIST.read_text(encoding="utf-8") == error_codes.listed(error_codes.codes()), (
            "run: python -m tests.error_codes"
        )

    def test_every_code_is_a_noun_and_a_fault(self):
        """Two words of ours with a full stop between, which is never a word of the host's."""
        assert [code for code in error_codes.codes() if not re.fullmatch(r"[a-z_]+\.[a-z_]+", code)] == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_error_has_one(self, kind):
        """Whichever class it is of."""
        code = _example(kind).code
        assert code in {*error_codes.LIST.read_text(encoding="utf-8").split(), "x", "x.unknown"}

    def test_a_code_that_nobody_listed_is_caught(self, tmp_path):
        """The control: a refusal with a new code."""
        (tmp_path / "planted.py").write_text('raise BadEntry(code="planted.fault", why="it is planted")')
        assert error_codes.codes(tmp_path) == ["planted.fault"]
