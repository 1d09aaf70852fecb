"""A return is opened from its path, or read from open files; no error shows a path."""

import io
import os
import tempfile
import traceback
from pathlib import Path

import pytest

from reflective.errors import BadDocument, BadValue
from reflective.exchange.returns import open_return, read_census, read_events, read_looked_after

EVENTS = b"subject,kind,on,ref\nc-1,it.started,2024-01-02,r-1\nc-2,it.started,2024-01-02,r-1\n"
CENSUS = (
    b"<Message><Children>" + b"<Child><ChildIdentifiers><LAchildID>c-1</LAchildID></ChildIdentifiers>"
    b"<CINdetails><CINreferralDate>2024-01-02</CINreferralDate></CINdetails></Child>" * 3_000 + b"</Children></Message>"
)
EPISODES = b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nc-1,01/02/2020,S,C2,U1,,\n"


def looked_after(file):
    return read_looked_after({"episodes.csv": file})


READERS = [(read_census, CENSUS), (read_events, EVENTS), (looked_after, EPISODES)]


class TestAPath:
    """A path decides the reader, and the file is opened for each reading."""

    def test_the_reader(self, tmp_path):
        """A folder, `.xml` and `.csv`, whatever the case of the letters."""
        (tmp_path / "episodes.csv").write_text("", "utf-8")
        (tmp_path / "a.XML").write_text("<a/>", "utf-8")
        assert open_return(tmp_path).ruleset == "looked-after-return"
        assert open_return(tmp_path / "a.XML").ruleset == "children-in-need-census"
        assert open_return(str(tmp_path / "episodes.csv")).ruleset is None

    @pytest.mark.parametrize("name", ["a.parquet", "a.txt", "a"])
    def test_a_file_of_another_kind_is_refused(self, tmp_path, name):
        """The refusal names the kinds of file that can be read, and not this file."""
        (tmp_path / name).write_text("", "utf-8")
        with pytest.raises(BadDocument, match=r"a children in need census \(\.xml\), or events \(\.csv\)"):
            open_return(tmp_path / name)

    def test_parquet_is_not_read_yet(self, tmp_path):
        """The refusal says so, since it may be read one day."""
        (tmp_path / "a.parquet").write_text("", "utf-8")
        with pytest.raises(BadDocument, match=r"reads \.parquet") as refused:
            open_return(tmp_path / "a.parquet")
        assert len(refused.value.faults) == 1

    @pytest.mark.parametrize("name", ["a.csv", "a.xml", "folder"])
    def test_a_pipe_is_refused_at_once(self, tmp_path, name):
        """A pipe has no end, so opening it could wait for ever; in a folder it is refused too."""
        path = tmp_path / name
        if name == "folder":
            path.mkdir()
        os.mkfifo(path / "episodes.csv" if name == "folder" else path)
        with pytest.raises(BadDocument, match="a regular file, and no folder, pipe or device"):
            open_return(path)

    def test_a_device_is_refused_at_once(self, tmp_path):
        """A device such as /dev/zero has no end either."""
        (tmp_path / "a.csv").symlink_to("/dev/zero")
        with pytest.raises(BadDocument, match="a regular file, and no folder, pipe or device"):
            open_return(tmp_path / "a.csv")

    @pytest.mark.parametrize("path", [3, None, b"a.csv", io.BytesIO()])
    def test_no_path(self, path):
        """Anything that is no path is refused with what is one."""
        with pytest.raises(BadValue, match="path must be text or a path"):
            open_return(path)


def shown(error):
    """Everything that a log, a debugger or a tracker of errors may show of an error."""
    chain, said = [error], []
    for one in chain:
        chain += [other for other in (one.__context__, one.__cause__) if other is not None]
        said += [str(one), repr(one), repr(one.args), repr(getattr(one, "filename", None))]
    return "\n".join([*said, *traceback.format_exception_only(error)])


