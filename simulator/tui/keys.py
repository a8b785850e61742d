"""The keys of the settings, checked as a whole before any command gets one."""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import combinations
from pathlib import Path
from unicodedata import lookup

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_TO_UNICODE_NAME, REPLACED_KEYS, Keys, key_to_character
from textual.screen import Screen
from textual.widgets import Input

import simulator.tui.screens
from scorecards.problems import nearest
from simulator.errors import ConfigError
from simulator.tui.commands import COMMANDS
from simulator.tui.screens.ask import AskScreen
from simulator.tui.screens.export import ExportScreen
from simulator.tui.screens.interview import InterviewScreen
from simulator.tui.screens.labels import NoteScreen, TagsScreen
from simulator.tui.screens.model import ModelScreen
from simulator.tui.screens.outcome_form import OutcomeForm
from simulator.tui.widgets.answer_editor import AnswerEditor

MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
NAMED = {key.value for key in Keys if not key.value.startswith("<")}
WRITING = {"enter", "return", "newline", "tab", "shift+tab", "space", "ctrl+m", "ctrl+j", "ctrl+i", "ctrl+h"}
"""What text fields take without a binding, and what terminals send for it."""
PALETTE = "the list of commands"
EVERYWHERE = ("app.help", "app.quit", "app.interrupt")


def check_keys(keys: Mapping[str, str], path: Path) -> None:
    """Raise ConfigError where the settings name no command or no key, or a key that does something else already."""
    problems = [*_unknown(keys), *_not_keys(keys)]
    if not problems:
        problems = [*_taken_by_text(keys), *_shared(keys)]
    if problems:
        raise ConfigError(
            "The keys of the settings cannot be used",
            f"{path}, keys: {'; '.join(problems)}.",
            "Mend that line. Until then the keys are those that help (F1) names.",
        )


def _unknown(keys: Mapping[str, str]) -> Iterator[str]:
    for name in keys:
        if name not in COMMANDS:
            yield f"no command is called {name!r}{_perhaps(nearest(name, COMMANDS))}"


def _not_keys(keys: Mapping[str, str]) -> Iterator[str]:
    for name, given in keys.items():
        for key in _split(given):
            if not is_key(key):
                yield f"{name!r} has {key!r}, and no key is called that{_perhaps(nearest(key.lower(), NAMED))}"


def _taken_by_text(keys: Mapping[str, str]) -> Iterator[str]:
    """Complain of keys that would not arrive, or would be missing, where text is typed."""
    screens = (InterviewScreen, AskScreen, ModelScreen, ExportScreen, OutcomeForm, NoteScreen, TagsScreen)
    where_text_is = {*EVERYWHERE, *(name for screen in screens for name in commands_of(screen))}
    owned = WRITING.union(*(_bound(field) for field in (AnswerEditor, Input)))
    for name, given in keys.items():
        if name not in where_text_is or given == COMMANDS[name].key:
            continue
        for key in _split(given):
            character = key_to_character(key)
            if key in owned or (character is not None and character.isprintable()):
                yield f"{name!r} cannot have {key!r}, which the answer editor or a text field needs for itself"


def _shared(keys: Mapping[str, str]) -> Iterator[str]:
    """Complain of keys that two commands of one screen would have."""
    told = set()
    for screen in _screens():
        names = dict.fromkeys((*commands_of(screen), *EVERYWHERE))
        given = {name: _as_textual_names(keys.get(name, COMMANDS[name].key)) for name in names}
        given[PALETTE] = {App.COMMAND_PALETTE_BINDING}
        for one, other in combinations(given, 2):
            for key in given[one] & given[other]:
                if (one, other) not in told and (one in keys or other in keys):
                    told.add((one, other))
                    yield f"{one!r} and {other!r} would both be {key!r} on one screen"


def is_key(key: str) -> bool:
    """Tell whether a terminal can send a key of this name, as Textual names keys."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if not set(modifiers) <= MODIFIERS or len(set(modifiers)) < len(modifiers):
        return False
    if len(base) == 1:
        return base.isprintable() and not base.isspace()
    return base in NAMED or base in REPLACED_KEYS or (base == base.lower() and _is_character(base))


def _is_character(name: str) -> bool:
    try:
        return lookup(KEY_TO_UNICODE_NAME.get(name, name.replace("_", " "))).isprintable()
    except KeyError:
        return False


def commands_of(screen: type[DOMNode]) -> list[str]:
    """Return the names of a screen's commands, those that it inherits first."""
    bound = (each for kind in reversed(screen.__mro__) for each in kind.__dict__.get("BINDINGS", ()))
    return list(dict.fromkeys(each.id for each in bound if isinstance(each, Binding) and each.id in COMMANDS))


def _screens() -> list[type[Screen[object]]]:
    """Return every screen of the app."""
    package = simulator.tui.screens
    modules = [import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)]
    found = [each for module in modules for each in vars(module).values() if isinstance(each, type)]
    return sorted({each for each in found if issubclass(each, Screen)}, key=lambda each: each.__name__)


def _bound(field: type[DOMNode]) -> set[str]:
    """Return the keys that a field binds itself."""
    bound = [each for kind in field.__mro__ for each in kind.__dict__.get("BINDINGS", ())]
    return {binding.key for binding in Binding.make_bindings(bound)}


def _split(given: str) -> list[str]:
    return [key.strip() for key in given.split(",")]


def _as_textual_names(given: str) -> set[str]:
    """Return keys by one name each: "?" is "question_mark"."""
    return {binding.key for binding in Binding.make_bindings([Binding(given, "")])}


def _perhaps(meant: str) -> str:
    return f", perhaps {meant!r} is meant" if meant else ""
