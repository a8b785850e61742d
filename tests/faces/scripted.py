"""A candidate at a console: types, waits, closes the input, without a terminal and without real time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.plain.console import Tick, input_ended
from simulator.words.wrapping import wrap
from tests.fakes import FakeClock


@dataclass(frozen=True)
class Typing:
    """Types ``text`` and takes ``seconds`` over it; without ``enter`` the line is never finished."""

    text: str
    seconds: float = 0
    enter: bool = True
    erased: str = ""
    """Typed first, long enough to be seen, and taken back."""
    interrupted: bool = False
    """Ctrl+C instead of Enter."""


INTERRUPT = object()
"""Ctrl+C."""

Step = str | Typing | Callable[[], str] | object
"""A function is called when its turn comes and returns what to type."""
Policy = Callable[[str], str | None]
"""Answers a prompt, or returns None to leave it to the script."""


class ScriptedConsole:
    """A console that plays a script. ``policy`` may answer prompts that come in numbers, such as marks."""

    def __init__(self, clock: FakeClock, script: Iterable[Step] = (), policy: Policy | None = None) -> None:
        self._clock = clock
        self._script = list(script)
        self._policy = policy or (lambda _prompt: None)
        self.lines: list[str] = []

    @property
    def text(self) -> str:
        """Everything that was printed and typed."""
        return "\n".join(self.lines)

    @property
    def page(self) -> str:
        """The same unwrapped, so that a sentence can be found in it."""
        return " ".join(self.text.split())

    def write(self, text: str = "") -> None:
        self.lines += wrap(text)

    def discard_typed(self) -> None:
        pass

    def read_line(self, prompt: str, tick: Tick | None = None) -> str:
        answer = self._policy(prompt)
        step: Step = answer if answer is not None else self._next(prompt)
        if step is INTERRUPT:
            self.lines.append(f"{prompt}^C")
            raise KeyboardInterrupt
        if callable(step):
            step = step()
        typing = step if isinstance(step, Typing) else Typing(str(step))
        self.lines.append(f"{prompt}{typing.text}")
        self._let_pass(typing, tick)
        if typing.interrupted:
            raise KeyboardInterrupt
        if not typing.enter:
            raise input_ended()
        return typing.text

    def _next(self, prompt: str) -> Step:
        if not self._script:
            raise AssertionError(f"the script ended at the prompt {prompt!r}")
        return self._script.pop(0)

    def _let_pass(self, typing: Typing, tick: Tick | None) -> None:
        """Let the time pass second by second, a tick after each, the text growing evenly."""
        if tick and typing.erased:
            tick(typing.erased)
        whole = int(typing.seconds)
        for second in range(1, whole + 1):
            self._clock.advance(1)
            if tick:
                message = tick(typing.text[: len(typing.text) * second // whole])
                if message:
                    self.write(message)
        if not whole and tick and not typing.enter:
            tick(typing.text)
