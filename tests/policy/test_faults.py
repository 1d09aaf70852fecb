"""Faults in the files of a policy: one line each with the file, the key and what is accepted, never the value."""

import traceback

import pytest

from reflective.errors import BadDocument, BadValue
from reflective.policy import Policy
from tests.policy.texts import AUTHORITY, FORMS, FREQUENCIES, HEAD, LADDER, PROMPTS, ROLES, VOCABULARY, WHOLE

#: Stands for a name that somebody typed where it does not belong.
MARK = "Amina Yusuf"
DAY = "must be a day written YYYY-MM-DD, with no quotes"
BLANK = "must be text that is not blank"
STAGES = "must be one of 'experience', 'reflection', 'analysis', 'action'"
KINDS = "must be one of 'staff', 'child', 'family_member', 'partner_professional'"
MEETINGS = "must be one of 'individual', 'group', 'joint', 'ad_hoc'"

#: (file, its text, a part of it, what stands there instead, the line that comes of it)
FAULTS = (
    ("roles", ROLES, 'owner = "Northmere, quality and practice"', "", "roles.toml: lacks the key 'owner'"),
    ("roles", ROLES, "last_checked = 2026-11-02", "", "roles.toml: lacks the key 'last_checked'"),
    ("roles", ROLES, 'source = "Northmere\'s own"', "", "roles.toml: lacks the key 'source'"),
    ("roles", ROLES, "2026-11-02", f'"{MARK}"', f"roles.toml last_checked: {DAY}"),
    ("roles", ROLES, "2026-11-02", "2026-11-02T09:00:00", f"roles.toml last_checked: {DAY}"),
    ("roles", ROLES, '"Northmere, quality and practice"', '" "', f"roles.toml owner: {BLANK}"),
    ("roles", ROLES, '"Northmere, quality and practice"', "7", f"roles.toml owner: {BLANK}"),
    ("roles", ROLES, 'kind = "staff"', f'kind = "{MARK}"', f"roles.toml role[0].kind: {KINDS}"),
    ("roles", ROLES, 'title = "head of service"', "", "roles.toml role[0]: lacks the key 'title'"),
    ("roles", ROLES, 'extends = "shipped"', f'extends = "{MARK}"', "roles.toml extends: must be one of 'shipped'"),
    (
        "roles", ROLES, 'extends = "shipped"', 'leave_out = ["gp"]',
        'roles.toml leave_out: must be left out of a file without extends = "shipped"',
    ),
    (
        "roles", ROLES, 'extends = "shipped"', f'extends = "shipped"\nleave_out = ["{MARK}"]',
        "roles.toml leave_out: must be a list of ids that the shipped file has",
    ),
    (
        "roles", ROLES, ROLES[ROLES.index("extends"):], "",
        "roles.toml role: must be one table or more, each headed [[role]]",
    ),
    (
        "roles", ROLES, 'kind = "staff"',
        'kind = "staff"\n[[role]]\nid = "northmere:head"\ntitle = "b"\nkind = "staff"',
        "roles.toml role[1]: must have an id that no table before it has",
    ),
    ("prompts", PROMPTS, 'version = "northmere-1"', "", "prompts.toml: lacks the key 'version'"),
    ("prompts", PROMPTS, 'stage = "experience"', f'stage = "{MARK}"', f"prompts.toml prompt[0].stage: {STAGES}"),
    ("prompts", PROMPTS, '"Since when has it been like this?"', '""', f"prompts.toml prompt[0].text: {BLANK}"),
    (
        "prompts", PROMPTS, 'version = "northmere-1"', 'version = "1"',
        "prompts.toml version: must be another version than that of the shipped prompts, which differ",
    ),
    (
        "prompts", PROMPTS, '[[prompt]]\nid = "how-long"', '[prompt]\nid = "how-long"',
        "prompts.toml line 13: must be well-formed TOML: text in quotes, a day as 2024-02-29 without them, "
        "each key once",
    ),
    (
        "prompts", PROMPTS, 'lens = "general"', f'lens = "general"\n"{MARK}" = 1',
        "prompts.toml prompt[1]: has a key that is not known; known keys are 'id', 'text', 'stage', 'lens', 'source', "
        "'line', 'quoted'",
    ),
    (
        "relationship_stages", LADDER, LADDER[LADDER.index("[[stage]]"):], "stage = []",
        "relationship_stages.toml stage: must be one table or more, each headed [[stage]], with an id of its own",
    ),
    (
        "relationship_stages", LADDER, 'id = "northmere"', 'id = "building-blocks"',
        "relationship_stages.toml version: must be another version than that of the shipped ladder, which differs",
    ),
    (
        "relationship_stages", LADDER, 'id = "knows_us"', 'id = "not_met"',
        "relationship_stages.toml stage[1]: must have an id that no table before it has",
    ),
    (
        "frequencies", FREQUENCIES, '"joint"', f'"{MARK}"', f"frequencies.toml counts[1]: {MEETINGS}",
    ),
    (
        "frequencies", FREQUENCIES, '["individual", "joint"]', "[]",
        "frequencies.toml counts: must be one kind of meeting or more, each once",
    ),
    (
        "frequencies", FREQUENCIES, "least_minutes = 60", "least_minutes = 0",
        "frequencies.toml least_minutes: must be a whole number of minutes from 1 to 1,440",
    ),
    (
        "frequencies", FREQUENCIES, "written_up_days = 3", "written_up_days = 3661",
        "frequencies.toml written_up_days: must be a whole number of days from 1 to 3,660",
    ),
    (
        "frequencies", FREQUENCIES, "each_child_weeks = 8", "each_child_weeks = 521",
        "frequencies.toml each_child_weeks: must be a whole number of weeks from 1 to 520",
    ),
    (
        "frequencies", FREQUENCIES, "signed_days = 10", 'signed_days = "10"',
        "frequencies.toml signed_days: must be a whole number",
    ),
    (
        "authority", AUTHORITY, '["team-manager"]', f'["{MARK}"]',
        "authority.toml level[1].decided_by[0]: must be the id of a role of roles.toml",
    ),
    (
        "authority", AUTHORITY, '["team-manager"]', "[]",
        "authority.toml level[1].decided_by: must be one role or more, each once",
    ),
    (
        "authority", AUTHORITY, "in_force_to = 2021-03-31", "in_force_to = 2021-04-01",
        "authority.toml level: must be levels of which each is in force once on a day",
    ),
    (
        "authority", AUTHORITY, "review_by = 2027-11-02", "review_by = 2026-11-01",
        "authority.toml review_by: must be a day that is not before last_checked",
    ),
    (
        "vocabulary", VOCABULARY, '"monitor"', '"Touch  base"',
        "vocabulary.toml blurred: must be words of which each is there once",
    ),
    ("vocabulary", VOCABULARY, 'labels = ["chaotic"]', "", "vocabulary.toml: lacks the key 'labels'"),
    (
        "vocabulary", VOCABULARY, 'labels = ["chaotic"]', f'labels = "{MARK}"',
        "vocabulary.toml labels: must be a list: of values in [...], or of tables, each headed [[...]]",
    ),
    (
        "forms", FORMS, 'audience = "child_file"', f'audience = "{MARK}"',
        "forms.toml form[0].section[0].field[0].audience: must be one of 'child_file', 'family_shared', "
        "'organisation', 'personal', 'restricted'",
    ),
    (
        "forms", FORMS, 'kind = "choice"', 'kind = "text"',
        "forms.toml form[0].section[0].field[0].choices: must be given for a field of kind 'choice', and only then",
    ),
    (
        "forms", FORMS, FORMS[FORMS.index("[[form.section.field]]"):], "field = []",
        "forms.toml form[0].section: must be one section or more, each with a field or more",
    ),
    (
        "forms", FORMS, 'id = "visit"\nversion = "3"', 'id = "supervision-format"\nversion = "1"',
        "forms.toml form: must be forms whose version is another than that of a shipped form",
    ),
)  # fmt: skip


