"""One conversation, two records: what goes on a child's file, and how much stays with the worker or is restricted.

Run it: python examples/a_childs_file.py
"""

from reflective import demo
from reflective.practice.people import PersonKind


def main() -> None:
    """Count, record by record, what each child's file shows and withholds."""
    case = demo.case()
    for child in case.people.everybody(demo.HELD, PersonKind.CHILD):
        print(f"{child.name}'s file")
        file = case.for_child(child.id, demo.HELD)
        for record in (file.people, *file.records):
            shown = file.shown(record.id)
            if shown.entries or shown.withheld:
                print(f"  {record.id:<16} {shown}")
        print("  withheld: " + ", ".join(f"{many} {why}" for why, many in file.withheld.items() if many))


if __name__ == "__main__":
    main()
