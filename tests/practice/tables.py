"""The moves that each machine allows, written by hand from the practice and not from the code that is tried against it.

A line is a state, and after the colon the words of the entries that may follow with the states to which they may lead;
"=" is the state itself. A line that begins with a bar goes on from the one before.
"""

STAGES = "experience reflection analysis action"

CYCLE = f"""
not_begun: entered > {STAGES}
experience: entered > reflection analysis action | paused > paused | abandoned > abandoned
reflection: entered > experience analysis action | paused > paused | abandoned > abandoned
analysis: entered > experience reflection action | paused > paused | abandoned > abandoned
action: entered > experience reflection analysis | paused > paused | closed > closed | abandoned > abandoned
paused: entered > {STAGES} | abandoned > abandoned
closed: looked_again > =
abandoned:
"""

HYPOTHESIS = """
not_started: floated > floated
floated: judged > held strengthened weakened set_aside | widened > widened | revised > revised
    | established > established
held: judged > strengthened weakened set_aside | widened > widened | revised > revised | established > established
strengthened: judged > held = weakened set_aside | widened > widened | revised > revised | established > established
weakened: judged > held strengthened = set_aside | widened > widened | revised > revised | established > established
widened: judged > held strengthened weakened set_aside | widened > = | revised > revised | established > established
revised:
set_aside: judged > held | established > established
established: established > = | widened > = | revised > revised
"""

CHECKPOINT = """
not_started: checkpoint_proposed > proposed | checkpoint_agreed > agreed
proposed: checkpoint_agreed > agreed | checkpoint_superseded > superseded | checkpoint_withdrawn > withdrawn
agreed: checkpoint_rescheduled > = | checkpoint_reached > met partly_met not_met unknown
    | checkpoint_superseded > superseded | checkpoint_withdrawn > withdrawn
met: so_what_decided > decided
partly_met: so_what_decided > decided
not_met: so_what_decided > decided
unknown: checkpoint_reached > met partly_met not_met | so_what_decided > decided
decided:
superseded:
withdrawn:
"""

RELATIONSHIP = """
not_started: of > not_recorded
not_recorded: assessed > = | contact_steady > steady | ruptured > ruptured | ending_planned > ending | ended > ended
steady: assessed > = | contact_steady > = | ruptured > ruptured | ending_planned > ending | ended > ended
ruptured: assessed > = | ruptured > = | repair_tried > repairing | repaired > steady ending
    | ending_planned > ending | ending_called_off > = | ended > ended
repairing: assessed > = | ruptured > ruptured | repair_tried > = | repaired > steady ending
    | ending_planned > ending | ending_called_off > = | ended > ended
ending: assessed > = | contact_steady > = | ruptured > ruptured | repair_tried > repairing | repaired > =
    | ending_called_off > not_recorded steady ruptured repairing | ended > ended
ended: resumed > not_recorded
"""

PLAN = """
not_started: started > started | ended > ended
started: ended > ended
ended:
"""

ACTION = """
not_started: proposed > draft | agreed > agreed to_decide
draft: agreed > agreed to_decide | not_needed > no_longer_needed | superseded > superseded
to_decide: decided > = agreed decided_no | carried_forward > = | not_needed > = no_longer_needed
    | superseded > superseded
agreed: begun > in_progress | blocked > blocked | cannot_yet > cannot_be_done_yet | done > in_progress reported_done
    | decided > = | carried_forward > = | not_needed > = no_longer_needed | superseded > superseded
in_progress: blocked > blocked | cannot_yet > cannot_be_done_yet | done > = reported_done | decided > =
    | carried_forward > = | not_needed > = no_longer_needed | superseded > superseded
blocked: begun > in_progress | done > = reported_done | decided > = | carried_forward > =
    | not_needed > = no_longer_needed | superseded > superseded
cannot_be_done_yet: begun > in_progress | done > = reported_done | decided > = | carried_forward > =
    | not_needed > = no_longer_needed | superseded > superseded
reported_done: action_closed > = closed | begun > in_progress | done > = | decided > = | carried_forward > =
    | not_needed > = no_longer_needed
closed:
decided_no: decided > agreed
no_longer_needed:
superseded:
"""

REVIEW = """
not_planned: review_planned > planned
planned: review_moved > = | review_held > held
held:
"""

MEETING = """
not_started: planned > planned | held > held
planned: prepared > prepared | held > held part_held | cancelled > cancelled | missed > missed
prepared: prepared > = | held > held part_held | cancelled > cancelled | missed > missed
part_held: held > held | recorded > recorded
held: recorded > recorded
recorded: signed > = | reviewed_next > =
cancelled:
missed:
"""

CHILD_RECORD = """
not_written: child_record > written
written: child_record > = | filed > filed
filed: child_record > written
"""

DISPUTE = """
not_raised: disputed > open
open: dispute_words > = | dispute_settled > settled
settled: dispute_words > =
"""

RECORD = """
out: record_added > in
in: record_removed > out
"""

TABLES = {
    "cycle": CYCLE,
    "hypothesis": HYPOTHESIS,
    "checkpoint": CHECKPOINT,
    "relationship": RELATIONSHIP,
    "plan": PLAN,
    "action": ACTION,
    "review": REVIEW,
    "supervision": MEETING,
    "child record": CHILD_RECORD,
    "dispute": DISPUTE,
    "record": RECORD,
}


def moves(table):
    """The moves of a table as (state, word of the entry, state that follows), and its states."""
    found, states = set(), set()
    for line in table.replace("\n    |", " |").strip().splitlines():
        state, _, rest = line.partition(":")
        states.add(state)
        for way in filter(str.strip, rest.split("|")):
            word, _, ends = way.partition(">")
            found |= {(state, word.strip(), state if to == "=" else to) for to in ends.split()}
    return found, states
