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
        for record, shown in case.for_child(child.id).shown(demo.HELD).items():
            if shown.entries or shown.withheld:
                print(f"  {record:<16} {shown}")


if __name__ == "__main__":
    main()
