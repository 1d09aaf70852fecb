"""The moves that each machine allows, written by hand from practice and not from the code that is tried against them.

The practice is a catalogue of the field, whose machines are numbered SM-1 to SM-8, and the words of the issues that
asked for a record. A line of a table is one state. After the colon stand the words of entries with the states to which
they may lead; "=" is the state itself, and a word that leads nowhere is tried and has to be refused. A line that begins
with a bar goes on from the line before. What departs from the catalogue has a comment that names who asked for it.

SM-5 is in two places. A plan of actions is started, reviewed and ended; the plan in the eyes of the law has the stages,
in the record of a child's status.
"""

from typing import NamedTuple

STAGES = "experience reflection analysis action"

# SM-1. Every stage may be the first, and leads on, back with a reason, or past others with a reason. A session that
# ends pauses the cycle, which resumes at the same stage. Only action leads to the end.
# Departures. Abandoned from any stage, and not only from a pause: issue 9, section 5 ("given up from any stage with a
# reason"). Back without a reason to what was passed over for safety: the same section. Looked again after closing:
# section 2 (a cycle's "look again on" stays visible). SM-1's next cycle is a record of its own.
CYCLE = f"""
not_begun: entered > {STAGES}
experience: entered > reflection analysis action | skipped_unexplained > | paused > paused | abandoned > abandoned
reflection: entered > experience analysis action | skipped_unexplained > | back_unexplained > | paused > paused
    | abandoned > abandoned
analysis: entered > experience reflection action | back_unexplained > | paused > paused | abandoned > abandoned
action: entered > experience reflection analysis | back_unexplained > | paused > paused | closed > closed
    | closed_on_nothing > | abandoned > abandoned
paused: entered > {STAGES} | resumed_elsewhere > | abandoned > abandoned
closed: looked_again > =
abandoned:
"""

# SM-8. A hypothesis is floated, held, strengthened or weakened, and then retained (held again), revised by another or
# set aside; it is never proved.
# Departures. Any judgement straight from floated, since guards are soft: whoever writes it down late says how it
# stands. Widened, where the first view stays beside a wider one: issue 2 (the note's "could also"). Taken up again
# after it was set aside, to be held: a doubt is no end. Established by a court, with a source, which is no worker's
# proof: row M16 of the practice review, in issue 9, section 5.
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

# SM-3. Proposed, agreed, found met, partly met, not met or unknown, and then a decision. Due and overdue are worked out
# of the day and are no states. Rescheduled leaves it agreed.
# Departures. Agreed without a draft, and a draft that is superseded or withdrawn: guards are soft, and nobody agrees
# a draft only to withdraw it. Found out after it was unknown: issue 9, section 2 (unknown stays visible until settled).
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

# SM-2's overlay. A rupture can come at any stage, a repair is a step of the worker and the person's answer, and an
# ending is planned from anywhere.
# Departures. The stages themselves are a ladder that a host may replace (issue 2), and an assessment moves no contact.
# Not recorded in place of not yet met, a rupture before any assessment, endings called off, and a repair that begins
# with the other side: issue 9, section 5. Resumed after an end, for a worker who comes back: row M13 of the practice
# review, in the same section. Ended without a plan: guards are soft, and people move away unannounced. "Strained" is no
# state: nobody asked for it, and an assessment has the words.
RELATIONSHIP = """
not_started: of > not_recorded
not_recorded: assessed > = | contact_steady > steady | ruptured > ruptured | ending_planned > ending | ended > ended
steady: assessed > = | contact_steady > = | ruptured > ruptured | ending_planned > ending | ended > ended
ruptured: assessed > = | ruptured > = | repair_tried > repairing | repaired > steady ending | repaired_by_nobody >
    | ending_planned > ending | ending_called_off > = | ended > ended
repairing: assessed > = | ruptured > ruptured | repair_tried > = | repaired > steady ending
    | ending_planned > ending | ending_called_off > = | ended > ended
ending: assessed > = | contact_steady > = | ruptured > ruptured | repair_tried > repairing | repaired > =
    | repaired_by_nobody > | ending_called_off > not_recorded steady ruptured repairing | ended > ended
ended: resumed > not_recorded
"""

# SM-5, the plan of actions. A plan is started once: another plan is another record, row M11 of the practice review.
# It may end although nobody wrote down how it began: what was true before the record stays true.
PLAN = """
not_started: started > started | ended > ended
started: ended > ended
ended:
"""

