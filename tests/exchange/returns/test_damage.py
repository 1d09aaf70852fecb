"""Generated damage: one row of a return is spoilt, nobody else changes, and nothing is guessed or silent."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflective.exchange.returns import read_looked_after
from reflective.exchange.returns.episodes import EPISODE_KINDS, REVIEW_KINDS
from tests.properties.control import caught

EPISODES = [
    ["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"],
    ["a", "01/02/2020", "S", "L1", "U1", "03/02/2020", "X1"],
    ["b", "01/02/2020", "P", "C2", "T4", "05/02/2020", "X1"],
    ["a", "03/02/2020", "L", "C2", "U1", "10/06/2020", "X1"],
    ["c", "07/02/2020", "S", "V3", "U1", "09/02/2020", "E4A"],
    ["b", "05/02/2020", "P", "C2", "U1", "", ""],
    ["a", "10/06/2020", "B", "E1", "A3", "", ""],
]
REVIEWS = [
    ["CHILD", "REVIEW", "REVIEW_CODE"],
    ["a", "20/02/2020", "PN1"],
    ["b", "20/03/2020", "PN2"],
    ["a", "20/05/2020", "PN3"],
]
TABLES = {"episodes.csv": EPISODES, "reviews.csv": REVIEWS}
KINDS = {"episodes.csv": EPISODE_KINDS, "reviews.csv": REVIEW_KINDS}


def as_bytes(table, coding="utf-8"):
    return "".join(",".join(row) + "\n" for row in table).encode(coding)


def read(files):
    source = read_looked_after({name: io.BytesIO(body) for name, body in files.items()})
    return {one.subject: one for one in source.subjects()}, source.faults


SOUND, _ = read({name: as_bytes(table) for name, table in TABLES.items()})


def cell(column, text):
    """A value put in the place of one."""

    def spoil(row, header):
        place = header.index(column)
        return [*row[:place], text, *row[place + 1 :]]

    return spoil


#: Ways in which one row is spoilt, so that nobody can tell what it says. Each takes the row and the header.
SPOILT = {
    "cut short": lambda row, _: row[:-1],
    "cut to its id": lambda row, _: row[:1],
    "a value too many": lambda row, _: [*row[:2], "x", *row[2:]],
    "shifted to the left": lambda row, _: [row[0], *row[2:], ""],
    "shifted to the right": lambda row, _: [row[0], "", *row[1:-1]],
    "a day in another form": lambda row, header: cell(header[1], "2020-02-01")(row, header),
    "a day that stands for none": lambda row, header: cell(header[1], "01/01/1900")(row, header),
    "a day of another life": lambda row, header: cell(header[1], "01/02/1950")(row, header),
    "text for no value": lambda row, header: cell(header[1], "nan")(row, header),
    "a code of no list": lambda row, header: cell(header[2], "Q9")(row, header),
    "columns exchanged": lambda row, _: [row[0], row[2], row[1], *row[3:]],
}
spoils = st.sampled_from(sorted(SPOILT))
#: The table and the row that is spoilt.
places = st.sampled_from([(name, row) for name, table in TABLES.items() for row in range(1, len(table))])


def spoilt(how, place):
    name, number = place
    table = [list(row) for row in TABLES[name]]
    table[number] = SPOILT[how](table[number], table[0])
    return {other: as_bytes(table if other == name else rows) for other, rows in TABLES.items()}


class TestOneRow:
    """A spoilt row is lost to its child, with a fault at its place, and nobody else changes."""

    @staticmethod
    def law(read, how, place):
        name, number = place
        owner = TABLES[name][number][0]
        children, faults = read(spoilt(how, place))
        others_as_before = {who: one for who, one in children.items() if who != owner} == {
            who: one for who, one in SOUND.items() if who != owner
        }
        is_told = any(fault.path.startswith(f"{name} row {number + 1}") for fault in faults)
        return children[owner].lost == KINDS[name] and others_as_before and is_told

    @given(spoils, places)
    def test_it_holds(self, how, place):
        """For each way of spoiling, and for each row of both files."""
        assert self.law(read, how, place)

    @staticmethod
    def silent(files):
        """A fault to plant: a reader that passes over what it cannot read."""
        children, _ = read(files)
        return children, ()

    @staticmethod
    def guessing(files):
        """A fault to plant: a reader to which nothing is ever lost."""
        import attrs

        children, faults = read(files)
        return {who: attrs.evolve(one, lost=frozenset()) for who, one in children.items()}, faults

    @staticmethod
    def padding(files):
        """A fault to plant: a reader that fills up a row that was cut short."""
        width = {name: len(table[0]) for name, table in TABLES.items()}
        filled = {
            name: as_bytes(
                [
                    [*row, *[""] * (width[name] - len(row))]
                    for row in (line.split(",") for line in body.decode().split("\n"))
                ]
            )
            for name, body in files.items()
        }
        return read(filled)

    @staticmethod
    def losing_all(files):
        """A fault to plant: a reader to which a bad row loses everybody."""
        import attrs

        children, faults = read(files)
        lost = frozenset().union(*(one.lost for one in children.values()))
        return {who: attrs.evolve(one, lost=lost) for who, one in children.items()}, faults

    @pytest.mark.parametrize("planted", ["silent", "guessing", "padding", "losing_all"])
    def test_another_reader_is_caught(self, planted):
        """The controls: silence, a guess, a row filled up, and everybody lost."""
        assert caught(lambda how, place: self.law(getattr(self, planted), how, place), spoils, places)


class TestWithoutAChild:
    """A row whose child cannot be read changes nobody, and is counted."""

    ids = st.sampled_from(["", "nan", "None", "NULL", "N/A", "#N/A", "1.2E+11", "\u202ea", "a\x01"])

    @staticmethod
    def law(read, place, text):
        name, number = place
        table = [*TABLES[name], [text, *TABLES[name][number][1:]]]
        children, faults = read({other: as_bytes(table if other == name else rows) for other, rows in TABLES.items()})
        return children == SOUND and [one.path for one in faults] == [f"{name} row {len(table)}, CHILD"]

    @given(places, ids)
    def test_it_holds(self, place, text):
        """For ids that are blank, in words for nothing, shortened, or with what moves a terminal."""
        assert self.law(read, place, text)

    def test_taking_the_text_for_an_id_is_caught(self):
        """The control: a reader that makes a child of it."""

        def taking(files):
            return read({name: body.replace(b"nan,", b"somebody,") for name, body in files.items()})

        assert caught(lambda place, text: self.law(taking, place, text), places, self.ids)


class TestAlike:
    """Ids that differ by nothing that matters may be one child's or two's: each is a fault, and all of it is lost."""

    @staticmethod
    def law(read, text):
        table = [*REVIEWS, [text, "20/06/2020", "PN1"]]
        children, faults = read({"episodes.csv": as_bytes(EPISODES), "reviews.csv": as_bytes(table)})
        alike = [one for who, one in children.items() if who not in {"b", "c"}]
        if text.strip() == "a":
            return [one.lost for one in alike] == [frozenset()]
        lost = all(one.lost == EPISODE_KINDS | REVIEW_KINDS for one in alike)
        return len(alike) == len(faults) == 2 and lost and children["b"] == SOUND["b"]

    @given(st.sampled_from(["A", "a ", "\u200ba", "\uff41"]))
    def test_it_holds(self, text):
        """For capitals and for what cannot be seen; a space at the end goes, and is no other id."""
        assert self.law(read, text)

    def test_two_children_made_of_one_are_caught(self):
        """The control: a reader that takes each way of writing for a child of its own."""

        def apart(files):
            return read({name: body.replace(b"A,", b"other,") for name, body in files.items()})

        assert caught(lambda text: self.law(apart, text), st.just("A"))


class TestHarmless:
    """Differences that change nothing: the case of codes, spaces, blank rows, the encoding, a further column."""

    changes = st.sampled_from(["case", "spaces", "encoding", "bytes", "further"])

    @staticmethod
    def law(read, change):
        files = {}
        for name, table in TABLES.items():
            changed = {
                "case": [table[0], *([row[0], *map(str.lower, row[1:])] for row in table[1:])],
                "spaces": [[f"  {one} " for one in row] for row in table],
                "further": [[*row, "x"] for row in table],
            }.get(change, table)
            files[name] = as_bytes(changed, {"encoding": "utf-16", "bytes": "utf-8-sig"}.get(change, "utf-8"))
        return read(files) == (SOUND, ())

    @given(changes)
    def test_it_holds(self, change):
        """The children are the same, and there is no fault."""
        assert self.law(read, change)

    def test_a_reader_of_capitals_alone_is_caught(self):
        """The control: a reader to which a small letter is another code."""

        def strict(files):
            if any(body.decode("utf-16" if body[:1] == b"\xff" else "utf-8").islower() for body in files.values()):
                return {}, ()
            return read({name: body.replace(b",l1,", b",zz,") for name, body in files.items()})

        assert caught(lambda change: self.law(strict, change), self.changes)
