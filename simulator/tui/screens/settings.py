"""Settings: theme, target, follow-ups, grace; and where everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from scorecards.models import Target
from simulator.config import THEMES, Config
from simulator.tui.commands import bindings
from simulator.tui.text import shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.tui.widgets.prose import Line, Prose

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

PROBES = (2, 3, 4)
GRACES = (0, 20, 60, 120)


class SettingsScreen(Screen[None]):
    """A row for each setting; ctrl+s keeps them."""

    HELP = "Settings. The arrow keys change a row, ctrl+s keeps all in the settings file named below."
    BINDINGS: ClassVar[list[BindingType]] = bindings("form.done", "screen.back")

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the rows and the places."""
        config = self._app.workspace.config
        paths = self._app.paths
        yield Static(shown("Settings", "bold"), classes="heading")
        with VerticalScroll(classes="form", can_focus=False):
            yield ChoiceRow("Theme", [(theme, "") for theme in THEMES], "theme", THEMES.index(config.theme))
            yield ChoiceRow(
                "Target", [(each.value, "") for each in Target], "target", list(Target).index(config.target)
            )
            yield ChoiceRow("Follow-ups a round", [(str(n), "") for n in PROBES], "probes", PROBES.index(config.probes))
            grace = config.grace_seconds
            graces = sorted({*GRACES, grace})
            yield ChoiceRow("Grace in a mock, in seconds", [(str(n), "") for n in graces], "grace", graces.index(grace))
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

    def _say_whether_kept(self) -> None:
        changed = self._entered() != self._app.workspace.config
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
            }
        )

    def action_done(self) -> None:
        """Write the settings file."""
        changed = self._entered()

        def save() -> None:
            self._app.workspace.save_config(changed)
            self._say_whether_kept()
            tell(self.app, "Kept.", "Settings")

        self._app.attempt(save)

    def action_back(self) -> None:
        """Go home, in the theme that is kept."""
        self.app.theme = self._app.workspace.config.theme
        self.app.pop_screen()
