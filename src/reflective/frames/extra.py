"""The check that the libraries which frames require are there."""

from importlib.util import find_spec
from typing import Final

from reflective.errors import BadValue

__all__ = ["EXCEL_EXTRA", "check_extra"]

#: The refusal where Excel files cannot be read or written.
EXCEL_EXTRA: Final = "used with the excel extra: pip install 'reflective-supervision[excel]'"

_NEEDS: Final = ("narwhals", "polars")
_EXTRA: Final = "used with the frame extra: pip install 'reflective-supervision[frame]'"


def check_extra() -> None:
    """Raise `BadValue`, which names the extra, where one of them is not installed."""
    if any(find_spec(name) is None for name in _NEEDS):
        raise BadValue(name="frames", wanted=_EXTRA)
