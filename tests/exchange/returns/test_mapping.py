"""A mapping file lets a host's own table be read as it is, month after month."""

import io
from datetime import date

import pytest

from reflective.errors import BadDocument, BadValue
from reflective.exchange.returns import ColumnMapping, open_return, read_census, read_events, read_looked_after
from tests.exchange.returns.safety import MARK

LONG = """
dates = "D/M/YYYY"
encoding = "windows-1252"
keep = ["Team"]
holds = ["referral.received", "assessment.completed"]
[columns]
subject = "Person ID"
kind = "Event"
on = "Date"
ref = "Referral"
age_band = "Age"
[kinds]
"Contact accepted" = "referral.received"
[holds_from]
"assessment.completed" = 2023-04-01
"""
WIDE = """
dates = "DD-MMM-YYYY"
[columns]
subject = "Person"
ref = "Referral"
[days]
"Received" = "referral.received"
"Assessed" = "assessment.completed"
"""


def read(table, mapping, coding="utf-8"):
    return read_events(io.BytesIO(table.encode(coding)), mapping=ColumnMapping.parse(mapping))


def rows_of(source):
    return [(one.subject, one.kind, str(one.on), one.ref, dict(one.facts)) for one in source.events()]


def test_columns_words_and_days_of_the_hosts_own():
    """Each by the mapping; a column that it does not name is no fact, and a word that it does not name stays."""
    source = read(
        "Team,Person ID,Event,Date,Referral,Age,Postcode,Other\n"
        "Nörth,c-1,contact  ACCEPTED,1/2/2024,r-1,under_5,AB1,x\n"
        "Nörth,c-1,Something,3/12/2024,r-1,,AB1,x\n",
        LONG,
        "cp1252",
    )
    assert rows_of(source) == [
        ("c-1", "referral.received", "2024-02-01", "r-1", {"Team": "Nörth", "age_band": "under_5"}),
        ("c-1", "Something", "2024-12-03", "r-1", {"Team": "Nörth"}),
    ]
    assert source.holds == {"referral.received", "assessment.completed"}
    assert source.holds_from == {"assessment.completed": date(2023, 4, 1)}
    assert (source.keep, source.fault_count, source.remarks) == (("Team",), 0, ())


def test_a_table_with_a_column_for_each_day():
    """Each day is an event, a blank one is none, and what the table holds is taken from its days."""
    source = read("Person,Referral,Received,Assessed\nc-1,r-1,02-Jan-2024,\nc-2,r-2,03-JAN-2024,01-feb-2024\n", WIDE)
    assert [one[:4] for one in rows_of(source)] == [
        ("c-1", "referral.received", "2024-01-02", "r-1"),
        ("c-2", "referral.received", "2024-01-03", "r-2"),
        ("c-2", "assessment.completed", "2024-02-01", "r-2"),
    ]
    assert source.holds == {"referral.received", "assessment.completed"}


def test_a_day_that_cannot_be_read_loses_its_own_kind_alone():
    """The other days of the row are read."""
    source = read("Person,Referral,Received,Assessed\nc-1,r-1,02-Jan-2024,31-Feb-2024\nc-2,r-2,02-Jan-2024,\n", WIDE)
    first, second = source.subjects()
    assert ([one.kind for one in first.events], first.lost) == (["referral.received"], {"assessment.completed"})
    assert second.lost == set()
    assert [str(one) for one in source.faults] == ["row 2, Assessed: must be a day written DD-MMM-YYYY"]


def test_a_column_that_the_mapping_names_and_the_table_lacks():
    """The refusal says which of ours is lacking, and that the mapping named it."""
    with pytest.raises(BadDocument, match=r"lacks subject \(named by the mapping\)") as refused:
        list(read(f"{MARK},Referral,Received,Assessed\n", WIDE).events())
    assert MARK not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("colums = {}", r"\$: has a key that is not known"),
        ("[columns]\nsubject = 3", r"\$.columns: must be a table of names"),
        ('dates = "DD/MM"', r"\$.dates: must be a form of days such as"),
        ('dates = "DD/MM/YY"', r"\$.dates: must be a form of days such as"),
        ('encoding = "utf-7"', r"\$.encoding: must be one of utf-8, utf-16, windows-1252"),
        ('keep = ["*"]', r"\$.keep: must be fields named one by one"),
        ('[columns]\nsubject = "A"\nref = "a"', r"\$.columns: must be columns of which each is named once"),
        ('[columns]\non = "A"\n[days]\nB = "b.c"', r"\$.days: must be given in the place of"),
        ('[holds_from]\n"a.b" = "2024-01-01"', r"\$.holds_from: must be a table of kinds of event"),
        ("subject", "must be well-formed TOML"),
        (".".join("a" * 4_000) + "=1", r"\$: must have keys of no more than 32 parts"),
    ],
)
def test_a_mapping_is_checked_before_it_is_used(text, fault):
    """Each fault with its path; a key of thousands of parts takes no memory."""
    with pytest.raises(BadDocument, match=fault):
        ColumnMapping.parse(text)


