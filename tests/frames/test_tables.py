"""The tables of a caseload: ids, days and listed words, through readings, and no narrative."""

import json
import pickle
from datetime import date

import pytest

from reflective import demo
from reflective.checks import check
from reflective.demo import second
from reflective.errors import BadValue
from reflective.exchange import dumps
from reflective.records import OPEN, Audience
from reflective.rules import Ruleset

pl = pytest.importorskip("polars", reason="polars is in the frame extra")

from reflective.frames.tables import TABLES, Pseudonyms, tables

KEY = b"a key that only the test has"
FIRST = demo.case().read(as_of=demo.HELD)
SECOND = second.case().read(as_of=second.JUDGED_ON)


def cells(found):
    """Every text in any cell of some tables."""
    said = set()
    for frame in found.values():
        for row in frame.rows():
            said |= {text for one in row for text in (one if isinstance(one, list) else [one]) if isinstance(text, str)}
    return said


def texts(thing):
    """Every text in plain data."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for one in thing.values():
            yield from texts(one)
    elif isinstance(thing, list):
        for one in thing:
            yield from texts(one)


class TestRows:
    """The rows are those of the examples, by hand."""

    def test_the_six_actions_of_the_note_have_two_days(self):
        """The review in five weeks, and the safety plans in four; nobody owns any of the six."""
        actions = tables(FIRST, identified=True)["actions"]
        assert dict(actions.select("action", "due").rows()) == {
            "1": None, "2": date(2021, 10, 11), "3": None, "4": None, "5": None, "6": date(2021, 10, 4),
        }  # fmt: skip
        assert actions["owners"].to_list() == [[]] * 6

    def test_the_supervisions_of_the_second_example_are_one_held_and_one_called_off(self):
        """Ninety minutes on 19 March; the one planned for 16 April did not take place."""
        sessions = tables(SECOND, identified=True)["sessions"]
        assert sessions.select("session", "held_on", "minutes", "stage").rows() == [
            ("supervision-1", date(2025, 3, 19), 90, "recorded"),
            ("supervision-2", None, None, "cancelled"),
        ]

    def test_the_ruleset_adds_what_the_law_asks(self):
        """One duty is late now: a visit to Dani, four days past 11 August."""
        found = tables(SECOND, Ruleset.load("england"), identified=True)["obligations"]
        late = found.filter(pl.col("open") & (pl.col("days_late") > 0))
        assert late.select("subject", "rule", "due", "days_late").rows() == [
            ("child-4", "looked-after.visit", date(2025, 8, 11), 4)
        ]

    def test_several_cases_are_one_table(self):
        """Each row says of which case it is, and none is left out."""
        both = tables([FIRST, SECOND], identified=True)
        alone = [tables(one, identified=True) for one in (FIRST, SECOND)]
        for name in TABLES:
            assert both[name].rows() == [row for one in alone for row in one[name].rows()]

    def test_the_findings_are_those_of_the_checks(self):
        """A row each, in their order."""
        found = tables(FIRST, identified=True)["findings"]
        assert found["code"].to_list() == [one.code for one in check(FIRST)]


class TestPrivacy:
    """No table shows narrative, whatever is withheld, or an id that it was to replace."""

    def test_no_narrative_is_in_any_cell(self):
        """Every text of the case with a space in it is somebody's words."""
        for file, reading in ((demo.case(), FIRST), (second.case(), SECOND)):
            words = {text for text in texts(json.loads(dumps(file))) if " " in text}
            assert len(words) > 20
            # Kinds of authority have spaces, and are no one's words.
            words -= {"case decision", "national standard", "statutory guidance", "local policy"}
            assert cells(tables(reading, Ruleset.load("england"), identified=True)) & words == set()

    def test_whatever_a_reading_withholds_is_in_no_table(self):
        """Two parts of the plan rest on restricted matters: those entitled have them, and nobody else."""
        entitled = demo.case().read(as_of=demo.HELD, audiences=OPEN | {Audience.RESTRICTED})
        more = {"1-andrew", "6-recovery"}
        assert more <= cells(tables(entitled, identified=True))
        assert not more & cells(tables(FIRST, identified=True))

    def test_no_id_stands_where_pseudonyms_are_given(self):
        """People, records and cases have pseudonyms; rules, codes and statuses are words of a list."""
        plain, hidden = (
            cells(tables(SECOND, **how)) for how in ({"identified": True}, {"pseudonyms": Pseudonyms(KEY)})
        )
        ids = {"case-2", "child-1", "child-4", "parent-2", "worker-1", "manager-1", "supervision-1", "status-4/care-1"}
        assert ids & plain >= {"case-2", "child-1", "worker-1", "supervision-1"}
        assert ids & hidden == set()
        assert {text for text in hidden if text.startswith(("child-", "worker-", "case-2", "voice-"))} == set()

    def test_one_key_gives_one_pseudonym_in_every_table_and_another_key_another(self):
        """Tables of one key can be joined; those of two keys cannot."""
        found = tables(SECOND, Ruleset.load("england"), pseudonyms=Pseudonyms(KEY))
        child = Pseudonyms(KEY).of("child-4")
        assert child in found["obligations"]["subject"].to_list()
        assert child in [one for several in found["sessions"]["children"].to_list() for one in several]
        assert child != Pseudonyms(KEY + b"!").of("child-4")

    @pytest.mark.parametrize("how", [{}, {"identified": False}, {"pseudonyms": Pseudonyms(KEY), "identified": True}])
    def test_it_is_said_whether_ids_stand_as_they_are(self, how):
        """A forgotten argument shows nobody's id."""
        with pytest.raises(BadValue, match=r"pseudonyms|identified"):
            tables(FIRST, **how)

    @pytest.mark.parametrize("key", ["a key that is text and no bytes", b"short", None])
    def test_a_key_is_bytes_and_long(self, key):
        """A short key is guessed; the refusal does not show it."""
        with pytest.raises(BadValue) as refused:
            Pseudonyms(key)
        assert "16" in str(refused.value)
        assert "short" not in str(refused.value)

    def test_a_key_is_in_no_repr_and_no_pickle(self):
        """Whoever has the key can turn pseudonyms back."""
        assert KEY.decode() not in repr(Pseudonyms(KEY))
        with pytest.raises(BadValue):
            pickle.dumps(Pseudonyms(KEY))

    def test_control_a_column_of_narrative_would_be_found(self):
        """The control: a table with one cell of somebody's words."""
        words = {text for text in texts(json.loads(dumps(demo.case()))) if " " in text}
        planted = {"actions": pl.DataFrame({"text": [next(iter(words))]})}
        assert cells(planted) & words


class TestLibraries:
    """The same rows in polars, pandas and pyarrow, days as days."""

    def test_pandas(self):
        """Days at midnight, whole numbers that may be missing."""
        pytest.importorskip("pandas", reason="pandas is not installed")
        found = tables(SECOND, identified=True, library="pandas")["sessions"]
        assert str(found["held_on"].dtype) == "datetime64[s]"
        assert found["minutes"].tolist()[0] == 90
        assert list(found["children"][0]) == ["child-1", "child-2", "child-3", "child-4"]

    def test_arrow(self):
        """Days are whole days, and no moments."""
        found = tables(SECOND, identified=True, library="pyarrow")["sessions"]
        assert str(found.schema.field("held_on").type) == "date32[day]"
        assert found.num_rows == 2

    def test_another_library_is_refused(self):
        """The error names those that there are."""
        with pytest.raises(BadValue, match="polars, pandas, pyarrow"):
            tables(FIRST, identified=True, library="spark")

    def test_an_empty_caseload_has_every_table(self):
        """No rows, and the columns all the same."""
        found = tables([], identified=True)
        assert tuple(found) == TABLES
        assert all(frame.height == 0 and frame.width > 5 for frame in found.values())
