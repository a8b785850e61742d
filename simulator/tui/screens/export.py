"""Writes sessions to a file of one's own."""

from __future__ import annotations

import asyncio
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from simulator.errors import SimulatorError, UsageError
from simulator.history.export import with_round
from simulator.sharing.exporting import (
    FORMAT_WORDS,
    FORMATS,
    all_sessions,
    holds_lines,
    name_of,
    name_of_all,
    pieces,
    size_words,
)
from simulator.sharing.places import full_path, place_words, short, start_folder
from simulator.sharing.writing import file_steps
from simulator.tui.commands import bindings
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.text import shown
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.explained import Explanation
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose
from simulator.words.moments import local_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.worker import Worker

    from simulator.history.records import SessionRecord
    from simulator.tui.app import SimulatorApp

ROUND, SESSION, ALL = "this round", "this session", "all sessions"
LABEL = 6
"""Cells."""
SLICE, PAUSE = 0.01, 0.002
"""Seconds of writing, and of rest in which keys are heard and the screen is painted."""
TOLD_EVERY = 0.1
"""Seconds."""


class ExportScreen(Screen[None]):
    """What, how, where; the form stays until one leaves it, so that nothing is lost when writing fails."""

    CSS_PATH = "../styles/export.tcss"
    HELP = (
        "Write sessions to a file. The arrow keys change a row, Enter goes to the next, ctrl+s writes. A file that is "
        "there is asked about first. Escape goes back, or stops the writing and leaves no half file. Page up and down "
        "scroll where not all fits."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("export.write", "screen.back", "compare.down", "compare.up")

    def __init__(self, session: str = "", number: int | None = None) -> None:
        super().__init__()
        self._session = session
        self._number = number
        self._record: SessionRecord | None = None
        self._offered: list[str] = []
        self._folder = start_folder()
        self._suggested = ""
        """The place as it was filled in; what the user writes over it is left alone."""
        self._style = FORMATS[0]
        self._done = 0
        """Sessions written so far."""
        self._writing: Worker[None] | None = None

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the rows and the place."""
        self._offered = self._offer()
        yield Static(shown("Write to a file", "bold"), classes="heading")
        with Container(classes="beside"):
            with VerticalScroll(classes="form", can_focus=False):
                yield ChoiceRow("What", [(each, "") for each in self._offered], "what", 0, LABEL)
                yield ChoiceRow("How", [FORMAT_WORDS[each] for each in FORMATS], "how", 0, LABEL)
                yield Static(shown("Where; ~ is your home folder", "dim"), classes="question")
                yield Input(id="export-place", compact=True)
                yield Static(id="export-place-words")
                yield Prose(id="export-state")
                yield Prose(id="export-holds")
            yield Explanation()
        yield KeyFooter()

    def _offer(self) -> list[str]:
        """Return what can be written, the narrowest first."""
        if self._session:
            try:
                self._record = self._app.workspace.store.load(self._session)
            except SimulatorError as error:
                self.call_after_refresh(self._app.show_trouble, error)
        if self._record is None:
            return [ALL]
        numbers = [each.number for each in self._record.rounds]
        return [*([ROUND] if self._number in numbers and len(numbers) > 1 else []), SESSION, ALL]

    def on_mount(self) -> None:
        """Begin with the first row."""
        self._say([])
        self._follow()
        self.query(ChoiceRow).first().focus()

    def _chosen(self, name: str) -> int:
        return next(row.chosen or 0 for row in self.query(ChoiceRow) if row.name == name)

    @property
    def _what(self) -> str:
        return self._offered[self._chosen("what")]

    @property
    def _field(self) -> Input:
        return self.query_one("#export-place", Input)

    def on_choice_row_chosen(self) -> None:
        """Let the place and the words follow."""
        if self._suggested:  # before that the rows are still being laid out
            self._follow()

    def _follow(self) -> None:
        before, self._style = self._style, FORMATS[self._chosen("how")]
        written = self._field.value
        if written == self._suggested:
            self._suggested = self._field.value = short(self._folder / self._default_name())
        elif written.endswith(f".{before}"):
            self._field.value = f"{written.removesuffix(before)}{self._style}"
        holds = holds_lines(self._style, part=self._what == ROUND)
        title, _ = FORMAT_WORDS[self._style]
        lines = [each for text in (self._what_words(), *holds) for each in (Line(text), Line(""))]
        self.query_one("#export-holds", Prose).show(lines)
        self.query_one(Explanation).show(title, *lines)

    def _what_words(self) -> str:
        """Return what is written, so that the right session is seen to be meant."""
        record = self._record
        if record is None or self._what == ALL:
            count = len(self._app.workspace.store.summaries())
            return "The one session of the history." if count == 1 else f"All {count:,} sessions of the history."
        rounds = [each for each in record.rounds if self._what == SESSION or each.number == self._number]
        return f"{local_date(record.started)}: {'; '.join(each.title for each in rounds)}."

    def _default_name(self) -> str:
        if self._record is None or self._what == ALL:
            return name_of_all(self._style, self._app.workspace.clock.utc().astimezone().date())
        return name_of(self._record, self._style, self._number if self._what == ROUND else None)

    def _path(self) -> Path:
        return full_path(self._field.value, self._folder, self._default_name())

    def on_input_changed(self) -> None:
        """Say what stands at that place."""
        self._check_place()

    def _check_place(self) -> None:
        try:
            words = place_words(self._path())
        except UsageError as error:
            words = error.sentence
        self.query_one("#export-place-words", Static).update(shown(words))

    def on_input_submitted(self) -> None:
        """Write from the last field."""
        self.action_write()

    def action_write(self) -> None:
        """Write the file; ask first where one is there."""
        if self.is_current and not self._is_writing:
            self._app.attempt(self._begin)

    def _begin(self) -> None:
        if self._what == ALL and not self._app.workspace.store.summaries():
            raise UsageError("Nothing to write", "There is no session yet.", "Sit one from home.")
        path = self._path()

        def settle(choice: str | None) -> None:
            if choice == "replace":
                self._start(path, force=True)

        if not path.is_file():
            self._start(path)
            return
        choices = (("keep", "Leave it; I name another"), ("replace", "Replace it"))
        self._app.push_screen(ChooseScreen("The file is there", f"Replace {path}?", choices), settle)

    def _start(self, path: Path, *, force: bool = False) -> None:
        self._done = 0
        self._writing = self.run_worker(self._write(path, force=force), group="export", exclusive=True)

    @property
    def _is_writing(self) -> bool:
        return self._writing is not None and not self._writing.is_finished

    async def _write(self, path: Path, *, force: bool) -> None:
        lost: list[str] = []
        size = 0
        try:
            with closing(file_steps(path, self._pieces(lost), force=force)) as steps:
                rest = told = time.monotonic()
                for written in steps:
                    size = written
                    if (now := time.monotonic()) - rest < SLICE:
                        continue
                    if now - told >= TOLD_EVERY:
                        self._tell_progress()
                        told = now
                    await asyncio.sleep(PAUSE)
                    rest = time.monotonic()
        except SimulatorError as error:
            self._say([])
            self._app.show_trouble(error)
            return
        count = "one round" if self._what == ROUND else "one session" if self._done == 1 else f"{self._done:,} sessions"
        self._say([f"Written: {short(path)}, {count}, {size_words(size)}. Only your account can read it.", *lost])
        self._check_place()

    def _pieces(self, lost: list[str]) -> Iterator[str]:
        workspace = self._app.workspace
        records: Iterable[SessionRecord]
        if self._record is None or self._what == ALL:
            records = all_sessions(workspace.store, lost)
        elif self._what == ROUND:
            records = [with_round(self._record, self._number or 1)]
        else:
            records = [self._record]
        return pieces(workspace, self._counted(records), self._style, part=self._what == ROUND)

    def _counted(self, records: Iterable[SessionRecord]) -> Iterator[SessionRecord]:
        for record in records:
            self._done += 1
            yield record

    def _tell_progress(self) -> None:
        count = len(self._app.workspace.store.summaries())
        self._say([f"Writing: {self._done:,} of {count:,}. Escape stops."])

    def _say(self, texts: Sequence[str]) -> None:
        state = self.query_one("#export-state", Prose)
        state.display = bool(texts)
        state.show([Line(text, "bold") for text in texts])

    def action_scroll_text(self, pages: int) -> None:
        """Scroll the form by a page."""
        page = self.query_one(".form")
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Stop the writing, or leave."""
        if self._writing is not None and self._is_writing:
            self._writing.cancel()
            self._writing = None
            self._say(["Stopped. Nothing was written."])
        else:
            self.app.pop_screen()
