"""A table of events in, a table of obligations out: the same rules for one case, a council's year and a nation.

`pip install 'reflective-supervision[frame]'` brings what it needs. Nothing of it is loaded before a frame is given.
"""

from reflective.frames.due_days import due_days
from reflective.frames.evaluate import Evaluated, evaluate

__all__ = ["Evaluated", "due_days", "evaluate"]
