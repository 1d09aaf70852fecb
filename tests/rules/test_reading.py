"""Rulesets as TOML: what can be said, and for what cannot be read every fault with its path and nothing of the text."""

import io
import os
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.errors import BadDocument, BadValue, OverlayLoosens, UnknownId
from reflective.rules import (
    AtMost,
    Authority,
    Confidence,
    EachMonth,
    Every,
    Example,
    Match,
    NoFixedTime,
    Of,
    PublishedSource,
    Rule,
    Ruleset,
    SeriesStep,
    Status,
    Within,
)
from reflective.timescales import Timescale
from tests.properties.control import caught

#: In every text below that could come back in an error.
MARK = "zq7"

HEAD = 'id = "council"\ntitle = "Ours"\n'
RULE = """
[[rule]]
id = "it.ends"
title = "It ends"
trigger = "it.started"
met_by = "it.ended"
authority = "local policy"
"""


def read(asks='within = "5 days"', rest="", head=HEAD):
    return Ruleset.parse(f"{head}{RULE}{asks}\n{rest}")


def faults(text):
    with pytest.raises(BadDocument) as refused:
        Ruleset.parse(text)
    assert MARK not in str(refused.value)
    return [str(fault) for fault in refused.value.faults]


class TestForms:
    """The requirement of a rule, one key for each form."""

    @pytest.mark.parametrize(
        ("asks", "requirement"),
        [
            ('within = "two weeks"', Within(timescale=Timescale(2, "weeks"))),
            ('within = "7 days beginning with the day"', Within(timescale=Timescale(7, "days", count_trigger=True))),
            (
                'every = ["20 working days", "3 months"]',
                Every(
                    steps=(
                        SeriesStep(timescale=Timescale(20, "working_days")),
                        SeriesStep(timescale=Timescale(3, "months")),
                    )
                ),
            ),
            ('every = "1 month"', Every(steps=(SeriesStep(timescale=Timescale(1, "months")),))),
            (
                'every = [{ rate = "1 week", until = "6 weeks" }, { no_fixed_time = "as needed" }]',
                Every(
                    steps=(
                        SeriesStep(timescale=Timescale(1, "weeks"), until=Timescale(6, "weeks")),
                        SeriesStep(said="as needed"),
                    )
                ),
            ),
            (
                'every = [{ rate = "1 week", until_event = "review.held" }, "6 weeks"]',
                Every(
                    steps=(
                        SeriesStep(timescale=Timescale(1, "weeks"), until_event="review.held"),
                        SeriesStep(timescale=Timescale(6, "weeks")),
                    )
                ),
            ),
            ('each = "calendar month"', EachMonth()),
            (
                'at_most = "75 days"\nin_any = "12 months"',
                AtMost(amount=75, of=Of.DAYS, window=Timescale(12, "months")),
            ),
            ('at_most = "2 times"\nin_any = "1 year"', AtMost(amount=2, of=Of.TIMES, window=Timescale(1, "years"))),
            ('no_fixed_time = "promptly"', NoFixedTime(said="promptly")),
        ],
    )
    def test_each_is_read(self, asks, requirement):
        """As the value that Python would make."""
        assert read(asks).rules[0].requirement == requirement


def test_everything_a_rule_can_say_is_read():
    """A file says all that Python can, and the two are equal."""
    text = """
match = "next"
ends_with = ["a", "b"]
explained_by = "leave.started"
extended_by = "it.extended"
extension = "7 days"
extensions = 1
may_precede = "3 months"
calendar = "scotland"
confidence = "local"
in_force_from = 2024-01-01
in_force_to = 2024-12-31
warn = 3
reason = "agreed by the board"
note = "a note"
checked_by = "quality officer"
checked_on = 2024-05-01
[rule.applies]
plan = ["cin", "cp"]
age = "under_5"
[rule.not_met_if]
form = "group"
[rule.met_from]
minutes = 30
[rule.at_least]
minutes = 90
[[rule.source]]
title = "Policy"
clause = "4.2"
address = "https://example.org"
[[rule.example]]
trigger = 2024-01-01
before = [2023-12-01]
due = 2024-01-06
met = 2024-01-05
as_of = 2024-01-05
status = "met"
"""
    assert read(rest=text).rules[0] == Rule(
        id="it.ends",
        title="It ends",
        trigger=("it.started",),
        met_by=("it.ended",),
        requirement=Within(timescale=Timescale(5, "days"), extension=Timescale(7, "days"), extensions=1),
        authority=Authority.LOCAL_POLICY,
        match=Match.NEXT,
        may_precede=Timescale(3, "months"),
        ends_with=("a", "b"),
        extended_by=("it.extended",),
        explained_by=("leave.started",),
        applies=(("plan", ("cin", "cp")), ("age", ("under_5",))),
        not_met_if=(("form", ("group",)),),
        met_from=(("minutes", 30),),
        at_least=(("minutes", 90),),
        calendar="scotland",
        sources=(PublishedSource(title="Policy", clause="4.2", address="https://example.org"),),
        confidence=Confidence.LOCAL,
        in_force_from=date(2024, 1, 1),
        in_force_to=date(2024, 12, 31),
        warn=3,
        reason="agreed by the board",
        note="a note",
        checked_by="quality officer",
        checked_on=date(2024, 5, 1),
        examples=(
            Example(
                trigger=date(2024, 1, 1),
                before=(date(2023, 12, 1),),
                due=date(2024, 1, 6),
                met=date(2024, 1, 5),
                as_of=date(2024, 1, 5),
                status=Status.MET,
            ),
        ),
    )


