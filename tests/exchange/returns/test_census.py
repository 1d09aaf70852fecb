"""The children in need census as events: every layout, whatever blocks it has, and nothing opened that it names."""

import io
import json
from collections import Counter
from datetime import date
from typing import ClassVar
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument
from reflective.exchange.returns import open_return, read_census
from reflective.rules import Ruleset, Status
from tests.exchange.returns.safety import MARK, PLANTED, safe
from tests.properties.control import caught

CENSUS = Ruleset.load("children-in-need-census")
WELL_FORMED = "must be well-formed XML in UTF-8, or in the encoding that its first line declares"
CHILD = "<Child><ChildIdentifiers><LAchildID>c-1</LAchildID></ChildIdentifiers>{}</Child>"


def read(text, coding="utf-8"):
    return read_census(io.BytesIO(text.encode(coding)))


@pytest.fixture
def write():
    """Read a census of some children."""

    def writing(*children, around="<Message><Children>{}</Children></Message>"):
        return read(around.format("".join(children)))

    return writing


def rows_of(source):
    return [(one.kind, str(one.on), one.ref) for one in source.events()]


def referral(inside, received="2024-01-02"):
    return f"<CINdetails><CINreferralDate>{received}</CINreferralDate>{inside}</CINdetails>"


ALL = referral(
    """
    <ReferralNFA>0</ReferralNFA><CINclosureDate>2024-12-01</CINclosureDate>
    <Assessments><AssessmentActualStartDate>2024-01-03</AssessmentActualStartDate>
      <AssessmentAuthorisationDate>2024-02-04</AssessmentAuthorisationDate></Assessments>
    <Assessments><AssessmentActualStartDate>2024-06-03</AssessmentActualStartDate></Assessments>
    <Section47><S47ActualStartDate>2024-03-01</S47ActualStartDate>
      <DateOfInitialCPC>2024-03-20</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>
    <Section47><S47ActualStartDate>2024-05-01</S47ActualStartDate><ICPCnotRequired>true</ICPCnotRequired></Section47>
    <DateOfInitialCPC>2024-03-20</DateOfInitialCPC>
    <CINPlanDates><CINPlanStartDate>2024-02-05</CINPlanStartDate><CINPlanEndDate>2024-03-20</CINPlanEndDate></CINPlanDates>
    <ChildProtectionPlans><CPPstartDate>2024-03-20</CPPstartDate><CPPendDate>2024-11-01</CPPendDate>
      <Reviews><CPPreviewDate>2024-06-18</CPPreviewDate></Reviews>
      <Reviews><CPPreviewDate>2024-09-18</CPPreviewDate></Reviews></ChildProtectionPlans>"""
)


@pytest.mark.parametrize("text", ["<a/>", "<Message><Header/></Message>"])
def test_what_is_no_census_is_refused(text):
    """Well-formed, and something else: a wrong export does not pass as one in which nothing is late."""
    with pytest.raises(BadDocument, match="a Message with Children"):
        list(read(text).events())


def test_a_census_of_no_children():
    """Is one all the same, and in it nothing happened."""
    assert list(read('<Message xmlns="urn:x"><Children/></Message>').events()) == []