# SM-4. Draft, agreed, in progress, reported done, closed with what changed for each child. What stops it, carries it
# forward, cancels or replaces it stands at the side. What was agreed to be considered is decided on first.
# Departures. Agreed without a draft, and a draft dropped: guards are soft. "Cannot be done yet": issue 2. Done from
# agreed, and from blocked, with no "begun" between; dropped after it was reported done; yes after no: row M19 and
# section 4b of the practice review, in issue 9, section 5. Everything of parts, and partly done stays open: issue 9,
# section 2. Begun again after it was reported done: a report was too early, and the correction of a fact is no move.
# In SM-4 a yes spawns another action. Here it is the same one, agreed: the decision and the work have a day each (issue
# 9, section 2).
ACTION = """
not_started: proposed > draft | agreed > agreed to_decide
draft: agreed > agreed to_decide | not_needed > no_longer_needed | part_not_needed > | superseded > superseded
to_decide: decided > agreed decided_no | part_decided > = | carried_forward > = | part_carried_forward > =
    | not_needed > no_longer_needed | part_not_needed > = | superseded > superseded
agreed: begun > in_progress | blocked > blocked | cannot_yet > cannot_be_done_yet | done > reported_done
    | partly_done > in_progress | part_done > in_progress | decided > | part_decided > = | carried_forward > =
    | part_carried_forward > = | not_needed > no_longer_needed | part_not_needed > = | superseded > superseded
in_progress: blocked > blocked | cannot_yet > cannot_be_done_yet | done > reported_done | partly_done > =
    | part_done > = | decided > | part_decided > = | carried_forward > = | part_carried_forward > =
    | not_needed > no_longer_needed | part_not_needed > = | superseded > superseded
blocked: begun > in_progress | done > reported_done | partly_done > = | part_done > = | decided > | part_decided > =
    | carried_forward > = | part_carried_forward > = | not_needed > no_longer_needed | part_not_needed > =
    | superseded > superseded
cannot_be_done_yet: begun > in_progress | done > reported_done | partly_done > = | part_done > = | decided >
    | part_decided > = | carried_forward > = | part_carried_forward > = | not_needed > no_longer_needed
    | part_not_needed > = | superseded > superseded
reported_done: action_closed > closed | closed_for_a_child > = | begun > in_progress | done > | partly_done >
    | part_done > = | decided > | part_decided > = | carried_forward > | part_carried_forward > =
    | not_needed > no_longer_needed | part_not_needed > =
closed:
decided_no: decided > agreed | part_decided >
no_longer_needed:
superseded:
"""

# SM-5: a review is scheduled and held. Moved with its reason: issue 9, section 2. Held once: row 17 of the records
# review, in issue 9, section 5.
REVIEW = """
not_planned: review_planned > planned
planned: review_moved > = | review_held > held
held:
"""

# SM-6. Planned, prepared or not, held or broken off, recorded; cancelled or missed instead.
# Departures. Signed and reviewed leave it where it is, and agreed, disputed and filed are worked out of what stands:
# a signature lapses when a child's record is written again (issue 9, section 4). Held without a plan is SM-6's own
# short path for ad hoc meetings. Missed is an entry (issue 2) that may say why; SM-6 works it out. What was said before
# a meeting broke off is written up, whether or not the rest takes place.
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

# SM-6's filing, for each child: issue 9, section 4. It is written before it is filed, filed signed or with the reason
# why it is not, and filed again after it was written again.
CHILD_RECORD = """
not_written: child_record > written
written: child_record > = | filed > filed | filed_unsigned_unexplained >
filed: child_record > written
"""

# SM-6's disputes are three entries: issue 9, section 4.
DISPUTE = """
not_raised: disputed > open
open: dispute_words > = | dispute_settled > settled
settled: dispute_words > =
"""

# A record joins a family's file, leaves it, and may join again: security review, A10, in issue 9, section 1.
RECORD = """
out: record_added > in
in: record_removed > out
"""

# A spell of a child's status: issue 12, section 1 (dated statuses with scheduled changes). A change that is scheduled
# again takes the place of the first. What is over stays over: a second child in need plan is another spell.
SPELL = """
not_begun: spell_began > current
current: spell_extended > = | change_scheduled > changing | change_called_off > | spell_ended > over
changing: spell_extended > = | change_scheduled > = | change_called_off > current | spell_ended > over
over:
"""

