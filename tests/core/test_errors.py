"""Expected failures: a title, a sentence, the next step, and the code that the shell gets."""

import pytest

from simulator import errors
from simulator.errors import ExitCode, SimulatorError

CODES: dict[type[SimulatorError], tuple[ExitCode, int]] = {
    errors.SimulatorError: (ExitCode.FAILED, 1),
    errors.UsageError: (ExitCode.USAGE, 2),
    errors.ConfigError: (ExitCode.USAGE, 2),
    errors.StorageError: (ExitCode.STORAGE, 3),
    errors.LostSessionError: (ExitCode.STORAGE, 3),
    errors.CardError: (ExitCode.CONTENT, 4),
    errors.InputEndedError: (ExitCode.INTERRUPTED, 5),
    errors.ReadOnlyError: (ExitCode.READ_ONLY, 6),
    errors.RefusedError: (ExitCode.FAILED, 1),
}


@pytest.mark.parametrize("kind", CODES)
def test_every_failure_has_its_words_and_its_exit_code(kind: type[SimulatorError]) -> None:
    error = kind("The disk is full", "Nothing was lost.", "Free some space.")
    assert (error.title, error.sentence, error.next_step) == (
        "The disk is full",
        "Nothing was lost.",
        "Free some space.",
    )
    assert str(error) == "The disk is full: Nothing was lost. Free some space."
    code, number = CODES[kind]
    assert error.exit_code is code
    assert code == number


def test_no_failure_is_left_out_of_the_table() -> None:
    defined = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, SimulatorError)}
    assert defined == set(CODES)


def test_only_success_is_zero_and_no_two_exit_codes_are_the_same() -> None:
    assert [code for code in ExitCode if not code] == [ExitCode.DONE]
    assert len({code.value for code in ExitCode}) == len(ExitCode.__members__)
