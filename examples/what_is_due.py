"""What a family's file says is due, and how each day was counted.

Run it: python examples/what_is_due.py
"""

from datetime import date

from reflective import demo


def main() -> None:
    """List what is due in the worked example, five weeks on."""
    case, day = demo.case(), date(2021, 10, 12)
    for item in case.due(as_of=day):
        late = f", {item.days_late} days past" if item.days_late else ""
        print(f"{item.due or 'no day'}  {item.kind} {item.item}: {item.status}{late}")
        if item.why:
            print(f"            {item.why}")


if __name__ == "__main__":
    main()
