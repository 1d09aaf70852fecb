"""The stages a relationship is placed on: data with an id and a version, which a host may replace."""

from functools import cache

from reflective.errors import BadValue, UnknownId
from reflective.fields import Id, Text, value

__all__ = ["RelationshipStage", "RelationshipStages"]


@value(kw_only=True)
class RelationshipStage:
    """One stage of a ladder, and where its name comes from: the line of a source, or ourselves where there is none.

    >>> RelationshipStage(id="not_met", title="Not yet met", before_they_met=True)
    RelationshipStage(id='not_met', before_they_met=True)
    """

    id: Id
    title: Text
    line: Text | None = None
    #: Whether it is the stage before the two have met, which rests on nothing that was said or done.
    before_they_met: bool = False


@value(kw_only=True)
class RelationshipStages:
    """The stages of a relationship, from the first to the last, in one version. A host may bring its own.

    >>> ladder = RelationshipStages(
    ...     id="northmere",
    ...     version="1",
    ...     source="our own",
    ...     stages=(
    ...         RelationshipStage(id="not_met", title="Not yet met", before_they_met=True),
    ...         RelationshipStage(id="knows_us", title="Knows us by name"),
    ...     ),
    ... )
    >>> [stage.id for stage in ladder.stages]
    ['not_met', 'knows_us']
    """

    id: Id
    version: Id
    source: Text
    stages: tuple[RelationshipStage, ...]

    def __attrs_post_init__(self) -> None:
        if not self.stages or len({stage.id for stage in self.stages}) != len(self.stages):
            raise BadValue(name="rungs", wanted="at least one stage, with an id each, none of them twice")

    @classmethod
    def shipped(cls) -> "RelationshipStages":
        """The stages that the practice note names, and those round them that it does not."""
        return _shipped()

    def height(self, stage: str) -> int:
        """How far up a stage is, from 0; raises `UnknownId` for one that the ladder does not have."""
        for height, one in enumerate(self.stages):
            if one.id == stage:
                return height
        raise UnknownId(noun="stage", where=f"ladder {self.id}, version {self.version}")

    def before_they_met(self, stage: str) -> bool:
        """Whether a stage is one before the two have met; False for a stage that the ladder does not have."""
        return any(one.before_they_met for one in self.stages if one.id == stage)

    def title(self, stage: str) -> str:
        """The title of a stage; raises as `height` does."""
        return self.stages[self.height(stage)].title


@cache
def _shipped() -> RelationshipStages:
    import tomllib
    from importlib.resources import files

    table = tomllib.loads(files("reflective.practice").joinpath("data/relationship_stages.toml").read_text("utf-8"))
    stages = tuple(RelationshipStage(**row) for row in table["stage"])
    return RelationshipStages(id=table["id"], version=table["version"], source=table["source"], stages=stages)
