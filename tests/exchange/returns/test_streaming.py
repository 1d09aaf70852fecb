"""A return of any length is read in the memory of a short one; the control shows that holding it all would be seen."""

import tracemalloc
from pathlib import Path

import pytest

from reflective.exchange.returns import open_return

CHILD = (
    "<Child><ChildIdentifiers><LAchildID>c-{n}</LAchildID></ChildIdentifiers><CINdetails>"
    "<CINreferralDate>2024-01-02</CINreferralDate><Assessments>"
    "<AssessmentActualStartDate>2024-01-03</AssessmentActualStartDate></Assessments></CINdetails></Child>\n"
)


def census(folder, many):
    path = folder / f"{many}.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write("<Message><Children>")
        file.writelines(CHILD.format(n=n) for n in range(many))
        file.write("</Children></Message>")
    return path


def looked_after(folder, many):
    path = folder / str(many)
    path.mkdir()
    with (path / "episodes.csv").open("w", encoding="utf-8") as file:
        file.write("CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\n")
        file.writelines(f"{n % (many // 2)},01/02/2020,P,L1,N1,U1,03/02/2020,X1\n" for n in range(many))
    return path


def events(folder, many):
    path = folder / f"{many}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("subject,kind,on,ref,plan\n")
        file.writelines(f"c-{n % (many // 2)},it.started,2024-01-02,r-{n},p\n" for n in range(many))
    return path


def peak(read, path):
    tracemalloc.start()
    try:
        read(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def streamed(path):
    for child in open_return(path).children():
        assert child


def held(path):
    return list(open_return(path).children())


@pytest.mark.parametrize("make", [census, looked_after, events])
def test_four_times_the_file_is_not_twice_the_memory(tmp_path, make):
    """Nothing is kept of a child that has been passed."""
    short, long = make(tmp_path, 1_000), make(tmp_path, 4_000)
    assert peak(streamed, long) < 2 * peak(streamed, short)


@pytest.mark.parametrize("make", [census, looked_after, events])
def test_holding_it_all_is_caught(tmp_path, make):
    """The control: a reader that makes a list of what it reads, of the same files."""
    short, long = make(tmp_path, 1_000), make(tmp_path, 4_000)
    assert peak(held, long) > 2 * peak(held, short)


def test_progress_is_told(tmp_path):
    """Bytes read of bytes there are, to the end."""
    told = []
    path = census(tmp_path, 2_000)
    list(open_return(path, on_progress=lambda done, total: told.append((done, total))).events())
    assert told[-1] == (path.stat().st_size,) * 2
    assert [done for done, _ in told] == sorted(done for done, _ in told)


#: Where Linux shows the files that a process has open.
OPEN = Path("/proc/self/fd")


def nameless():
    """The lengths of the open files on disk that no folder has a name for."""
    links = [(one, str(one.readlink())) for one in OPEN.iterdir() if one.is_symlink()]
    return [one.stat().st_size for one, where in links if "etilqs" in where and where.endswith(" (deleted)")]


@pytest.mark.skipif(not OPEN.exists(), reason="only Linux shows the files that a process has open")
@pytest.mark.parametrize("make", [looked_after, events])
def test_what_is_put_in_order_lies_on_disk_without_a_name(tmp_path, make):
    """It holds most of what the file does, nobody else can open it, and it is gone when reading stops."""
    children = open_return(make(tmp_path, 40_000)).children()
    next(children)
    assert sum(nameless()) > 1_000_000
    children.close()
    assert nameless() == []
