"""`reflective bulk`: a file of events of any length in, a file of obligations out."""

import json
from datetime import date, datetime
from importlib import import_module

import pytest

pytest.importorskip("polars", reason="polars is in the frame extra")

import polars as pl

from reflective.cli import run
from reflective.frames import bulk, evaluate
from reflective.rules import Ruleset
from tests.frames.made import event, expected, frame_of, rows

AS_OF = date(2024, 6, 30)
ENGLAND = Ruleset.load("england")
NAME = "Annabelle"


def events(children=60):
    found = [event("cin_review.held", date(2024, 1, 1), "x", "c-unasked", team="north")]
    for place in range(children):
        subject, ref = f"c-{place:03}", f"00{place}"
        found += [
            event("referral.received", date(2024, 1, 1 + place % 28), ref, subject, team="north"),
            event("assessment.completed", date(2024, 3, 1 + place % 28), ref, subject, team="south"),
            event("placement.started", date(2024, 2, 1), f"p-{place}", subject, intended_to_last_to_18="no"),
        ]
    return found


@pytest.fixture(params=["parquet", "csv"])
def file(request, tmp_path):
    """The events in a file."""
    path = tmp_path / f"{NAME}.{request.param}"
    frame = frame_of(events())
    frame.write_parquet(path) if request.param == "parquet" else frame.write_csv(path)
    return path


def asked(file, out):
    return ["bulk", str(file), "--ruleset", "england", "--as-of", str(AS_OF), "--out", str(out)]


def test_parquet_has_the_rows_of_the_per_case_engine(file, tmp_path, shows):
    """The command answers as a case is answered, and says what it wrote."""
    out = tmp_path / "out.parquet"
    page = shows(*asked(file, out), "--keep", "team")
    right = expected(ENGLAND.obligations(events(), AS_OF), AS_OF, own=["team"])
    assert rows(pl.read_parquet(out)) == right
    assert page.startswith(f"{sum(right.values())} obligations of 181 events, by england\n")
    assert "assessment.complete" in page
    assert NAME not in page


def test_the_summary_as_data(file, tmp_path, shows):
    """Its counts add up to the rows that were written."""
    facts = json.loads(shows(*asked(file, tmp_path / "out.parquet"), "--json"))
    assert sum(one["count"] for one in facts["by_rule"]) == facts["obligations"]
    assert facts["not_asked"] == {"nothing on the record sets a rule going": 1}
    assert facts["as_of"] == "2024-06-30"


def test_excel_has_days_a_filter_and_sheets_of_reasons_and_of_who_was_not_asked(file, tmp_path, shows):
    """A director opens it and filters by month."""
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is in the excel extra")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads what was written")
    out = tmp_path / "out.xlsx"
    shows(*asked(file, out))
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Obligations", "Reasons", "Not asked about"]
    sheet = book["Obligations"]
    header = [cell.value for cell in sheet[1]]
    due = sheet.cell(row=2, column=header.index("due") + 1)
    assert isinstance(due.value, datetime)
    assert sheet.freeze_panes == "A2"
    (table,) = sheet.tables.values()
    assert table.autoFilter is not None
    assert sheet.max_row == 1 + sum(expected(ENGLAND.obligations(events(), AS_OF), AS_OF).values())
    assert [cell.value for cell in book["Not asked about"]["A"]] == ["subject", "c-unasked"]


def test_buckets_of_any_size_give_the_same_rows(tmp_path):
    """A bucket has whole subjects, however the rows lie in the file."""
    path = tmp_path / "events.parquet"
    frame_of(events()).sample(fraction=1, shuffle=True, seed=3).write_parquet(path)
    found = []
    for bucket_rows in (7, 60, 10_000):
        out = tmp_path / "out.parquet"
        with out.open("wb") as file:
            bulk(str(path), ENGLAND, AS_OF, file, bucket_rows=bucket_rows)
        found.append(rows(pl.read_parquet(out)))
    assert found[0] == found[1] == found[2] == expected(ENGLAND.obligations(events(), AS_OF), AS_OF)