class TestEvents:
    """Each block says what happened, with refs that are parts of the referral's."""

    def test_all_that_a_referral_can_hold(self, write):
        """Each with its own ref, the conference once although it is said twice."""
        assert rows_of(write(CHILD.format(ALL))) == [
            ("referral.received", "2024-01-02", "0"),
            ("referral.closed", "2024-12-01", "0"),
            ("assessment.started", "2024-01-03", "0/assessment-0"),
            ("assessment.completed", "2024-02-04", "0/assessment-0"),
            ("assessment.started", "2024-06-03", "0/assessment-1"),
            ("section_47.started", "2024-03-01", "0/section47-0"),
            ("conference.held", "2024-03-20", "0/section47-0"),
            ("section_47.started", "2024-05-01", "0/section47-1"),
            ("conference.not_required", "2024-05-01", "0/section47-1"),
            ("cin_plan.started", "2024-02-05", "0/cin-plan-0"),
            ("cin_plan.ended", "2024-03-20", "0/cin-plan-0"),
            ("child_protection_plan.started", "2024-03-20", "0/protection-plan-0"),
            ("child_protection_plan.ended", "2024-11-01", "0/protection-plan-0"),
            ("child_protection_review.held", "2024-06-18", "0/protection-plan-0/review-0"),
            ("child_protection_review.held", "2024-09-18", "0/protection-plan-0/review-1"),
        ]

    def test_a_conference_outside_section_47(self, write):
        """Is the referral's own, so that it is found for each enquiry of it that has none of its own."""
        source = write(CHILD.format(referral("<DateOfInitialCPC>2024-03-20</DateOfInitialCPC>")))
        assert ("conference.held", "2024-03-20", "0") in rows_of(source)

    def test_no_further_action(self, write):
        """Is a fact of the referral and ends what it asks, written as 1 or as true."""
        for said in ("1", "true", " TRUE "):
            events = list(write(CHILD.format(referral(f"<ReferralNFA>{said}</ReferralNFA>"))).events())
            assert [one.kind for one in events] == ["referral.received", "referral.no_further_action"]
            assert events[0].fact("no_further_action") == "true"

    def test_namespaces_and_unknown_blocks_are_let_be(self, write):
        """A prefix, a default namespace, and a block that no layout has."""
        inside = CHILD.format(referral("<Novel><CINreferralDate>2020-01-01</CINreferralDate></Novel>"))
        plain = [("referral.received", "2024-01-02", "0")]
        assert rows_of(write(inside, around='<Message xmlns="urn:x"><Children>{}</Children></Message>')) == plain
        prefixed = inside.replace("</", "</n:").replace("<", "<n:").replace("<n:/n:", "</n:")
        assert rows_of(write(prefixed, around='<n:Message xmlns:n="urn:x">{}</n:Message>')) == plain

    def test_referrals_are_numbered_through_the_file(self, write):
        """From 0, whichever child they are of."""
        two = referral("") + referral("", "2024-01-03")
        source = write(CHILD.format(two), CHILD.replace("c-1", "c-2").format(referral("")))
        assert [(one.subject, one.ref) for one in source.events()] == [("c-1", "0"), ("c-1", "1"), ("c-2", "2")]

    def test_the_reference_date(self, write):
        """Is known once reading has passed it."""
        source = write("<ReferenceDate>2024-03-31</ReferenceDate>")
        assert source.reference is None
        list(source.events())
        assert source.reference == date(2024, 3, 31)

    def test_a_birth_and_a_death(self, write):
        """Are of the child and not of a referral."""
        child = CHILD.format("").replace(
            "</ChildIdentifiers>",
            "<PersonBirthDate>2010-01-02</PersonBirthDate><PersonDeathDate>2024-01-02</PersonDeathDate></ChildIdentifiers>",
        )
        assert rows_of(write(child)) == [("child.born", "2010-01-02", "birth"), ("child.died", "2024-01-02", "death")]

    def test_two_conferences_of_one_referral(self, write):
        """One in a section 47 and another day outside it are two."""
        inside = (
            "<Section47><DateOfInitialCPC>2024-03-20</DateOfInitialCPC></Section47>"
            "<DateOfInitialCPC>2024-03-21</DateOfInitialCPC>"
        )
        assert rows_of(write(CHILD.format(referral(inside))))[1:] == [
            ("conference.held", "2024-03-20", "0/section47-0"),
            ("conference.held", "2024-03-21", "0"),
        ]

    def test_every_kind_is_one_that_a_census_can_hold(self, write):
        """Every kind that is read is among the kinds that the return is said to hold."""
        source = write(CHILD.format(ALL))
        assert {one.kind for one in source.events()} <= source.holds


