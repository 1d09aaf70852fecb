"""A council's policy: what it says, what the shipped one says in its place, and who carries it."""

import pickle
from datetime import date

import pytest

from reflective.errors import BadDocument, BadValue, UnknownId
from reflective.exchange.json import dumps
from reflective.policy import DecisionLevel, DecisionScheme, Policy, SupervisionRhythm, Vocabulary, shipped_texts
from reflective.practice.cycle import Prompts, Stage
from reflective.practice.people import Roles
from reflective.practice.relationship import RelationshipStages
from reflective.practice.supervision import MeetingKind
from reflective.records import Audience, Form, Registry
from reflective.rules import Event
from tests.policy.texts import AUTHORITY, HEAD, LADDER, PROMPTS, ROLES, WHOLE

DAY = date(2021, 9, 6)


@pytest.fixture
def folder(tmp_path):
    """A folder with some files, each by its name."""

    def written(texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return written


class TestShipped:
    """The policy that ships: what the practice note says, and the library's own defaults where it says nothing."""

    def test_it_is_what_the_doors_of_the_records_have(self):
        """A record that is given nothing and one that is given the shipped policy agree."""
        policy = Policy.shipped()
        assert policy.prompts == Prompts.shipped()
        assert policy.roles == Roles.shipped()
        assert policy.stages == RelationshipStages.shipped()

    @pytest.mark.parametrize(("stage", "line"), [(Stage.ANALYSIS, "84"), (Stage.ANALYSIS, "96"), (Stage.ACTION, "88")])
    def test_prompts_for_analysis_and_action_come_from_the_note(self, stage, line):
        """Lines 84 and 96 are of thinking, line 88 is the first of the actions."""
        assert line in {one.line for one in Policy.shipped().prompts.for_stage(stage)}

    def test_every_file_says_whose_it_is_when_it_was_checked_and_where_it_is_from(self):
        """A council can ask somebody, and see what is old."""
        for one in Policy.shipped().files:
            assert (one.shipped, bool(one.owner), bool(one.source)) == (True, True, True)
            assert one.last_checked == date(2026, 11, 27)

    @pytest.mark.parametrize("name", ["forms", "relationship_stages"])
    def test_what_is_derived_of_something_not_public_says_so(self, name):
        """Nobody takes the form or the ladder for the Trust's own."""
        (one,) = [file for file in Policy.shipped().files if file.name == name]
        assert "derived from the practice note" in one.source
        assert "is not public" in one.source

    def test_the_form_of_a_supervision_follows_the_note(self):
        """Preparation (52, 53), then the four stages (57, 62, 81, 85)."""
        form = Policy.shipped().form("supervision-format")
        assert [one.id for one in form.sections] == ["preparation", "experience", "reflection", "analysis", "action"]

    def test_what_is_the_workers_own_is_apart_on_the_form(self):
        """Line 102 files the form with the child's record; feelings and background (6, 59, 75, 95) are personal."""
        form = Policy.shipped().form("supervision-format")
        personal = {one.id for part in form.sections for one in part.fields if one.audience is Audience.PERSONAL}
        assert personal == {"my-own-response", "what-the-work-leaves"}

    def test_it_has_no_level_of_decision(self):
        """A library's guess at who may decide would read as a rule."""
        assert Policy.shipped().decisions == DecisionScheme()

    def test_its_files_are_there_to_begin_from(self, folder):
        """A copy that nobody changed says the same."""
        copied = Policy.read(folder({name.removesuffix(".toml"): text for name, text in shipped_texts().items()}))
        shipped = Policy.shipped()
        for part in ("forms", "prompts", "roles", "stages", "rhythm", "decisions", "vocabulary"):
            assert getattr(copied, part) == getattr(shipped, part), part
        assert not any(one.shipped for one in copied.files)


class TestACouncilsOwn:
    """Files of a council's own, in the place of the shipped ones."""

    def test_every_part_is_read(self, folder):
        """The expected answers are those of the texts, read by eye."""
        policy = Policy.read(folder(WHOLE))
        assert policy.prompts.version == "northmere-1"
        assert policy.stages.height("knows_us") == 1
        assert policy.stages.source == "Northmere's own"
        assert policy.rhythm == SupervisionRhythm(
            counts=(MeetingKind.INDIVIDUAL, MeetingKind.JOINT),
            counts_from_minutes=30,
            least_minutes=60,
            written_up_days=3,
            signed_days=10,
            each_child_weeks=8,
        )
        assert policy.vocabulary == Vocabulary(blurred=("touch base", "monitor"), labels=("chaotic",))
        assert policy.form("visit").field("home", "bedroom").choices == (("yes", "Yes"), ("no", "No"))
        assert {one.owner for one in policy.files} == {"Northmere, quality and practice"}
        assert not any(one.shipped for one in policy.files)

    def test_the_shipped_file_stands_in_for_one_that_is_lacking(self, folder):
        """A council that only changes its words has one file."""
        policy = Policy.read(folder({"relationship_stages": LADDER}))
        assert policy.prompts == Prompts.shipped()
        assert [one.name for one in policy.files if not one.shipped] == ["relationship_stages"]

    def test_a_file_that_extends_adds_replaces_and_leaves_out(self):
        """Twenty-seven ship: one is left out, one is worded anew in its place, and one is added at the end."""
        prompts = Policy.parse({"prompts": PROMPTS}).prompts
        shipped = [one.id for one in Prompts.shipped().prompts]
        assert [one.id for one in prompts.prompts] == [
            *[one for one in shipped if one != "describe-your-identity"],
            "northmere:mood",
        ]
        assert prompts["how-long"].text == "Since when has it been like this?"
        assert (prompts["how-long"].source, prompts["how-long"].quoted) == ("Northmere's own", False)

    def test_a_file_that_does_not_extend_has_its_own_rows_alone(self):
        """Whoever brings the whole list means the whole list."""
        roles = Policy.parse({"roles": ROLES.replace('extends = "shipped"\n', "")}).roles
        assert [one.id for one in roles.roles] == ["northmere:head"]

    def test_a_level_may_be_decided_by_a_role_of_the_councils_own_file(self):
        """The files are read together."""
        policy = Policy.parse({"roles": ROLES, "authority": AUTHORITY})
        assert policy.decisions.level("accommodate-a-child", DAY).decided_by == ("service-manager", "northmere:head")

    @pytest.mark.parametrize(
        ("day", "role"), [(date(2021, 3, 31), "team-manager"), (date(2021, 4, 1), "service-manager")]
    )
    def test_a_level_is_that_of_its_day(self, day, role):
        """Both ends are in: the last day of one is the day before the first of the next."""
        scheme = Policy.parse({"roles": ROLES, "authority": AUTHORITY}).decisions
        assert scheme.level("end-a-plan", day).decided_by == (role,)

    def test_a_level_that_is_not_in_force_is_unknown(self):
        """Nobody is judged by a scheme that was not there."""
        night = DecisionLevel(id="night", title="at night", decided_by=("gp",), in_force_from=DAY)
        with pytest.raises(UnknownId):
            DecisionScheme(levels=(night,)).level("night", date(2021, 9, 5))

    @pytest.mark.parametrize(("as_of", "names"), [(date(2027, 11, 2), []), (date(2027, 11, 3), ["authority"])])
    def test_a_file_past_its_review_is_listed(self, as_of, names):
        """On the day itself there is still time."""
        policy = Policy.parse({"roles": ROLES, "authority": AUTHORITY})
        assert [one.name for one in policy.past_review(as_of)] == names

    def test_other_files_of_the_folder_are_left_alone(self, folder):
        """A note to colleagues may lie beside them."""
        path = folder({"relationship_stages": LADDER})
        (path / "read me.txt").write_text("what this is", encoding="utf-8")
        assert Policy.read(str(path)).stages.id == "northmere"

    def test_a_file_with_a_mark_of_its_encoding_is_read(self, tmp_path):
        """Editors on Windows write one."""
        (tmp_path / "relationship_stages.toml").write_bytes(LADDER.encode("utf-8-sig"))
        assert Policy.read(tmp_path).stages.id == "northmere"

    def test_it_can_be_kept_and_copied(self):
        """A value that is accepted can be pickled."""
        policy = Policy.parse(WHOLE)
        assert pickle.loads(pickle.dumps(policy)) == policy

    def test_no_repr_has_the_words_of_a_file(self):
        """The owner may be a person, and a label is a word about people."""
        policy = Policy.parse(WHOLE)
        shown = repr(policy) + repr(policy.files) + repr(policy.vocabulary) + repr(policy.decisions)
        assert not any(word in shown for word in ("quality and practice", "chaotic", "comes into care"))
        assert repr(Policy.shipped()) == "<Policy: nothing of its own>"

    def test_an_unknown_form_is_refused(self):
        """The id is the host's, and is not repeated."""
        with pytest.raises(BadValue, match="a form of the policy"):
            Policy.shipped().form("Amina")

    def test_levels_in_force_on_one_day_are_refused(self):
        """Nobody could say which holds."""
        night = DecisionLevel(id="night", title="at night", decided_by=("gp",))
        with pytest.raises(BadValue, match="once on a day"):
            DecisionScheme(levels=(night, DecisionLevel(id="night", title="x", decided_by=("gp",), in_force_from=DAY)))

    def test_a_policy_made_by_hand_is_judged_as_a_file_is(self):
        """A level that is for a role that nobody can have."""
        import attrs

        scheme = DecisionScheme(levels=(DecisionLevel(id="night", title="at night", decided_by=("nobody",)),))
        with pytest.raises(BadValue, match="roles of the policy"):
            attrs.evolve(Policy.shipped(), decisions=scheme)


class TestTheRegistry:
    """A host's registry carries the policy, and hands on its parts."""

    def test_the_parts_are_those_of_the_policy(self):
        """One door for whatever is the host's own."""
        policy = Policy.parse(WHOLE)
        registry = Registry(policy=policy)
        assert registry.prompts is policy.prompts
        assert registry.roles is policy.roles
        assert registry.ladders == (policy.stages,)
        assert registry.forms == policy.forms

    def test_a_part_that_is_given_stands_before_that_of_the_policy(self):
        """A program may try other prompts beside the same policy."""
        assert Registry(policy=Policy.shipped(), prompts="mine").prompts == "mine"

    def test_without_a_policy_it_has_none_of_them(self):
        """As it was before there were policies."""
        bare = Registry()
        assert (bare.policy, bare.prompts, bare.roles, bare.ladders, bare.forms) == (None, None, None, (), ())

    def test_something_else_than_a_policy_is_refused(self):
        """A path is not read here: the registry is below whatever reads files."""
        with pytest.raises(BadValue, match="a Policy"):
            Registry(policy="/policies")

    def test_a_document_is_the_same_with_a_policy_or_without(self):
        """No word of a policy is in a record."""
        from reflective import demo

        assert dumps(demo.case(), Registry(policy=Policy.parse(WHOLE))) == dumps(demo.case())

    def test_a_form_of_the_policy_takes_an_answer(self):
        """The shipped form is there to be filled in."""
        from reflective.practice import Supervision

        form = Registry(policy=Policy.shipped()).forms[0]
        assert isinstance(form, Form)
        who = {"on": DAY, "recorded": DAY, "by": "worker-1"}
        meeting = Supervision(id="s-1").answer(form, "reflection", "my-own-response", text="I felt anxious", **who)
        assert meeting.entries[-1].audience is Audience.PERSONAL


def meeting(kind, minutes=None, event="supervision.held"):
    facts = (("kind", kind), *((("minutes", minutes),) if minutes is not None else ()))
    return Event(subject="w-1", kind=event, on=DAY, ref="s-1", facts=facts)


class TestWhichMeetingsCount:
    """The rhythm turns events, so that rules read only meetings that count as supervision."""

    #: (kind of meeting, minutes, whether Northmere counts it): individual and joint, from thirty minutes.
    CASES = (
        ("individual", "30", True),
        ("individual", "29", False),
        ("individual", None, True),
        ("individual", "half an hour", True),
        ("joint", "90", True),
        ("group", "90", False),
        ("ad_hoc", "90", False),
    )

    @pytest.mark.parametrize(("kind", "minutes", "counts"), CASES)
    @pytest.mark.parametrize("of_child", [False, True])
    def test_a_meeting_counts_by_its_kind_and_its_minutes(self, kind, minutes, counts, of_child):
        """Whatever event it came as, it goes on as one that counts or as one that does not."""
        rhythm = Policy.parse(WHOLE).rhythm
        plain, without_notice = (
            ("case_supervision.held", "ad_hoc_case_supervision.held")
            if of_child
            else ("supervision.held", "ad_hoc_supervision.held")
        )
        for event in (plain, without_notice):
            (found,) = rhythm.counted([meeting(kind, minutes, event)])
            assert found.kind == (plain if counts else without_notice)

    def test_a_call_without_notice_may_count(self):
        """Where a council says so."""
        rhythm = SupervisionRhythm(counts=(MeetingKind.AD_HOC,), least_minutes=5, written_up_days=1, signed_days=1)
        (found,) = rhythm.counted([meeting("ad_hoc", "5", "ad_hoc_supervision.held")])
        assert found.kind == "supervision.held"

    def test_the_shipped_rhythm_changes_nothing(self):
        """The answers without a policy are those with the one that ships."""
        events = [
            meeting("individual", "5"),
            meeting("group"),
            meeting("ad_hoc", "90", "ad_hoc_supervision.held"),
            Event(subject="c-1", kind="referral.received", on=DAY, ref="r-1", facts=()),
            Event(subject="w-1", kind="supervision.held", on=DAY, ref="s-2", facts=(("kind", "of another sort"),)),
        ]
        assert Policy.shipped().rhythm.counted(events) == tuple(events)


def test_control_a_copy_that_somebody_changed_is_seen():
    """The comparison of the copies would catch a word that moved."""
    changed = shipped_texts()["vocabulary.toml"].replace('"monitor",', "")
    assert Policy.parse({"vocabulary": changed}).vocabulary != Policy.shipped().vocabulary


def test_a_name_that_is_none_of_ours_is_refused():
    """A misspelt file would be left out in silence."""
    with pytest.raises(BadValue, match="forms, prompts"):
        Policy.parse({"role": HEAD})


def test_a_fault_is_the_documents_and_never_a_traceback():
    """Programs catch one class of error."""
    with pytest.raises(BadDocument):
        Policy.parse({"roles": ""})