def test_control_buckets_that_cut_a_subject_are_seen():
    """Rows by their place in the file give other answers than rows by their subject."""
    frame = frame_of(events())
    parts = [evaluate(frame[place::2], ENGLAND, AS_OF) for place in range(2)]
    assert rows(pl.concat(parts)) != expected(ENGLAND.obligations(events(), AS_OF), AS_OF)


def test_no_text_becomes_a_formula_in_excel(tmp_path):
    """A spreadsheet that computes what a file says could send it elsewhere."""
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is in the excel extra")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads what was written")
    from reflective.frames import write_excel

    out = tmp_path / "out.xlsx"
    frame = frame_of([event("referral.received", date(2024, 3, 28), "=1+1", "http://c-1")])
    write_excel(evaluate(frame, ENGLAND, AS_OF), str(out))
    cells = [cell for row in openpyxl.load_workbook(out)["Obligations"].iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells if cell.data_type == "s"]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


class TestCouldNot:
    """One line, exit code 2, and nothing written."""

    def test_events_that_are_not_there_or_of_another_sort(self, fails, tmp_path):
        """The line says what would be accepted."""
        assert "EVENTS must be a file that is there" in fails(*asked(tmp_path / "none.csv", tmp_path / "o.parquet"))
        (tmp_path / "x.txt").write_text(NAME)
        assert "EVENTS must be a file that is there" in fails(*asked(tmp_path / "x.txt", tmp_path / "o.parquet"))

    def test_an_answer_of_another_sort_or_in_place_of_the_events(self, fails, file):
        """The events are never written over."""
        assert "--out must be another file" in fails(*asked(file, file.with_suffix(".doc")))
        path = file.with_name("o.parquet")
        frame_of(events()).write_parquet(path)
        assert "--out must be another file" in fails(*asked(path, path))

    def test_a_file_that_is_no_table(self, fails, tmp_path):
        """The words of the library that read it hold its values, and are not shown."""
        path = tmp_path / "x.parquet"
        path.write_text(NAME)
        assert NAME not in fails(*asked(path, tmp_path / "o.parquet"))
        assert [one.name for one in tmp_path.iterdir()] == ["x.parquet"]

    def test_last_months_answers_are_never_overwritten(self, fails, file, tmp_path):
        """The same command with the same name a month later loses nothing."""
        out = tmp_path / "o.parquet"
        out.write_text("older")
        assert "--out must be a file that is not there yet" in fails(*asked(file, out))
        assert out.read_text() == "older"

    def test_bad_rows_are_counted_and_nothing_is_written(self, fails, tmp_path):
        """A day that is none is a fault of the file, and no half of an answer is left."""
        path, out = tmp_path / "x.csv", tmp_path / "o.parquet"
        path.write_text(f"subject,kind,on,ref\nc-1,referral.received,{NAME},r-1\n")
        err = fails(*asked(path, out))
        assert "on: must be a day on every row, in 1900 or later: 1 row has none" in err
        assert NAME not in err
        assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]

    def test_excel_without_its_extra(self, fails, file, monkeypatch):
        """The line names the extra, before anything is judged."""
        monkeypatch.setattr("reflective.frames.excel.find_spec", lambda _: None)
        monkeypatch.setattr(import_module("reflective.frames.bulk"), "evaluate", None)
        assert "reflective-supervision[excel]" in fails(*asked(file, file.with_name("o.xlsx")))

    def test_lacking_columns(self, fails, tmp_path):
        """The line names each column that the file lacks."""
        path = tmp_path / "x.csv"
        path.write_text("subject,kind\nc-1,referral.received\n")
        err = fails(*asked(path, tmp_path / "o.parquet"))
        assert "on: must be a column of the file; ref: must be a column of the file" in err


def test_a_file_without_rows_gives_a_file_without_rows(tmp_path):
    """An empty month is no fault."""
    path, out = tmp_path / "x.csv", tmp_path / "o.parquet"
    path.write_text("subject,kind,on,ref\n")
    assert run(asked(path, out)) == 0
    assert pl.read_parquet(out).is_empty()
