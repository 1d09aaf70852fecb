"""A host's own content and records are carried like those that ship, where the host registers them."""

import json
from datetime import date

import attrs
import pytest

from reflective.casework import SHIPPED, Case
from reflective.errors import BadDocument, BadValue
from reflective.exchange import dumps, entry_from_data, entry_to_data, loads
from reflective.fields import Text
from reflective.practice import Cycle, Observation, Stage
from reflective.practice.cycle import Entered
from reflective.records import OPEN, Audience, Content, NoFacts, Record, Registry, Unreadable, UnreadableRecord, content
from tests.exchange.own import OWN, Note, Visits, Weather

DAY = date(2021, 9, 6)
BY = {"on": DAY, "recorded": DAY, "by": "w-1"}


def case():
    """A file with the host's own content in a record that ships, and its own record."""
    cycle = Cycle(id="c-1").enter(Stage.EXPERIENCE, **BY).add(Note(what="muddy", weather=Weather.WET), **BY)
    visits = Visits(id="v-1").leave("x-1", **BY).add(Observation(stage=Stage.EXPERIENCE, what="rain"), **BY)
    return Case.opened("f-1").join(cycle, **BY).join(visits, **BY)


class TestRegistered:
    """With the registry nothing is lost and everything is judged."""

    def test_a_file_is_kept(self):
        """Own content in a record that ships, and an own record, come back equal and of their classes."""
        back = loads(dumps(case(), OWN), OWN)
        assert back == case()
        assert [type(one) for one in back.records] == [Cycle, Visits]
        assert loads(dumps(case()["v-1"], OWN), OWN, kind=Visits) == case()["v-1"]

    def test_an_entry_is_kept(self):
        """An entry on its own has the registry too."""
        entry = case()["c-1"].entries[1]
        assert entry_to_data(entry, OWN)["content"] == {"tag": "northmere:note", "what": "muddy", "weather": "wet"}
        assert entry_from_data(entry_to_data(entry, OWN), OWN) == entry

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"what": " "}, "$.entries[1].content.what: must be text that is not blank"),
            ({"what": 5, "more": 1}, "$.entries[1].content.what: must be text that is not blank"),
            ({"weather": 5}, "$.entries[1].content.weather: must be one of 'dry', 'wet'"),
        ],
    )
    def test_what_is_known_of_own_content_is_judged(self, change, fault):
        """A wrong value under a key that the host declared is a fault, whatever else is there."""
        document = json.loads(dumps(case()["c-1"], OWN))
        document["entries"][1]["content"] |= change
        with pytest.raises(BadDocument) as refused:
            loads(json.dumps(document), OWN)
        assert fault in [str(one) for one in refused.value.faults]

    def test_it_is_not_written_without_the_registry(self):
        """The control: a document that the registry alone makes sense of is not written without it."""
        with pytest.raises(BadDocument) as refused:
            dumps(case())
        assert [one.path for one in refused.value.faults] == [
            "$.records[0].entries[1].content.tag",
            "$.records[1].kind",
            "$.records[1].entries[0].content.tag",
        ]


