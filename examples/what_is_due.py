"""The duties that a family's file shows, and how each day was counted.

Run it: python examples/what_is_due.py
"""

from datetime import date

from reflective import demo


def main() -> None:
    """List what is due in the worked example, five weeks on."""
    case, day = demo.case(), date(2021, 10, 12)
    for row in case.read(as_of=day).due:
        late = f", {row.days_late} days past" if row.days_late else ""
        print(f"{row.due or 'no day'}  {row.rule} {row.ref} for {row.subject}: {row.status}{late}")
        print(f"            {row.why}")


if __name__ == "__main__":
    main()
