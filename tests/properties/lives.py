"""A life of each kind of record that chance seldom comes to: the calls of its methods, one after the other."""

from datetime import date

import attrs

from reflective.practice import Action, Stage
from reflective.practice.agreement import Experience
from reflective.practice.chronology import EpisodeClosed, EpisodeOpened, Happened, Impact, ImpactKind, RecordsStatus
from reflective.practice.cycle import Prompts
from reflective.practice.direct_work import (
    ConcernTraced,
    DocumentVersion,
    GuidanceConsulted,
    SharingAgreed,
    SharingWithdrawn,
    WorkDone,
    WorkKind,
)
from reflective.practice.discrepancies import Question, Version
from reflective.practice.household import LivesAt
from reflective.practice.hypothesis import HypothesisStatus
from reflective.practice.incidents import ChildThere, Harm, IncidentReported
from reflective.practice.journey import Checkpoint, CheckpointStatus, JourneyPart, JourneyStage, MapQuestion, SoWhat
from reflective.practice.oversight import OversightMode, ReviewOfDecision
from reflective.practice.people import PersonKind, RelationKind, Roles
from reflective.practice.permanence import ContinuingSupport, OptionNamed, OptionShared, PermanenceRoute
from reflective.practice.plan import Answer, Goal, Result
from reflective.practice.safety import RiskJudged, RiskReviewed, SafePerson, SafetyPlanWritten, VisitingPlanMade
from reflective.practice.status import PlanOutcome, SpellKind, Step
from reflective.practice.supervision import (
    DisputedMatter,
    DisputeOutcome,
    MeetingMode,
    MeetingPart,
    OffFile,
    Prepared,
)
from reflective.practice.visits import ContactMade, ContactTried, NotInvited, Seen, VisitKind, VisitMade
from reflective.practice.voice import Heard
from reflective.records import Audience, ContactMode, FieldKind, Form, FormField, FormSection, Link
from reflective.timescales import Deadline, PartialDate

FIRST = date(2021, 1, 1)
BY = {"on": FIRST, "recorded": FIRST, "by": "w-1"}
MANAGER = BY | {"by": "m-1"}
WHO = (("w-1", MeetingPart.PRACTITIONER), ("m-1", MeetingPart.SUPERVISOR))
POINT = Checkpoint(id="a-1", different="sleeps", how_we_would_know="a diary", due=Deadline.on(FIRST))
FEELING = Link(record="c-9", place=1)
FORM = Form(
    id="form-1",
    version="1",
    sections=(
        FormSection(
            id="s-1",
            title="How it is",
            fields=(FormField(id="f-1", title="At home", kind=FieldKind.TEXT, audience=Audience.CHILD_FILE),),
        ),
    ),
)
SAFETY_PLAN = SafetyPlanWritten(
    plan="a-1", child="c-1", safe_people=(SafePerson(person="p-1"),), review=Deadline.on(FIRST)
)
RISK = RiskJudged(
    risk="a-1", child="c-1", of="alcohol", judged="at weekends", because="June", review=Deadline.on(FIRST)
)
REPORT = IncidentReported(
    incident="a-1",
    reported_by="p-1",
    harms=(Harm(harmed="p-1", what="a slap", by="p-2"),),
    children=(ChildThere(child="c-1"),),
)
HAPPENED = Happened(
    id="a-1",
    when=PartialDate.exact(FIRST),
    what="a fight",
    impacts=(Impact(child="c-1", kind=ImpactKind.IMMEDIATE),),
    significant=True,
)
NANA = OptionNamed(
    option="a-1", route=PermanenceRoute.KINSHIP_CARE, parallel=True, trigger="no change", decide=Deadline.on(FIRST)
)

