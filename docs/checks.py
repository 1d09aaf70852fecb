"""Write down every check that ships: where it is from, the question, and an example of each of its answers.

`python docs/checks.py` writes the page docs/reference/checks.md. A test compares the page with the checks.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reflective.checks import CHECKS, Check, Concern, Family
from tests.checks.examples import EXAMPLES

__all__ = ["PAGE", "page"]

PAGE: Final = Path(__file__).parent / "reference" / "checks.md"

_OPENING: Final = """\
# reflective.checks

`check(reading, ruleset)` lists what is not evidenced on the record of a case, each with a question for the next
supervision. A finding never says that something was not done, and nothing scores a person, a family, a risk or a text.
This page is written from the checks by `python docs/checks.py`.

```python
>>> from reflective import demo
>>> from reflective.checks import check
>>> found = check(demo.case().read(as_of=demo.HELD))
>>> one = found.of("action.unowned")[0]
>>> print(one.says)
not evidenced on the record: an owner of action 1
>>> print(one.question, one.record, one.places, one.audience)
who has said yes? plan-1 (1,) child_file
```

Each check has three answers: found; not found (`found.not_found`); cannot tell (`found.cannot_tell`), where the host
keeps no such record (`keeps=`), the reading is without the audience of what may be absent, or the policy lacks what it
judges by. `check(..., policy=)` takes [a policy](policy.md), the shipped one unless given. Findings come in the order
safety, voice, open decisions, dates, record; children come before adults. A finding has the audience of what it rests
on; one that something is absent has that of the absent kind. `good` findings are strengths, each with a question.

A host dismisses a finding with a reason, until a day or until the record has another entry. It stays listed.

```python
>>> from reflective.checks import Dismissal
>>> looked_at = Dismissal(
...     code=one.code, record=one.record, places=one.places, by="manager-1", on=demo.HELD, reason="by telephone"
... )
>>> again = check(demo.case().read(as_of=demo.HELD), dismissals=[looked_at])
>>> [(each.finding.places, each.by) for each in again.dismissed]
[((1,), 'manager-1')]
```

A host's own check comes in by the same door. A check that raises is listed in `failed`, and hides no other.

```python
>>> from collections.abc import Iterator
>>> from reflective.checks import Check, Concern, Family, Found, Look
>>> def no_school(look: Look) -> Iterator[Found]:
...     roles = {held.role for one in look.reading.people.everybody(look.as_of) for held in one.roles}
...     if "teacher" not in roles:
...         yield Found("the school of each child")
>>> own = Check(
...     "northmere:school", Family.CHILDREN, Concern.RECORD, "No school", "our policy", "which school?", no_school
... )
>>> check(demo.case().read(as_of=demo.HELD), own=[own]).of("northmere:school")[0].question
'which school?'
```

`reflective check FILE --as-of DATE` prints them; `--strict` exits with 1 where anything was found.
"""

_CONCERNS: Final = {
    Concern.SAFETY: "safety",
    Concern.VOICE: "voice",
    Concern.OPEN_DECISION: "open decisions",
    Concern.DATES: "dates",
    Concern.RECORD: "record",
}
_END: Final = """\
```{eval-rst}
.. automodule:: reflective.checks
   :imported-members:

.. autodata:: reflective.checks.CHECKS
   :no-value:
```
"""


def page() -> str:
    """The whole page, as it should stand."""
    return "\n".join([_OPENING, *_families(), _END])


def _families() -> Iterator[str]:
    for family in Family:
        some = [one for one in CHECKS.values() if one.family is family]
        if some:
            yield f"## {family.value.replace('_', ' ').capitalize()}\n"
            for one in some:
                yield from _check(one)


def _check(one: Check) -> Iterator[str]:
    example = EXAMPLES[one.code]
    kinds = ", ".join(f"`{kind}`" for kind in one.kinds)
    cannot = f"where the host keeps no {kinds}" if kinds else "never: it asks the rules"
    if one.unsure is not None:
        also = (one.unsure.__doc__ or "").partition("\n")[0].rstrip(".")
        cannot += f"; {also[:1].lower()}{also[1:]}"
    yield f"`{one.code}`"
    yield f": {one.title}. *{one.question[:1].upper()}{one.question[1:]}* Concern: {_CONCERNS[one.concern]}."
    off = "" if one.by_default else " Off unless it is switched on."
    yield f": For {one.audience.value.replace('_', ' ')}. Source: {one.source}.{off}"
    yield f": Finds: {example.finds}. Does not: {example.not_finds}. Cannot tell: {cannot}.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
