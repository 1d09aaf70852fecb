"""What must happen by when: events, and the rules that turn them into obligations."""

from reflective.rules.event import Event
from reflective.rules.status import Status, judge

__all__ = ["Event", "Status", "judge"]
