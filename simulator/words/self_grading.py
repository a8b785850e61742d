"""What a candidate is asked when grading by oneself."""

from simulator.grading.sheet import Placement
from simulator.history.records import RoundFlag

PLACES = (
    (Placement.BELOW_LOW, "below the first exemplar"),
    (Placement.LEVEL_WITH_LOW, "level with the first"),
    (Placement.BETWEEN, "between the two"),
    (Placement.LEVEL_WITH_HIGH, "level with the second"),
)
FLAG_QUESTIONS = {
    RoundFlag.FRAMEWORK_NARRATION: "Did you recite a framework's name or steps instead of using them?",
    RoundFlag.FAKE_PRECISION: "Did you give a figure more exact than its basis?",
    RoundFlag.INVENTED_FACTS: "Did you state as a fact something that nobody told you and that you did not call an "
    "assumption?",
    RoundFlag.CONTRADICTED_FACT: "Did you state something against a fact that the interviewer told you?",
    RoundFlag.FALSE_PREMISE_ACCEPTED: "Did you build on a premise that the facts had shown to be false?",
}
