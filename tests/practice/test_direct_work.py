"""Direct work as a triple, living documents in versions, and the basis on which partners share."""

from datetime import date

import pytest

from reflective.casework import Case
from reflective.errors import UnknownId
from reflective.practice import DirectWork, Link
from reflective.practice.direct_work import (
    DocumentVersion,
    SharingAgreed,
    SharingWithdrawn,
    WorkDone,
    WorkKind,
)

DAY = date(2021, 9, 6)
LATER = date(2021, 10, 4)
ASKED = Link(record="plan-1", item="3")


def written(day=DAY):
    return {"on": day, "recorded": day, "by": "worker-1"}


@pytest.fixture
def done():
    tree = WorkDone(work="tree-1", kind=WorkKind.GENOGRAM, people=("child-1",), document="the tree that he drew")
    return DirectWork(id="direct-work-1").do_work(tree, **written())


def test_the_triple_of_the_note_is_named_part_by_part(done):
    """Line 103: uploaded onto documents, with a linked case note providing an analysis, and reflected upon."""
    assert done.lacking("tree-1", DAY) == ("a linked note with an analysis", "reflection on it in supervision")
    analysed = done.analyse_work("tree-1", "his aunt is beside him", **written())
    whole = analysed.reflect_on_work("tree-1", Link(record="supervision-1"), **written(LATER))
    assert whole.lacking("tree-1", DAY) == ("reflection on it in supervision",)
    assert whole.lacking("tree-1", LATER) == ()


def test_work_without_a_document_lacks_it():
    """A drawing that nobody kept is not in the record."""
    talk = WorkDone(work="talk-1", kind=WorkKind.OTHER, people=("child-1",))
    record = DirectWork(id="direct-work-1").do_work(talk, **written())
    assert record.lacking("talk-1", DAY)[0] == "the document"


def test_work_that_is_not_there_is_refused(done):
    """Silence would say that it lacks nothing."""
    with pytest.raises(UnknownId):
        done.lacking("tree-2", DAY)


def test_an_update_is_there_with_a_newer_version_only(done):
    """Row 83 of the ledger: an action to update closes on a newer version, and earlier ones are kept."""
    first = DocumentVersion(document="genogram", version="1", what_changed="two generations")
    record = done.write_version(first, **written()).request_update("genogram", ASKED, **written())
    (genogram,) = record.documents(DAY)
    assert [action for action, _, _ in genogram.awaited] == [ASKED]
    second = DocumentVersion(document="genogram", version="2", what_changed="three generations", answers=ASKED)
    (genogram,) = record.write_version(second, **written(LATER)).documents(LATER)
    assert ([one for one, _, _ in genogram.versions], genogram.awaited) == (["1", "2"], ())


def test_sharing_holds_until_it_is_withdrawn_and_is_restricted(done):
    """Whom a father's recovery worker may tell of him is his, and not for the children's mother to read."""
    basis = SharingAgreed(
        sharing="s-1", person="parent-2", partner="professional-1", for_what="visits", basis="consent"
    )
    record = done.add(basis, **written())
    assert [one.sharing for _, one in record.sharing(DAY)] == ["s-1"]
    over = record.add(SharingWithdrawn(sharing="s-1"), **written(LATER))
    assert (len(over.sharing(DAY)), over.sharing(LATER)) == (1, ())
    shown = Case.opened("case-1").join(over, **written(LATER)).read(as_of=LATER).shown("direct-work-1")
    assert [entry.content.TAG for _, entry in shown.entries] == ["direct_work.done"]


def test_what_was_never_agreed_is_not_withdrawn(done):
    """A withdrawal of nothing would hide which consent it was."""
    with pytest.raises(UnknownId):
        done.add(SharingWithdrawn(sharing="s-9"), **written())
