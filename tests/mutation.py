"""Mutation testing: one small change of the code at a time, and whether a test notices it.

    python -m tests.mutation --sample 400 --seed 1            a sample of every package in `PACKAGES`
    python -m tests.mutation --changed-since HEAD~1 --sample 100 --minutes 5

cosmic-ray makes the changes and coverage.py says which tests come to a line. Each mutant is tried in a copy of the
project: first with a few of those tests, then with all of them. A mutant that no test notices has survived. Those that
are accepted are listed in `mutation_survivors.txt`, each with the reason. The exit code is 1 where another survived and
the score is under 95 %, or where one of a changed function survived.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
#: The library, and the packages of it that are tried.
LIBRARY = "reflective"
PACKAGES = ("timescales", "rules", "records", "casework")
#: The tests of each package, for coverage; those of other packages come to it too, and are not run.
TESTS = {
    "timescales": ("tests/timescales", "tests/properties"),
    "rules": ("tests/rules", "tests/testing"),
    "records": (
        "tests/records",
        "tests/practice",
        "tests/casework",
        "tests/exchange",
        "tests/golden",
        "tests/properties",
    ),
    "casework": ("tests/casework", "tests/views", "tests/exchange", "tests/properties"),
}
SURVIVORS = ROOT / "tests" / "mutation_survivors.txt"
LEAST_SCORE_PERCENT = 95
PYTEST = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-profile=few")
#: A mutant that makes its tests run for so long has been noticed: the change never ends.
TEST_SECONDS = 180
#: How many of the tests that come to a line are tried before all of them.
FIRST_TESTS = 40
#: Operators of cosmic-ray that change what code does. Those on "|" only break annotations, and are left out.
OPERATORS = re.compile(
    r"core/(ReplaceComparisonOperator_\w+|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Add|FloorDiv_Mul|Mod_FloorDiv)"
    r"|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue|AddNot|NumberReplacer"
    r"|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ZeroIterationForLoop|ReplaceUnaryOperator_Delete_Not)"
)


class Mutant(NamedTuple):
    """One change: in which file, by which operator, and the line before and after it."""

    path: Path
    line: int
    function: str
    before: str
    after: str
    code: str

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
    """The mutant of a place; None where the change is no Python."""
    from cosmic_ray import plugins
    from cosmic_ray.mutating import MutationVisitor

    source = (root / place.path).read_text("utf-8")
    code = MutationVisitor.mutate_code(source, plugins.get_operator(place.operator)(), place.occurrence)
    if code is None or code == source or not _is_python(code):
        return None
    changed = [
        (old.strip(), new.strip()) for old, new in zip(source.split("\n"), code.split("\n"), strict=False) if old != new
    ]
    before, after = changed[0] if changed else ("", "")
    return Mutant(place.path, place.line, place.function, before, after, code)


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
    try:
        ast.parse(code)
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


def changed_functions(root: Path, since: str) -> dict[Path, set[int]]:
    """The lines of each module that a commit since another has changed."""
    git = shutil.which("git") or "/usr/bin/git"
    diff = subprocess.run(
        [git, "diff", "--unified=0", since, "HEAD", "--", *(f"src/{LIBRARY}/{package}" for package in PACKAGES)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: dict[Path, set[int]] = {}
    path = None
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            path = Path(line[6:]) if line.startswith("+++ b/") else None
        elif line.startswith("@@") and path is not None:
            start, _, many = line.split("+")[1].split(" ")[0].partition(",")
            found.setdefault(path, set()).update(range(int(start), int(start) + int(many or "1")))
    return found


def covering(root: Path, packages: Sequence[str], python: str) -> dict[tuple[str, int], list[str]]:
    """The tests that come to each line, by (module, line): one run of the tests of some packages."""
    import coverage

    named = dict.fromkeys(folder for package in packages for folder in TESTS[package])
    folders = [folder for folder in named if (root / folder).is_dir()]
    (root / ".coveragerc").write_text(f"[run]\ndynamic_context = test_function\nsource = src/{LIBRARY}\n")
    subprocess.run(
        [python, "-m", "coverage", "run", "-m", "pytest", *PYTEST, *folders],
        cwd=root,
        env=_environment(root),
        capture_output=True,
        check=True,
    )
    data = coverage.CoverageData(str(root / ".coverage"))
    data.read()
    found: dict[tuple[str, int], list[str]] = {}
    for file in data.measured_files():
        module = Path(file).resolve().relative_to(root.resolve()).as_posix()
        for line, contexts in data.contexts_by_lineno(file).items():
            tests = [node for context in contexts if (node := node_of(root, context)) is not None]
            found[module, line] = sorted(tests)
    return found


def node_of(root: Path, context: str) -> str | None:
    """How pytest names the test of a context of coverage ("tests.rules.test_x.TestY.test_z")."""
    parts = context.split(".")
    for place in range(len(parts), 0, -1):
        file = root.joinpath(*parts[:place]).with_suffix(".py")
        if file.is_file():
            return "::".join([file.relative_to(root).as_posix(), *parts[place:]])
    return None


def survives(root: Path, mutant: Mutant, tests: Sequence[str], python: str, seed: int) -> bool:
    """Whether no test that comes to the line of a mutant fails with it."""
    if not tests:
        return True
    target = root / mutant.path
    original = target.read_text("utf-8")
    first = random.Random(seed).sample(tests, min(FIRST_TESTS, len(tests)))
    rest = [test for test in tests if test not in set(first)]
    try:
        target.write_text(mutant.code, "utf-8")
        return all(_pass(root, some, python) for some in (first, rest) if some)
    finally:
        target.write_text(original, "utf-8")


def _pass(root: Path, tests: Sequence[str], python: str) -> bool:
    try:
        done = subprocess.run(
            [python, "-m", "pytest", "-x", *PYTEST, *tests],
            cwd=root,
            env=_environment(root),
            capture_output=True,
            timeout=TEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _environment(root: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "PYTHONDONTWRITEBYTECODE": "1"}


def copy_of(root: Path, folder: Path) -> Path:
    """A copy of the project in which mutants are tried: the working tree is never changed."""
    ignored = shutil.ignore_patterns("__pycache__", ".git", ".hypothesis", ".*_cache")
    for name in ("src", "tests", "docs", "examples"):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        if (root / name).is_file():
            shutil.copy(root / name, folder / name)
    return folder


def accepted() -> set[str]:
    """The survivors that are listed with a reason."""
    if not SURVIVORS.is_file():
        return set()
    rows = [row for row in SURVIVORS.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    return {" | ".join(row.split(" | ")[:3]) for row in rows}


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


def run(
    root: Path, tried: Sequence[Mutant], *, workers: int, minutes: float, seed: int
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant with whether it survived, as they are done; none that begins after so many minutes."""
    until = time.monotonic() + minutes * 60
    packages = list(dict.fromkeys(one.path.parts[2] for one in tried))
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copies.put(copy_of(root, Path(folder) / str(number)))
        first = copies.get()
        covered = covering(first, packages, sys.executable)
        copies.put(first)

        def attempt(mutant: Mutant) -> tuple[Mutant, bool] | None:
            copy = copies.get()
            try:
                if time.monotonic() > until:
                    return None
                tests = covered.get((mutant.path.as_posix(), mutant.line), [])
                return mutant, survives(copy, mutant, tests, sys.executable, seed)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            yield from (done for done in pool.map(attempt, tried) if done is not None)