class TestFaults:
    """A malformed value is reported with its line and name, and the rest is read; what is no XML is refused."""

    def test_a_value(self, write):
        """The line, the element and what would be accepted."""
        source = write(f"\n{CHILD.format(referral('', MARK) + referral(''))}")
        assert [one[2] for one in rows_of(source)] == ["1"]
        assert [str(one) for one in source.faults] == ["line 2, CINreferralDate: must be a day written YYYY-MM-DD"]

    def test_a_child_without_an_id(self, write):
        """Yields nothing, and the referrals after it keep their numbers."""
        source = write(f"<Child><X>{MARK}</X>{referral('')}</Child>", CHILD.format(referral("")))
        assert [one[2] for one in rows_of(source)] == ["1"]
        assert [str(one) for one in source.faults] == ["line 1, LAchildID: must be an id, and not blank"]

    @pytest.mark.parametrize(
        "told_of", ["", "<LAchildID/>", "<LAchildID> </LAchildID>", f"<LAchildID>{'9' * 10_001}</LAchildID>"]
    )
    def test_an_id_that_is_none(self, write, told_of):
        """Absent, blank, or longer than is kept, since two that are cut could be taken for one."""
        source = write(f"<Child><ChildIdentifiers>{told_of}</ChildIdentifiers>{referral('')}</Child>")
        assert rows_of(source) == []
        assert [str(one) for one in source.faults] == ["line 1, LAchildID: must be an id, and not blank"]

    @pytest.mark.parametrize(
        ("inside", "fault"),
        [
            (f"<ReferralNFA>{MARK}</ReferralNFA>", "ReferralNFA: must be true, false, 1 or 0"),
            (
                f"<Section47><ICPCnotRequired>{MARK}</ICPCnotRequired></Section47>",
                "ICPCnotRequired: must be true, false, 1 or 0",
            ),
            (
                f"<Section47/><DateOfInitialCPC>{MARK}</DateOfInitialCPC>",
                "DateOfInitialCPC: must be a day written YYYY-MM-DD",
            ),
        ],
    )
    def test_what_says_neither(self, write, inside, fault):
        """A yes or no that is neither is not taken for no, and each fault is rows_of once."""
        source = write(CHILD.format(referral(inside)))
        (event,) = source.events()
        assert (event.kind, event.facts) == ("referral.received", ())
        assert [str(one) for one in source.faults] == [f"line 1, {fault}"]

    def test_a_reference_date_that_is_none(self, write):
        """Is a fault with its line, rows_of once however long the file."""
        children = (CHILD.replace("c-1", f"c-{number}").format(referral("")) for number in range(1_000))
        source = write(f"<ReferenceDate>{MARK}</ReferenceDate>", *children)
        assert len(list(source.events())) == 1_000
        assert source.reference is None
        assert [str(one) for one in source.faults] == ["line 1, ReferenceDate: must be a day written YYYY-MM-DD"]

    @pytest.mark.parametrize(
        ("coding", "named", "said"),
        [
            ("utf-16", "UTF-16", "UTF-16"),
            ("utf-16", None, "UTF-16"),
            ("utf-16-le", "UTF-16", "UTF-16"),
            ("cp1252", "Windows-1252", "Windows-1252, which its first line declares"),
            ("latin-1", "ISO-8859-1", "ISO-8859-1, which its first line declares"),
        ],
    )
    def test_another_encoding_is_read_and_said(self, coding, named, said):
        """UTF-16 is rows_of by its first bytes, and another encoding has to be declared."""
        declared = "" if named is None else f'<?xml version="1.0" encoding="{named}"?>'
        child = CHILD.replace("c-1", "é-1").format(referral(""))
        source = read(f"{declared}<Message>{child}</Message>", coding)
        assert [one.subject for one in source.events()] == ["é-1"]
        assert source.remarks == (f"the XML: read as {said}",)

    @pytest.mark.parametrize(
        ("named", "wanted"),
        [
            (None, "line 1: must be well-formed XML in UTF-8, or in the encoding that its first line declares"),
            ("UTF-8", "line 1: must be well-formed XML in UTF-8, or in the encoding that its first line declares"),
            ("Shift_JIS", "line 1: must be XML in UTF-8, UTF-16, Windows-1252 or ISO-8859-1"),
        ],
    )
    def test_an_encoding_that_is_not_declared_is_refused(self, named, wanted):
        """Bytes that are no UTF-8 are not guessed, and the encodings that are read are named."""
        declared = "" if named is None else f'<?xml version="1.0" encoding="{named}"?>'
        with pytest.raises(BadDocument, match=wanted):
            list(read(f"{declared}<Message><X>é</X></Message>", "latin-1").events())

    def test_a_byte_order_mark(self):
        """A byte order mark of UTF-8 is accepted."""
        text = f'<?xml version="1.0" encoding="UTF-8"?><Message>{CHILD.format(referral(""))}</Message>'
        assert rows_of(read(text, "utf-8-sig")) == [("referral.received", "2024-01-02", "0")]

    def test_an_empty_element_is_no_fault(self, write):
        """Nothing said is nothing wrong."""
        source = write(CHILD.format("<CINdetails><CINreferralDate/></CINdetails>"))
        assert (rows_of(source), source.fault_count) == ([], 0)

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            (f"<Message>{MARK}", f"line 1: {WELL_FORMED}: no element found"),
            (MARK, f"line 1: {WELL_FORMED}: syntax error"),
            ("", f"line 1: {WELL_FORMED}: no element found"),
            (
                f'<?xml version="1.0" encoding="{MARK}"?><Message/>',
                "line 1: must be XML in UTF-8, UTF-16, Windows-1252 or ISO-8859-1",
            ),
            ("<!DOCTYPE Message><Message/>", "line 1: must be XML without a DOCTYPE"),
            (
                f'<!DOCTYPE m [<!ENTITY a "{MARK}"><!ENTITY b "&a;&a;">]><Message>&b;</Message>',
                "line 1: must be XML without a DOCTYPE",
            ),
            (
                '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/hostname">]><Message>&a;</Message>',
                "line 1: must be XML without a DOCTYPE",
            ),
            (
                f"<Message><Child>{'<a/>' * 100_001}</Child></Message>",
                "line 1: must have no more than 100,000 elements in a child",
            ),
            (f"<Message><{MARK * 1_000_000}", "line 1: must have tags and comments of at most 1,048,576 bytes"),
        ],
    )
    def test_a_file_that_is_refused(self, text, wanted):
        """With its line, and nothing of what was in it."""
        with pytest.raises(BadDocument) as refused:
            list(read(text).events())
        assert str(refused.value) == f"the document has 1 fault: {wanted}"

    def test_a_long_text_is_cut(self, write):
        """An element of a megabyte is a fault like any other, and is not kept whole."""
        source = write(CHILD.format(referral("", "9" * 1_000_000)))
        assert (rows_of(source), source.fault_count) == ([], 1)


