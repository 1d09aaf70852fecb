"""Prompts are data beside the code: eight quoted, three reported, and a host's own."""

import pytest

from reflective.errors import BadValue, UnknownId
from reflective.practice import Stage
from reflective.practice.cycle import Prompt, Prompts


def test_eight_are_quoted_and_three_reported_each_with_its_stage_lens_and_line():
    """What is reported is marked so, and is in our words."""
    prompts = Prompts.shipped().prompts
    assert [prompt.quoted for prompt in prompts].count(True) == 8
    assert [prompt.line for prompt in prompts if not prompt.quoted] == ["57", "57", "57"]
    assert all(prompt.source and prompt.lens for prompt in prompts)
    assert len(Prompts.shipped().for_stage(Stage.EXPERIENCE)) == 3
    assert Prompts.shipped().for_stage(Stage.ACTION) == ()


def test_a_host_adds_its_own_in_a_version_of_its_own():
    """Two of one id are refused."""
    own = Prompt(id="own-1", text="What does this mean to you?", stage=Stage.ANALYSIS, lens="meaning")
    more = Prompts.shipped().with_own("council-1", [own])
    assert more.version == "council-1"
    assert more["own-1"] == own
    assert len(more.prompts) == 12
    with pytest.raises(BadValue, match="none of them twice"):
        more.with_own("council-2", [own])


def test_a_prompt_that_is_not_there_is_not_named_back():
    """The error says the version that was looked in."""
    with pytest.raises(UnknownId, match="prompts, version 1") as caught:
        Prompts.shipped()["Mick"]
    assert "Mick" not in str(caught.value)
