"""Statutory returns, which a council sends each year, and tables of events, as the events that rules read."""

from reflective.exchange.returns.census import read_census
from reflective.exchange.returns.events_file import read_events
from reflective.exchange.returns.looked_after import read_looked_after
from reflective.exchange.returns.mapping import ColumnMapping
from reflective.exchange.returns.opening import open_return
from reflective.exchange.returns.source import Child, Return

__all__ = ["Child", "ColumnMapping", "Return", "open_return", "read_census", "read_events", "read_looked_after"]
