"""A bar on standard error while something long goes on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress"]


@contextmanager
def progress(what: str, *, long: bool) -> Iterator[Callable[[int, int], object] | None]:
    """Yield a function of how much is done and how much there is; None if the work is short or nobody looks on."""
    if not long or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    # With `redirect_stdout` rich prints the page above the bar. If standard output is a file the page would be lost.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)
