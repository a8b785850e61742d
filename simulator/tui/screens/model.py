"""The model that judges: which one, where, with which key, how thoroughly; and a test of the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from simulator.config import GRADING_MODES, Config, ModelConfig
from simulator.errors import SimulatorError
from simulator.model.choosing import check_name
from simulator.model.connection import PROVIDERS, Connection, key_variable
from simulator.tui.commands import bindings
from simulator.tui.screens.ask_back import ChooseScreen
from simulator.tui.text import shown
from simulator.tui.widgets.choice_row import ChoiceRow
from simulator.tui.widgets.key_footer import KeyFooter
from simulator.words.model_texts import exam_text, state_text

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

MODES = {"quick": "one call, a screening", "standard": "7 to 11 calls", "rigorous": "three samples of everything"}
ASKING = {"auto": "as its test found", "no": "a dimension at a time", "yes": "sentence by sentence"}
CAPS = (0.0, 0.25, 1.0, 5.0, 20.0)


class ModelScreen(Screen[None]):
    """A form with a test; nothing is sent but one tiny request of the program's own, and only on demand."""

    HELP = (
        "The language model that judges, if you want one. F2 lists kinds of server with an example. The key is kept in "
        "a private file, or comes from the environment variable that is named. ctrl+t tests with a tiny request and a "
        "small exam: none of your answers is sent. ctrl+s keeps all."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "form.keep", "model.test", "model.providers", "model.off", "model.disagree", "screen.back"
    )

    @property
    def _app(self) -> SimulatorApp:
        return cast("SimulatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        config = self._app.workspace.config.model
        yield Static(shown("The model that judges", "bold"), classes="heading")
        with VerticalScroll(classes="form", can_focus=False):
            yield Static("", id="model-state")
            yield Static(shown("Model, as provider/name (F2 shows examples)", "dim"), classes="question")
            yield Input(config.name, placeholder="for instance openai/gpt-4.1-mini", id="model-name", compact=True)
            yield Static(shown("Address of the server; empty for the provider's own", "dim"), classes="question")
            yield Input(
                config.api_base, placeholder="for instance http://127.0.0.1:8080/v1", id="model-base", compact=True
            )
            yield Static("", id="model-key-label", classes="question")
            yield Input(placeholder="as it is", password=True, id="model-key", compact=True)
            yield Static("", classes="question")
            modes = [(mode, MODES[mode]) for mode in GRADING_MODES]
            yield ChoiceRow("Mode", modes, "mode", GRADING_MODES.index(config.mode), 12)
            asking = [(name, ASKING[name]) for name in ASKING]
            yield ChoiceRow("Small model", asking, "small_model", list(ASKING).index(config.small_model), 12)
            caps = sorted({*CAPS, config.cap})
            words = [(f"${cap:g}", "the most for one session") if cap else ("none", "no limit") for cap in caps]
            yield ChoiceRow("Cap", words, "cap", caps.index(config.cap), 12)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say what stands."""
        self._say(state_text(self._app.desk))
        self._label_key()
        self.query_one("#model-name").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Name the variable that may hold the key."""
        if event.input.id == "model-name":
            self._label_key()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def _label_key(self) -> None:
        name = self._value("model-name") or "openai/"
        self.query_one("#model-key-label", Static).update(
            shown(f"Key; empty: as it is, or from {key_variable(name)}. A server on this machine wants none.", "dim")
        )

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _say(self, text: str) -> None:
        self.query_one("#model-state", Static).update(shown(text))

    def _entered(self) -> Config:
        config = self._app.workspace.config
        rows = {row.name: row.answers[row.chosen or 0][0] for row in self.query(ChoiceRow)}
        name, base = self._value("model-name"), self._value("model-base")
        if name:
            check_name(name)
        before = Connection(config.model.name, config.model.api_base)
        same_server = Connection(name, base).destination == before.destination
        changed = ModelConfig.model_validate(
            config.model.model_copy(
                update={
                    "name": name,
                    "api_base": base,
                    "mode": rows["mode"],
                    "small_model": rows["small_model"],
                    "cap": 0.0 if rows["cap"] == "none" else float(rows["cap"].lstrip("$")),
                    # neither what was agreed for another server nor its key is for this one
                    **({} if same_server else {"agreed": "", "key_variable": ""}),
                }
            ).model_dump()
        )
        return config.model_copy(update={"model": changed})

    def _keep(self) -> None:
        """Write settings and key; raise StorageError or UsageError."""
        from simulator.model.keys import save_key

        config = self._entered()
        self._app.workspace.save_config(config)
        key = self._value("model-key")
        if key:
            destination = Connection(config.model.name, config.model.api_base).destination
            save_key(destination, key, self._app.paths.keys_file)
            self.query_one("#model-key", Input).value = ""

    def action_keep(self) -> None:
        """Keep what is entered."""

        def keep() -> None:
            self._keep()
            self._say(f"Kept. {state_text(self._app.desk)}")

        self._app.attempt(keep)

    def action_test(self) -> None:
        """Keep, then try the connection."""

        def test() -> None:
            self._keep()
            self._say("Testing. A model on this machine may take minutes; Escape leaves.")
            self.run_worker(self._test(), group="model-test", exclusive=True)

        self._app.attempt(test)

    async def _test(self) -> None:
        try:
            found = await self._app.desk.test()
        except SimulatorError as error:
            self._say(f"It does not work. {error.sentence} {error.next_step}")
        else:
            self._say(exam_text(found, self._app.desk.connection()))

    def action_providers(self) -> None:
        """Choose a kind of server; its example fills the form."""

        def fill(choice: str | None) -> None:
            chosen = next((each for each in PROVIDERS if each.id == choice), None)
            if chosen:
                self.query_one("#model-name", Input).value = chosen.example
                self.query_one("#model-base", Input).value = chosen.api_base
                self._say(chosen.hint or "Put in the model's name, then its key.")

        choices = [(each.id, f"{each.title}: {each.example}") for each in PROVIDERS]
        self._app.push_screen(ChooseScreen("What do you have?", "The example fills the form.", choices), fill)

    def action_off(self) -> None:
        """Use no model."""

        def off() -> None:
            config = self._app.workspace.config
            self._app.workspace.save_config(config.model_copy(update={"model": ModelConfig()}))
            self.query_one("#model-name", Input).value = ""
            self.query_one("#model-base", Input).value = ""
            self._say("No model is used. What was judged stays.")

        self._app.attempt(off)

    def action_disagree(self) -> None:
        """Take the consent back."""

        def take_back() -> None:
            self._app.agree_to("")
            self._say("Nothing is sent any more before you agree again.")

        self._app.attempt(take_back)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)