LIVES = {
    "agreement": [
        ("begin", ("w-1", "m-1", Experience.NEWLY_QUALIFIED), BY),
        ("agree_rhythm", ("2 weeks",), BY),
        ("pass_first_year", (), BY),
        ("begin_leave", ("w-1",), BY),
        ("end_leave", ("w-1",), BY),
        ("leave", (), BY),
    ],
    "direct_work": [
        ("do_work", (WorkDone(work="a-1", kind=WorkKind.GENOGRAM, people=("c-1",)),), BY),
        ("analyse_work", ("a-1", "he put his aunt beside himself"), BY),
        ("reflect_on_work", ("a-1", Link(record="s-1")), BY),
        ("request_update", ("a-2", Link(record="p-1", item="a-1")), BY),
        ("write_version", (DocumentVersion(document="a-2", version="a-3", what_changed="three generations"),), BY),
        ("add", (GuidanceConsulted(what="a briefing"),), BY),
        ("add", (ConcernTraced(presenting="missed school", root_cause="he fetches his brother"),), BY),
        ("add", (SharingAgreed(sharing="a-4", person="p-1", partner="r-1", for_what="visits", basis="consent"),), BY),
        ("add", (SharingWithdrawn(sharing="a-4"),), BY),
    ],
    "chronology": [
        ("happen", (HAPPENED,), BY),
        ("happen", (attrs.evolve(HAPPENED, id="a-2"),), BY),
        ("see_pattern", ("they fight at weekends", "a-1", "a-2"), BY),
        ("open_episode", (EpisodeOpened(episode="a-1", authority="Dudley"),), BY),
        ("close_episode", (EpisodeClosed(episode="a-1", because="they moved"),), BY),
        ("seek_records", ("a-1", RecordsStatus.REQUESTED), BY),
    ],
    "cycle": [
        ("enter", (Stage.ACTION,), BY),
        ("respond", (Stage.ACTION,), {"prompt": "how-long", "prompts": Prompts.shipped(), **BY}),
        ("close", (), {"actions": (Link(record="p-1", item="a-1"),), "look_again": Deadline.on(FIRST), **BY}),
        ("look_again_done", ("it helped",), BY),
        ("continued", ("c-2", [(Link(record="p-1", item="a-1"), "it helped")]), BY),
    ],
    "discrepancies": [
        ("ask", (Question(id="a-1", asks="how long?"),), BY),
        ("add_version", (Version(question="a-1", id="a-2", says="8 weeks"),), BY),
        ("settle", ("a-1", "a-2", "the plan says so"), BY),
    ],
    "household": [
        ("live", (LivesAt(person="p-1", home="a-1"),), BY),
        ("live", (LivesAt(person="p-1", home="a-2", confidential=True),), BY),
        ("leave", ("p-1", "a-1", PartialDate.exact(FIRST)), {"told_by": "c-1", **BY}),
        ("reach_safely", ("p-1", "at the school gate"), {"never": "a text", **BY}),
    ],
    "hypothesis": [
        ("float", ("hostile",), BY),
        ("establish", ("he broke her arm", "the Family Court"), {"found_in": Link(record="s-2"), **BY}),
    ],
    "incidents": [
        ("report", (REPORT,), BY),
        ("record_outcome", ("a-1", "no further action"), {"by_whom": "p-3", "people": ("p-2",), **BY}),
    ],
    "journey": [
        ("of", ("c-1",), BY),
        ("add", (JourneyStage(part=JourneyPart.PAST, what="alone", start=PartialDate.exact(FIRST)),), BY),
        ("agree", (POINT,), BY),
        ("reschedule", ("a-1", "ill"), {"due": Deadline.on(FIRST), **BY}),
        ("reach", ("a-1", CheckpointStatus.MET, "the diary"), BY),
        ("decide", ("a-1", SoWhat.CONTINUE, "it goes well"), BY),
    ],
    "membership": [("add_record", ("a-1",), BY)],
    "oversight": [
        ("raise_matter", ("a-1", "c-1"), {"answers": (Link(record="p-1"),), **BY}),
        ("consider", ("a-1",), {"options": ("wait",), **BY}),
        ("defer", ("a-1", Deadline.on(FIRST), "the paediatrician"), MANAGER),
        ("escalate", ("a-1", "h-1", "above a team manager"), MANAGER),
        ("decide", ("a-1", "a strategy meeting", "she may be at risk"), {"how": OversightMode.TELEPHONE, **MANAGER}),
        ("communicate", ("a-1", "p-1"), {"interpreter": "i-1", **BY}),
        ("countersign", ("a-1",), BY),
        ("dissent", ("a-1",), BY),
        ("put_dissent_in_words", ("a-1", "not so"), BY),
        ("implement", ("a-1", "it was held"), BY),
        ("decide_not_to_act", ("a-2", "no visit tonight"), {"child": "c-2", **MANAGER}),
        ("review", ("a-2", ReviewOfDecision.REVISED, "he rang"), {"revised_by": "a-1", **MANAGER}),
    ],
    "people": [
        ("name", ("c-1", PersonKind.CHILD), BY),
        ("name", ("c-2", PersonKind.CHILD), BY),
        ("same", ("c-1", "c-2", "one birthday"), BY),
        ("not_same", ("c-1", "c-2", "two birthdays"), BY),
        ("hold_role", ("c-1", "child"), {"roles": Roles.shipped(), **BY}),
        ("relate", ("c-1", "c-2", "sister of"), {"kind": RelationKind.SIBLING, **BY}),
        ("add_fact", ("c-1", "likes trains"), BY),
    ],
    "permanence": [
        ("of", ("c-1",), BY),
        ("name_option", (NANA,), BY),
        ("share_option", (OptionShared(option="a-1", route=NANA.route, with_whom=("p-1",)),), BY),
        ("work_on_option", ("a-1", "Nana was assessed"), BY),
        ("move_decision", ("a-1", Deadline.on(FIRST), "she was ill"), BY),
        ("choose_option", ("a-1", "she can"), BY),
        ("achieve_option", ("a-1", "the order was made"), BY),
        ("rule_out_option", ("a-1", "she died"), BY),
        ("continue_support", (ContinuingSupport(what="a group"),), BY),
    ],
    "plan": [
        ("start", ("supervision",), {"children": ("c-1",), **BY}),
        ("add", (Goal(id="g-1", child="c-1", different="sleeps"),), BY),
        ("agree", (Action(id="a-1", text="call"),), BY),
        ("endorse", (3,), MANAGER),
        ("dismiss_hint", ("a-1", "one word", "it says enough"), BY),
        ("judge_realistic", ("a-1", "m-1", "she has a phone"), {"realistic": True, **BY}),
        ("answer", ("p-1", Answer.AGREES), {"action": "a-1", **BY}),
        ("consent", ("p-1",), {"given": True, **BY}),
        ("accept", ("a-1", "w-1"), BY),
        ("hand_over", ("a-1", "w-1", "m-1"), BY),
        ("decline", ("a-1", "m-1", "on leave"), BY),
        ("accept", ("a-1", "w-1"), BY),
        ("release", ("a-1", "w-1"), BY),
        ("report_done", ("a-1", "called"), BY),
        ("close_action", ("a-1", Result.EFFECTIVE, "calmer"), BY),
        ("agree", (Action(id="a-2", text="a visit", consider=True),), BY),
        ("decide", ("a-2", "it is time"), {"yes": True, "decided_by": "m-1", **BY}),
        ("begin", ("a-2",), BY),
        ("cannot_yet", ("a-2", "he is away"), BY),
    ],
    "relationship": [
        ("between", ("w-1", "p-1"), BY),
        ("assess", ("building", "she opened the door"), BY),
        ("record_steady", ("she rings back",), BY),
        ("rupture", ("a door",), BY),
        ("try_repair", ("said sorry",), BY),
        ("repair", ("fine",), BY),
    ],
    "safety": [
        ("write_plan", (SAFETY_PLAN,), BY),
        ("answer_for_child", ("a-1", "p-1"), {"agrees": True, **BY}),
        ("write_addendum", ("a-1", "the refuge knows"), BY),
        ("review_plan", ("a-1", "it held"), {"took_part": ("p-1",), "review": Deadline.on(FIRST), **BY}),
        ("ask_update", ("a-1", "he is back"), BY),
        ("end_plan", ("a-1", "they moved"), BY),
        ("plan_visits", (VisitingPlanMade(plan="a-2", visited=("p-2",), ring="m-1"),), BY),
        ("describe_visits", ("a-2", "two of us"), BY),
        ("end_visiting_plan", ("a-2",), BY),
        ("judge_risk", (RISK,), BY),
        ("review_risk", (RiskReviewed(risk="a-1", judged="less", because="July"),), BY),
        ("end_risk", ("a-1", "he left"), BY),
    ],
    "status": [
        ("of", ("c-1",), BY),
        ("take_step", (Step.REFERRAL_RECEIVED, "a-1"), BY),
        ("begin", ("a-1", SpellKind.CHILD_IN_NEED), BY),
        ("begin", ("a-2", SpellKind.EMERGENCY_PROTECTION), BY),
        ("extend_spell", ("a-2",), BY),
        ("schedule_change", ("a-1", Deadline.on(FIRST), "the review"), BY),
        ("call_off_change", ("a-1", "he came back"), BY),
        ("draft_plan", ("a-3", SpellKind.CHILD_IN_NEED), BY),
        ("share_plan", ("a-3", ("p-1",)), BY),
        ("return_plan", ("a-3", "say what will be different"), MANAGER),
        ("draft_plan", ("a-3", SpellKind.CHILD_IN_NEED), BY),
        ("agree_plan", ("a-3",), BY),
        ("endorse_plan", ("a-3",), MANAGER),
        ("activate_plan", ("a-3",), {"spell": "a-1", **BY}),
        ("schedule_review", ("a-3", "a-4", Deadline.on(FIRST)), BY),
        ("review_plan", ("a-3", "a-4", PlanOutcome.CONTINUE), BY),
        ("refuse_consent", ("a-5", "p-1", "the plan"), BY),
        ("give_consent", ("a-5", "p-1", "the plan"), BY),
        ("withdraw_consent", ("a-5",), BY),
        ("decide_on_withdrawal", ("a-5", "the case closes", "nobody is at risk"), BY),
        ("end", ("a-1",), BY),
    ],
    "supervision": [
        ("plan", (FIRST, WHO), {"children": ("c-1",), **BY}),
        (
            "prepare",
            (Prepared(focus=(("f-1", "the bedtimes"),), prompts=("how-long",)),),
            {"prompts": Prompts.shipped(), **BY},
        ),
        ("draft", ("how-long", "since the summer"), BY),
        ("hold", (WHO,), {"children": ("c-1",), "minutes": 60, "mode": MeetingMode.ROOM, **BY}),
        ("discuss", ("f-1",), {"prompts": Prompts.shipped(), **BY}),
        ("record_child", ("c-1", "what was thought"), BY),
        ("answer", (FORM, "s-1", "f-1"), {"text": "calmer", **BY}),
        ("record", (), BY),
        ("dispute", ("d-1", DisputedMatter.DECISION), {"words": "not so", **BY}),
        ("put_in_words", ("d-1", "nor so"), BY),
        ("settle_dispute", ("d-1", DisputeOutcome.RECORD_STANDS), {"note": "talked through", **BY}),
        ("sign", (MeetingPart.PRACTITIONER,), BY),
        ("sign", (MeetingPart.SUPERVISOR,), MANAGER),
        (
            "decide_filing",
            ("c-1", FEELING, OffFile.DISTILLED),
            {"whose": "w-1", "held_as": Audience.PERSONAL, "words": "it weighed on the work", **BY},
        ),
        ("confirm_distillation", ("c-1", FEELING), BY),
        ("confirm_distillation", ("c-1", FEELING), MANAGER),
        ("distil", ("c-1", "it weighed on the work"), BY),
        ("file", ("c-1",), BY),
        ("review", (Link(record="s-2"),), BY),
    ],
    "visits": [
        ("try_contact", (ContactTried(contact="a-1", people=("p-1",), mode=ContactMode.TELEPHONE),), BY),
        ("make_contact", (ContactMade(contact="a-1", people=("p-1",), mode=ContactMode.TELEPHONE),), BY),
        ("add", (NotInvited(person="p-2", to="the conference"),), BY),
        *(
            ("make_visit", (VisitMade(contact=f"v-{mode}", seen=(Seen(child="c-1"),), mode=mode, kinds=kinds),), BY)
            for mode in (ContactMode.FACE_TO_FACE, ContactMode.VIDEO)
            for kinds in (tuple(VisitKind),)
        ),
        ("make_visit", (VisitMade(contact="v-1", seen=(Seen(child="c-1"),)),), BY),
        ("make_visit", (VisitMade(contact="v-2", seen=(Seen(child="c-1"),), mode=ContactMode.VIDEO),), BY),
    ],
    "voice": [
        ("of", ("c-1",), BY),
        ("hear", (Heard(account="a-1", words="I sleep at Nana's"),), BY),
        ("tell_child", ("a-1", "that we asked Nana"), BY),
        ("change_nothing", ("a-1", "Nana is away"), BY),
        ("change", ("a-1", "they go to Nana"), {"where": Link(record="p-1", item="a-1"), **BY}),
    ],
}