# SM-5, the stages of a plan in law: drafted, shared, agreed, endorsed or returned, active, reviewed, then continued,
# stepped up or down, closed, or given to lawyers.
# Departures. Assessment complete is a step of the record and no state of the plan. Guards are soft: what nobody shared
# may be agreed or endorsed, what nobody drafted may be in force, and a review may be held that nobody arranged. Drafted
# again after it was shared, agreed, returned or endorsed. Consent has a machine of its own, since a person gives it.
STATUTORY_PLAN = """
not_drafted: plan_drafted > draft | plan_activated > active
draft: plan_drafted > = | plan_shared > shared_with_family | plan_agreed > agreed | plan_returned > returned
    | plan_endorsed > endorsed | plan_activated > active
shared_with_family: plan_drafted > draft | plan_shared > = | plan_agreed > agreed | plan_returned > returned
    | plan_endorsed > endorsed | plan_activated > active
agreed: plan_drafted > draft | plan_agreed > = | plan_returned > returned | plan_endorsed > endorsed
    | plan_activated > active
returned: plan_drafted > draft
endorsed: plan_drafted > draft | plan_activated > active
active: plan_review_scheduled > review_scheduled
    | plan_reviewed > active stepped_up stepped_down legal_advice closed
review_scheduled: plan_review_scheduled > = | plan_reviewed > active stepped_up stepped_down legal_advice closed
legal_advice: plan_review_scheduled > review_scheduled
    | plan_reviewed > active stepped_up stepped_down legal_advice closed
stepped_up:
stepped_down:
closed:
"""

# SM-5's consent: given, refused, withdrawn, and after a withdrawal a decision on what follows (issue 12, section 1). A
# person may answer anew.
CONSENT = """
not_asked: consent_given > given | consent_refused > refused
given: consent_withdrawn > withdrawn
refused: consent_given > given | consent_refused > =
withdrawn: consent_given > given | withdrawal_decided > decided
decided: consent_given > given
"""

# SM-7. Raised, considered, decided or decided not to proceed, deferred or escalated, passed on, implemented, reviewed,
# upheld or revised.
# Departures. Recorded and communicated are days of a decision and not states, since several people are told of one:
# issue 12, section 1 (three days). Decided first in an emergency: SM-7's own guard. Lapsed is worked out of the day.
# Dissent, and an escalation after a decision, whoever asks for it: the same section.
OVERSIGHT = """
not_raised: raised > raised | decided > decided decided_not_to_act
raised: considered > considered | decided > decided decided_not_to_act | deferred > deferred | escalated > escalated
considered: considered > = | decided > decided decided_not_to_act | deferred > deferred | escalated > escalated
deferred: considered > considered | decided > decided decided_not_to_act | deferred > = | escalated > escalated
escalated: considered > considered | decided > decided decided_not_to_act | deferred > deferred | escalated > =
decided: communicated > = | countersigned > = | dissented > = | escalated > escalated | implemented > implemented
    | reviewed > upheld revised
decided_not_to_act: communicated > = | countersigned > = | dissented > = | escalated > escalated
    | reviewed > upheld revised
implemented: communicated > = | countersigned > = | dissented > = | reviewed > upheld revised
upheld: communicated > = | countersigned > = | dissented > = | escalated > escalated | reviewed > = revised
revised:
"""

# Issue 12, section 1: what a child said or showed, and what changed because of it; row 19 of the ledger. Nothing
# changed is an answer with a reason, and more may change later. Whether the child was told stands beside it.
ACCOUNT = """
not_heard: heard > heard
heard: changed > led_to_change | nothing_changed > led_to_nothing | child_told > =
led_to_change: changed > = | child_told > =
led_to_nothing: changed > led_to_change | nothing_changed > = | child_told > =
"""

# Issue 12, section 1: contacts tried and made as two lists. Tried any number of times, and made once; a visit is a
# contact that was made.
CONTACT = """
not_begun: contact_tried > tried | contact_made > made | visit_made > made
tried: contact_tried > = | contact_made > made | visit_made > made
made:
"""

# SM-10, the safety plan: a version is current, an update is asked for, and the next version is current. Every version
# is kept.
# Departures. A version that nobody asked for, since guards are soft. A safe person's answer, a review and the
# restricted addendum leave it where it is, and a plan ends: issue 12, section 1. One that ended is written again where
# it has to be.
SAFETY_PLAN = """
not_written: plan_written > in_force
in_force: plan_written > = | safe_person_answered > = | plan_reviewed > = | update_asked > update_asked
    | addendum > = | plan_ended > ended
update_asked: plan_written > in_force | safe_person_answered > = | plan_reviewed > = | update_asked > =
    | addendum > = | plan_ended > ended
ended: plan_written > in_force
"""

