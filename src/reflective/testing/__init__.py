"""For those who embed the library: strategies, histories, laws, a pytest plugin. Wants Hypothesis, as they alone do.

Each room is a door of its own (`from reflective.testing.strategies import plans`), so that one can be had without the
others, and what Hypothesis is told by its entry point costs nothing until something is drawn.
"""
