"""The rules of the worked example: what was agreed in its one supervision, and when the note itself is reviewed."""

from functools import cache

from reflective.rules import Ruleset

__all__ = ["decisions"]


@cache
def decisions() -> Ruleset:
    """The decisions for Annabelle and Jamie, as rules that hold for the day of that supervision alone.

    >>> [rule.id for rule in decisions().rules][:2]
    ['case.joint-visit', 'case.safety-plans']
    """
    from importlib.resources import files

    return Ruleset.parse(files("reflective.demo").joinpath("decisions.toml").read_text("utf-8"))
