"""Reflective supervision in children's social work, as data that other systems hold and question."""

__version__ = "0.1.0"