values = st.sampled_from(["", "1", "true", "2024-01-02", "2024-13-02", MARK, f"&#{MARK};", f"<{MARK}/>", "&lt;", "é"])
blocks = st.tuples(
    st.sampled_from(
        ["CINreferralDate", "ReferralNFA", "DateOfInitialCPC", "Section47", "Reviews", "LAchildID", MARK, f"{MARK}:a"]
    ),
    values,
).map(lambda pair: "<{0}>{1}</{0}>".format(*pair))
inside = st.lists(blocks, max_size=4).map("".join)
children = st.tuples(values, inside, inside).map(
    lambda parts: (
        "<Child><ChildIdentifiers><LAchildID>{}</LAchildID></ChildIdentifiers>"
        "<CINdetails>{}<Section47>{}</Section47></CINdetails></Child>".format(*parts)
    )
)
starts = st.sampled_from(
    ["", f'<?xml version="1.0" encoding="{MARK}"?>', f"<!DOCTYPE {MARK}>", f'<!DOCTYPE m [<!ENTITY a "{MARK}">]>']
)
files = (
    st.binary(max_size=60)
    | st.lists(st.sampled_from(["<Child>", "</Child>", "<a>", "</a>", MARK, "&", CHILD, "<!--", "<LAchildID>"])).map(
        lambda parts: "".join(parts).encode()
    )
    | st.tuples(starts, st.lists(children, max_size=3).map("".join)).map(
        lambda parts: "{}<Message>{}</Message>".format(*parts).encode()
    )
)


