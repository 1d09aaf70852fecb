"""How records travel: as JSON documents, and in the forms of other systems."""

from reflective.exchange.json import dumps, entry_from_data, entry_to_data, loads, schema

__all__ = ["dumps", "entry_from_data", "entry_to_data", "loads", "schema"]