class TestFaults:
    """Every fault at once, each with its path and what would be accepted, and no value."""

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            (
                ("within", f"{MARK} = 1\nwithin"),
                "$.rule[0]: has a key that is not known; known keys are 'id', 'title', ",
            ),
            (('"5 days"', f'"5 {MARK}"'), '$.rule[0].within: must be a timescale, such as "45 working days"'),
            (('"5 days"', "5"), '$.rule[0].within: must be a timescale, such as "45 working days"'),
            (
                ('authority = "local policy"', f'authority = "{MARK}"'),
                "$.rule[0].authority: must be one of 'statute', 'regulations'",
            ),
            (('authority = "local policy"', ""), "$.rule[0]: lacks the key 'authority'"),
            (('trigger = "it.started"', "trigger = []"), "$.rule[0].trigger: must be a name or a list of names"),
            (('trigger = "it.started"', ""), "$.rule[0]: lacks the key 'trigger'"),
            (('met_by = "it.ended"', "met_by = 3"), "$.rule[0].met_by: must be a name or a list of names"),
            (
                ('within = "5 days"', ""),
                "$.rule[0]: must be a rule with one of within, every, each, at_most, no_fixed_time, and only one",
            ),
            (
                ("within", 'each = "calendar month"\nwithin'),
                "$.rule[0]: must be a rule with one of within, every, each, at_most, no_fixed_time",
            ),
            (
                ("within", f'in_force_from = "{MARK}"\nwithin'),
                "$.rule[0].in_force_from: must be a day written YYYY-MM-DD",
            ),
            (
                ("within", "in_force_from = 2024-01-01T00:00:00\nwithin"),
                "$.rule[0].in_force_from: must be a day written",
            ),
            (("within", "warn = -1\nwithin"), "$.rule[0].warn: must be a whole number of calendar days, 0 or more"),
            (("within", "may_precede = 1\nwithin"), "$.rule[0].may_precede: must be true, a timescale such as"),
            (
                ('within = "5 days"', f"every = [{{ no_fixed_time = 3 }}, '{MARK}']"),
                "$.rule[0].every[1].rate: must be a timescale, such as",
            ),
            (
                ('within = "5 days"', "every = [{ rate = '1 week', until = '6 weeks', until_event = 'x' }, '1 week']"),
                "$.rule[0].every[0].until: must be a time or an event, and not both",
            ),
            (
                ('within = "5 days"', "every = [{ rate = '1 week', until = '30 working days' }, '1 week']"),
                "$.rule[0].every[0].until: must be in days, weeks, months or years",
            ),
            (("within", f'calendar = "{MARK}"\nwithin'), "$.rule[0].calendar: must be one of england-and-wales"),
            (
                ("within", "applies = { a = 1 }\nwithin"),
                "$.rule[0].applies: must be facts, each with the text it may be",
            ),
            (
                ("within", "at_least = { a = true }\nwithin"),
                "$.rule[0].at_least: must be facts, each with the least it should be",
            ),
            (("within", 'extended_by = "x"\nwithin'), "$.rule[0].extended_by: must be given with an extension"),
            (("within", "source = 1\nwithin"), "$.rule[0].source: must be a list: of tables, each headed [[...]]"),
            (
                ("within", "example = [{ trigger = 2024-01-01, before = [3] }]\nwithin"),
                "$.rule[0].example[0].before[0]: must be a day written YYYY-MM-DD, with no quotes",
            ),
            (('title = "Ours"', ""), "$: lacks the key 'title'"),
            (('id = "council"', 'id = " "'), "$.id: must be text that is not blank"),
            (
                ('id = "council"', f'id = "council"\nextends = "{MARK}"'),
                "$.extends: must be the name of a ruleset that ships",
            ),
        ],
    )
    def test_one(self, change, fault):
        """Each fault has its path and the words on what would be accepted."""
        text = f'{HEAD}{RULE}within = "5 days"\n'
        assert change[0] in text
        assert any(one.startswith(fault) for one in faults(text.replace(*change, 1)))

    def test_all_of_them(self):
        """Two rules with a fault each give two faults."""
        broken = RULE + f'within = "{MARK}"\n'
        assert [one.partition(":")[0] for one in faults(HEAD + broken + broken)] == [
            "$.rule[0].within",
            "$.rule[1].within",
        ]

    @pytest.mark.parametrize(
        ("lines", "path", "known"),
        [
            ("[[rule.source]]\ntitle = 'An Act'\nclauze = 'section 3'\n", "$.rule[0].source[0]", "'clause'"),
            ("[[rule.example]]\ntrigger = 2024-01-01\ndeu = 2024-01-06\n", "$.rule[0].example[0]", "'due'"),
            ("[[rule.regime]]\nfact = 'a'\nvalue = ['yes']\n", "$.rule[0].regime[0]", "'values'"),
            ("own_day = { counts = true, sauce = 'ours' }\n", "$.rule[0].own_day", "'source'"),
            ("titel = 'It ends'\n", "$.rule[0]", "'title'"),
        ],
    )
    def test_a_misspelt_key_of_a_source_or_of_another_table_is_refused(self, lines, path, known):
        """The clause that somebody looked up would be lost, and the rule would seem to cite none."""
        found = faults(f'{HEAD}{RULE}within = "5 days"\n{lines}')
        (fault,) = (one for one in found if one.startswith(f"{path}: has a key that is not known"))
        assert known in fault

    def test_no_rules_is_a_fault(self):
        """A file of no rules was not what was meant."""
        assert faults(HEAD) == ["$.rule: must be one rule or more, each headed [[rule]]"]

    def test_what_is_no_toml_gives_its_line(self):
        """The fault has the number of the line and nothing of its text."""
        assert faults(f"{HEAD}{MARK} {MARK}\n") == [
            "line 3: must be well-formed TOML: text in quotes, a day as 2024-02-29 without them, each key once"
        ]

    @pytest.mark.parametrize("line", ["version = " + "9" * 10_000, "in_force_from = 2024-02-31", f"[{MARK}]\n[{MARK}]"])
    def test_what_toml_itself_refuses(self, line):
        """A number too long, a day that is none, a table twice: a fault, and no other error hangs on it."""
        with pytest.raises(BadDocument) as refused:
            Ruleset.parse(f"{HEAD}{line}\n")
        assert "well-formed TOML" in str(refused.value)
        assert refused.value.__context__ is None

    def test_a_byte_order_mark_is_let_be(self, tmp_path):
        """As an editor on Windows writes one."""
        path = tmp_path / "council.toml"
        path.write_text(f'{HEAD}{RULE}within = "5 days"\n', "utf-8-sig")
        assert Ruleset.read(path).rules

    @pytest.mark.parametrize("authority", ["statute", "regulations", "statutory guidance", "national standard"])
    def test_what_says_that_it_is_national_says_where(self, authority):
        """A council's file does not make statute by saying so."""
        text = f'{HEAD}{RULE}within = "5 days"\n'.replace("local policy", authority)
        assert [one.partition(":")[0] for one in faults(text)] == ["$.rule[0].source"]
        assert Ruleset.parse(text + '[[rule.source]]\ntitle = "An Act"\n').rules

    @pytest.mark.parametrize("path", [None, 3])
    def test_what_is_no_path(self, path):
        """A value that is neither a path nor a text is refused."""
        with pytest.raises(BadValue):
            Ruleset.read(path)
        with pytest.raises(BadValue):
            Ruleset.parse(path)

    def test_a_file_that_is_not_there_is_not_named(self, tmp_path):
        """The error says what is wrong and not where: a path may be named for somebody."""
        with pytest.raises(FileNotFoundError) as missing:
            Ruleset.read(tmp_path / MARK)
        assert MARK not in f"{missing.value}{missing.value!r}"
        assert missing.value.__context__ is None

    def test_a_file_that_is_open_is_read(self):
        """A host that has the file open gives it as it is."""
        text = f'{HEAD}{RULE}within = "5 days"\n'
        assert Ruleset.read(io.BytesIO(text.encode())) == Ruleset.parse(text)

    def test_what_is_no_file_is_refused(self, tmp_path):
        """A pipe would wait for ever and a folder has no text, so that neither is opened; neither is named."""
        pipe = tmp_path / MARK
        os.mkfifo(pipe)
        for path in (pipe, tmp_path, "/dev/zero"):
            with pytest.raises(BadValue, match="path must be the path of a file, and not of a folder") as refused:
                Ruleset.read(path)
            assert refused.value.__context__ is None

    def test_a_file_of_the_largest_size_is_read_no_further(self, tmp_path):
        """The text after the limit is not read, however long a file is."""
        path = tmp_path / "endless.toml"
        with path.open("wb") as file:
            file.truncate(1 << 40)
        with pytest.raises(BadDocument, match="must be no larger than 1,000,000 characters"):
            Ruleset.read(path)

    def test_keys_that_go_with_another_form(self):
        """A window with a deadline was meant for something else, so it is not left out in silence."""
        assert faults(f'{HEAD}{RULE}within = "5 days"\nin_any = "1 year"\n') == [
            "$.rule[0].in_any: must be left out of a rule with within"
        ]

    @pytest.mark.parametrize(
        ("asks", "fault"),
        [
            ('at_most = "0 days"\nin_any = "1 year"', "at_most: must be a whole number of 1 or more"),
            ('at_most = "5 rounds"\nin_any = "1 year"', 'at_most: must be "75 days" or "2 times"'),
            ('at_most = "5 days"', 'in_any: must be given: the length of the window, such as "12 months"'),
            ('at_most = "5 days"\nin_any = "1 working day"', "in_any: must be in days, weeks, months or years"),
            ('each = "week"', "each: must be one of 'calendar month'"),
            ("every = []", "every: must be one rate or more, of which the last has no until"),
            ('every = [{ until = "1 week" }, "1 week"]', "every[0].rate: must be given, or no_fixed_time in its place"),
            ('within = "5 days"\nextensions = 0', "extensions: must be 1 or more, or left out for any number"),
        ],
    )
    def test_what_only_the_requirement_can_judge(self, asks, fault):
        """Has the path of the key under which it stands in the file."""
        (found,) = faults(f"{HEAD}{RULE}{asks}\n")
        assert found.startswith(f"$.rule[0].{fault}")

    def test_too_long(self):
        """A file of more than a million characters is not read."""
        assert faults("#" * 1_000_001) == ["$: must be no larger than 1,000,000 characters"]

    def test_not_utf8(self, tmp_path):
        """A file in another encoding says what is wanted."""
        path = tmp_path / "rules.toml"
        path.write_bytes(b"id = '\xff'")
        with pytest.raises(BadDocument, match="must be UTF-8, which it is not from byte 6"):
            Ruleset.read(path)

    def test_a_name_that_does_not_ship(self):
        """The error lists the names and not what was asked for."""
        with pytest.raises(BadValue, match="ruleset must be one of england, practice-note") as refused:
            Ruleset.load(MARK)
        assert MARK not in str(refused.value)