class TestAnyBytes:
    """Whatever is in the file, it is read or refused, and nothing of it is in what is said."""

    @given(files)
    def test_it_holds(self, body):
        """For bytes, for pieces of XML, and for censuses with something wrong in any place."""
        assert safe(read_census, body)

    @pytest.mark.parametrize("planted", PLANTED)
    def test_another_error_or_a_text_that_shows_is_caught(self, planted):
        """The controls: an error of Python's let out, one left on the context, and a reader that shows text."""
        assert caught(lambda body: safe(planted, body), files)


class TestEveryDateIsRead:
    """Each date of the blocks we know is one event, by an independent count of the file's own elements."""

    names: ClassVar = {
        "CINreferralDate",
        "CINclosureDate",
        "AssessmentActualStartDate",
        "AssessmentAuthorisationDate",
        "S47ActualStartDate",
        "CINPlanStartDate",
        "CINPlanEndDate",
        "CPPstartDate",
        "CPPendDate",
        "CPPreviewDate",
        "PersonBirthDate",
        "PersonDeathDate",
    }
    #: Told of a day that another element has, or of one that is said in two places.
    extra: ClassVar = {"conference.held", "conference.not_required", "referral.no_further_action"}

    @pytest.mark.parametrize("name", ["CIN_Census_2021", "CIN_Census_2024", "CIN_Census_2026", "fake_CIN_data"])
    def test_of_each_layout(self, census, name):
        """Events and elements are as many."""
        path = census / f"{name}.xml"
        assert self.law(list(open_return(path).events()), path)

    @classmethod
    def law(cls, rows_of, path):
        there = Counter(one.tag for one in ET.parse(path).iter() if one.text and one.text.strip())  # noqa: S314 - our own
        events = Counter(one.kind for one in rows_of)
        return sum(there[one] for one in cls.names) == events.total() - sum(events[one] for one in cls.extra)

    def test_a_date_lost_is_caught(self, census):
        """The control: one event of each kind left out in turn."""
        path = census / "CIN_Census_2026.xml"
        rows_of = list(open_return(path).events())
        lost = {one.kind: place for place, one in enumerate(rows_of) if one.kind not in self.extra}
        assert len(lost) > 5
        assert not any(self.law(rows_of[:place] + rows_of[place + 1 :], path) for place in lost.values())

    def test_of_the_fake_census(self, census):
        """332 children and 402 referrals, by an independent count of its elements."""
        path = census / "fake_CIN_data.xml"
        tree = ET.parse(path)  # noqa: S314 - our own
        subjects = [one.text for one in tree.iterfind(".//Child/ChildIdentifiers/LAchildID")]
        referrals = [one.text for one in tree.iterfind(".//Child/CINdetails/CINreferralDate")]
        source = open_return(path)
        found = list(source.children())
        received = [one for events in found for one in events if one.kind == "referral.received"]
        assert [events[0].subject for events in found] == subjects
        assert [str(one.on) for one in received] == referrals
        assert [one.ref for one in received] == [str(place) for place in range(len(referrals))]
        assert (len(subjects), len(referrals), source.fault_count) == (332, 402, 0)


