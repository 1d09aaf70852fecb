"""Views for people: text for a terminal. Every view withholds personal and restricted entries, and counts them."""

from reflective.views.due import due_facts, due_page
from reflective.views.facts import supervision_facts
from reflective.views.obligations import Counted, breach_lines, counts_facts, counts_page, heading
from reflective.views.rules import rule_facts, rule_page, rules_page
from reflective.views.screen import screen
from reflective.views.withholding import open_case

__all__ = [
    "Counted",
    "breach_lines",
    "counts_facts",
    "counts_page",
    "due_facts",
    "due_page",
    "heading",
    "open_case",
    "rule_facts",
    "rule_page",
    "rules_page",
    "screen",
    "supervision_facts",
]
