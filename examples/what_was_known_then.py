"""A visit is written up late, and its date is put right later still. What was known on each day.

Run it: python examples/what_was_known_then.py
"""

from datetime import date

import attrs

from reflective.practice import Cycle, Observation, Stage, Written

SUPERVISION, WRITTEN_UP, CORRECTED = date(2021, 9, 6), date(2021, 9, 10), date(2021, 9, 13)


def main() -> None:
    """Correct a date, and look at the record from three days."""
    written: Written = {"on": SUPERVISION, "recorded": WRITTEN_UP, "by": "worker-1"}
    cycle = Cycle(id="cycle-1").enter(Stage.EXPERIENCE, **written)
    of_the_visit: Written = {**written, "on": date(2021, 9, 8)}
    cycle = cycle.add(Observation(stage=Stage.EXPERIENCE, what="the door was slammed"), **of_the_visit)
    earlier = attrs.evolve(cycle.entries[1], on=date(2021, 9, 7))
    cycle = cycle.correct(1, reason="it was the Tuesday", recorded=CORRECTED, by="worker-1", instead=[earlier])
    for known in (SUPERVISION, WRITTEN_UP, CORRECTED):
        days = [str(entry.on) for _, entry in cycle.known_at(known).standing(as_of=CORRECTED)]
        print(f"known on {known}: {', '.join(days) or 'nothing yet'}")


if __name__ == "__main__":
    main()
