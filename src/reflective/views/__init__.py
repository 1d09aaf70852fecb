"""What people see: text for a terminal. Every view withholds what is personal or restricted, and says how much."""

from reflective.views.due import due_facts, due_page
from reflective.views.facts import supervision_facts
from reflective.views.screen import screen
from reflective.views.withholding import open_case

__all__ = ["due_facts", "due_page", "open_case", "screen", "supervision_facts"]
