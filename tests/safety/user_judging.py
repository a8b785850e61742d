"""A random user who judges: at once or later, by themselves or by a model that answers anything at all."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from simulator.grading.batch import Job, add_assessment
from simulator.grading.sheet import Sheet, SheetFile
from simulator.history.records import Assessment, SessionRecord, SessionStatus
from simulator.interview.conductor import Interview
from simulator.interview.session import Phase as Stage
from tests.safety.house import House, questions
from tests.safety.random_judges import by_model, by_oneself
from tests.safety.user_sitting import SittingUser
from tests.safety.user_world import FIGURES, SEEDS


class JudgingUser(SittingUser):
    """Judges rounds. A sheet's marks are as safe as an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[tuple[House, str, int], Sheet] = {}

    def conclude(self, seed: int) -> None:
        state = self.interview.state
        waiting = [number for number, each in enumerate(state.rounds, 1) if not each.judged]
        if not waiting and seed % 5:
            self.end(Interview.finish)
        elif waiting and seed % 4 == 0:
            self.act_on(lambda interview: interview.put_off(waiting[0]))
        else:
            self.judge_live((waiting or [1])[0], seed)

    def judge_live(self, number: int, seed: int) -> None:
        """Judge a round of the interview on the screen."""
        interview = self.interview

        def judged() -> Assessment | None:
            assessment = self.judgement(self.house, interview.record(), number, seed)
            return assessment if assessment and interview.add_assessment(number, assessment) else None

        for assessment in self.did(judged):
            self.count(self.house, interview.state.id, number, assessment)

    def judgement(self, house: House, session: SessionRecord, number: int, seed: int) -> Assessment | None:
        """Return what the candidate, or a model, makes of a round; None where that was put off."""
        question = questions()[session.rounds[number - 1].question_id]
        if seed % 2:
            return by_model(house.paths, self.clock, session, number, question, seed)
        key = (house, session.id, number)

        def marked(sheet: Sheet) -> None:
            self.marks[key] = sheet

        known = self.marks.get(key)
        sheet = SheetFile(house.paths.drafts, session.id, number)
        assert known is None or known.items.items() <= sheet.sheet.items.items(), "a mark on the sheet is lost"
        assert known is None or known.placements.items() <= sheet.sheet.placements.items()
        sheet.close()
        return by_oneself(house.paths.drafts, self.clock, session, number, question, seed, marked)

    def count(self, house: House, name: str, number: int, assessment: Assessment | None) -> None:
        """Take note of a judgement that is in the history, and clear its sheet away."""
        if assessment is None:
            return
        FIGURES[f"judged by {assessment.provenance.source}"] += 1
        house.ledger.remembered(name).judged[number, assessment.id] = assessment
        self.marks.pop((house, name, number), None)
        self.did(lambda: SheetFile(house.paths.drafts, name, number).remove())

    def at_rest(self, house: House) -> list[SessionRecord]:
        """Return the sessions that are over, and in the history."""
        records = [house.ledger.record(path.stem) for path in sorted(house.paths.history.glob("sessions/*/*.json"))]
        live = {each.state.id for each in house.workspace.drafts()[0]}
        return [each for each in records if each and each.id not in live and each.status is not SessionStatus.UNDER_WAY]

    @precondition(lambda self: self.is_sitting() and self.interview.state.phase in (Stage.JUDGEMENT, Stage.DEBRIEF))
    @rule(seed=SEEDS)
    def judge(self, seed: int) -> None:
        self.judge_live(1 + seed % len(self.interview.state.rounds), seed)

    @rule(number=st.integers(0, 9), seed=SEEDS, elsewhere=st.booleans())
    def judge_later(self, number: int, seed: int, *, elsewhere: bool) -> None:
        house = self.houses[-1] if elsewhere else self.house
        found = [(record, each.number) for record in self.at_rest(house) for each in record.rounds if each.closed_by]
        if not found:
            return
        session, which = found[number % len(found)]

        def judged() -> Assessment | None:
            assessment = self.judgement(house, session, which, seed)
            if assessment:
                add_assessment(house.store, self.clock, Job(session.id, which), assessment)
            return assessment

        for assessment in self.did(judged):
            self.count(house, session.id, which, assessment)
