"""A table of events in, a table of obligations out: the same rules for one case, a council's year and a nation.

`pip install 'reflective-supervision[frame]'` brings what it needs. Nothing of it is loaded before a frame is given.
"""

from reflective.frames.bulk import BulkSummary, bulk
from reflective.frames.due_days import due_days
from reflective.frames.evaluate import Evaluated, evaluate
from reflective.frames.excel import write_excel
from reflective.frames.reading import EventsTable, read_table

__all__ = ["BulkSummary", "Evaluated", "EventsTable", "bulk", "due_days", "evaluate", "read_table", "write_excel"]
