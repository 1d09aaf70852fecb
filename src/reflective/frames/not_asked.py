"""The subjects about whom no rule asks anything, each with the reason."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from reflective.frames.outgoing import not_asked_types
from reflective.rules import Ruleset
from reflective.rules.accounts import NotAsked

if TYPE_CHECKING:
    import polars as pl

__all__ = ["not_asked"]

#: The reasons that the triggers of a subject can have, the first before the others.
_REASONS: Final = tuple(NotAsked)


def not_asked(
    events: "pl.DataFrame", found: "pl.DataFrame", ruleset: Ruleset, as_of: date, lost: Iterable[str] = ()
) -> "pl.DataFrame":
    """One row for each subject of the events that no obligation is of, sorted by subject.

    `lost` are subjects of whom a row could not be read; those without any other row are there too.
    """
    import polars as pl

    asked = found.select("subject").unique()
    silent = events.select("subject", "kind", "on").join(asked, on="subject", how="anti")
    known = silent.filter(pl.col("on") <= as_of)
    versions = _versions(ruleset)
    in_force = (pl.col("on") >= pl.col("since")) & (pl.col("on") <= pl.col("last")) & pl.col("own")
    # A version that the kind does not set going is in the table for the days of its rule alone.
    of_rule = known.join(versions, on="kind", how="inner").group_by(
        "subject", "kind", "on", "rule", maintain_order=True
    )
    reasons = of_rule.agg(in_force.any().alias("in_force"), pl.col("since").min()).select(
        "subject",
        pl.when(pl.col("in_force"))
        .then(_place(NotAsked.NOT_FOR_IT))
        .when(pl.col("on") < pl.col("since"))
        .then(_place(NotAsked.NOT_YET))
        .otherwise(_place(NotAsked.NO_LONGER))
        .alias("place"),
    )
    first = reasons.group_by("subject").agg(pl.col("place").min())
    subjects = silent.group_by("subject").agg((pl.col("on").min() <= as_of).alias("known"))
    place = (
        pl.when(~pl.col("known"))
        .then(_place(NotAsked.LATER))
        .otherwise(pl.col("place").fill_null(_place(NotAsked.NO_TRIGGER)))
    )
    placed = subjects.join(first, on="subject", how="left").select("subject", place.alias("place"))
    unread = pl.DataFrame({"subject": list(lost)}, schema={"subject": pl.String})
    unread = unread.join(events, on="subject", how="anti").with_columns(place=_place(NotAsked.NO_EVENT))
    return _named(pl.concat([placed, unread], how="vertical_relaxed").sort("subject"))


def _place(reason: NotAsked) -> int:
    return _REASONS.index(reason)


def _named(found: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    names = {place: one.value for place, one in enumerate(_REASONS)}
    dtype = not_asked_types()["reason"]
    return found.select("subject", reason=pl.col("place").replace_strict(names, return_dtype=dtype))


def _versions(ruleset: Ruleset) -> "pl.DataFrame":
    """For each kind of event that sets a rule going, the versions of the rule, and whether the kind is theirs."""
    import polars as pl

    rows = [
        (kind, place, rule.in_force_from or date.min, rule.in_force_to or date.max, kind in rule.trigger)
        for place, (_, versions) in enumerate(ruleset.by_rule)
        for kind in dict.fromkeys(kind for rule in versions for kind in rule.trigger)
        for rule in versions
    ]
    schema = {"kind": pl.String, "rule": pl.Int64, "since": pl.Date, "last": pl.Date, "own": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")
