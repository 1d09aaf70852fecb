"""Reading long returns: the peak of memory and the time a megabyte, each in a process of its own.

`python -m tests.benchmarks.long_returns` writes a children in need census and a looked-after return of 500 MB each into
a temporary folder, with ids that are running numbers and nobody's, reads and judges each, and a tenth of each, and
deletes them. It wants a gigabyte of disk for the files and as much again for the database that puts rows in order, and
takes the better part of an hour; `--megabytes` makes it shorter. It fails where memory is past the bound or grows with
the file.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

_MB_BYTES = 1_000_000
_MIB = 1 << 20
#: What is promised of a file of 500 MB; and how much more than a tenth of the file the whole may take, to be constant.
_BOUND_MIB = 300
_GROWTH_SHARE = 1.25
_FIRST = date(2022, 1, 3)

_CHILD = """<Child><ChildIdentifiers><LAchildID>{n}</LAchildID><UPN>X{n:012}</UPN>\
<PersonBirthDate>{born}</PersonBirthDate><GenderCurrent>1</GenderCurrent></ChildIdentifiers>\
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>\
</ChildCharacteristics><CINdetails><CINreferralDate>{a}</CINreferralDate><ReferralSource>1A</ReferralSource>\
<PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA><Assessments>\
<AssessmentActualStartDate>{a}</AssessmentActualStartDate><AssessmentInternalReviewDate>{b}</AssessmentInternalReviewDate>\
<AssessmentAuthorisationDate>{c}</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment>\
<AssessmentFactors>2A</AssessmentFactors><AssessmentFactors>4B</AssessmentFactors></FactorsIdentifiedAtAssessment>\
</Assessments><Section47><S47ActualStartDate>{b}</S47ActualStartDate><InitialCPCtarget>{c}</InitialCPCtarget>\
<DateOfInitialCPC>{c}</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47><ChildProtectionPlans>\
<CPPstartDate>{c}</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><Reviews>\
<CPPreviewDate>{d}</CPPreviewDate></Reviews></ChildProtectionPlans></CINdetails></Child>
"""
_EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
_REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
#: Legal status and placement of the episodes of one child, in turn.
_SORTS = (("L1", "U1"), ("C2", "U1"), ("C2", "T1"), ("V3", "U5"), ("L2", "K2"), ("C2", "T4"))


def census(path: Path, megabytes: float) -> None:
    """A children in need census of some length."""
    with path.open("w", encoding="utf-8") as file:
        file.write("<Message><Header><CollectionDetails><ReferenceDate>2023-03-31</ReferenceDate></CollectionDetails>")
        file.write("</Header><Children>\n")
        n = 0
        while file.tell() < megabytes * _MB_BYTES:
            file.writelines(_child(n + more) for more in range(1000))
            n += 1000
        file.write("</Children></Message>\n")


def _child(n: int) -> str:
    start = _FIRST + timedelta(days=n % 300)
    days = {name: start + timedelta(days=after + n % 7) for name, after in (("a", 0), ("b", 8), ("c", 44), ("d", 120))}
    return _CHILD.format(n=n, born=f"{2010 + n % 12}-02-01", **days)


def looked_after(folder: Path, megabytes: float) -> None:
    """A looked-after return of some length: nine parts of episodes to one of reviews, no child's rows together."""
    folder.mkdir()
    with (folder / "episodes.csv").open("w", encoding="utf-8") as file:
        file.write(_EPISODES)
        # Rows of about 70 characters, six to a child, so that the number of children is known beforehand.
        children = max(1, round(megabytes * 0.9 * _MB_BYTES / 70 / len(_SORTS)))
        for turn, (status, place) in enumerate(_SORTS):
            file.writelines(_episode(n * 7919 % children, turn, status, place) for n in range(children))
    with (folder / "reviews.csv").open("w", encoding="utf-8") as file:
        file.write(_REVIEWS)
        n = 0
        while file.tell() < megabytes * 0.1 * _MB_BYTES:
            file.writelines(
                f"{more % children},01/02/2010,{_british(60 + more % 90)},PN3\n" for more in range(n, n + 1000)
            )
            n += 1000


def _episode(child: int, turn: int, status: str, place: str) -> str:
    start = child % 200 + turn * 20
    end = _british(start + 2 + child % 18)
    return f"{child},{_british(start)},S,{status},N1,{place},PR1,{end},X1,CHILD,AA1 1AA,AA2 2AA,\n"


def _british(days: int) -> str:
    return (_FIRST + timedelta(days=days)).strftime("%d/%m/%Y")


def read(path: str) -> dict[str, Any]:
    """Read a return and judge it by its own ruleset, in this process; what it took."""
    import resource
    import time

    from reflective.exchange.returns import open_return
    from reflective.rules import Ruleset

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    source = open_return(path)
    ruleset = Ruleset.load(source.ruleset or "")
    children = events = obligations = 0
    for child in source.children():
        children += 1
        events += len(child)
        obligations += len(ruleset.obligations(child, date(2023, 3, 31), holds=source.holds))
    return {
        "children": children,
        "events": events,
        "obligations": obligations,
        "faults": source.fault_count,
        "seconds": time.perf_counter() - start,
        "start": before / 1024,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _length(path: Path) -> int:
    return sum(one.stat().st_size for one in path.iterdir()) if path.is_dir() else path.stat().st_size


def measured(megabytes: float, folder: Path) -> Iterator[tuple[str, float, dict[str, Any]]]:
    """Each sort of return: its name, its length in MB, and what reading it took; the files are deleted after."""
    for name, make in (("census.xml", census), ("looked_after", looked_after)):
        path = folder / name
        make(path, megabytes)
        # The peak of a process counts what its parent took before, and this one takes little.
        run = [sys.executable, "-m", "tests.benchmarks.long_returns", "--read", str(path)]
        told = subprocess.run(run, capture_output=True, check=True, text=True).stdout
        yield name, _length(path) / _MB_BYTES, json.loads(told)
        for one in [*path.iterdir()] if path.is_dir() else [path]:
            one.unlink()
        if path.is_dir():
            path.rmdir()


def main() -> int:
    """Write, read, print a table, and say by the exit code whether memory stayed where it should."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=500)
    parser.add_argument("--read", metavar="PATH")
    asked = parser.parse_args()
    if asked.read is not None:
        print(json.dumps(read(asked.read)))
        return 0
    holds, peaks = True, dict[str, float]()
    print("| what | MB | children | events | obligations | peak MiB | of which at the start | seconds | ms a MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for megabytes in (asked.megabytes / 10, asked.megabytes):
        with tempfile.TemporaryDirectory() as folder:
            for name, long, told in measured(megabytes, Path(folder)):
                counts = " | ".join(f"{told[one]:,}" for one in ("children", "events", "obligations"))
                print(
                    f"| {name} | {long:.0f} | {counts} | {told['peak']:.0f} | {told['start']:.0f} "
                    f"| {told['seconds']:.0f} | {1000 * told['seconds'] / long:.0f} |",
                    flush=True,
                )
                holds = holds and not told["faults"] and told["peak"] <= _BOUND_MIB
                holds = holds and told["peak"] <= _GROWTH_SHARE * peaks.setdefault(name, told["peak"])
    print(
        f"memory {'holds' if holds else 'DOES NOT HOLD'}: at most {_BOUND_MIB} MiB, and as much for a tenth of the file"
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