class TestOpening:
    """A mapping, what is held and what is kept are given beside the path."""

    def test_a_mapping_at_a_path(self, tmp_path):
        """It is read once, and used for every reading."""
        (tmp_path / "m.toml").write_text(WIDE, "utf-8")
        (tmp_path / "t.csv").write_text("Person,Referral,Received,Assessed\nc-1,r-1,02-Jan-2024,\n", "utf-8")
        source = open_return(tmp_path / "t.csv", mapping=tmp_path / "m.toml")
        assert rows_of(source) == rows_of(source) != []
        assert rows_of(open_return(tmp_path / "t.csv", mapping=ColumnMapping.parse(WIDE))) == rows_of(source)

    def test_what_is_held_and_kept(self, tmp_path):
        """Both may be given without a mapping, and the kinds that are given stand in place of those in the file."""
        (tmp_path / "t.csv").write_text("subject,kind,on,ref,dob,team\nc-1,a.b,2024-01-02,r,2010-01-02,N\n", "utf-8")
        source = open_return(tmp_path / "t.csv", holds=["c.d"], keep=["dob"])
        assert [one[4] for one in rows_of(source)] == [{"dob": "2010-01-02", "team": "N"}]
        assert (source.holds, source.keep) == ({"c.d"}, ("dob",))

    def test_what_a_table_holds_is_known_before_it_is_read(self, tmp_path):
        """Whoever asks first is not rows_of that it can hold anything."""
        (tmp_path / "t.csv").write_text("subject,kind,on,ref\nc-1,a.b,2024-01-02,r\n", "utf-8")
        assert open_return(tmp_path / "t.csv").holds == {"a.b"}

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("mapping", {"mapping": 3}),
            ("holds", {"holds": "a.b"}),
            ("keep", {"keep": "team"}),
            ("keep", {"keep": ["*"]}),
            ("keep", {"keep": [" "]}),
            ("keep", {"keep": 3}),
        ],
    )
    def test_an_argument_of_a_wrong_sort(self, tmp_path, name, given):
        """Is refused by its name."""
        (tmp_path / "t.csv").write_text("", "utf-8")
        with pytest.raises(BadValue, match=f"{name} must be"):
            open_return(tmp_path / "t.csv", **given)

    def test_a_census_takes_what_is_kept_and_held_alone(self, tmp_path):
        """Its columns and its days are its own."""
        (tmp_path / "a.xml").write_text("<Message><Children/></Message>", "utf-8")
        assert open_return(tmp_path / "a.xml", mapping=ColumnMapping(keep=("LEA",))).keep == ("LEA",)
        with pytest.raises(BadValue, match="mapping must be without columns"):
            open_return(tmp_path / "a.xml", mapping=ColumnMapping(dates="DD/MM/YYYY"))

    @pytest.mark.parametrize("reader", [read_census, read_events, read_looked_after])
    def test_a_reader_takes_a_mapping_and_no_path(self, reader):
        """The readers open no file by themselves."""
        file = io.BytesIO(b"CHILD\n")
        with pytest.raises(BadValue, match="mapping must be"):
            reader({"episodes.csv": file} if reader is read_looked_after else file, mapping="m.toml")


def test_a_looked_after_return_in_the_hosts_own_columns():
    """The same mapping names the columns, the form of days and the encoding of each file."""
    mapping = ColumnMapping(columns=(("CHILD", "Person"), ("PLACE", "Where")), dates="YYYY-MM-DD", keep=("Team",))
    body = b"Person,DECOM,RNE,LS,Where,DEC,REC,Team\nc-1,2020-02-01,S,C2,U1,,,N\n"
    source = read_looked_after({"episodes.csv": io.BytesIO(body)}, mapping=mapping)
    assert {(one.subject, str(one.on), one.fact("Team")) for one in source.events()} == {("c-1", "2020-02-01", "N")}


class TestWhatIsKeptOfACensus:
    """Fields that were asked for by name are facts of the events of their block."""

    body = (
        "<Message><Children><Child><ChildIdentifiers><LAchildID>c-1</LAchildID><PersonBirthDate>2010-01-02</PersonBirthDate>"
        "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"
        "<CINdetails><CINreferralDate>2024-01-02</CINreferralDate><PrimaryNeedCode>N1</PrimaryNeedCode></CINdetails>"
        "</Child></Children></Message>"
    )

    def test_by_name(self):
        """Those of the child are on each of its events, and those of a referral on its own."""
        source = read_census(
            io.BytesIO(self.body.encode()), mapping=ColumnMapping(keep=("primaryneedcode", "Ethnicity"))
        )
        assert {one.kind: dict(one.facts) for one in source.events()} == {
            "child.born": {"Ethnicity": "WBRI"},
            "referral.received": {"Ethnicity": "WBRI", "primaryneedcode": "N1"},
        }

    def test_nothing_else(self):
        """A characteristic that nobody named is on no event."""
        source = read_census(io.BytesIO(self.body.encode()))
        assert {fact for one in source.events() for fact in one.facts} == set()
