"""Who lives where, and the safe way to reach somebody."""

from reflective.practice.household.contents import LeftHome, LivesAt, SafeWay
from reflective.practice.household.household import Household
from reflective.practice.household.state import HomeStay

__all__ = ["HomeStay", "Household", "LeftHome", "LivesAt", "SafeWay"]