class TestWhatACensusCanAnswer:
    """Assessments and conferences past their days; and not known what no census holds."""

    def of(self, source, as_of, ruleset=CENSUS):
        return {
            (one.rule, one.ref): one.status
            for child in source.children()
            for one in ruleset.obligations(child, as_of, holds=source.holds)
        }

    def test_an_assessment_and_a_conference(self, write):
        """45 working days from the start, 15 from the section 47; one not required is no longer asked."""
        found = self.of(write(CHILD.format(ALL)), date(2024, 12, 31))
        assert found["assessment.length", "0/assessment-0"] is Status.MET
        assert found["assessment.length", "0/assessment-1"] is Status.OVERDUE
        assert found["conference.after-section-47", "0/section47-0"] is Status.MET
        assert found["conference.after-section-47", "0/section47-1"] is Status.ENDED

    def test_a_decision_is_not_known(self, write):
        """No date of a decision is in the census: the law asks, and the census' own ruleset does not."""
        source = write(CHILD.format(referral("")))
        found = self.of(source, date(2024, 12, 31), Ruleset.load("england"))
        assert found["referral.decide", "0"] is Status.NOT_KNOWN
        assert ("referral.decide", "0") not in self.of(source, date(2024, 12, 31))

    def test_the_laws_assessment_is_met_by_one_of_the_referrals(self, write):
        """Under Working Together the clock runs from the referral, and an assessment is a part of it."""
        found = self.of(write(CHILD.format(ALL)), date(2024, 12, 31), Ruleset.load("england"))
        assert found["assessment.complete", "0"] is Status.MET
        assert found["child-protection.review", "0/protection-plan-0"] is not None

    def test_dates_in_order(self, write):
        """An end before its start and an assessment before its referral are found; in order they are met."""
        wrong = referral(
            "<Assessments><AssessmentActualStartDate>2024-01-01</AssessmentActualStartDate></Assessments>"
            "<CINPlanDates><CINPlanStartDate>2024-03-02</CINPlanStartDate><CINPlanEndDate>2024-03-01</CINPlanEndDate>"
            "</CINPlanDates>"
        )
        found = self.of(write(CHILD.format(wrong)), date(2024, 12, 31))
        assert found["order.after-referral", "0/assessment-0"] is Status.OUT_OF_ORDER
        assert found["order.cin-plan", "0/cin-plan-0"] is Status.OUT_OF_ORDER
        right = self.of(write(CHILD.format(ALL)), date(2024, 12, 31))
        assert {status for (rule, _), status in right.items() if rule.startswith("order.")} == {Status.MET}

    def test_the_samples(self, census):
        """The answers for the sample files, worked out by hand from their dates."""
        found = self.of(open_return(census / "CIN_Census_2026.xml"), date(2024, 12, 31))
        assert found["conference.after-section-47", "0/section47-0"] is Status.MET
        assert found["order.after-referral", "0/section47-0"] is Status.OUT_OF_ORDER
        assert found["order.after-referral", "1/assessment-0"] is Status.OUT_OF_ORDER
        assert found["assessment.length", "1/assessment-0"] is Status.MET


class TestLines:
    """The line of a fault is the line of its element."""

    before = st.integers(0, 30)

    @staticmethod
    def law(read, before):
        return read("\n" * before + CHILD.format(referral("", MARK)))[0].path == f"line {before + 1}, CINreferralDate"

    @staticmethod
    def faults(text):
        source = read(f"<Message>{text}</Message>")
        list(source.events())
        return source.faults

    @given(before)
    def test_it_holds(self, before):
        """The law holds wherever in the file the fault is."""
        assert self.law(self.faults, before)

    def test_a_line_lost_is_caught(self):
        """The control: a reader that begins a line late."""
        assert caught(self.law, st.just(lambda text: self.faults(text.removeprefix("\n"))), self.before)


def test_faults_are_plain_data(write):
    """A fault is a path and words, which JSON can hold."""
    source = write(CHILD.format(referral("", MARK)))
    list(source.events())
    assert MARK not in json.dumps([(one.path, one.wanted) for one in source.faults])