def report(done: Sequence[tuple[Mutant, bool]]) -> list[Mutant]:
    """Print a table by package, and the survivors that are not listed; give those."""
    known = accepted()
    killed, lived = Counter[str](), Counter[str]()
    unlisted = []
    for mutant, survived in done:
        package = mutant.path.parts[2]
        (lived if survived and mutant.key not in known else killed)[package] += 1
        if survived and mutant.key not in known:
            unlisted.append(mutant)
    print("| package | mutants | killed or listed | survived |\n|---|---:|---:|---:|")
    for package in sorted({*killed, *lived}):
        print(f"| {package} | {killed[package] + lived[package]} | {killed[package]} | {lived[package]} |")
    for mutant in unlisted:
        print(f"{mutant.key}    (line {mutant.line})")
    return unlisted


def main(arguments: Sequence[str] | None = None) -> int:
    """Try a sample of mutants and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--sample", type=int, default=400, help="how many mutants at most")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--changed-since", default=None, metavar="REF", help="only functions changed since a commit")
    parser.add_argument("--minutes", type=float, default=600, help="begin no mutant after so many minutes")
    parser.add_argument("--workers", type=int, default=1, help="how many are tried at once")
    asked = parser.parse_args(arguments)
    tried = chosen(ROOT, asked.sample, asked.seed, asked.changed_since)
    if not tried:
        print("no function of the packages that are tried has changed")
        return 0
    done = []
    for mutant, survived in run(ROOT, tried, workers=asked.workers, minutes=asked.minutes, seed=asked.seed):
        done.append((mutant, survived))
        if survived:
            print(f"survived: {mutant.key}", flush=True)
    unlisted = report(done)
    score = 100 * (len(done) - len(unlisted)) / len(done) if done else 100
    print(f"\n{len(done)} of {len(tried)} tried, seed {asked.seed}: {score:.1f} % killed or listed")
    return 1 if unlisted and (asked.changed_since is not None or score < LEAST_SCORE_PERCENT) else 0


if __name__ == "__main__":
    sys.exit(main())
