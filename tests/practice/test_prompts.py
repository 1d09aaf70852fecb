"""Prompts are data beside the code: eight quoted, three reported, and a host's own."""

import pytest

from reflective.errors import BadValue, UnknownId
from reflective.practice import Stage
from reflective.practice.cycle import Prompt, Prompts


def test_eight_are_quoted_and_the_others_put_in_our_words_each_with_its_stage_lens_and_line():
    """A host can see which words are the note's, and where the note reports or suggests the rest."""
    prompts = Prompts.shipped().prompts
    assert [prompt.quoted for prompt in prompts].count(True) == 8
    assert [prompt.line for prompt in prompts if prompt.stage is Stage.EXPERIENCE] == ["57", "57", "57"]
    assert all(prompt.source and prompt.lens for prompt in prompts)
    assert not any(prompt.quoted for prompt in prompts if int(prompt.line) >= 84)


def test_there_are_prompts_for_each_stage_from_the_lines_of_the_note_that_are_about_it():
    """Making sense is in lines 84 and 96, and what to do in lines 88 to 96: nobody is sent away with an empty list."""
    lines = {stage: {prompt.line for prompt in Prompts.shipped().for_stage(stage)} for stage in Stage}
    assert lines[Stage.ANALYSIS] == {"84", "96"}
    assert lines[Stage.ACTION] == {"88", "89", "90", "91", "92", "93", "94", "95", "96"}


def test_a_host_adds_its_own_in_a_version_of_its_own():
    """Two of one id are refused."""
    own = Prompt(id="own-1", text="What does this mean to you?", stage=Stage.ANALYSIS, lens="meaning")
    more = Prompts.shipped().with_own("council-1", [own])
    assert more.version == "council-1"
    assert more["own-1"] == own
    assert len(more.prompts) == len(Prompts.shipped().prompts) + 1
    with pytest.raises(BadValue, match="none of them twice"):
        more.with_own("council-2", [own])


def test_a_prompt_that_is_not_there_is_not_named_back():
    """The error says the version that was looked in."""
    with pytest.raises(UnknownId, match="prompts, version 1") as caught:
        Prompts.shipped()["Mick"]
    assert "Mick" not in str(caught.value)


def test_a_host_leaves_some_out_and_puts_others_in_its_own_words():
    """The rest stay as they are, in their order; one in other words is no longer the note's own."""
    shipped = Prompts.shipped()
    fewer = shipped.without("council-1", "how-long", "next-stage")
    assert [one.id for one in fewer.prompts] == [
        one.id for one in shipped.prompts if one.id not in {"how-long", "next-stage"}
    ]
    other = shipped.reworded("council-2", "next-stage", "Where is this child going next?")
    assert [one.id for one in other.prompts] == [one.id for one in shipped.prompts]
    assert (other["next-stage"].text, other["next-stage"].quoted) == ("Where is this child going next?", False)
    assert (fewer.version, other.version) == ("council-1", "council-2")
    for change in (lambda: shipped.without("2", "zzz"), lambda: shipped.reworded("2", "zzz", "why?")):
        with pytest.raises(UnknownId, match="prompts, version 1"):
            change()
