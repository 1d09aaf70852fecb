"""`reflective policy`: the files of a council's policy, whose each is, and when somebody last checked it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reflective.cli._options import CouldNot, Day, json_option, policy_in, print_json, print_page
from reflective.timescales import day_in_words

if TYPE_CHECKING:
    from reflective.policy import Policy, PolicyFile

__all__ = ["policy"]


@click.command(short_help="Check the files of your council's policy, and list whose each is.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--as-of", type=Day(), default=None, help="The day to look from: which files are past their review.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the files that ship into this folder, to begin from.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a file is past its review; needs --as-of.")
@json_option
def policy(folder: Path | None, as_of: date | None, out: Path | None, *, strict: bool, as_json: bool) -> int:
    """Check the files of a policy, and list whose each is, when it was last checked and where it is from.

    DIR is a folder with any of forms, prompts, roles, relationship_stages, frequencies, authority and vocabulary, each
    .toml. The shipped file stands in for each that it lacks. A fault is one line: the file, the key, and what would be
    accepted.
    """
    from reflective.policy import Policy

    if strict and as_of is None:
        why = "--strict: give --as-of, the day to look from"
        raise CouldNot(why)
    found = policy_in(folder) or Policy.shipped()
    if out is not None:
        _write(out)
    late = () if as_of is None else found.past_review(as_of)
    if as_json:
        print_json([_facts(one, late) for one in found.files])
    else:
        print_page("\n".join(_lines(found, late)))
    return int(strict and bool(late))


def _facts(one: "PolicyFile", late: "tuple[PolicyFile, ...]") -> dict[str, Any]:
    return {
        "file": f"{one.name}.toml",
        "shipped": one.shipped,
        "owner": one.owner,
        "last_checked": one.last_checked.isoformat(),
        "review_by": None if one.review_by is None else one.review_by.isoformat(),
        "past_review": one in late,
        "source": one.source,
    }


def _lines(found: "Policy", late: "tuple[PolicyFile, ...]") -> Iterator[str]:
    from reflective.views.page import wrapped

    for one in found.files:
        said = [
            f"{one.name}.toml, {'shipped' if one.shipped else 'your own'}: {one.owner}",
            f"last checked {day_in_words(one.last_checked)}",
        ]
        if one.review_by is not None:
            past = ", which is past" if one in late else ""
            said.append(f"review by {day_in_words(one.review_by)}{past}")
        yield wrapped(f"{'; '.join(said)}. From: {one.source}.")


def _write(folder: Path) -> None:
    """Write the shipped files into a folder. Raises `CouldNot` rather than overwrite one that is there."""
    from reflective.policy import shipped_texts

    folder.mkdir(parents=True, exist_ok=True)
    texts = shipped_texts()
    if any((folder / name).exists() for name in texts):
        why = "a file of a policy is there already, and none is overwritten; give --out another folder"
        raise CouldNot(why)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"wrote {len(texts)} files, each to be made your own: its owner, and the day it was checked", err=True)
