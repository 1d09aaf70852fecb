"""How records travel: as JSON documents, and in the forms of other systems."""

from reflective.exchange.json import dumps, from_data, loads, to_data

__all__ = ["dumps", "from_data", "loads", "to_data"]
