"""The decisions of managers in the second example: by telephone at night, not to act, and one with a dissent."""

from datetime import date

from reflective.demo.second.cast import CARA, DANI, INTERPRETER, MANAGER, MOTHER, ON_CALL, WORKER, on_day
from reflective.practice.oversight import Oversight, OversightMode
from reflective.records import Audience, Link

__all__ = ["oversight"]


def oversight() -> tuple[Oversight, ...]:
    """A record for each child about whom a manager decided."""
    return (_at_night(), _not_to_act())


def _at_night() -> Oversight:
    """The on-call manager decided by telephone at 22.50, and wrote it down in the morning."""
    night, morning = date(2025, 3, 25), date(2025, 3, 26)
    record = Oversight(id="oversight-4").decide(
        "night-1",
        "Dani stays tonight with the carer whom the police asked for",
        "the police hold that he is not safe at home tonight, and he cannot call for help",
        options=("he stays with the carer", "he goes home, and a worker stays there", "a hospital bed"),
        direction="see him in the morning, and ask him with his eyes where he wants to be",
        support="the worker had been at the house since five, and is sent home",
        how=OversightMode.TELEPHONE,
        between=(ON_CALL, WORKER),
        recorded_at="09:10",
        child=DANI,
        answers=(Link(record="status-4", item="police-1"),),
        **on_day(night, ON_CALL, at="22:50", recorded=morning),
    )
    return record.communicate(
        "night-1", MOTHER, how=OversightMode.VIDEO, interpreter=INTERPRETER, **on_day(morning, WORKER, (DANI, MOTHER))
    )


def _not_to_act() -> Oversight:
    """The manager decided not to seek an order for Cara. The worker disagrees, on Cara's file and no other's."""
    asked, decided = date(2025, 3, 20), date(2025, 3, 21)
    record = Oversight(id="oversight-3").raise_matter(
        "order-1",
        CARA,
        matter="whether to ask for an order for Cara, as was thought of for Dani",
        answers=(Link(record="status-3", item="enquiry-1"),),
        **on_day(asked),
    )
    record = record.decide_not_to_act(
        "order-1",
        "no order is asked for",
        "the conference is a week away, and her aunt stays at the house until then",
        options=("an order", "the aunt stays until the conference"),
        challenge="why for Cara and not for Bilal?",
        **on_day(decided, MANAGER),
    )
    record = record.dissent("order-1", **on_day(decided))
    return record.put_dissent_in_words(
        "order-1",
        "I asked for an order, and I still think that a week is long for a child of four",
        **on_day(decided, audience=Audience.CHILD_FILE),
    )
