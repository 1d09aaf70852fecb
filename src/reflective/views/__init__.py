"""Views for people: text for a terminal. Every view of a case takes a reading, and shows what that shows."""

from reflective.views.due import due_facts, due_page
from reflective.views.facts import supervision_facts
from reflective.views.findings import findings_page
from reflective.views.obligations import Counted, breach_lines, counts_facts, counts_page, heading
from reflective.views.plan import plan_facts
from reflective.views.plan_page import plan_page
from reflective.views.rules import rule_facts, rule_page, rules_page
from reflective.views.screen import screen

__all__ = [
    "Counted",
    "breach_lines",
    "counts_facts",
    "counts_page",
    "due_facts",
    "due_page",
    "findings_page",
    "heading",
    "plan_facts",
    "plan_page",
    "rule_facts",
    "rule_page",
    "rules_page",
    "screen",
    "supervision_facts",
]