class TestAnyText:
    """Any text is a ruleset or one of the library's errors, which show nothing of it."""

    @staticmethod
    def law(parse, text):
        try:
            return isinstance(parse(text), Ruleset)
        except (BadDocument, OverlayLoosens) as refused:
            return MARK not in str(refused)
        except Exception:  # noqa: BLE001 - any other error is the fault looked for
            return False

    pieces = st.sampled_from(
        [
            *RULE.split("\n"),
            *HEAD.split("\n"),
            'within = "5 days"',
            f'within = "{MARK}"',
            f"{MARK} = [",
            "warn = 9",
            "every = [[]]",
            "every = { rate = 1 }",
            "[rule.applies]",
            'extends = "england"',
            "a.b.c = 1",
            "[[rule.source]]",
        ]
    )
    texts = st.text() | st.lists(pieces).map("\n".join)

    @given(texts)
    def test_it_holds(self, text):
        """Text of any kind, and text that is nearly a ruleset."""
        assert self.law(Ruleset.parse, text)

    def test_an_error_of_the_platform_is_caught(self):
        """The control: handing the text straight to the standard library."""
        import tomllib

        assert caught(self.law, st.just(lambda text: Ruleset(**tomllib.loads(text))), self.texts)


def test_a_rule_asked_for_by_name():
    """All its versions, those of what it extends too; a name that is not there is not repeated."""
    england = Ruleset.load("england")
    assert len(england.rule("looked-after.placement-plan")) == 4
    with pytest.raises(UnknownId, match="no such rule in ruleset england"):
        england.rule(MARK)


def test_a_limit_has_five_digits_at_the_most():
    """99999 days are longer than any life; a digit more is no limit, and no number that the reader has to carry."""
    assert read('at_most = "99999 days"\nin_any = "300 years"').rules[0].requirement.amount == 99_999
    assert faults(f'{HEAD}{RULE}at_most = "100000 days"\nin_any = "300 years"\n') != []
