"""Questions to think with: those of the practice note, and a host's own. All are optional; a blank can be honest."""

from collections.abc import Iterable
from functools import cache

import attrs

from reflective.errors import BadValue, UnknownId
from reflective.fields import Id, Text, several, value
from reflective.practice.cycle.stages import Stage

__all__ = ["Prompt", "Prompts"]


@value(kw_only=True)
class Prompt:
    """One question: for which stage, through which lens, and where it comes from.

    >>> mood = Prompt(id="northmere:mood", text="How was the room?", stage=Stage.EXPERIENCE, lens="general")
    >>> mood.quoted
    False
    """

    id: Id
    text: Text
    stage: Stage
    lens: Text
    source: Text | None = None
    #: The line of the source.
    line: Text | None = None
    #: True for the source's own words; False where the source reports or suggests it and we put it generally.
    quoted: bool = False


@value(kw_only=True)
class Prompts:
    """A set of prompts in one version, kept beside the answers and never in them.

    >>> mood = Prompt(id="northmere:mood", text="How was the room?", stage=Stage.EXPERIENCE, lens="general")
    >>> Prompts(version="northmere-1", prompts=(mood,))["northmere:mood"].text
    'How was the room?'
    """

    version: Id
    prompts: tuple[Prompt, ...]

    def __attrs_post_init__(self) -> None:
        if len({prompt.id for prompt in self.prompts}) != len(self.prompts):
            raise BadValue(name="prompts", wanted="prompts with an id each, none of them twice")

    @classmethod
    def shipped(cls) -> "Prompts":
        """The eight questions that the practice note quotes, and those that it reports or suggests."""
        return _shipped()

    def with_own(self, version: str, own: Iterable[Prompt]) -> "Prompts":
        """These and a host's own, as a version of its own; raises `BadValue` where two have one id."""
        return Prompts(version=version, prompts=(*self.prompts, *several("own", own, Prompt)))

    def without(self, version: str, *ids: str) -> "Prompts":
        """These without some of them, as a version of its own; raises `UnknownId` for an id that is not here."""
        left_out = {self[one].id for one in ids}
        return Prompts(version=version, prompts=tuple(one for one in self.prompts if one.id not in left_out))

    def reworded(self, version: str, prompt: str, text: str) -> "Prompts":
        """These with one of them in a host's own words, no longer quoted; raises `UnknownId`.

        >>> prompts = Prompts.shipped().reworded("northmere-1", "how-long", "Since when has it been like this?")
        >>> prompts["how-long"].stage.value
        'experience'
        """
        own = attrs.evolve(self[prompt], text=text, quoted=False)
        return Prompts(version=version, prompts=tuple(own if one.id == prompt else one for one in self.prompts))

    def for_stage(self, stage: Stage) -> tuple[Prompt, ...]:
        """The prompts of one stage, in their order."""
        return tuple(prompt for prompt in self.prompts if prompt.stage is stage)

    def __getitem__(self, prompt: str) -> Prompt:
        """The prompt of that id; raises `UnknownId`."""
        for one in self.prompts:
            if one.id == prompt:
                return one
        raise UnknownId(noun="prompt", where=f"prompts, version {self.version}")


@cache
def _shipped() -> Prompts:
    import tomllib
    from importlib.resources import files

    table = tomllib.loads(files("reflective.practice").joinpath("data/prompts.toml").read_text("utf-8"))
    prompts = tuple(
        Prompt(
            id=row["id"],
            text=row["text"],
            stage=Stage(row["stage"]),
            lens=row["lens"],
            source=table["source"],
            line=row["line"],
            quoted=row["quoted"],
        )
        for row in table["prompt"]
    )
    return Prompts(version=table["version"], prompts=prompts)
