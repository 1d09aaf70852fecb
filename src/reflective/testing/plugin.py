"""Rulesets as tests, one a rule and law: `pytest -p reflective.testing.plugin --rulesets council.toml`.

A host that has it always on names it in its topmost conftest.py, `pytest_plugins = ["reflective.testing.plugin"]`, and
its files in its settings, `reflective_rulesets = council.toml`. Nothing loads it by itself.

A failed test says the law, its reason and the smallest case that breaks it. A file that cannot be read is one error
with every fault in it; an overlay that loosens what it extends fails the law nowhere-laxer.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reflective.errors import BadDocument, OverlayLoosens, ReflectiveError
from reflective.rules import Ruleset

if TYPE_CHECKING:
    from reflective.testing.laws import Verdict

__all__ = ["LawBroken", "LawTest", "RuleLaws", "RulesetFile"]

_OPTION = "--rulesets"
_SETTING = "reflective_rulesets"


class _Named:
    """The files that this run was told of, and those that collecting has come by."""

    def __init__(self, config: pytest.Config) -> None:
        here, settings = config.invocation_params.dir, (config.inipath or config.rootpath / "ini").parent
        self.given = [_place(config, here, name) for name in config.getoption(_OPTION) or ()]
        self.kept = [_place(config, settings, name) for name in config.getini(_SETTING)]
        self.met: set[Path] = set()

    @property
    def all(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(self.kept + self.given))

    def wanted(self, config: pytest.Config) -> Iterator[Path]:
        """Those still to be collected: what the settings keep is left out of a run of a few named tests."""
        few = config.args_source is pytest.Config.ArgsSource.ARGS
        return (path for path in (self.given if few else self.all) if path not in self.met)


def _place(config: pytest.Config, folder: Path, name: str) -> Path:
    """Where a named ruleset is; one that ships goes by its bare name at the root, where no such file is."""
    path = folder / name
    return config.rootpath / name if not path.is_file() and name in Ruleset.names() else Path(os.path.normpath(path))


_NAMED = pytest.StashKey[_Named]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the names of rulesets from the command line, and from the settings."""
    says = "hold a ruleset to the laws: a file, or the name of one that ships"
    group = parser.getgroup("reflective", "rulesets held to the laws")
    group.addoption(_OPTION, action="append", default=[], metavar="RULESET", help=f"{says}; may be given again")
    parser.addini(_SETTING, f"{says}; one a line", type="linelist", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Find where each named ruleset is."""
    config.stash[_NAMED] = _Named(config)


def pytest_report_header(config: pytest.Config) -> str:
    """Say what is held to the laws, and how to name it where nothing is."""
    names = ", ".join(path.name for path in config.stash[_NAMED].all)
    return f"rulesets: {names or f'none named; give {_OPTION}, or {_SETTING} in the settings'}"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "RulesetFile | None":
    """Collect a file where it was named, and no other."""
    named = file_path in parent.config.stash[_NAMED].all
    return RulesetFile.from_parent(parent, path=file_path) if named else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the rulesets that no folder of tests holds, before -k and the like choose among all."""
    for path in config.stash[_NAMED].wanted(config):
        items.extend(session.genitems(RulesetFile.from_parent(session, path=path)))


class RulesetFile(pytest.File):
    """A ruleset: its rules, or one error where it cannot be read."""

    def collect(self) -> Iterator["RuleLaws"]:
        """Each rule once, whatever its versions."""
        from reflective.testing.laws import LAWS, broken_by, judge

        self.config.stash[_NAMED].met.add(self.path)
        try:
            ruleset = self._read()
        except OverlayLoosens as loosens:
            broken = broken_by(loosens)
            yield RuleLaws.from_parent(self, name=loosens.rule, verdicts={broken.law.name: lambda: broken})
            return
        except BadDocument as refused:
            raise self.CollectError("\n".join(map(str, refused.faults))) from None
        except ReflectiveError as refused:
            raise self.CollectError(str(refused)) from None
        except OSError as failed:
            msg = f"the file could not be read: {failed.strerror}"
            raise self.CollectError(msg) from None
        for rule in dict.fromkeys(one.id for one in ruleset.rules):
            verdicts = {law.name: partial(judge, ruleset.only(rule), rule, law) for law in LAWS}
            yield RuleLaws.from_parent(self, name=rule, verdicts=verdicts)

    def _read(self) -> Ruleset:
        if not self.path.exists():
            if self.path.name in Ruleset.names():
                return Ruleset.load(self.path.name)
            raise self.CollectError("no such file; those that ship are " + ", ".join(Ruleset.names()))
        return Ruleset.read(self.path)


class RuleLaws(pytest.Collector):
    """One rule beside every law; or, of an overlay that could not be made, beside the law that it breaks."""

    def __init__(self, *, verdicts: "Mapping[str, Callable[[], Verdict]]", **given: Any) -> None:
        super().__init__(**given)
        self._verdicts = verdicts

    def collect(self) -> Iterator["LawTest"]:
        """A test a law."""
        return (LawTest.from_parent(self, name=law, verdict=verdict) for law, verdict in self._verdicts.items())


class LawTest(pytest.Item):
    """One law, tried on one rule."""

    def __init__(self, *, verdict: "Callable[[], Verdict]", **given: Any) -> None:
        super().__init__(**given)
        self._verdict = verdict

    def runtest(self) -> None:
        """Look for the smallest case that breaks the law; raises `LawBroken` with it in words."""
        from reflective.testing.laws import broken_lines

        verdict = self._verdict()
        if verdict.counter_example is not None:
            raise LawBroken("\n".join(broken_lines(verdict)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The case in words, with no traceback, because where the law is written is not what is wrong."""
        return str(excinfo.value) if isinstance(excinfo.value, LawBroken) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file, and what the heading of a failure says."""
        rule = "" if self.parent is None else self.parent.name
        return self.path, None, f"{rule}: {self.name}"


class LawBroken(Exception):
    """A rule breaks a law."""
