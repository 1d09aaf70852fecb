"""The `reflective` command: what the library answers, on one screen or as JSON.

Exit codes: 0 done, 1 found something where `--strict` asked for that, 2 could not. What goes wrong is one line on
standard error, with nothing in it of what was typed or read: a file may hold names, and so may a shell's history.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from reflective import __version__
from reflective.cli._options import CouldNot, Day, calendar_named, json_option, print_json
from reflective.cli.due import due
from reflective.cli.rules import rules
from reflective.errors import BadDocument, OverlayLoosens, ReflectiveError

__all__ = ["run"]

#: How many faults of a file are told.
_SHOWN: Final = 20


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="reflective")
def _cli() -> None:
    """Reflective supervision in children's social work, as data.

    Dates are YYYY-MM-DD. Every command takes --json, and exits with 0 when it is done, 1 when it found something and
    was asked to say so, 2 when it could not.
    """


@_cli.command(short_help="Show the case study: what one supervision agreed and left open.")
@click.option("--as-of", type=Day(), default=None, help="The day to look from; the example's own is 2021-09-06.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write the whole case file here.")
@json_option
def demo(as_of: date | None, out: Path | None, as_json: bool) -> None:
    """Show the case of Annabelle and Jamie: one supervision, from preparation to review dates."""
    from reflective import demo as example
    from reflective.exchange.json import dumps
    from reflective.views import screen, supervision_facts

    case, day = example.case(), as_of or example.HELD
    if as_json:
        print_json(supervision_facts(case, day))
    else:
        click.echo(screen(case, day, **example.WORDS))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "case.json").write_text(dumps(case, indent=2) + "\n", encoding="utf-8")
        click.echo("wrote case.json: the whole record, personal and restricted entries included", err=True)


@_cli.command(short_help='Say when "within 45 working days" or the like falls due.')
@click.argument("phrase")
@click.option("--from", "start", type=Day(), required=True, help="The day it is counted from.")
@click.option("--calendar", default="england-and-wales", show_default=True, help="A shipped calendar, or a file.")
@json_option
def deadline(phrase: str, start: date, calendar: str, as_json: bool) -> None:
    """Say when a phrase such as "within 45 working days" falls due, and why."""
    from reflective.timescales import Timescale

    reckoning = Timescale.parse(phrase).why(start, calendar_named(calendar))
    if as_json:
        print_json(reckoning.as_row())
    else:
        click.echo(str(reckoning))


_cli.add_command(due)
_cli.add_command(rules)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; whatever goes wrong is one line on standard error."""
    try:
        return _cli.main(list(arguments), prog_name="reflective", standalone_mode=False) or 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except ReflectiveError as refused:
        return _could_not(_refused(refused))
    except click.ClickException as misused:
        return _could_not(_usage(misused))
    except (click.Abort, KeyboardInterrupt):
        return _could_not("stopped")
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except SystemExit:
        # How click ends where whoever reads what is printed has read enough.
        return 0
    except UnicodeDecodeError:
        return _could_not("the file is not UTF-8 text")
    except OSError as failed:
        return _could_not(f"the file could not be read or written: {failed.strerror}")
    except Exception as fault:  # noqa: BLE001 - a traceback would show what was read, and it may hold names
        return _could_not(f"a fault of ours, {type(fault).__name__}: please report the command and not the file")


def _could_not(why: str) -> int:
    click.echo(f"reflective: {' '.join(why.split())}", err=True)
    return 2


def _refused(refused: ReflectiveError) -> str:
    """What the library said, save where the file speaks in it, or where whoever has it open wants to read on."""
    if isinstance(refused, OverlayLoosens):
        return f"the ruleset loosens one of {refused.base} that it extends; `reflective rules verify` shows how"
    if not isinstance(refused, BadDocument):
        return str(refused)
    many, shown = len(refused.faults), refused.faults[:_SHOWN]
    more = f"; and {many - len(shown)} more" if many > len(shown) else ""
    return f"the document has {many} {'fault' if many == 1 else 'faults'}: {'; '.join(map(str, shown))}{more}"


def _usage(misused: click.ClickException) -> str:
    """What would be accepted, in our own words: click's messages repeat what was typed."""
    if isinstance(misused, CouldNot):
        return misused.message
    ctx = getattr(misused, "ctx", None)
    command = ctx.command_path if ctx is not None else "reflective"
    see = f"see {command} --help"
    if isinstance(misused, click.MissingParameter) and misused.param is not None:
        return f"{_named(misused.param)} is missing; {see}"
    if isinstance(misused, click.BadParameter) and misused.param is not None:
        return f"{_named(misused.param)} was not understood; {see}"
    if isinstance(misused, click.BadOptionUsage):
        return f"{misused.option_name} wants a value; {see}"
    if isinstance(misused, click.NoSuchOption):
        return f"there is no such option; {see}"
    if isinstance(misused, click.UsageError) and ctx is not None and isinstance(ctx.command, click.Group):
        return f"commands are {', '.join(sorted(ctx.command.commands))}; {see}"
    return f"that was not understood; {see}"


def _named(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else f"the argument {param.human_readable_name}"
