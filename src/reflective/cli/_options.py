"""What the commands share: options, the files they name, and printing that cannot move a terminal."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from reflective.errors import BadValue
from reflective.fields import read_day
from reflective.rules import Ruleset
from reflective.timescales import WorkingCalendar

__all__ = [
    "CouldNot",
    "Day",
    "calendar_named",
    "json_option",
    "json_text",
    "print_error",
    "print_json",
    "print_page",
    "ruleset_named",
    "ruleset_option",
]


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


def calendar_named(name: str) -> WorkingCalendar:
    """The calendar in the file of that path, or the shipped one of that name; raises `BadDocument` and `BadValue`."""
    from reflective.exchange.calendar_file import read_calendar

    path = Path(name)
    if not path.is_file():
        return WorkingCalendar.named(name)
    with path.open("rb") as file:
        return read_calendar(file)


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
