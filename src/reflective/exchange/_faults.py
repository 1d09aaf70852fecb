"""What is wrong in a document, gathered on one walk: each fault with its path, and never a value."""

from collections.abc import Iterable
from typing import Final

from reflective.errors import BadDocument, BadEntry, BadPhrase, BadValue, Fault, NotADay

__all__ = ["BAD", "MAX_FAULTS", "Faults", "listed", "words"]

#: How many faults are listed. A file of noise has millions, and nobody reads past the first screen.
MAX_FAULTS: Final = 1000

#: What a reader gives back in place of a value that has a fault.
BAD: Final = object()


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def __len__(self) -> int:
        return len(self.found)

    def add(self, path: str, wanted: str) -> object:
        """Note a fault and give back `BAD`; raises `BadDocument` when there are too many to go on."""
        self.found.append(Fault(path=path, wanted=wanted))
        if len(self.found) == MAX_FAULTS:
            self.found.append(Fault(path="$", wanted=f"was read no further than its first {MAX_FAULTS} faults"))
            raise self.error()
        return BAD

    def last(self, *, path: str = "$", wanted: str) -> BadDocument:
        """The error for all of them and one more, which leaves nothing more to read."""
        self.add(path, wanted)
        return self.error()

    def error(self) -> BadDocument:
        """The error that lists them all."""
        return BadDocument(faults=tuple(self.found))


def listed(words: Iterable[str]) -> str:
    """Names of ours, in quotes."""
    return ", ".join(f"'{word}'" for word in words)


def words(refused: Exception) -> str:
    """What a refused value should have been, in words that hold nothing of the value itself."""
    match refused:
        case BadValue(wanted=wanted):
            return f"must be {wanted}"
        case BadPhrase(accepted=accepted):
            return f"must be in a form such as {listed(accepted)}"
        case NotADay():
            return "must be a day written YYYY-MM-DD"
        case BadEntry(why=why):
            return why
    return "must be something that can be recorded here"
