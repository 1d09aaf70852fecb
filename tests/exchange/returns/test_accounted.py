"""Everybody of a file is accounted for: of the inputs from outside, and of tables with damage of every kind."""

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import open_return, read_events
from reflective.rules import Ruleset
from reflective.rules.accounts import Accounting, Standing
from reflective.rules.ruleset import shipped_kinds
from tests.properties.control import caught

INPUTS = Path(__file__).resolve().parents[3] / "../shared/inputs"
AS_OF = date(2024, 3, 31)
ENGLAND = Ruleset.load("england")


def reconciled(source, ruleset, as_of, *, forget=None):
    """The reconciliation of a return, and the ids of its subjects; `forget` leaves one of the subjects out."""
    accounting, ids = Accounting(ruleset.asked, as_of, shipped_kinds()), []
    for child in source.subjects():
        ids.append(child.subject)
        if child.subject == forget:
            continue
        lost = {child.subject: child.lost}
        found = ruleset.obligations(child.events, as_of, holds=source.holds, holds_from=source.holds_from, lost=lost)
        accounting.add(child.subject, child.events, found, lost=bool(child.lost))
    return accounting.result(unread_rows=source.fault_count), ids


def whole(found, ids):
    """Whether each subject is in one class, and each that is not asked about has its reason."""
    reasons = sum(many for _, many in found.not_asked)
    return found.subjects == len(set(ids)) == sum(many for _, many in found.standing) and reasons == found.count(
        Standing.NOT_ASKED
    )


@pytest.mark.skipif(not INPUTS.exists(), reason="the inputs from outside are not beside the project")
@pytest.mark.parametrize(
    ("name", "subjects", "unread"),
    [
        ("F04-rule-8615.xml", 1, 0),
        ("F05-authorised-before-start.xml", 1, 0),
        ("F07-column-twice", None, None),
        ("F07-column-twice-events.csv", None, None),
        ("F08-short-row", 1, 1),
        ("F09-dot-zero", 2, 2),
        ("F10-same-row-twice", 1, None),
        ("F12-died.xml", 1, 0),
        ("F13-1900.xml", 1, 2),
        ("F15-header-only", 0, 0),
        ("F15-nothing-readable", 2, 2),
        ("F17-bidi.xml", 0, 1),
    ],
)
def test_every_subject_of_the_inputs(name, subjects, unread):
    """The number of subjects and of rows that could not be read, counted by hand; a file may be refused whole."""
    if subjects is None:
        with pytest.raises(BadDocument):
            reconciled(open_return(INPUTS / name), ENGLAND, AS_OF)
        return
    for ruleset in (ENGLAND, Ruleset.load("looked-after-return"), Ruleset.load("children-in-need-census")):
        found, ids = reconciled(open_return(INPUTS / name), ruleset, AS_OF)
        assert whole(found, ids)
        assert found.subjects == subjects
        assert unread in {None, found.unread_rows}


#: Cells of a table of events, right and wrong ones of every column.
CELLS = {
    "subject": ["c-1", "c-2", "C-1", "c-1 ", "nan", ""],
    "kind": ["referral.received", "assessment.completed", "referal.received", ""],
    "on": ["2024-01-02", "2024-02-30", "1900-01-01", "02/01/2024", "2025-01-01", ""],
    "ref": ["r-1", "R-1", ""],
}
ROWS = st.lists(st.tuples(*(st.sampled_from(cells) for cells in CELLS.values())), min_size=1, max_size=8)
#: The rest of a row that is cut short, or has a cell too many.
CUTS = st.sampled_from([2, 4, 4, 4, 5])


def table(rows, cuts):
    """The rows as a file."""
    lines = [",".join((*row, "x")[:cut]) for row, cut in zip(rows, cuts, strict=False)]
    return io.BytesIO("\n".join([",".join(CELLS), *lines, ""]).encode())


def accounted(rows, cuts, *, forget=None):
    return reconciled(read_events(table(rows, cuts)), ENGLAND, AS_OF, forget=forget)


@given(ROWS, st.lists(CUTS, min_size=8, max_size=8))
def test_every_subject_of_a_damaged_table(rows, cuts):
    """Whoever has a row whose subject can be read is a subject, though nothing else of it can be."""
    found, ids = accounted(rows, cuts)
    assert whole(found, ids)
    readable = {row[0].strip() for row, cut in zip(rows, cuts, strict=False) if cut == len(CELLS)}
    assert readable - {"nan", ""} <= set(ids)


def test_control_a_child_that_is_forgotten_is_caught():
    """A reconciliation that leaves out one child of a damaged table."""
    assert caught(
        lambda rows, cuts: whole(*accounted(rows, cuts, forget="c-1")), ROWS, st.lists(CUTS, min_size=8, max_size=8)
    )
