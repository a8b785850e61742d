"""The bank as the user has it: the shipped cards and their own, with failures in the words that a user sees."""

from pathlib import Path

from question_bank.catalogue import Catalogue, UnknownQuestionError
from question_bank.models import Question
from scorecards.problems import ContentError, Problem, in_one_sentence
from simulator.config import load_config
from simulator.errors import CardError, UsageError
from simulator.paths import Paths


def open_catalogue(paths: Paths) -> Catalogue:
    """Return the shipped bank with the user's own cards; raise ConfigError."""
    own = load_config(paths.config_file).own_cards
    if not own:
        return Catalogue(paths.cards)
    try:
        folder = Path(own).expanduser()
    except RuntimeError:  # no such user, or no home
        folder = Path(own)
    catalogue = Catalogue(folder)
    if not folder.is_dir():
        catalogue.problems.append(Problem(str(paths.config_file), "own_cards", f"there is no folder {folder}"))
    return catalogue


def find_question(catalogue: Catalogue, name: str) -> Question:
    """Return a card; raise UsageError for an unknown id, CardError for a broken card."""
    try:
        return catalogue.load(name)
    except UnknownQuestionError as error:
        meant = f" Did you mean {error.nearest}?" if error.nearest else ""
        raise UsageError(
            "No such question",
            f"The bank has no question {name!r}.{meant}",
            "See the list: pm-simulator bank list.",
        ) from error
    except ContentError as error:
        raise card_error(error) from error


def card_error(error: ContentError) -> CardError:
    """Return broken content in the words that a user sees."""
    return CardError(
        "A card or a rubric cannot be used",
        in_one_sentence(error.problems),
        "Mend the file; pm-simulator bank check lists all that is wrong.",
    )
