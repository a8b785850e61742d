"""Expected failures. Each says what happened, where, and what to do next; the user sees these and no traceback."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns to the shell."""

    DONE = 0
    FAILED = 1
    """The command ran and found something wrong, as ``bank check`` or ``doctor`` may."""
    USAGE = 2
    """Wrong arguments, config or names."""
    STORAGE = 3
    """The data folder or the store cannot be used."""
    CONTENT = 4
    """A card or a rubric cannot be used."""
    INTERRUPTED = 5
    """The input ended or the candidate left; what was typed is saved and can be continued."""
    READ_ONLY = 6
    """Another instance is writing."""
    BUG = 70
    """Something that the program did not expect; the log has the rest."""


class SimulatorError(Exception):
    """An expected failure with a title, one sentence and the next step."""

    exit_code = ExitCode.FAILED

    def __init__(self, title: str, sentence: str, next_step: str) -> None:
        self.title = title
        self.sentence = sentence
        self.next_step = next_step
        super().__init__(f"{title}: {sentence} {next_step}")


class UsageError(SimulatorError):
    """A name or an option that the program does not know."""

    exit_code = ExitCode.USAGE


class ConfigError(SimulatorError):
    """The config file has something that cannot be used."""

    exit_code = ExitCode.USAGE


class StorageError(SimulatorError):
    """A folder or a file cannot be read or written."""

    exit_code = ExitCode.STORAGE


class LostSessionError(StorageError):
    """A session's file is damaged and has no good copy; the damaged one is kept aside."""


class ReadOnlyError(SimulatorError):
    """Another instance holds the data folder."""

    exit_code = ExitCode.READ_ONLY


class CardError(SimulatorError):
    """A card or a rubric cannot be used."""

    exit_code = ExitCode.CONTENT


class InputEndedError(SimulatorError):
    """Standard input was closed, or the candidate left, in the middle of an interview."""

    exit_code = ExitCode.INTERRUPTED


class RefusedError(SimulatorError):
    """The interview does not allow this now: a pause in mock mode, a hint after the last probe."""
