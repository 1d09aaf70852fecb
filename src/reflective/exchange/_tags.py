"""What a document calls each kind of record and of content. Names here are permanent: add to them, change none."""

from collections.abc import Mapping
from typing import Any, Final

from reflective.casework import Membership, RecordAdded, RecordRemoved
from reflective.practice.cycle import cycle, stages
from reflective.practice.discrepancies import discrepancies
from reflective.practice.hypothesis import hypothesis
from reflective.practice.journey import checkpoints, journey, journey_map
from reflective.practice.people import people
from reflective.practice.plan import actions, plan, reviews
from reflective.practice.relationship import relationship
from reflective.practice.supervision import meeting, supervision
from reflective.records import Content, Record, entry

__all__ = ["KINDS", "TAGS"]

#: The kinds of record, as `kind` names them. A class may be renamed or moved; its name here may not.
KINDS: Final[Mapping[str, type[Record[Any, Any]]]] = {
    "cycle": cycle.Cycle,
    "hypothesis": hypothesis.Hypothesis,
    "journey": journey.Journey,
    "membership": Membership,
    "people": people.People,
    "plan": plan.Plan,
    "discrepancies": discrepancies.Discrepancies,
    "relationship": relationship.Relationship,
    "supervision": supervision.Supervision,
}

#: The kinds of content, as `tag` names them.
TAGS: Final[Mapping[str, type[Content]]] = {
    "log.strike": entry.Strike,
    "log.erased": entry.Erased,
    "membership.record_added": RecordAdded,
    "membership.record_removed": RecordRemoved,
    "cycle.focus": stages.Focus,
    "cycle.entered": cycle.Entered,
    "cycle.observation": stages.Observation,
    "cycle.strategy_tried": stages.StrategyTried,
    "cycle.outcome": stages.Outcome,
    "cycle.feeling": stages.Feeling,
    "cycle.interpretation": stages.Interpretation,
    "cycle.alternative_view": stages.AlternativeView,
    "cycle.response": stages.Response,
    "cycle.weighed": stages.Weighed,
    "cycle.paused": cycle.Paused,
    "cycle.closed": stages.Closed,
    "cycle.abandoned": cycle.Abandoned,
    "cycle.continued": stages.Continued,
    "discrepancies.question": discrepancies.Question,
    "discrepancies.version": discrepancies.Version,
    "discrepancies.settled": discrepancies.Settled,
    "people.named": people.Named,
    "people.role_held": people.RoleHeld,
    "people.related": people.Related,
    "people.fact": people.Fact,
    "people.same_person": people.SamePerson,
    "people.not_same": people.NotSame,
    "hypothesis.floated": hypothesis.Floated,
    "hypothesis.evidence": hypothesis.Evidence,
    "hypothesis.would_change_our_mind": hypothesis.WouldChangeOurMind,
    "hypothesis.stays_live": hypothesis.StaysLive,
    "hypothesis.judged": hypothesis.Judged,
    "journey.of": journey_map.JourneyOf,
    "journey.stage": journey_map.JourneyStage,
    "journey.how_to_get_there": journey_map.HowToGetThere,
    "journey.obstacle": journey_map.Obstacle,
    "journey.account": journey_map.Account,
    "journey.asked": journey_map.Asked,
    "journey.checkpoint_proposed": checkpoints.CheckpointProposed,
    "journey.checkpoint_agreed": checkpoints.CheckpointAgreed,
    "journey.checkpoint_moved": checkpoints.CheckpointMoved,
    "journey.checkpoint_reached": checkpoints.CheckpointReached,
    "journey.so_what_decided": checkpoints.SoWhatDecided,
    "relationship.of": relationship.RelationshipOf,
    "relationship.assessed": relationship.Assessed,
    "relationship.view_given": relationship.ViewGiven,
    "relationship.ruptured": relationship.Ruptured,
    "relationship.repair_tried": relationship.RepairTried,
    "relationship.repaired": relationship.Repaired,
    "relationship.ending_planned": relationship.EndingPlanned,
    "relationship.ended": relationship.Ended,
    "relationship.barrier": relationship.Barrier,
    "relationship.enabler": relationship.Enabler,
    "relationship.tried": relationship.Tried,
    "plan.proposed": actions.Proposed,
    "plan.agreed": actions.Agreed,
    "plan.accepted": actions.Accepted,
    "plan.decided": actions.Decided,
    "plan.begun": actions.Begun,
    "plan.blocked": actions.Blocked,
    "plan.cannot_yet": actions.CannotYet,
    "plan.carried_forward": actions.CarriedForward,
    "plan.done": actions.Done,
    "plan.action_closed": actions.ActionClosed,
    "plan.not_needed": actions.NotNeeded,
    "plan.superseded": actions.Superseded,
    "plan.started": reviews.Started,
    "plan.goal": reviews.Goal,
    "plan.answered": reviews.Answered,
    "plan.review_planned": reviews.ReviewPlanned,
    "plan.review_held": reviews.ReviewHeld,
    "plan.signed_off": reviews.SignedOff,
    "supervision.planned": meeting.Planned,
    "supervision.prepared": meeting.Prepared,
    "supervision.draft": meeting.Draft,
    "supervision.held": meeting.Held,
    "supervision.discussed": meeting.Discussed,
    "supervision.child_record": meeting.ChildRecord,
    "supervision.recorded": meeting.Recorded,
    "supervision.signed": meeting.Signed,
    "supervision.commented": meeting.Commented,
    "supervision.filed": meeting.Filed,
    "supervision.reviewed_next": meeting.ReviewedNext,
    "supervision.cancelled": meeting.Cancelled,
    "supervision.missed": meeting.Missed,
}