def kept_by_the_log(kind):
    """The first call of a kind's life, drafted by a tool, with what every record does to an entry after it."""
    name, args, given = LIVES[kind][0]
    return [
        (name, args, given | {"drafted_by": "tool-1"}),
        ("confirm", (0,), MANAGER),
        ("disagree", (0, "p-1", "not so"), MANAGER),
        ("correct", (0,), {"reason": "a slip", "recorded": FIRST, "by": "w-1"}),
        ("erase", (0,), {"basis": "a court's order", "on": FIRST, "by": "m-1"}),
    ]


#: Lives that end otherwise than those above.
OTHERS = {
    "cycle": [[("enter", (Stage.ACTION,), BY), ("pause", (), BY), ("abandon", ("he left",), BY)]],
    "hypothesis": [
        [
            ("float", ("hostile",), BY),
            ("evidence_for", ("he shouted",), BY),
            ("evidence_against", ("he rang back",), BY),
            ("judge", (HypothesisStatus.WEAKENED, "he was afraid"), BY),
        ],
        [
            ("float", ("hostile",), BY),
            ("widen", ("hostile to everybody", "he shouted at school"), BY),
            ("revise", ("r-2", "afraid", "he told her so"), BY),
        ],
    ],
    "journey": [
        [
            ("of", ("c-1",), BY),
            ("ask", (MapQuestion.NEXT, "school"), BY),
            ("propose", (POINT,), BY),
            ("withdraw", ("a-1", "she moved"), BY),
        ],
        [
            ("of", ("c-1",), BY),
            ("agree", (POINT,), BY),
            ("agree", (attrs.evolve(POINT, id="a-2"),), BY),
            ("supersede", ("a-1", "a-2", "she sleeps; now she wakes early"), BY),
        ],
    ],
    "membership": [[("add_record", ("a-1",), BY), ("remove_record", ("a-1", "another family's"), BY)]],
    "plan": [
        [
            ("agree", (Action(id="a-1", text="call"),), BY),
            ("block", ("a-1", "no telephone"), {"needs": "a telephone", "from_whom": "m-1", **BY}),
            ("carry_forward", ("a-1", "still none"), {"due": Deadline.on(FIRST), **BY}),
        ],
        [
            ("agree", (Action(id="a-1", text="call"),), BY),
            ("sign_off", (1,), MANAGER),
            ("propose", (Action(id="a-2", text="write"),), BY),
            ("supersede", ("a-1", "a-2", "she has no phone"), BY),
            ("not_needed", ("a-2", "they met", "m-1"), BY),
        ],
        [
            ("plan_review", ("v-1",), {"due": Deadline.on(FIRST), **BY}),
            ("move_review", ("v-1", Deadline.on(FIRST), "she was away"), BY),
            ("hold_review", ("v-1",), {"took_part": ("w-1",), **BY}),
            ("end", ("they moved",), BY),
        ],
    ],
    "relationship": [
        [
            ("between", ("w-1", "p-1"), BY),
            ("plan_ending", ("she leaves",), BY),
            ("call_off_ending", ("she stays",), BY),
            ("end", (), BY),
            ("resume", ("referred again",), BY),
        ]
    ],
    "supervision": [
        [("plan", (FIRST, WHO), BY), ("cancel", ("court",), BY)],
        [("plan", (FIRST, WHO), BY), ("miss", (), BY)],
    ],
}
