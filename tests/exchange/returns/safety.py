"""The law of every reader of files from outside: read or refused, and nothing of the file in what is said."""

from reflective.errors import BadDocument, Fault

__all__ = ["MARK", "Echo", "Raw", "safe"]

#: Text that is in files and may be in no message.
MARK = "zq7"


def safe(read, path, body):
    """Whether a file of those bytes is read, or answered with `BadDocument`, and no message has the mark."""
    path.write_bytes(body)
    said = []
    try:
        source = read(path)
        said.append(repr(source))
        list(source.events())
        said += map(str, source.faults)
    except BadDocument as refused:
        said += [str(refused), repr(refused), *map(str, refused.faults)]
    except Exception:  # noqa: BLE001 - whatever else comes breaks the law
        return False
    return not any(MARK in one for one in said)


class Raw:
    """A fault to plant: a reader that lets through whatever Python says of the bytes."""

    faults = ()

    def __init__(self, path):
        self.path = path

    def events(self):
        self.path.read_text("utf-8")
        return []


class Echo(Raw):
    """A fault to plant: a reader that shows what it refuses."""

    def events(self):
        raise BadDocument(faults=(Fault(path="$", wanted=self.path.read_text("latin-1")),))
