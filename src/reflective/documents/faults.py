"""The faults of one document: each with its path, in order, and never a value."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from reflective.errors import BadDocument, BadEntry, BadPhrase, BadValue, Fault, NotADay

__all__ = ["MAX_FAULTS", "TOO_DEEP", "Faults", "Refused", "listed", "with_room", "words"]

_T = TypeVar("_T")

#: How many faults are listed. A file of noise has millions, and nobody reads past the first screen.
MAX_FAULTS: Final = 1000
#: How many objects and lists may be open at once.
MAX_DEPTH: Final = 50

TOO_DEEP: Final = f"must be nested no more than {MAX_DEPTH} deep"
_NO_ROOM: Final = Fault(path="$", wanted="must be read where fewer calls are open: too little of the stack is left")


class Refused(Exception):
    """Plain data that a reader does not accept. It stays inside: what leaves is a `BadDocument`."""

    def __init__(self, *, wanted: str, key: str = "", unknown: bool = False) -> None:
        super().__init__()
        self.wanted = wanted
        #: Whether it is well formed and only a name that is not known, as another release may know it.
        self.unknown = unknown
        #: The key at fault, where it is one key of the object that was read.
        self.key = key


class Faults:
    """The faults found so far: the first thousand are kept and the rest are counted."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0

    def __len__(self) -> int:
        return self.count

    @property
    def full(self) -> bool:
        """Whether a further fault would not be kept, so that a reader may stop."""
        return self.count >= MAX_FAULTS

    def add(self, path: str, wanted: str) -> None:
        """Note one fault: where it is and what would be accepted."""
        self.count += 1
        if self.count <= MAX_FAULTS:
            self.kept.append(Fault(path=path, wanted=wanted))

    def error(self) -> BadDocument:
        """The error that lists them."""
        if not self.full:
            return BadDocument(faults=tuple(self.kept))
        end = Fault(path="$", wanted=f"was read no further than its first {MAX_FAULTS} faults")
        return BadDocument(faults=(*self.kept, end))

    def last(self, *, wanted: str, path: str = "$") -> BadDocument:
        """The error for all of them and one more, after which nothing can be read."""
        self.add(path, wanted)
        return self.error()


def with_room(read: Callable[[], _T]) -> _T:
    """Call a reader; raises `BadDocument` where its caller has used up the stack that reading takes."""
    try:
        return read()
    except RecursionError:
        pass
    raise BadDocument(faults=(_NO_ROOM,))


def listed(names: Iterable[str]) -> str:
    """Names of ours, in quotes."""
    return ", ".join(f"'{name}'" for name in names)


def words(refused: Exception) -> str:
    """The accepted input, in words that hold nothing of the value that was refused."""
    match refused:
        case Refused(wanted=wanted):
            return wanted
        case BadValue(wanted=wanted):
            return f"must be {wanted}"
        case BadPhrase(accepted=accepted):
            return f"must be in a form such as {listed(accepted)}"
        case NotADay():
            return "must be a day written YYYY-MM-DD"
        case BadEntry(why=why):
            return why
    return "must be something that can be recorded here"
