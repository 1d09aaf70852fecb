"""For those who embed the library: strategies, histories, laws, a pytest plugin. Requires Hypothesis.

Each module is a door of its own (`from reflective.testing.strategies import records`).
"""
