"""Mutation testing: one small change of the code at a time, and whether a test notices it.

    python -m tests.mutation --sample 400 --seed 1            a sample of every package in `PACKAGES`
    python -m tests.mutation --changed-since HEAD~1 --sample 100 --minutes 5

cosmic-ray makes the changes and coverage.py says which tests come to a line. Each mutant is tried in a copy of the
project, first with the tests of its own package that come to its line. One that lives is tried again with the rest of
those tests and with the tests of other packages that come to its line. A mutant that no test notices has survived.
Those that are accepted are listed in `mutation_survivors.txt`, each with the reason. The exit code is 1 where another
survived and the score is under 95 %, or where one of a changed function survived.
"""

import argparse
import ast
import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue
from typing import Final, NamedTuple

from tests.mutation_equivalent import equivalent

ROOT = Path(__file__).resolve().parents[1]
#: The library, and the packages of it that are tried.
LIBRARY = "reflective"
PACKAGES = ("timescales", "rules", "records", "casework")
#: The tests of each package, which are asked first. `practice` is the use of `records`.
NEAR: Final[Mapping[str, tuple[str, ...]]] = {
    "timescales": ("tests/timescales",),
    "rules": ("tests/rules",),
    "records": ("tests/records", "tests/practice"),
    "casework": ("tests/casework",),
}
#: The tests of every package, which are asked about a mutant that lives. `test_docs` runs the doctests.
WIDER: Final = (
    "tests/properties",
    "tests/casework",
    "tests/practice",
    "tests/records",
    "tests/exchange/test_round_trip.py",
    "tests/exchange/test_written_logs.py",
    "tests/cli",
    "tests/views",
    "tests/test_docs.py",
    "tests/test_doctests.py",
    "tests/test_demo.py",
)
#: Tests that try other things than our code, or for long: they start processes, or run the whole of another test.
NOT_ASKED: Final = (
    "not test_every_writing_method_is_in_some_history and not TestAKindThatShips and not TestAKindOfAHost"
    " and not TestVerify and not looked_after and not prove-your-rules and not your-councils-rules"
)
SURVIVORS = ROOT / "tests" / "mutation_survivors.txt"
LEAST_SCORE_PERCENT = 95
PYTEST = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "mutation_plugin", "--hypothesis-profile=few")
#: A mutant whose tests run for longer than so much of their time without it, and this much more, is noticed: it never
#: ends.
LONGEST_PERCENT = 500
MORE_SECONDS = 30
#: The part of the minutes after which no mutant begins with the tests of its own package: the rest is for the others.
FIRST_PERCENT = 60
#: Operators of cosmic-ray that change what code does. Those on "|" only break annotations, and are left out.
OPERATORS = re.compile(
    r"core/(ReplaceComparisonOperator_\w+|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Add|FloorDiv_Mul|Mod_FloorDiv)"
    r"|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue|AddNot|NumberReplacer"
    r"|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ZeroIterationForLoop|ReplaceUnaryOperator_Delete_Not)"
)


class Mutant(NamedTuple):
    """One change: in which file and function, the line before and after it, and the lines of the function."""

    path: Path
    line: int
    function: str
    before: str
    after: str
    code: str
    lines: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """How the list of accepted survivors names it: without a line number, which moves."""
        return f"{self.path.as_posix()} | {self.function} | {self.before} -> {self.after}"


class Place(NamedTuple):
    """One place of a module that an operator of cosmic-ray changes, as it counts them."""

    path: Path
    operator: str
    occurrence: int
    line: int
    function: str


def places_of(path: Path, root: Path) -> Iterator[Place]:
    """Every place inside a function of a module that some operator changes."""
    from cosmic_ray import plugins
    from cosmic_ray.ast import get_ast

    source = (root / path).read_text("utf-8")
    functions, tree = _functions(source), get_ast(source)
    for name in plugins.operator_names():
        if OPERATORS.fullmatch(name) is not None:
            for occurrence, line in enumerate(_places(plugins.get_operator(name)(), tree)):
                if line in functions:
                    yield Place(path, name, occurrence, line, functions[line])


