"""Settings: theme, target, timing, the week's goal, the interview's day; and where everything is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from scorecards.models import Target
from simulator.config import THEMES, Config
from simulator.errors import UsageError
from simulator.tui.commands import bindings
from simulator.tui.text import shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose
from simulator.words.standing import interview_words

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

PROBES = (2, 3, 4)
GRACES = (0, 20, 60, 120)
GOALS = (1, 2, 3, 4, 5, 6, 7)
NO_GOAL = "none"
LABEL = 28
"""Cells of the longest label."""


class SettingsScreen(Screen[None]):
    """A row for each setting, a field for the day; ctrl+s keeps them."""

    HELP = (
        "Settings. The arrow keys change a row, ctrl+s keeps all in the settings file named below. With the day of "
        "your interview home counts down, and what to practise next comes before it."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.keep", "screen.back")

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the rows and the places."""
        config = self._app.workspace.config
        paths = self._app.paths
        yield Static(shown("Settings", "bold"), classes="heading")
        with VerticalScroll(classes="form", can_focus=False):
            yield ChoiceRow("Theme", [(theme, "") for theme in THEMES], "theme", THEMES.index(config.theme), LABEL)
            targets = [(each.value, "") for each in Target]
            yield ChoiceRow("Target", targets, "target", list(Target).index(config.target), LABEL)
            probes = [(str(n), "") for n in PROBES]
            yield ChoiceRow("Follow-ups a round", probes, "probes", PROBES.index(config.probes), LABEL)
            grace = config.grace_seconds
            graces = sorted({*GRACES, grace})
            offered = [(str(n), "") for n in graces]
            yield ChoiceRow("Grace in a mock, in seconds", offered, "grace", graces.index(grace), LABEL)
            goals = [*sorted({*GOALS, *([config.weekly_goal] if config.weekly_goal else [])}), 0]
            words = [(f"{n}" if n else NO_GOAL, "") for n in goals]
            yield ChoiceRow("Sessions a week", words, "goal", goals.index(config.weekly_goal), LABEL)
            yield Static(shown("Day of the interview, as 2027-01-15; empty: none", "dim"), classes="question")
            day = config.interview_date.isoformat() if config.interview_date else ""
            yield Input(day, placeholder="none", id="interview-day", restrict="[0-9-]*", max_length=10, compact=True)
            yield Static("", id="days-left")
            places = {
                "history": paths.history,
                "own cards": paths.cards,
                "settings": paths.config_file,
                "log": paths.log,
            }
            yield Static("", id="unkept", classes="question")
            yield Static(shown("Where everything is", "bold"), classes="question")
            yield Prose([Line(f"{name:<10} {place}", "dim", f"{name}\n  {place}") for name, place in places.items()])
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus()

    def on_choice_row_chosen(self, message: ChoiceRow.Chosen) -> None:
        """Show a theme at once, and say of anything changed that it is not kept yet."""
        if message.row.name == "theme" and message.row.chosen is not None:
            self.app.theme = THEMES[message.row.chosen]
        self._say_whether_kept()

    def on_input_changed(self) -> None:
        """Say how far the day is, and that it is not kept yet."""
        try:
            day = self._day()
        except UsageError:
            words = "not a day yet"
        else:
            words = interview_words(day, self._app.workspace.clock.utc()) if day else ""
        self.query_one("#days-left", Static).update(shown(words, "dim"))
        self._say_whether_kept()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def _day(self) -> date | None:
        """Return the interview's day; raise UsageError for what is none."""
        text = self.query_one("#interview-day", Input).value
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise UsageError(
                "Not a day", f"{text!r} is not a day.", "Write it as 2027-01-15, or leave the field empty."
            ) from None

    def _say_whether_kept(self) -> None:
        try:
            changed = self._entered() != self._app.workspace.config
        except UsageError:
            changed = True
        text = "Not kept yet: ctrl+s keeps what is chosen, Escape drops it." if changed else ""
        self.query_one("#unkept", Static).update(shown(text, "bold"))

    def _entered(self) -> Config:
        rows = {row.name: row.answers[row.chosen or 0][0] for row in self.query(ChoiceRow)}
        return self._app.workspace.config.model_copy(
            update={
                "theme": rows["theme"],
                "target": Target(rows["target"]),
                "probes": int(rows["probes"]),
                "grace_seconds": int(rows["grace"]),
                "weekly_goal": 0 if rows["goal"] == NO_GOAL else int(rows["goal"]),
                "interview_date": self._day(),
            }
        )

    def action_keep(self) -> None:
        """Write the settings file."""

        def save() -> None:
            self._app.workspace.save_config(self._entered())
            self._say_whether_kept()
            tell(self.app, "Kept.", "Settings")

        self._app.attempt(save)

    def action_back(self) -> None:
        """Go home, in the theme that is kept."""
        self.app.theme = self._app.workspace.config.theme
        self.app.pop_screen()