def faults_of(texts):
    with pytest.raises(BadDocument) as caught:
        Policy.parse(texts)
    return caught.value


def leaks(error, mark=MARK):
    """Whether a mark is in what a log could hold of an error, or in an error that hangs on it."""
    shown = "".join(traceback.format_exception(type(error), error, None))
    hanging = [one for one in (error.__cause__, error.__context__) if one is not None]
    return mark in shown + repr(error) + str(error) or any(leaks(one, mark) for one in hanging)


@pytest.mark.parametrize(("name", "text", "part", "instead", "line"), FAULTS, ids=[one[4][:60] for one in FAULTS])
class TestEachFault:
    """One fault, planted in a file that has none."""

    def test_it_is_one_line_that_says_what_would_be_accepted(self, name, text, part, instead, line):
        """A quality officer can put it right without a programmer."""
        assert text.count(part) >= 1
        error = faults_of({**WHOLE, name: text.replace(part, instead, 1)})
        assert [str(one) for one in error.faults] == [line]

    def test_no_word_of_the_file_is_in_it(self, name, text, part, instead, line):
        """A name may be typed anywhere."""
        del line
        assert not leaks(faults_of({**WHOLE, name: text.replace(part, instead, 1)}))


def test_control_the_files_have_no_fault_before_one_is_planted():
    """Each fault above is the planted one."""
    assert Policy.parse(WHOLE).files