class TestNoErrorShowsAPath:
    """A file may be named for a child, so an OSError is raised without its filename, on `__context__` too."""

    @pytest.mark.parametrize("name", ["Mick.xml", "Mick.csv"])
    def test_a_file_that_is_not_there(self, tmp_path, name):
        """The error is still the one that Python has for it."""
        with pytest.raises(FileNotFoundError) as missing:
            open_return(tmp_path / name)
        assert "Mick" not in shown(missing.value)

    @pytest.mark.parametrize(("name", "body"), [("Mick.xml", CENSUS), ("Mick.csv", EVENTS), ("Mick", EPISODES)])
    def test_a_file_that_has_gone_since(self, tmp_path, name, body):
        """It is opened for each reading, and may go between opening and reading."""
        path = tmp_path / name
        file = path / "episodes.csv" if name == "Mick" else path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(body)
        source = open_return(path)
        assert next(source.events()).subject == "c-1"
        file.unlink()
        with pytest.raises((FileNotFoundError, BadDocument)) as gone:
            next(source.events())
        assert "Mick" not in shown(gone.value)

    @pytest.mark.parametrize("name", ["Mick.xml", "Mick.csv", "Mick"])
    def test_a_path_that_may_not_be_looked_at(self, tmp_path, monkeypatch, name):
        """Whichever call is refused, its error has the path and ours has not."""
        path = tmp_path / name
        path.mkdir() if name == "Mick" else path.touch()

        def refuse(path, *_):
            raise PermissionError(13, "no", str(path))

        for call in ("stat", "is_dir", "open", "iterdir"):
            with monkeypatch.context() as patched:
                patched.setattr(Path, call, refuse)
                with pytest.raises((PermissionError, BadDocument)) as refused:
                    list(open_return(path).events())
            assert "Mick" not in shown(refused.value)

    def test_a_null_character(self):
        """Python has an error of another class for such a path."""
        with pytest.raises(BadValue, match="a path without a null character") as refused:
            open_return("Mick\0.csv")
        assert "Mick" not in shown(refused.value)

    def test_a_path_on_the_context_is_caught(self, tmp_path):
        """The control: a path that `from None` hides is found."""

        def hidden():
            try:
                (tmp_path / "Mick.csv").stat()
            except OSError as missing:
                raise FileNotFoundError(missing.errno, missing.strerror) from None

        with pytest.raises(FileNotFoundError) as error:
            hidden()
        assert "Mick" in shown(error.value)


class TestAnOpenFile:
    """Readers take a file that is open, binary and seekable, wherever it comes from."""

    @pytest.mark.parametrize(("reader", "body"), READERS)
    def test_of_any_kind(self, tmp_path, reader, body):
        """In memory, on disk, or an upload that a web server keeps in memory until it is long; it stays open."""
        (tmp_path / "a").write_bytes(body)
        with (tmp_path / "a").open("rb") as on_disk, tempfile.SpooledTemporaryFile() as upload:
            upload.write(body)
            for file in (io.BytesIO(body), on_disk, upload):
                source = reader(file)
                first = list(source.events())
                assert first[0].subject == "c-1"
                assert list(source.events()) == first
                assert not file.closed

    @pytest.mark.parametrize(("reader", "body"), READERS)
    def test_two_readings_may_take_turns(self, reader, body):
        """A reading that was begun goes on where it was, though another moved the file."""
        source = reader(io.BytesIO(body))
        whole = list(source.events())
        first = source.events()
        mixed = [next(first)]
        assert list(source.events()) == whole
        assert mixed + list(first) == whole

    @pytest.mark.parametrize("reader", [reader for reader, _ in READERS])
    @pytest.mark.parametrize("name", ["text", "closed", "stream", "path", "number", "nothing", "written"])
    def test_anything_else_is_refused(self, tmp_path, reader, name):
        """The refusal names what is taken, and what to do with a stream."""
        closed = io.BytesIO()
        closed.close()
        with os.fdopen(os.pipe()[0], "rb") as stream, (tmp_path / "a").open("wb") as written:
            given = {
                "text": io.StringIO(""),
                "closed": closed,
                "stream": stream,
                "path": "Mick.csv",
                "number": 3,
                "nothing": None,
                "written": written,
            }[name]
            with pytest.raises(BadValue, match="file must be a file that is open, binary and seekable") as refused:
                reader(given)
        assert refused.value.__context__ is None

    @pytest.mark.parametrize(("reader", "body"), READERS)
    def test_a_file_that_was_closed_is_refused_at_the_next_reading(self, reader, body):
        """The error is ours, and says what is taken."""
        file = io.BytesIO(body)
        source = reader(file)
        file.close()
        with pytest.raises(BadValue, match="file must be a file that is open"):
            list(source.events())

    @pytest.mark.parametrize("files", [None, "Mick", 3, ["episodes.csv"], {3: io.BytesIO()}, io.BytesIO()])
    def test_no_mapping_of_files(self, files):
        """A looked-after return is several files by name."""
        with pytest.raises(BadValue, match="files must be a mapping from the name of a file to the open file"):
            read_looked_after(files)

    def test_a_return_without_episodes(self):
        """Other files are left out, and reviews alone are no return."""
        with pytest.raises(BadDocument, match=r"a folder with episodes\.csv"):
            read_looked_after({"reviews.csv": io.BytesIO(), "notes.csv": 3})
