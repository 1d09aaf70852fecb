"""The `reflective` command: the answers of the library, on one screen or as JSON.

Exit codes: 0 done, 1 found something where `--strict` asks for that, 2 could not. A refusal is one line on standard
error. The line repeats nothing that was typed or read: a file may hold names, and so may the name of a file.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reflective import __version__
from reflective.cli._options import (
    CouldNot,
    Day,
    calendar_named,
    json_option,
    policy_in,
    policy_option,
    print_error,
    print_json,
    print_page,
    read_case,
    reading_options,
)
from reflective.cli.bulk import bulk
from reflective.cli.check import check
from reflective.cli.due import due
from reflective.cli.policy import policy
from reflective.cli.rules import rules
from reflective.errors import BadDocument, OutsideCalendar, OverlayLoosens, ReflectiveError

if TYPE_CHECKING:
    from reflective.casework import Case

__all__ = ["run"]

#: The number of faults of a file that are shown; the rest are counted.
_MAX_FAULTS_SHOWN: Final = 20
_FIRST: Final = "first"
_EXAMPLES: Final = (_FIRST, "second")
_CASE_FILE: Final = "case.json"
_EXISTS: Final = f"{_CASE_FILE} is there already and is not overwritten; give --out another folder"


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="reflective")
@click.pass_context
def _cli(context: click.Context) -> None:
    """Reflective supervision in children's social work, as data.

    Dates are YYYY-MM-DD. Every command takes --json, and exits with 0 when it is done, 1 when it found something and
    was asked to say so, 2 when it could not.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@_cli.command(short_help="Show the case study: what one supervision agreed and left open.")
@click.option("--case", "name", type=click.Choice(_EXAMPLES), default=_FIRST, show_default=True, help="The example.")
@click.option("--as-of", type=Day(), default=None, help="The day to look from; each example has its own.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the whole case file into this folder, as case.json.",
)
@policy_option
@reading_options
@json_option
def demo(
    *,
    name: str,
    as_of: date | None,
    out: Path | None,
    folder: Path | None,
    audiences: tuple[str, ...],
    owner: str | None,
    reader: str | None,
    as_json: bool,
) -> None:
    """Show a worked example.

    The first is the case of Annabelle and Jamie: one supervision, from preparation to review dates, judged on
    2021-09-06. The second is made up: four siblings in four positions in law, judged on 2025-08-15.
    """
    from reflective.exchange.json import dumps
    from reflective.views import screen, supervision_facts

    own = policy_in(folder)
    case, own_day, words = _example(name)
    reading = read_case(case, as_of or own_day, audiences, owner, reader)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        _write_case(out, dumps(case, indent=2) + "\n")
    if as_json:
        print_json(supervision_facts(reading, own))
    else:
        print_page(screen(reading, **words, policy=own))
    if out is not None:
        click.echo(f"wrote {_CASE_FILE}: the whole record, personal and restricted entries included", err=True)


def _example(name: str) -> tuple["Case", date, Mapping[str, Any]]:
    """An example, the day from which it is judged, and the words that its screen has about itself."""
    from reflective import demo as first

    if name == _FIRST:
        return first.case(), first.HELD, first.WORDS
    from reflective.demo import second

    return second.case(), second.JUDGED_ON, second.WORDS


def _write_case(folder: Path, text: str) -> None:
    """Write the case file into a folder. Raises `CouldNot` rather than overwrite one that is there."""
    try:
        opened = (folder / _CASE_FILE).open("x", encoding="utf-8")
    except FileExistsError:
        pass
    else:
        with opened:
            opened.write(text)
        return
    raise CouldNot(_EXISTS)


@_cli.command(short_help='Say when "within 45 working days" or the like falls due.')
@click.argument("phrase")
@click.option("--from", "start", type=Day(), required=True, help="The day to count from.")
@click.option("--calendar", default="england-and-wales", show_default=True, help="A shipped calendar, or a file.")
@click.option("--division", default=None, metavar="NAME", help="The part of a file that has several: scotland, say.")
@json_option
def deadline(phrase: str, start: date, calendar: str, division: str | None, as_json: bool) -> None:
    """Say when a phrase such as "within 45 working days" falls due, and why."""
    from reflective.timescales import Timescale

    reckoning = Timescale.parse(phrase).why(start, calendar_named(calendar, division))
    if as_json:
        print_json(reckoning.as_row())
    else:
        click.echo(str(reckoning))


_cli.add_command(bulk)
_cli.add_command(check)
_cli.add_command(due)
_cli.add_command(policy)
_cli.add_command(rules)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. A failure is one line on standard error."""
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
        # Click ends like this when the reader of a pipe has stopped reading.
        return 0
    except UnicodeDecodeError:
        return _could_not("the file is not UTF-8 text")
    except OSError as failed:
        return _could_not(f"the file could not be read or written: {failed.strerror}")
    except Exception as fault:  # noqa: BLE001 - a traceback would show what was read, and it may hold names
        return _could_not(f"a fault of ours, {type(fault).__name__}: please report the command and not the file")


def _could_not(why: str) -> int:
    print_error(why)
    return 2


def _refused(refused: ReflectiveError) -> str:
    """The library's message, without the text of a ruleset, and with more of the faults of a document."""
    if isinstance(refused, OverlayLoosens):
        return f"the ruleset loosens one of {refused.base} that it extends; `reflective rules verify` shows how"
    if isinstance(refused, OutsideCalendar):
        return f"{refused.limits}; give a calendar that knows more with --calendar FILE"
    if not isinstance(refused, BadDocument):
        return str(refused)
    many, shown = len(refused.faults), refused.faults[:_MAX_FAULTS_SHOWN]
    more = f"; and {many - len(shown)} more" if many > len(shown) else ""
    return f"the document has {many} {'fault' if many == 1 else 'faults'}: {'; '.join(map(str, shown))}{more}"


def _usage(misused: click.ClickException) -> str:
    """The accepted input, in words of our own: the messages of click repeat what was typed."""
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
        return f"{misused.option_name} requires a value; {see}"
    if isinstance(misused, click.NoSuchOption):
        return f"there is no such option; {see}"
    if isinstance(misused, click.UsageError) and ctx is not None and isinstance(ctx.command, click.Group):
        return f"commands are {', '.join(sorted(ctx.command.commands))}; {see}"
    return f"that was not understood; {see}"


def _named(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else f"the argument {param.human_readable_name}"
