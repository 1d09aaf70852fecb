"""How the properties are tried: never against a clock, and the same way twice where that matters."""

import os

from hypothesis import HealthCheck, settings

# A busy machine is not a fault, so no example has a deadline. In CI the examples are the same each time: whatever
# fails there fails at home too. At home they are new each time, and find what CI has not.
# Fewer than Hypothesis tries by itself are quick enough to be run day by day; `--hypothesis-profile=thorough` tries
# many times as many, and CI does that once. A mutant is tried with a few.
for name, examples in (("reflective", 12), ("thorough", 100), ("few", 5)):
    settings.register_profile(
        name,
        deadline=None,
        derandomize="CI" in os.environ,
        max_examples=examples,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("reflective")
