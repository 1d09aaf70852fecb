"""Events in a file as a frame: rows, faults and answers are those of the return, whichever file they are in."""

from datetime import date, datetime

import pytest

pl = pytest.importorskip("polars", reason="polars is in the frame extra")

from reflective.errors import BadDocument, BadValue
from reflective.exchange.returns import ColumnMapping, open_return
from reflective.frames import read_table
from reflective.rules import Ruleset, Status

AS_OF = date(2024, 3, 31)
ENGLAND = Ruleset.load("england")
ROWS = (
    ("c-1", "referral.received", "2024-01-08", "r-1", "5"),
    ("c-1", "assessment.completed", "2024-03-20", "r-1", ""),
    ("c-2", "referral.received", "2024-01-15", "r-2", ""),
    ("c-2", "assessment.completed", "soon", "r-2", ""),
    ("c-3", "referral.received", "soon", "r-3", ""),
)
HEADER = ("subject", "kind", "on", "ref", "minutes")


def lines(header=HEADER, rows=ROWS):
    return "\n".join(",".join(row) for row in (header, *rows)) + "\n"


@pytest.fixture
def written(tmp_path):
    """The same table as a CSV, parquet, Arrow and Excel."""
    (tmp_path / "t.csv").write_text(lines(), "utf-8")
    frame = pl.DataFrame(ROWS, schema=HEADER, orient="row")
    frame.write_parquet(tmp_path / "t.parquet")
    frame.write_ipc(tmp_path / "t.arrow")
    return tmp_path


def of_excel(path, header, rows, name="Events"):
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter is in the excel extra")
    pytest.importorskip("python_calamine", reason="python-calamine is in the excel extra")
    with xlsxwriter.Workbook(path) as book:
        sheet, days = book.add_worksheet(name), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate((header, *rows)):
            for column, one in enumerate(row):
                if isinstance(one, date):
                    sheet.write_datetime(number, column, datetime(one.year, one.month, one.day), days)
                else:
                    sheet.write(number, column, one)
    return path


@pytest.mark.parametrize("name", ["t.csv", "t.parquet", "t.arrow"])
class TestATable:
    """The same rows, faults and answers, whichever file they are in."""

    def test_its_rows_are_the_events_of_the_return(self, written, name):
        """A day that cannot be read is a fault with its row, and its row is in no frame."""
        found = read_table(written / name)
        assert found.events.select("subject", "kind", "on", "ref", "minutes").rows() == [
            ("c-1", "referral.received", date(2024, 1, 8), "r-1", "5"),
            ("c-1", "assessment.completed", date(2024, 3, 20), "r-1", None),
            ("c-2", "referral.received", date(2024, 1, 15), "r-2", None),
        ]
        assert found.fault_count == 2
        assert repr(found) == "<EventsTable: 3 subjects, 2 rows that could not be read>"
        assert [fault.path for fault in found.faults] == ["row 5, on", "row 6, on"]

    def test_nobody_falls_out_because_of_a_row_that_cannot_be_read(self, written, name):
        """The second child's assessment is not known and not late, and the third is named all the same."""
        found = read_table(written / name)
        assert found.subjects == ("c-1", "c-2", "c-3")
        answers = found.evaluate(ENGLAND.only("assessment.complete"), AS_OF).obligations
        assert dict(answers.select("subject", "status").rows()) == {"c-1": Status.MET_LATE, "c-2": Status.NOT_KNOWN}
        without = {row["subject"]: row["status"] for row in answers.to_dicts() if row["subject"] == "c-2"}
        assert without == {"c-2": "not_known"}

    def test_the_answers_are_those_of_the_return(self, written, name):
        """Row for row, with the reconciliation beside."""
        source = open_return(written / "t.csv")
        events, lost = [], {}
        for child in source.subjects():
            events += child.events
            lost[child.subject] = child.lost
        expected = ENGLAND.obligations(events, as_of=AS_OF, holds=source.holds, lost=lost)
        found = read_table(written / name).evaluate(ENGLAND, AS_OF)
        rows = found.obligations.select("subject", "rule", "due", "met", "status").rows()
        assert sorted(rows, key=str) == sorted(
            [(one.subject, one.rule, one.due, one.met, one.status.value) for one in expected], key=str
        )


class TestExcel:
    """A sheet of a workbook, whose days are days and whose numbers are numbers."""

    def test_days_and_numbers_are_read_as_they_stand(self, tmp_path):
        """A whole number has no point, and a day no time."""
        rows = [("c-1", "supervision.held", date(2024, 1, 8), "r-1", 90)]
        found = read_table(of_excel(tmp_path / "t.xlsx", HEADER, rows))
        assert found.events.rows() == [("c-1", "supervision.held", date(2024, 1, 8), "r-1", "90")]

    def test_a_sheet_by_its_name_or_place(self, tmp_path):
        """The error says what would be accepted, and shows no name of a sheet."""
        rows = [("c-1", "referral.received", date(2024, 1, 8), "r-1", "")]
        path = of_excel(tmp_path / "t.xlsx", HEADER, rows, name="Amina")
        assert read_table(path, sheet="Amina").subjects == read_table(path, sheet=0).subjects == ("c-1",)
        for sheet in ("Other", 3):
            with pytest.raises(BadValue, match="sheet must be") as refused:
                read_table(path, sheet=sheet)
            assert "Amina" not in str(refused.value)


class TestAMapping:
    """Columns and words of a council's own."""

    MAPPING = """
[columns]
subject = "Child"
kind = "What"
on = "When"
ref = "Number"

[kinds]
"Referral" = "referral.received"
"""

    def test_it_is_applied_to_every_file(self, tmp_path):
        """The mapping of a CSV is that of a parquet file."""
        header, rows = ("Child", "What", "When", "Number"), [("c-1", "Referral", "2024-01-08", "r-1")]
        (tmp_path / "t.csv").write_text(lines(header, rows), "utf-8")
        pl.DataFrame(rows, schema=header, orient="row").write_parquet(tmp_path / "t.parquet")
        mapping = ColumnMapping.parse(self.MAPPING)
        frames = [read_table(tmp_path / name, mapping).events.rows() for name in ("t.csv", "t.parquet")]
        assert frames[0] == frames[1] == [("c-1", "referral.received", date(2024, 1, 8), "r-1")]


class TestHeldWrong:
    """Clear errors, which show neither the path nor a value."""

    def test_a_file_that_is_none(self, tmp_path):
        """Text under another name is refused as what it is."""
        for name in ("amina.parquet", "amina.arrow", "amina.docx"):
            (tmp_path / name).write_text("Amina Yusuf", "utf-8")
            with pytest.raises(BadDocument) as refused:
                read_table(tmp_path / name)
            assert "amina" not in str(refused.value).lower()

    def test_a_file_that_is_not_there(self, tmp_path):
        """The operating system's reason, without the path."""
        for name in ("amina.parquet", "amina.csv"):
            with pytest.raises(OSError) as refused:  # noqa: PT011 - its kind is the point
                read_table(tmp_path / name)
            assert "amina" not in str(refused.value)

    @pytest.mark.parametrize("given", [{"path": 5}, {"path": "t.xlsx", "sheet": None}])
    def test_arguments_of_other_types(self, given):
        """They are refused before a file is opened."""
        with pytest.raises(BadValue):
            read_table(**given)

    def test_a_lacking_column(self, tmp_path):
        """One clear error, with the column that is lacking."""
        pl.DataFrame({"subject": ["c-1"]}).write_parquet(tmp_path / "t.parquet")
        with pytest.raises(BadDocument, match="kind"):
            read_table(tmp_path / "t.parquet")
