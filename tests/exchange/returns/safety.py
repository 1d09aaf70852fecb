"""The law of every reader of a file from outside: it reads or refuses, and no error holds text of the file."""

import io

from reflective.errors import BadDocument, Fault

__all__ = ["MARK", "PLANTED", "safe"]

#: Text that is in files and may be in no message.
MARK = "zq7"


def safe(read, body):
    """Whether a file of those bytes is read, or refused with a `BadDocument` alone, and no message has the mark."""
    said = []
    try:
        source = read(io.BytesIO(body))
        said.append(repr(source))
        list(source.events())
        said += [*map(str, source.faults), *source.remarks]
    except BadDocument as refused:
        # A parser's error holds text of the file, and `from None` only hides it.
        if refused.__context__ is not None or refused.__cause__ is not None:
            return False
        said += [str(refused), repr(refused), *map(str, refused.faults)]
    except Exception:  # noqa: BLE001 - any other error breaks the law
        return False
    return not any(MARK in one for one in said)


class _Raw:
    """A fault to plant: a reader that lets through the error that Python raises."""

    faults = remarks = ()

    def __init__(self, file):
        self.body = file.getvalue()

    def events(self):
        self.body.decode()
        return []


class _Echo(_Raw):
    """A fault to plant: a reader that shows the text that it refuses."""

    def events(self):
        raise BadDocument(faults=(Fault(path="$", wanted=self.body.decode("latin-1")),))


class _Chained(_Raw):
    """A fault to plant: a reader that hides the error of the parser, and leaves it on `__context__`."""

    def events(self):
        try:
            return super().events()
        except UnicodeDecodeError:
            raise BadDocument(faults=(Fault(path="$", wanted="text in UTF-8"),)) from None


#: Readers that break the law, each in its own way.
PLANTED = (_Raw, _Echo, _Chained)
