"""What the commands share: how a day and a ruleset are given, and how data is printed."""

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

__all__ = ["CouldNot", "Day", "calendar_named", "json_option", "print_json", "ruleset_named", "ruleset_option"]


_F = TypeVar("_F", bound=Callable[..., Any])


class CouldNot(click.ClickException):
    """What stopped a command, in words of our own: the whole of its one line."""


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed; raises `BadValue`, which names the option and not what was typed."""
        del ctx
        name = param.opts[0] if param is not None else "the day"
        return value if isinstance(value, date) else read_day(name, value)


json_option = click.option("--json", "as_json", is_flag=True, help="Print data instead of a page.")


def ruleset_option(says: str) -> Callable[[_F], _F]:
    """The option that names a ruleset, with what leaving it out means."""
    return click.option("--ruleset", "name", default=None, metavar="NAME|FILE", help=says)


def ruleset_named(name: str) -> Ruleset:
    """The ruleset in the file of that path, or the shipped one of that name; raises what `Ruleset` raises."""
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


def print_json(data: object) -> None:
    """Print data as JSON that a person can read."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
