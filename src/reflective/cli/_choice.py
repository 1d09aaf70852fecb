"""The options of `reflective due` that choose among its rows: which are shown, in which order and in which form."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, TypeVar

import attrs
import click

from reflective.errors import BadValue
from reflective.rules import Authority, Obligation, Status
from reflective.rules.event import fold

__all__ = ["EVER", "NOW", "SORTS", "Choice", "choice_options", "chosen", "exit_code"]

_F = TypeVar("_F", bound=Callable[..., Any])

NOW: Final = "now"
EVER: Final = "ever"
#: The orders that rows may have, each by the key that they are sorted by.
SORTS: Final[dict[str, Callable[[Obligation], Any]]] = {
    "late": lambda one: (-(one.days_late or 0), one.due or date.max, one.subject),
    "due": lambda one: (one.due is None, one.due or date.max, one.subject),
    "subject": lambda one: (one.subject, one.rule, one.trigger, one.ref),
}
_MOST_DAYS: Final = 3660


@attrs.frozen(kw_only=True)
class Choice:
    """The choices that the options make: filters, an order, a fact to group by, and whether reasons are printed."""

    rules: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    subjects: tuple[str, ...] = ()
    authorities: tuple[Authority, ...] = ()
    within_days: int | None = None
    sort: str | None = None
    group: str | None = None
    with_why: bool = True

    @property
    def filters(self) -> bool:
        """Whether any row may be left out."""
        chosen = (self.rules, self.statuses, self.subjects, self.authorities)
        return any(chosen) or self.within_days is not None

    def takes(self, one: Obligation, as_of: date) -> bool:
        """Whether the filters leave a row."""
        if self.rules and one.rule not in self.rules:
            return False
        if self.statuses and one.status not in self.statuses:
            return False
        if self.authorities and one.authority not in self.authorities:
            return False
        if self.subjects and fold(one.subject) not in self.subjects:
            return False
        return self.within_days is None or self._is_near(one, as_of, self.within_days)

    @staticmethod
    def _is_near(one: Obligation, as_of: date, days: int) -> bool:
        """Whether a row is open and due from a day on, within so many days."""
        return one.open and one.due is not None and as_of <= one.due <= as_of + timedelta(days=days)

    def group_of(self, one: Obligation) -> str:
        """The group of a row: the value of the fact, or that it has none."""
        return dict(one.facts).get(self.group or "", "not recorded")


def choice_options(command: _F) -> _F:
    """The options that make a `Choice`."""
    for option in (
        click.option("--no-why", is_flag=True, help="Leave the reasons out of --json and --csv."),
        click.option("--group", metavar="FACT", default=None, help="List by the value of a fact, a team say."),
        click.option("--sort", type=click.Choice(sorted(SORTS)), default=None, help="The order of the rows."),
        click.option(
            "--within", "within_days", type=click.IntRange(0, _MOST_DAYS), default=None, metavar="DAYS",
            help="Only what is open and due in so many calendar days.",
        ),
        click.option("--authority", "authorities", multiple=True, metavar="NAME", help="Only rules of this authority."),
        click.option("--subject", "subjects", multiple=True, metavar="ID", help="Only this child or worker."),
        click.option("--status", "statuses", multiple=True, metavar="NAME", help="Only rows of this status."),
        click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this rule. Filters may be repeated."),
    ):  # fmt: skip
        command = option(command)
    return command


def chosen(known_rules: frozenset[str], given: dict[str, Any]) -> Choice:
    """The choice that the options make; raises `BadValue` for a name that there is not, and says which there are."""
    statuses = tuple(_member("--status", Status, name) for name in given["statuses"])
    authorities = tuple(_member("--authority", Authority, name) for name in given["authorities"])
    if not known_rules >= set(given["rules"]):
        raise BadValue(name="--rule", wanted="the id of a rule of the ruleset; see `reflective rules list`")
    return Choice(
        rules=given["rules"],
        statuses=statuses,
        subjects=tuple(map(fold, given["subjects"])),
        authorities=authorities,
        within_days=given["within_days"],
        sort=given["sort"],
        group=given["group"],
        with_why=not given["no_why"],
    )


def _member(option: str, kind: Any, name: str) -> Any:
    known = {one.value: one for one in kind}
    if name not in known:
        raise BadValue(name=option, wanted=f"one of {', '.join(known)}")
    return known[name]


def exit_code(strict: str | None, statuses: frozenset[tuple[Status, bool]], *, unread: bool) -> int:
    """The exit code: 2 where anything could not be read, 1 where anything is late as `--strict` asks, else 0.

    `statuses` are those of the rows that the filters left, each with whether it went past its day.
    """
    if strict is None:
        return 0
    if unread:
        return 2
    late = any(status is Status.OVERDUE for status, _ in statuses)
    ever = strict == EVER and any(exceeded for _, exceeded in statuses)
    return int(late or ever)
