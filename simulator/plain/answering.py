"""One answer typed line by line in plain text, and the commands that can be typed instead of a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from question_bank.models import Fact
from scorecards.problems import nearest
from simulator.clock import spoken
from simulator.errors import InputEndedError, SimulatorError
from simulator.history.records import Mode, TurnKind
from simulator.interview.conductor import LONGEST_ANSWER, Interview
from simulator.interview.session import Phase
from simulator.plain.console import Console, LiveConsole
from simulator.plain.editor import edit
from simulator.plain.prompts import ask_choice, ask_yes
from simulator.words.rounds import HINT_PRICE, clock_text, notice_text

DONE = "done"
FEW_WORDS = 25
ANSWERS = (TurnKind.ANSWER, TurnKind.PROBE_ANSWER)


class _TimeIsUpError(Exception):
    """The answer was closed by the clock while a line was being typed."""


@dataclass(frozen=True, slots=True)
class _Command:
    """One thing that can be typed instead of a line of the answer."""

    name: str
    help: str
    run: Callable[[str], None]
    while_probing: bool = False
    practice_only: bool = False


class PlainAnswer:
    """Takes the answer to the question or to a follow-up, until it is handed in or its time is over."""

    def __init__(self, interview: Interview, console: Console, scratch: Path) -> None:
        self._interview = interview
        self._console = console
        self._live = LiveConsole(console, lambda _partial: self._let_time_pass())
        self._scratch = scratch
        self._lines: list[str] = []
        self._partial = ""
        self._leaving = False
        self._told_full = False
        commands = [
            _Command("ask", "/ask QUESTION: ask the interviewer in your own words", self._ask),
            _Command("topics", "/topics: list what the interviewer can tell", self._topics),
            _Command("next", "/next: go on to the next stage, so that minutes against plan are true", self._next_stage),
            _Command("time", "/time: time used and left", self._show_time, while_probing=True),
            _Command("hint", "/hint: buy a hint", self._hint, practice_only=True),
            _Command("pause", "/pause: stop the clock", self._pause, practice_only=True),
            _Command("show", "/show: read back what you have written", self._show, while_probing=True),
            _Command("undo", "/undo: take back the last line", self._undo, while_probing=True),
            _Command("edit", "/edit: write in your editor", self._edit, while_probing=True),
            _Command("help", "/help: these commands", self._help, while_probing=True),
            _Command("quit", "/quit: leave; everything is kept", self._quit, while_probing=True),
        ]
        self._commands = {command.name: command for command in commands}

    def take(self, *, probing: bool) -> int | None:
        """Take lines until /done or the end of time; return the number of words handed in."""
        text = self._interview.state.round.text
        self._lines = text.split("\n") if text else []
        self._told_full = False
        self._partial = ""
        if text:
            self._console.write(f"So far you have {len(text.split())} words; /show reads them back.")
        try:
            self._tell(self._let_time_pass())  # it may have run out before the first key
            while True:
                line = self._next_line()
                if line is None:
                    continue
                if _is_command(line):
                    name, _, rest = line[1:].partition(" ")
                    name = name.casefold()
                    if name == DONE and (probing or self._may_hand_in()):
                        break
                    if name == DONE:
                        continue
                    self._obey(name, rest.strip(), probing=probing)
                    continue
                self._lines.append(_as_answer(line))
                self._keep()
        except _TimeIsUpError:
            self._closed_by_time()
            return None
        self._keep()  # what was typed and taken back before it became a line is no part of the answer
        words = len(self._interview.state.round.text.split())
        self._interview.close_answer()
        return words

    def _may_hand_in(self) -> bool:
        """Ask back before a hand-in that was probably a slip."""
        words = sum(len(line.split()) for line in self._lines)
        return words >= FEW_WORDS or ask_yes(self._live, f"Only {words} words. Hand in?", default=False)

    def _next_line(self) -> str | None:
        try:
            line = self._console.read_line("> ", self._on_tick)
        except KeyboardInterrupt:
            if self._leaving:
                self._quit("")
            self._leaving = True
            if self._partial:  # the terminal forgets the line; the answer does not
                self._lines.append(self._partial)
            self._partial = ""
            self._keep()
            self._console.write("\nCtrl+C again leaves the interview (everything is kept); or go on typing.")
            return None
        self._leaving = False
        self._partial = ""
        try:
            message = self._let_time_pass()
        except _TimeIsUpError:
            if not _is_command(line):  # finished between two looks at the clock
                self._interview.keep_late(_as_answer(line))
            raise
        self._tell(message)
        return line

    def _tell(self, message: str | None) -> None:
        if message:
            self._console.write(message)

    def _on_tick(self, partial: str) -> str | None:
        self._partial = "" if _is_command(partial) else _as_answer(partial)
        self._keep(self._partial)
        return self._let_time_pass()

    def _let_time_pass(self) -> str | None:
        notice = self._interview.tick()
        if notice is None:
            return None
        if notice.closed:
            raise _TimeIsUpError
        return notice_text(notice, self._interview.state, self._interview.clock())

    def _keep(self, partial: str = "") -> None:
        lines = [*self._lines, partial] if partial else self._lines
        fits = self._interview.type("\n".join(lines))
        if not fits and not self._told_full:
            self._told_full = True
            self._console.write(f"The answer is full: only its first {LONGEST_ANSWER} characters are kept.")

    def _closed_by_time(self) -> None:
        self._console.discard_typed()
        self._console.write("\nTime. The answer is closed as it stands.")
        late = self._console.read_line("Press Enter to go on. ")
        self._interview.keep_late(late)

    # commands

    def _obey(self, name: str, rest: str, *, probing: bool) -> None:
        command = self._commands.get(name)
        if command is None or (probing and not command.while_probing):
            known = [*self._allowed(probing=probing), DONE]
            meant = nearest(name, known)
            self._console.write(
                f"There is no command /{name} here"
                + (f"; did you mean /{meant}?" if meant else ".")
                + " /help lists them. A line of the answer that starts with a slash starts with two."
            )
            return
        try:
            command.run(rest)
        except SimulatorError as error:
            if isinstance(error, InputEndedError):
                raise
            self._console.write(f"{error.sentence} {error.next_step}")

    def _allowed(self, *, probing: bool) -> list[str]:
        practice = self._interview.state.mode is Mode.PRACTICE
        return [
            command.name
            for command in self._commands.values()
            if (practice or not command.practice_only) and (command.while_probing or not probing)
        ]

    def _help(self, _rest: str) -> None:
        probing = self._interview.state.phase is Phase.PROBING
        for name in self._allowed(probing=probing):
            self._console.write(self._commands[name].help)
        self._console.write("/done: hand in")

    def _ask(self, rest: str) -> None:
        asked = rest or self._live.read_line("Your question: ").strip()
        if not asked:
            return
        reply = self._interview.match(asked)
        fact = reply.fact
        if fact is None and reply.offered:
            self._console.write("I am not sure what you mean. The closest topics:")
            fact = self._choose_topic(reply.offered)
        self._console.write(f"Interviewer: {self._interview.tell(asked, fact)}")

    def _topics(self, _rest: str) -> None:
        fact = self._choose_topic(self._interview.question.facts)
        if fact:
            self._console.write(f"Interviewer: {self._interview.tell(fact.topic, fact, from_list=True)}")

    def _choose_topic(self, facts: Sequence[Fact]) -> Fact | None:
        told = self._interview.state.round.told
        choices = [
            (str(number), fact.topic + (" (told)" if fact.id in told else "")) for number, fact in enumerate(facts, 1)
        ]
        choice = ask_choice(self._live, "Which", [*choices, ("0", "none of these, as a blank line")], blank="0")
        return facts[int(choice) - 1] if choice != "0" else None

    def _next_stage(self, _rest: str) -> None:
        self._console.write(f"Stage: {self._interview.next_stage()}.")

    def _show_time(self, _rest: str) -> None:
        view = self._interview.clock()
        if view:
            self._console.write(clock_text(self._interview.state, view))

    def _hint(self, _rest: str) -> None:
        state = self._interview.state
        taken = self._interview.question.stages[state.round.stage].id in state.round.hints
        if state.mode is Mode.PRACTICE and not taken:
            self._console.write(f"{HINT_PRICE} You have taken {len(state.round.hints)}.")
            if not ask_yes(self._live, "Take the hint of this stage?", default=False):
                return
        self._console.write(f"Hint: {self._interview.take_hint()}")

    def _pause(self, _rest: str) -> None:
        self._interview.pause()
        self.wait_out_pause()

    def wait_out_pause(self) -> None:
        """Stand still until Enter is pressed."""
        self._console.read_line("Paused; the clock stands still. Press Enter to go on. ")
        self._interview.resume()
        self._console.write("The clock runs.")

    def _show(self, _rest: str) -> None:
        self._console.write("\n".join(self._lines) or "Nothing yet.")

    def _undo(self, _rest: str) -> None:
        if not self._lines:
            self._console.write("There is nothing to take back.")
            return
        self._console.write(f"Taken back: {self._lines.pop()}")
        self._keep()

    def _edit(self, _rest: str) -> None:
        closed = False

        def on_change(text: str) -> None:
            nonlocal closed
            if closed:
                return
            self._interview.type(text.rstrip("\n"))
            try:
                message = self._let_time_pass()
            except _TimeIsUpError:
                closed = True
                message = "Time is up: the answer closed with what your editor had saved. Please close the editor."
            if message:
                self._console.write(f"\a{message}")

        path = self._scratch / f"{self._interview.state.id}.answer.md"
        text = edit(path, "\n".join(self._lines), on_change).rstrip("\n")
        if closed:
            if text != self._saved_answer():
                self._interview.keep_late(text)
            raise _TimeIsUpError
        self._lines = text.split("\n") if text else []
        self._keep()
        self._console.write(f"{len(text.split())} words. Go on typing, /edit again, or /done.")

    def _saved_answer(self) -> str:
        """Return the candidate's answer that was closed last."""
        return next(turn.text for turn in reversed(self._interview.state.round.turns) if turn.kind in ANSWERS)

    def _quit(self, _rest: str) -> None:
        self._keep()
        view = self._interview.clock()
        runs_on = self._interview.state.mode is Mode.MOCK and view is not None
        clock = f" The mock's clock runs on: {spoken(max(0.0, view.left))} left." if runs_on and view else ""
        raise InputEndedError("Left", f"Everything is kept.{clock}", "Go on where you were: pm-simulator continue.")


def _is_command(line: str) -> bool:
    return line.startswith("/") and not line.startswith("//")


def _as_answer(line: str) -> str:
    """Return a line as it stands in the answer: a slash at its start was typed twice."""
    return line.removeprefix("/") if line.startswith("//") else line
