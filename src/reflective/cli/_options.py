"""The parts that the commands share: options, the files they name, and printing that cannot move a terminal."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from reflective.errors import BadDocument, BadValue
from reflective.fields import read_day
from reflective.records import OPEN, Audience
from reflective.rules import Ruleset
from reflective.timescales import WorkingCalendar

if TYPE_CHECKING:
    from reflective.casework import Case, Reading
    from reflective.policy import Policy

__all__ = [
    "CouldNot",
    "Day",
    "calendar_named",
    "json_option",
    "json_text",
    "policy_in",
    "policy_option",
    "print_error",
    "print_json",
    "print_page",
    "read_case",
    "reading_options",
    "ruleset_named",
    "ruleset_option",
]


#: The number of faults of a policy that are shown; the rest are counted.
_MAX_FAULTS_SHOWN: Final = 20
_F = TypeVar("_F", bound=Callable[..., Any])


class CouldNot(click.ClickException):
    """The reason why a command stopped, as the whole of its one line."""


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed. Raises `BadValue`, which names the option and not what was typed."""
        del ctx
        name = param.opts[0] if param is not None else "the day"
        return value if isinstance(value, date) else read_day(name, value)


json_option = click.option("--json", "as_json", is_flag=True, help="Print data instead of a page.")


def reading_options(command: _F) -> _F:
    """The options of every command that shows a case: for whom it is shown."""
    for option in (
        click.option(
            "--reader", default=None, metavar="ID", help="The person who reads: leave out what is closed to them."
        ),
        click.option(
            "--owner", default=None, metavar="ID", help="With --audience personal: the worker whose entries are shown."
        ),
        click.option(
            "--audience",
            "audiences",
            multiple=True,
            metavar="NAME",
            help="Show exactly what was written for this audience; repeat it for several. "
            f"One of {', '.join(one.value for one in Audience)}; the first three unless given.",
        ),
    ):
        command = option(command)
    return command


def read_case(
    case: "Case", as_of: date, audiences: tuple[str, ...], owner: str | None, reader: str | None
) -> "Reading":
    """The reading that the options ask for.

    Raises `BadValue` for an audience that there is not, and for personal entries without their owner or an owner
    without them; and `CouldNot` for an owner or a reader whom nothing in the case names: their id was mistyped.
    """
    known = {one.value: one for one in Audience}
    if not known.keys() >= set(audiences):
        raise BadValue(name="--audience", wanted=f"one of {', '.join(known)}")
    personal = Audience.PERSONAL.value in audiences
    if personal and owner is None:
        raise BadValue(name="--owner", wanted="given with --audience personal: the worker whose entries are shown")
    if owner is not None and not personal:
        raise BadValue(name="--owner", wanted="used with --audience personal: no personal entry is shown without it")
    for option, person in (("--owner", owner), ("--reader", reader)):
        if person is not None and not _names(case, person):
            why = f"{option}: nobody in this case has that id"
            raise CouldNot(why)
    wanted = {known[name] for name in audiences} or OPEN
    return case.read(as_of=as_of, audiences=wanted, owner=owner, reader=reader)


def _names(case: "Case", person: str) -> bool:
    """Whether a case names somebody in what it says, or as a writer, an owner or a reader of an entry of it."""
    return case.names(person) or any(
        person in {entry.by, entry.typed_by, entry.owner, *entry.withheld_from}
        for log in case.logs
        for entry in log.entries
    )


def ruleset_option(says: str) -> Callable[[_F], _F]:
    """The option that names a ruleset. `says` is its help."""
    return click.option("--ruleset", "name", default=None, metavar="NAME|FILE", help=says)


def ruleset_named(name: str) -> Ruleset:
    """The ruleset in a file, or the shipped one of that name. Raises what `Ruleset` raises."""
    path = Path(name)
    if path.is_file():
        return Ruleset.read(path)
    if name not in Ruleset.names():
        raise BadValue(name="ruleset", wanted="a file that is there, or one of " + ", ".join(Ruleset.names()))
    return Ruleset.load(name)


policy_option = click.option(
    "--policy",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="A folder with your council's own forms, prompts, roles and other files of policy.",
)


def policy_in(folder: Path | None) -> "Policy | None":
    """The policy in a folder; None where none is named.

    Each fault of its files is one line on standard error: the file, the key and what would be accepted. Raises
    `CouldNot` after them, and what else `Policy.read` raises.
    """
    if folder is None:
        return None
    from reflective.policy import Policy

    try:
        return Policy.read(folder)
    except BadDocument as refused:
        faults = refused.faults
    for fault in faults[:_MAX_FAULTS_SHOWN]:
        print_error(str(fault))
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    shown = f", the first {_MAX_FAULTS_SHOWN} of them named here" if len(faults) > _MAX_FAULTS_SHOWN else ""
    why = f"the policy has {many}{shown}"
    raise CouldNot(why)


def calendar_named(name: str, division: str | None = None) -> WorkingCalendar:
    """The calendar in the file of that path, or the shipped one of that name; raises `BadDocument` and `BadValue`.

    `division` is the part of the country that is read of a document that has several.
    """
    from reflective.exchange.calendar_file import read_calendar

    path = Path(name)
    if path.is_file():
        with path.open("rb") as file:
            return read_calendar(file, division)
    if division is not None:
        raise BadValue(name="--division", wanted="used with a file of several divisions")
    try:
        return WorkingCalendar.named(name)
    except BadValue as refused:
        wanted = refused.wanted
    raise BadValue(name="--calendar", wanted=f"a file that is there, or {wanted}")


def print_page(page: str) -> None:
    """Print a page; nothing in its lines can move the terminal."""
    from reflective.views.page import plain

    click.echo("\n".join(map(plain, page.split("\n"))))


def print_error(said: str) -> None:
    """Print one line on standard error."""
    from reflective.views.page import plain

    click.echo(f"reflective: {' '.join(plain(said).split())}", err=True)


def json_text(data: object, *, indent: int | None = None) -> str:
    """Data as JSON that a person can read, with every character escaped that could move a terminal."""
    from reflective.views.page import escaped

    return escaped(json.dumps(data, indent=indent, ensure_ascii=False))


def print_json(data: object) -> None:
    """Print data as JSON."""
    click.echo(json_text(data, indent=2))
