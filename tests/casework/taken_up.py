"""The parts of the library that take up a kind of record: each check is true of `Letters` where one does.

python -m tests.casework.taken_up MODULE        prints the checks of the kind that a module has, as JSON
"""

import importlib
import json
import sys
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import run_state_machine_as_test

from reflective.casework import SHIPPED
from reflective.errors import MoveNotAllowed
from reflective.exchange import dumps, loads
from reflective.exchange.json import schema
from reflective.testing.stateful import CaseHistory, RecordHistory
from reflective.testing.strategies import cases, of_type, records
from tests import public_names
from tests.properties.control import caught
from tests.properties.lives import LIVES
from tests.properties.test_methods import holds, written_by_methods

ROOT = Path(__file__).parent.parent.parent
DAY = date(2021, 1, 1)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}
FEW = settings(
    max_examples=20, stateful_step_count=15, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


def drawn(strategy, is_so):
    """Whether a strategy comes to something of which this is so."""
    return caught(lambda value: not is_so(value), strategy, examples=150)


def always(strategy, is_so):
    """Whether this is so of each value of a few that are drawn."""

    @FEW
    @given(strategy)
    def law(value):
        assert is_so(value)

    law()
    return True


def kept(record, **registry):
    """Whether a record is the same after its document was read."""
    back = loads(dumps(record, **registry), **registry)
    return type(back) is type(record) and back == record


def documents(kind, **registry):
    """JSON carries it, by its tags and its kind."""
    return always(records(kind.Letters), lambda record: kept(record, **registry))


def json_schema(kind, **registry):
    """The schema has its kind and each of its tags."""
    text = json.dumps(schema(**registry))
    return all(f'"{word}"' in text for word in (kind.Letters.KIND, *(one.TAG for one in kind.Letters.contents())))


def its_records(kind):
    """Records of it are lived through, and every entry is lawful."""
    return always(records(kind.Letters), lambda record: record.irregularities() == ()) and drawn(
        records(kind.Letters),
        lambda record: {kind.LetterSent, kind.LetterReturned} <= {type(entry.content) for entry in record.entries},
    )


def any_records(kind):
    """It is among the records of any kind."""
    return drawn(records(), lambda record: type(record) is kind.Letters)


def any_cases(kind, **asked):
    """It is in the cases that are drawn."""
    return drawn(cases(**asked), lambda case: any(type(record) is kind.Letters for record in case.records))


def its_answers(kind):
    """Its answers are drawn by their class."""
    return always(of_type(kind.Letter), lambda letter: type(letter) is kind.Letter)


def record_history(letters):
    """One of it is lived through."""
    run_state_machine_as_test(type("History", (RecordHistory,), {"kind": letters.Letters}), settings=FEW)
    return True


def case_history(letters, **asked):
    """It joins the cases that are lived through."""
    met = []

    class History(CaseHistory):
        def teardown(self):
            met.extend(type(record) for record in self.case.records)

    run_state_machine_as_test(type("Asked", (History,), asked), settings=settings(FEW, derandomize=True))
    return letters.Letters in met


def machine_page(_kind, *asked):
    """The page of machines draws its table."""
    sys.path.insert(0, str(ROOT / "docs"))
    page = importlib.import_module("machines").page(*asked)
    return "## Letter\n\nA `Letters` has one for each " in page and "drafted --> sent: send" in page


_DRAFTED = "letter a-1 of letters r-1 is in 'drafted' on 2021-01-01"


def refusals(kind):
    """A refusal names the moves that are open, by their methods, and what is missing."""
    letters = kind.Letters(id="r-1").draft("a-1", "Dear all", **BY)
    said = []
    for refused in (lambda: letters.take_back("a-1", **BY), lambda: letters.send("a-1", **BY)):
        try:
            refused()
        except MoveNotAllowed as error:
            said.append(str(error))
    return said == [
        f"{_DRAFTED} and may go to 'sent' (send, with to)",
        f"{_DRAFTED} and may go to 'sent' (send, with to); say to whom it goes",
    ]


def moves(kind):
    """The open moves are those of its table."""
    open_moves = kind.Letters(id="r-1").draft("a-1", "Dear all", **BY).moves(DAY)
    return open_moves == (
        ("send", "a-1", kind.LetterStatus.SENT, ("to",)),
        ("draft", None, kind.LetterStatus.DRAFTED, ()),
    )


def law_of_methods(kind):
    """Its documents give back what its own methods made, in every answer."""
    LIVES.setdefault(kind.Letters.KIND, [])
    return always(written_by_methods(kind.Letters), holds)


def public_list(kind):
    """Its names are public once a page of the reference documents its door."""
    return set(public_names.doors().get(kind.__name__, ())) == set(kind.__all__)


#: Those that ask what ships, and those that take any kind.
OF_THE_SHIPPED = (documents, json_schema, any_records, any_cases, case_history, machine_page, law_of_methods)
OF_ANY = (its_records, its_answers, record_history, refusals, moves)


def facts(module):
    """Each check of a kind that is taken for a shipped one, by its name; an error by its class."""
    kind, found = importlib.import_module(module), {}
    for check in (*OF_THE_SHIPPED, *OF_ANY, public_list):
        try:
            found[check.__name__] = check(kind)
        except Exception as error:  # noqa: BLE001 - whatever it is, the kind is not taken up
            found[check.__name__] = f"{type(error).__name__}: {error}"
    return found | {"registered": kind.Letters in SHIPPED.records}


if __name__ == "__main__":
    public_names.REFERENCE = Path(sys.argv[2])
    print(json.dumps(facts(sys.argv[1])))  # noqa: T201 - it is read by the test