class TestNotRegistered:
    """Without it, what is the host's own is kept unread."""

    def test_it_is_kept_as_it_is(self):
        """The same document comes out, whoever passes it on, and the host reads it as before."""
        text = dumps(case(), OWN)
        stranger = loads(text)
        assert dumps(stranger) == text
        assert loads(dumps(stranger), OWN) == case()
        assert isinstance(stranger["c-1"].entries[1].content, Unreadable)
        assert isinstance(stranger["v-1"], UnreadableRecord)

    def test_it_is_counted_and_not_shown(self):
        """A view says that there is something, and not what."""
        stranger = loads(dumps(case(), OWN))
        for audiences in (OPEN, Audience):
            reading = stranger.read(as_of=DAY, audiences=audiences, owner="w-1")
            assert reading.withheld["unreadable"] == 2
            assert [type(entry.content) for _, entry in reading.shown("c-1").entries] == [Entered]

    @pytest.mark.parametrize(
        ("change", "kept"),
        [
            ({"audience": "neighbours"}, True),
            ({"colour": "blue"}, True),
            ({"source": {"document": "note", "page": 5}}, True),
            ({"audience": "neighbours", "owner": "w-1"}, True),
            ({"audience": "personal", "owner": "w-1"}, True),
            ({"drafted_by": "tool-1", "withheld_from": ["m-1"]}, True),
            ({"audience": "personal"}, False),
            ({"owner": "w-1"}, False),
            ({"owner": 5, "audience": "personal"}, False),
            ({"withheld_from": "m-1"}, False),
            ({"audience": 5}, False),
            ({"on": "soon"}, False),
            ({"about": ["c-1", ""]}, False),
            ({"source": {"page": 5}}, False),
        ],
    )
    def test_more_may_be_unknown_and_nothing_wrong(self, change, kept):
        """An own entry may have an audience and keys that are not known; what is known of it is still judged."""
        document = json.loads(dumps(case()["c-1"], OWN))
        document["entries"][1] |= change
        if kept:
            assert json.loads(dumps(loads(json.dumps(document)))) == document
        else:
            with pytest.raises(BadDocument):
                loads(json.dumps(document))

    def test_what_is_ours_is_not_excused_by_a_prefix(self):
        """The control: the same change to an entry of ours is a fault."""
        for change in ({"audience": "neighbours"}, {"colour": "blue"}):
            document = json.loads(dumps(case()["c-1"], OWN))
            document["entries"][0] |= change
            with pytest.raises(BadDocument):
                loads(json.dumps(document))

    def test_a_registry_that_is_asked_for_later_may_refuse(self):
        """An entry that was kept unread is not written where its own host would refuse it."""
        document = json.loads(dumps(case()["c-1"], OWN))
        document["entries"][1]["content"]["what"] = 5
        stranger = loads(json.dumps(document))
        assert json.loads(dumps(stranger)) == document
        for write in (lambda: dumps(stranger, OWN), lambda: entry_to_data(stranger.entries[1], OWN)):
            with pytest.raises(BadDocument, match="must be text that is not blank"):
                write()


class TestTwoWithOneWord:
    """A word of documents means one thing."""

    def test_a_registry_against_what_ships(self):
        """A host's class under a tag or a kind that ships is refused, by each of the calls."""

        @content("cycle.entered", Audience.CHILD_FILE)
        class Mine(Content):
            what: str

        class MyCycle(Cycle):
            """Another class with the kind of one that ships."""

        for registry in (Registry(entries=(Mine,)), Registry(records=(MyCycle,))):
            for call in (
                lambda own: loads("{}", own),
                lambda own: dumps(Cycle(id="c-1"), own),
                lambda own: entry_from_data({}, own),
            ):
                with pytest.raises(BadValue, match="none of them twice"):
                    call(registry)

    def test_a_word_of_a_hosts_own_has_a_prefix(self):
        """Without one it could be the word of a later release, which would then read it as another thing."""

        @content("visit_note", Audience.CHILD_FILE)
        class Bare(Content):
            what: Text

        class Bares(Record[NoFacts]):
            KIND = "bares"

        for registry in (Registry(entries=(Bare,)), Registry(records=(Bares,))):
            with pytest.raises(BadValue, match="with a prefix"):
                dumps(Cycle(id="c-1"), registry)

    def test_a_registry_against_another(self):
        """Two hosts' classes under one tag do not join; one host's classes join once more without harm."""

        @content("northmere:note", Audience.CHILD_FILE)
        class Another(Content):
            what: str

        joined = SHIPPED.joined(OWN)
        with pytest.raises(BadValue, match="none of them twice"):
            joined.joined(Registry(entries=(Another,)))
        assert joined.tags["northmere:note"] is Note

    @pytest.mark.parametrize("strange", ["northmere", 5, {"northmere:note": Note}, attrs])
    def test_what_is_no_registry(self, strange):
        """The argument is named, and its value is not shown."""
        with pytest.raises(BadValue, match="registry must be a Registry"):
            dumps(Cycle(id="c-1"), strange)