# Issue 12, section 1: a plan for the worker's own visits, whose text is restricted while that it exists is open. The
# text may be put right after the plan ended.
VISITING_PLAN = """
not_made: visiting_plan > in_force
in_force: visiting_plan > = | visiting_plan_text > = | visiting_plan_ended > ended
ended: visiting_plan > in_force | visiting_plan_text > =
"""

# Issue 12, section 1: a named person's dated judgement of risk with review and end, never computed; row 58 of the
# ledger.
RISK_JUDGEMENT = """
not_judged: risk_judged > judged
judged: risk_reviewed > = | risk_ended > ended
ended:
"""

# SM-9, as far as the rhythm asks it (issue 12, section 1): in force, with leave, and over when the supervisor changes.
# Drafts, signatures and reviews of an agreement come with the rest of it.
AGREEMENT = """
not_begun: began > in_force
in_force: rhythm > = | first_year_passed > = | leave_began > on_leave | leave_ended > | worker_left > ended
on_leave: rhythm > = | leave_ended > in_force | worker_left > ended
ended:
"""

# The note, line 103: the document, a linked note with an analysis, reflected on in supervision. Reflected on before it
# was analysed: guards are soft, and `lacking` names the part.
DIRECT_WORK = """
not_done: done > done
done: done > = | analysed > analysed | reflected_on > reflected_on
analysed: analysed > = | reflected_on > reflected_on
reflected_on: analysed > = | reflected_on > =
"""

# SM-10: a version is current until an action asks for an update, which a newer version brings.
LIVING_DOCUMENT = """
not_written: version > current | update_requested > update_requested
current: version > = | update_requested > update_requested
update_requested: version > current | update_requested > =
"""

# Issue 12, section 1: episodes of involvement, how each closed, and what support was given; row 84 of the ledger. The
# records of another authority may come after it closed.
EPISODE = """
not_opened: episode_opened > open
open: episode_closed > closed | records_sought > =
closed: records_sought > =
"""

# Issue 12, section 1: permanence options, two or more worked at once with trigger and decision day; a parallel plan is
# restricted until shared. In SM's words a parallel plan is being worked, not just named (F10 of the catalogue). One
# that was ruled out is worked again, and a home that broke down is ruled out. A reader who does not know of the naming
# sees it begin with the sharing.
PERMANENCE_OPTION = """
not_named: option_named > named | option_shared > named
named: option_shared > = | option_worked > worked | decision_moved > = | option_chosen > chosen
    | option_ruled_out > ruled_out
worked: option_shared > = | option_worked > = | decision_moved > = | option_chosen > chosen
    | option_ruled_out > ruled_out
chosen: option_shared > = | option_worked > = | option_achieved > achieved | option_ruled_out > ruled_out
achieved: option_shared > = | option_ruled_out > ruled_out
ruled_out: option_shared > = | option_worked > worked
"""

TABLES = {
    "agreement": AGREEMENT,
    "direct work": DIRECT_WORK,
    "living document": LIVING_DOCUMENT,
    "oversight": OVERSIGHT,
    "spell": SPELL,
    "statutory plan": STATUTORY_PLAN,
    "consent": CONSENT,
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
    "account": ACCOUNT,
    "contact": CONTACT,
    "safety plan": SAFETY_PLAN,
    "visiting plan": VISITING_PLAN,
    "risk judgement": RISK_JUDGEMENT,
    "episode": EPISODE,
    "permanence option": PERMANENCE_OPTION,
}

#: The kind of entry of each word that is more than a kind.
KINDS = {
    "skipped_unexplained": "entered",
    "back_unexplained": "entered",
    "resumed_elsewhere": "entered",
    "closed_on_nothing": "closed",
    "repaired_by_nobody": "repaired",
    "partly_done": "done",
    "part_done": "done",
    "part_decided": "decided",
    "part_carried_forward": "carried_forward",
    "part_not_needed": "not_needed",
    "closed_for_a_child": "action_closed",
    "filed_unsigned_unexplained": "filed",
}


class Table(NamedTuple):
    """A table as it is compared: moves as (state, word, state that follows), the states, and every word in it."""

    moves: frozenset[tuple[str, str, str]]
    states: frozenset[str]
    words: frozenset[str]


def read(table: str) -> Table:
    """The table of a text."""
    moves, states, words = set(), set(), set()
    for line in table.replace("\n    |", " |").strip().splitlines():
        state, _, rest = line.partition(":")
        states.add(state)
        for way in filter(str.strip, rest.split("|")):
            word, _, ends = way.partition(">")
            words.add(word.strip())
            moves |= {(state, word.strip(), state if to == "=" else to) for to in ends.split()}
    return Table(frozenset(moves), frozenset(states), frozenset(words))
