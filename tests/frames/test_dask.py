"""The same question put to each part of a frame of Dask, once whole subjects are together."""

from datetime import date

import pytest

pytest.importorskip("polars", reason="polars is in the frame extra")
pandas = pytest.importorskip("pandas", reason="pandas is in the compare extra")
dask = pytest.importorskip("dask.dataframe", reason="dask is installed by those who use it")

import polars as pl

from reflective.frames import evaluate
from reflective.frames.columns import DAYS
from reflective.rules import Ruleset
from tests.frames.made import expected, frame_of, rows
from tests.frames.test_evaluate import many_subjects

AS_OF = date(2025, 3, 31)
ENGLAND = Ruleset.load("england")


def answered(parts):
    """The obligations of each part of a frame of Dask, in one frame of polars."""
    empty = evaluate(frame_of([]).to_pandas(), ENGLAND, AS_OF)
    found = parts.map_partitions(evaluate, ENGLAND, AS_OF, meta=empty).compute(scheduler="threads")
    return pl.from_pandas(found.reset_index(drop=True)).with_columns(pl.col(name).cast(pl.Date) for name in DAYS)


def test_parts_of_whole_subjects_give_the_rows_of_the_per_case_engine():
    """A shuffle by subject brings the rows of each child together, in whatever order."""
    events = many_subjects(300)
    parts = dask.from_pandas(frame_of(events).to_pandas(), npartitions=4).shuffle("subject")
    assert rows(answered(parts)) == expected(ENGLAND.obligations(events, AS_OF), AS_OF)


def test_control_parts_that_cut_a_subject_are_seen():
    """Without the shuffle the rows of a child lie in several parts."""
    events = many_subjects(300)
    parts = dask.from_pandas(frame_of(events).to_pandas(), npartitions=4)
    assert rows(answered(parts)) != expected(ENGLAND.obligations(events, AS_OF), AS_OF)