def test_control_a_name_in_a_message_is_seen():
    """The search for leaks finds one in a message, and one that hangs on an error."""
    assert leaks(ValueError(MARK))
    hanging = BadValue(name="x", wanted="y")
    hanging.__context__ = ValueError(MARK)
    assert leaks(hanging)


def test_every_fault_of_every_file_comes_at_once():
    """Nobody is sent back a second time."""
    error = faults_of(
        {
            "roles": ROLES.replace('kind = "staff"', 'kind = "boss"'),
            "frequencies": FREQUENCIES.replace("60", "0").replace("signed_days = 10", ""),
            "vocabulary": "owner =\n",
            "prompts": PROMPTS,
        }
    )
    assert [str(one).partition(":")[0] for one in error.faults] == [
        "roles.toml role[0].kind",
        "frequencies.toml",
        "vocabulary.toml line 1",
    ]


class TestAFolder:
    """Faults of the folder, before any file is read."""

    def test_an_empty_folder_is_refused(self, tmp_path):
        """It is a folder that was mistyped."""
        with pytest.raises(BadDocument, match="the folder: must have one of forms"):
            Policy.read(tmp_path)

    @pytest.mark.parametrize("name", [f"{MARK}.toml", "role.toml", "ROLES.TOML"])
    def test_a_file_of_another_name_is_refused_and_not_named(self, tmp_path, name):
        """It would be left out in silence, and a name may be in its name."""
        (tmp_path / "relationship_stages.toml").write_text(LADDER, encoding="utf-8")
        (tmp_path / name).write_text(HEAD, encoding="utf-8")
        with pytest.raises(BadDocument, match="by another name than forms") as caught:
            Policy.read(tmp_path)
        assert not leaks(caught.value)

    def test_a_folder_in_the_place_of_a_file_is_refused(self, tmp_path):
        """A pipe could be read for ever, and a folder not at all."""
        (tmp_path / "roles.toml").mkdir()
        with pytest.raises(BadDocument, match=r"roles\.toml: must be a regular file"):
            Policy.read(tmp_path)

    @pytest.mark.parametrize("path", [f"/nowhere/{MARK}", f"{MARK}\0"])
    def test_a_folder_that_is_not_there_is_refused_without_its_path(self, path):
        """The path may be named for somebody."""
        with pytest.raises(BadValue, match="policy must be a folder that is there") as caught:
            Policy.read(path)
        assert not leaks(caught.value)

    @pytest.mark.parametrize("given", [None, 7, {"roles": ROLES}])
    def test_something_that_is_no_path_is_refused(self, given):
        """Texts are read by `parse` and not by `read`."""
        with pytest.raises(BadValue, match="the path of a folder"):
            Policy.read(given)

    def test_a_file_that_is_no_text_is_one_fault(self, tmp_path):
        """A spreadsheet saved under the name of a file."""
        (tmp_path / "roles.toml").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(BadDocument) as caught:
            Policy.read(tmp_path)
        assert [str(one) for one in caught.value.faults] == ["roles.toml: must be UTF-8, which it is not from byte 0"]

    def test_a_file_that_is_too_large_is_refused(self, tmp_path):
        """It is read no further than a document may be."""
        (tmp_path / "roles.toml").write_text("#" * 5_000_000, encoding="utf-8")
        with pytest.raises(BadDocument, match=r"roles\.toml: must be no larger than 1,000,000 characters"):
            Policy.read(tmp_path)
