"""What the commands share: how a day is given, and how data is printed."""

import json
from datetime import date
from typing import Any

import click

from reflective.fields import read_day

__all__ = ["Day", "json_option", "print_json"]


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed; raises `BadValue`, which names the option and not what was typed."""
        del ctx
        name = param.opts[0] if param is not None else "the day"
        return value if isinstance(value, date) else read_day(name, value)


json_option = click.option("--json", "as_json", is_flag=True, help="Print data instead of a page.")


def print_json(data: object) -> None:
    """Print data as JSON that a person can read."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
