"""Leads through an interview in plain text, phase by phase: briefing, answer, follow-ups, prediction, break."""

from collections.abc import Sequence
from pathlib import Path

from scorecards.catalogue import load_scorecard
from simulator.history.records import Prediction, TurnKind
from simulator.interview.conductor import Interview
from simulator.interview.session import Phase
from simulator.plain.answering import PlainAnswer
from simulator.plain.console import Console
from simulator.plain.prompts import ask_call, ask_choice, ask_number
from simulator.words.rounds import briefing, expired_text, opening


class PlainInterview:
    """Drives one interview over a console."""

    def __init__(self, interview: Interview, console: Console, scratch: Path, seen_probes: Sequence[str] = ()) -> None:
        self._interview = interview
        self._console = console
        self._answer = PlainAnswer(interview, console, scratch)
        self._seen_probes = seen_probes

    def run(self) -> None:
        """Run until the rounds are over; raise InputEndedError when the candidate leaves in the middle."""
        if self._interview.expired:
            self._settle_expired()
        while not self._interview.state.finished:
            phase = self._interview.state.phase
            if phase is Phase.BRIEFING:
                self._begin_round()
            elif phase in (Phase.THINKING, Phase.ANSWERING):
                self._take_answer()
            elif phase is Phase.PROBING:
                self._probe()
            elif phase is Phase.PREDICTION:
                self._predict()
            elif phase is Phase.BREAK:
                self._break()
            else:
                return

    def _begin_round(self) -> None:
        interview = self._interview
        self._console.write(briefing(interview.state, interview.question))
        self._console.read_line("Press Enter when you are ready: the clock starts then. ")
        interview.begin_round()
        self._console.write("\n" + opening(interview.question))
        self._console.write(
            "\nThe clock runs. Think, ask with /ask, then type your answer line by line. /next enters the next stage, "
            "/done hands in, /help lists the rest."
        )

    def _take_answer(self) -> None:
        if self._interview.state.paused:
            self._answer.wait_out_pause()
        words = self._answer.take(probing=False)
        if words is not None:
            self._console.write(f"\nYour answer is closed: {words} words.")

    def _probe(self) -> None:
        interview = self._interview
        each = interview.state.round
        if each.probe is None:
            probe = interview.next_probe(self._seen_probes)
            number, text = len(each.probes) + 1, probe.text.strip()
        else:
            asked = next(turn for turn in reversed(each.turns) if turn.kind is TurnKind.PROBE)
            number, text = len(each.probes), asked.text  # as it was asked: the card may have changed since
        text = text or "(this question was lost with a damaged line of the draft)"
        self._console.write(f"\nFollow-up {number} of {each.plan.probes}. Interviewer: {text}")
        self._console.write("Answer, then /done.")
        self._answer.take(probing=True)

    def _predict(self) -> None:
        interview = self._interview
        scorecard = load_scorecard(interview.question.kind)
        self._console.write(
            "\nBefore you see anything: which level did you show on each dimension? "
            "1 no hire, 2 junior, 3 a solid PM, 4 the senior bar, 5 raises the bar."
        )
        levels = {
            name: ask_number(self._console, scorecard.dimension(name).name, 1, 5)
            for name in interview.question.tested(scorecard.dimension_ids)
        }
        self._console.write(f"Which call do you expect at {interview.state.target.label}?")
        call = ask_call(self._console)
        sure = ask_number(self._console, "How sure are you that it is exactly this call, in percent?", 0, 100)
        interview.predict(Prediction(levels=levels, call=call, probability=sure / 100))
        self._console.write("Your prediction is kept.")

    def _break(self) -> None:
        state = self._interview.state
        self._console.write(
            f"\nRound {state.current + 1} of {len(state.rounds)} is over. A break: no clock runs. "
            "As in a real loop, you see no result until the last round is done."
        )
        self._console.read_line("Press Enter for the next round. ")
        self._interview.end_break()

    def _settle_expired(self) -> None:
        self._console.write(expired_text(self._interview.question))
        choices = [
            ("j", "have what is there judged"),
            ("p", "go on as practice with the time that was left"),
            ("d", "discard the session; its text stays in the history"),
        ]
        choice = ask_choice(self._console, "Your choice", choices)
        if choice == "j":
            self._interview.judge_what_is_there()
        elif choice == "p":
            self._interview.go_on_as_practice()
        elif self._interview.discard():
            self._console.write("The session was discarded; its text stays in the history.")
        else:
            self._console.write("It could not be discarded; the draft is kept. Try again with: pm-simulator continue")
