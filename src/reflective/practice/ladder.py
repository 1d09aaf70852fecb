"""The stages a relationship is placed on: data with an id and a version, which a host may replace."""

from functools import cache

from reflective.errors import BadValue, UnknownId
from reflective.fields import Id, Text, value

__all__ = ["Ladder", "Rung"]


@value(kw_only=True)
class Rung:
    """One stage of a ladder, and where its name comes from: the line of a source, or ourselves where there is none."""

    id: Id
    title: Text
    line: Text | None = None


@value(kw_only=True)
class Ladder:
    """The stages of a relationship, from the first to the last, in one version. A host may bring its own."""

    id: Id
    version: Id
    source: Text
    rungs: tuple[Rung, ...]

    def __attrs_post_init__(self) -> None:
        if not self.rungs or len({rung.id for rung in self.rungs}) != len(self.rungs):
            raise BadValue(name="rungs", wanted="at least one stage, with an id each, none of them twice")

    @classmethod
    def shipped(cls) -> "Ladder":
        """The stages that the practice note names, and those round them that it does not."""
        return _shipped()

    def height(self, stage: str) -> int:
        """How far up a stage is, from 0; raises `UnknownId` for one that the ladder does not have."""
        for height, rung in enumerate(self.rungs):
            if rung.id == stage:
                return height
        raise UnknownId(noun="stage", where=f"ladder {self.id}, version {self.version}")

    def title(self, stage: str) -> str:
        """What the stage is called; raises as `height` does."""
        return self.rungs[self.height(stage)].title


@cache
def _shipped() -> Ladder:
    import tomllib
    from importlib.resources import files

    table = tomllib.loads(files("reflective.practice").joinpath("data/relationship_ladder.toml").read_text("utf-8"))
    rungs = tuple(Rung(id=row["id"], title=row["title"], line=row.get("line")) for row in table["rung"])
    return Ladder(id=table["id"], version=table["version"], source=table["source"], rungs=rungs)
