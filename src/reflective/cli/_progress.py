"""A bar on standard error while something long goes on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress"]


@contextmanager
def progress(what: str, *, long: bool) -> Iterator[Callable[[int, int], object] | None]:
    """Yield what is told how much of how much is done; None where it is not long, or nobody looks on."""
    if not long or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    # Rich would send what is printed the way of the bar: right where both are the screen, lost where one is a file.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)