def mutant_of(place: Place, root: Path) -> Mutant | None:
    """The mutant of a place; None where the change is no Python, or is certain to do the same."""
    from cosmic_ray import plugins
    from cosmic_ray.mutating import MutationVisitor

    source = (root / place.path).read_text("utf-8")
    code = MutationVisitor.mutate_code(source, plugins.get_operator(place.operator)(), place.occurrence)
    if code is None or code == source or not _is_python(code):
        return None
    changed = [
        (old.strip(), new.strip()) for old, new in zip(source.split("\n"), code.split("\n"), strict=False) if old != new
    ]
    if equivalent(source, code, ".".join(place.path.with_suffix("").parts[1:])) is not None:
        return None
    before, after = changed[0] if changed else ("", "")
    lines = tuple(line for line, name in _functions(source).items() if name == place.function)
    return Mutant(place.path, place.line, place.function, before, after, code, lines)


def _places(operator: object, node: object) -> Iterator[int]:
    """The line of each place that an operator changes, in the order in which cosmic-ray counts them."""
    for start, _end in operator.mutation_positions(node):  # type: ignore[attr-defined]
        yield start[0]
    for child in getattr(node, "children", ()):
        yield from _places(operator, child)


def _functions(source: str) -> dict[int, str]:
    """The innermost function of each line that is inside one, its docstring and its signature apart."""
    found: dict[int, str] = {}

    def walk(node: ast.AST, names: tuple[str, ...]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = (*names, child.name)
                if isinstance(child, ast.FunctionDef):
                    for line in range(child.body[0].lineno, (child.end_lineno or child.lineno) + 1):
                        found[line] = ".".join(inner)
                walk(child, inner)
            else:
                walk(child, names)

    walk(ast.parse(source), ())
    return found


def _is_python(code: str) -> bool:
    """Whether a text compiles without a warning: `is` beside a number has one, and that is no test's doing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(code, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def modules(root: Path) -> list[Path]:
    """The modules of the packages that are tried."""
    return [
        path.relative_to(root)
        for package in PACKAGES
        for path in sorted((root / "src" / LIBRARY / package).rglob("*.py"))
        if path.name != "__init__.py"
    ]


def compared_with(root: Path, since: str) -> str | None:
    """The commit from which changes count: where another line of work parted from ours; None where it is not there.

    A shallow clone may lack that commit. It is compared with the other itself then, if that is there.
    """
    if _git(root, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}") is None:
        return None
    return (_git(root, "merge-base", since, "HEAD") or since).strip()


def _git(root: Path, *arguments: str) -> str | None:
    """Run git in a project; None where it ends in an error."""
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run([git, *arguments], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def changed_functions(root: Path, since: str) -> dict[Path, set[int]]:
    """The lines of each module that a commit since another has changed."""
    packages = (f"src/{LIBRARY}/{package}" for package in PACKAGES)
    diff = _git(root, "diff", "--unified=0", since, "HEAD", "--", *packages) or ""
    found: dict[Path, set[int]] = {}
    path = None
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            path = Path(line[6:]) if line.startswith("+++ b/") else None
        elif line.startswith("@@") and path is not None:
            start, _, many = line.split("+")[1].split(" ")[0].partition(",")
            found.setdefault(path, set()).update(range(int(start), int(start) + int(many or "1")))
    return found


class Measured(NamedTuple):
    """The tests that come to each line of each module, by (module, line), and the seconds of each test."""

    lines: dict[tuple[str, int], set[str]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that come to a mutant, the quickest first.

        A line that runs only where a module or a fixture is made has no test of its own. Every test that comes to its
        function is asked then, and every test that comes to its file where there is none.
        """
        module = mutant.path.as_posix()
        for lines in ([mutant.line], mutant.lines, [line for file, line in self.lines if file == module]):
            found = {test for line in lines for test in self.lines.get((module, line), ())}
            if found:
                return self.in_order(found)
        return []

    def in_order(self, tests: set[str]) -> list[str]:
        """Tests by how long they take, the quickest first."""
        return sorted(tests, key=lambda test: (self.seconds[test], test))


def measured(copies: Queue[Path], folders: Sequence[str], workers: int, until: float) -> Measured | None:
    """The tests of some folders as coverage has them: each folder is run once, in one of the copies.

    None where the time is up before they are done.
    """
    import coverage

    def measure(folder: str) -> Measured | None:
        root = copies.get()
        try:
            data, times = root / f".coverage.{folder.replace('/', '.')}", root / "seconds.json"
            run = [sys.executable, "-m", "coverage", "run", f"--source=src/{LIBRARY}", f"--data-file={data}"]
            asked = {"MUTATION_MEASURED": str(times)}
            times.unlink(missing_ok=True)
            if _run([*run, "-m", "pytest", *PYTEST, "-k", NOT_ASKED, folder], root, asked, until) is None:
                return None
            if not times.is_file():
                message = f"the tests of {folder} do not run"
                raise RuntimeError(message)
            seconds = json.loads(times.read_text("utf-8"))
            found = coverage.CoverageData(str(data))
            found.read()
            lines = {
                (Path(file).resolve().relative_to(root.resolve()).as_posix(), line): {*contexts} & seconds.keys()
                for file in found.measured_files()
                for line, contexts in found.contexts_by_lineno(file).items()
            }
            return Measured(lines, seconds)
        finally:
            copies.put(root)

    every = Measured({}, {})
    root = copies.queue[0]
    with ThreadPoolExecutor(workers) as pool:
        for part in pool.map(measure, [folder for folder in folders if (root / folder).exists()]):
            if part is None:
                return None
            every.seconds.update(part.seconds)
            for place, tests in part.lines.items():
                every.lines.setdefault(place, set()).update(tests)
    return every


def survives(root: Path, mutant: Mutant, tests: Sequence[str], seconds: float, until: float) -> bool | None:
    """Whether no test fails with a mutant; None where the time is up before that is known."""
    if not tests:
        return True
    target, asked = root / mutant.path, root / "asked.txt"
    original = target.read_text("utf-8")
    asked.write_text("\0".join(tests), "utf-8")
    files = dict.fromkeys(test.split("::")[0] for test in tests)
    ends = time.monotonic() + seconds * LONGEST_PERCENT / 100 + MORE_SECONDS
    try:
        _write(target, mutant.code)
        environment = {"MUTATION_ASKED": str(asked)}
        code = _run([sys.executable, "-m", "pytest", "-x", *PYTEST, *files], root, environment, min(ends, until))
    finally:
        _write(target, original)
    if code is None:
        return None if ends > until else False
    return code in _PASSED


#: The exit codes of pytest where every test passed, and where none was there to run.
_PASSED = (0, 5)


def _run(command: Sequence[str], root: Path, environment: Mapping[str, str], until: float) -> int | None:
    """The exit code of a command; None where the time was up. Whatever it started ends with it."""
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command,
        cwd=root,
        env=_environment(root) | environment,
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,
    ) as started:
        try:
            return started.wait(max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            return None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


def _write(target: Path, code: str) -> None:
    """Write a module, and take its compiled form away: a change within a second could have its size and its time."""
    target.write_text(code, "utf-8")
    for compiled in (target.parent / "__pycache__").glob(f"{target.stem}.*.pyc"):
        compiled.unlink()


def _environment(root: Path) -> dict[str, str]:
    """The same examples each time, and the copy in place of whatever is installed."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (root / "src", root))),
        "PYTHONHASHSEED": "0",
        "CI": "true",
    }


def copy_of(root: Path, folder: Path) -> Path:
    """A copy of the project in which mutants are tried: the working tree is never changed."""
    ignored = shutil.ignore_patterns("__pycache__", ".git", ".hypothesis", ".*_cache")
    for name in ("src", "tests", "docs", "examples"):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "tests" / "mutation_plugin.py", folder / "mutation_plugin.py")
    for name in ("pyproject.toml", "README.md"):
        if (root / name).is_file():
            shutil.copy(root / name, folder / name)
    return folder


def accepted() -> set[str]:
    """The survivors that are listed with a reason."""
    if not SURVIVORS.is_file():
        return set()
    rows = [row for row in SURVIVORS.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    return {row.rpartition(" | ")[0] for row in rows}


def chosen(root: Path, sample: int, seed: int, since: str | None) -> list[Mutant]:
    """The mutants to try: a sample, in an order that the seed settles; of changed functions alone where `since` is."""
    changed = None if since is None else changed_functions(root, since)
    places = []
    for path in modules(root):
        if changed is not None and path not in changed:
            continue
        functions = _functions((root / path).read_text("utf-8"))
        touched = None if changed is None else {functions.get(line) for line in changed[path]}
        places += [one for one in places_of(path, root) if touched is None or one.function in touched]
    random.Random(seed).shuffle(places)
    found: dict[str, Mutant] = {}
    for place in places:
        if len(found) == sample:
            break
        mutant = mutant_of(place, root)
        if mutant is not None:
            found.setdefault(mutant.code, mutant)
    return list(found.values())


def run(root: Path, tried: Sequence[Mutant], *, workers: int, minutes: float) -> Iterator[tuple[Mutant, bool | None]]:
    """Each mutant with whether it survived, as they are done; None where the minutes were over before that was known.

    The mutants that live are tried with the wider tests after all others.
    """
    start, budget = time.monotonic(), minutes * 60
    packages = dict.fromkeys(one.path.parts[2] for one in tried)
    near = [folder for package in packages for folder in NEAR[package]]
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copies.put(copy_of(root, Path(folder) / str(number)))
        first = measured(copies, near, workers, start + budget)
        if first is None:
            yield from ((mutant, None) for mutant in tried)
            return

        def ask_near(mutant: Mutant) -> tuple[list[str], Measured]:
            return first.of(mutant), first

        lived = []
        for mutant, survived in _each(copies, tried, ask_near, workers, start + budget * FIRST_PERCENT / 100):
            if survived:
                lived.append(mutant)
            else:
                yield mutant, survived
        if not lived:
            return
        print(f"{len(lived)} live after the tests of their own package:", *(one.key for one in lived), sep="\n  ")
        sys.stdout.flush()
        wide = measured(copies, [path for path in WIDER if path not in near], workers, start + budget)
        if wide is None:
            yield from ((mutant, None) for mutant in lived)
            return
        every = Measured(wide.lines, wide.seconds | first.seconds)

        def ask_wider(mutant: Mutant) -> tuple[list[str], Measured]:
            folders = tuple(f"{folder}/" for folder in NEAR[mutant.path.parts[2]])
            own = {test for test in first.seconds if test.startswith(folders)}
            rest = own - {*first.of(mutant)}
            return every.in_order(rest | {*wide.of(mutant)}), every

        yield from _each(copies, lived, ask_wider, workers, start + budget)


def _each(
    copies: Queue[Path],
    mutants: Sequence[Mutant],
    ask: Callable[[Mutant], tuple[list[str], Measured]],
    workers: int,
    until: float,
) -> Iterator[tuple[Mutant, bool | None]]:
    """Try each mutant with the tests that are asked about it; none begins after a time."""

    def attempt(mutant: Mutant) -> tuple[Mutant, bool | None]:
        copy = copies.get()
        try:
            if time.monotonic() > until:
                return mutant, None
            tests, times = ask(mutant)
            seconds = sum(times.seconds[test] for test in tests)
            return mutant, survives(copy, mutant, tests, seconds, until)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(workers) as pool:
        for done in as_completed([pool.submit(attempt, mutant) for mutant in mutants]):
            yield done.result()


def report(done: Sequence[tuple[Mutant, bool]]) -> list[Mutant]:
    """Print a table by package, and the survivors that are not listed; give those."""
    known = accepted()
    killed, listed, lived = Counter[str](), Counter[str](), Counter[str]()
    unlisted = []
    for mutant, survived in done:
        package = mutant.path.parts[2]
        column = killed if not survived else listed if mutant.key in known else lived
        column[package] += 1
        if column is lived:
            unlisted.append(mutant)
    print("| package | mutants | killed | listed | survived |\n|---|---:|---:|---:|---:|")
    for package in sorted({*killed, *listed, *lived}):
        numbers = [killed[package], listed[package], lived[package]]
        print(f"| {package} | {sum(numbers)} | {' | '.join(map(str, numbers))} |")
    for mutant in unlisted:
        print(f"{mutant.key}    (line {mutant.line})")
    return unlisted


def main(arguments: Sequence[str] | None = None) -> int:
    """Try a sample of mutants and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--sample", type=int, default=400, help="how many mutants at most")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--changed-since", default=None, metavar="REF", help="only functions changed since a commit")
    parser.add_argument("--minutes", type=float, default=600, help="end after so many minutes")
    parser.add_argument("--workers", type=int, default=1, help="how many are tried at once")
    asked = parser.parse_args(arguments)
    since = None
    if asked.changed_since is not None:
        since = compared_with(ROOT, asked.changed_since)
        if since is None:
            print(f"there is no {asked.changed_since} here to compare with: no mutant is tried")
            return 0
    tried = chosen(ROOT, asked.sample, asked.seed, since)
    if not tried:
        print("no function of the packages that are tried has changed")
        return 0
    done = []
    for mutant, survived in run(ROOT, tried, workers=asked.workers, minutes=asked.minutes):
        if survived is not None:
            done.append((mutant, survived))
        if survived:
            print(f"survived: {mutant.key}", flush=True)
    unlisted = report(done)
    dead = sum(not survived for _, survived in done)
    score = 100 * dead / len(done) if done else 100.0
    print(f"\n{len(done)} of {len(tried)} tried to the end, seed {asked.seed}: {score:.1f} % killed")
    return 1 if unlisted and (asked.changed_since is not None or score < LEAST_SCORE_PERCENT) else 0


if __name__ == "__main__":
    sys.exit(main())
