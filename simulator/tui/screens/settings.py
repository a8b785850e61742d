"""Settings: theme, target, follow-ups, grace; and where everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from scorecards.models import Target
from simulator.config import THEMES
from simulator.tui.commands import bindings
from simulator.tui.text import shown, tell
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter

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
            yield ChoiceRow("Grace in a mock", [(str(n), "seconds") for n in graces], "grace", graces.index(grace))
            places = {
                "history": paths.history,
                "own cards": paths.cards,
                "settings": paths.config_file,
                "log": paths.log,
            }
            yield Static(shown("\n" + "\n".join(f"{name:<10} {place}" for name, place in places.items()), "dim"))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the first row."""
        self.query(ChoiceRow).first().focus()

    def on_choice_row_chosen(self, message: ChoiceRow.Chosen) -> None:
        """Show a theme at once."""
        if message.row.name == "theme" and message.row.chosen is not None:
            self.app.theme = THEMES[message.row.chosen]

    def action_done(self) -> None:
        """Write the settings file."""
        rows = {row.name: row.answers[row.chosen or 0][0] for row in self.query(ChoiceRow)}
        workspace = self._app.workspace
        changed = workspace.config.model_copy(
            update={
                "theme": rows["theme"],
                "target": Target(rows["target"]),
                "probes": int(rows["probes"]),
                "grace_seconds": int(rows["grace"]),
            }
        )

        def save() -> None:
            workspace.save_config(changed)
            tell(self.app, "Kept.", "Settings")

        self._app.attempt(save)

    def action_back(self) -> None:
        """Go home."""
        self.app.pop_screen()
