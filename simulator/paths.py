"""Where things are kept. Nothing is made at import; folders are private to the user."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from simulator.errors import StorageError

APP = "pm-simulator"
HOME_VARIABLE = "PM_SIMULATOR_HOME"
FOLDER_MODE = 0o700


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one user."""

    data: Path
    config: Path

    @property
    def history(self) -> Path:
        """Sessions, index and lock."""
        return self.data / "history"

    @property
    def drafts(self) -> Path:
        """Interviews that are under way."""
        return self.data / "drafts"

    @property
    def cards(self) -> Path:
        """The user's own question cards."""
        return self.data / "cards"

    @property
    def log(self) -> Path:
        """What went wrong, for a report."""
        return self.data / "log.txt"

    @property
    def call_log(self) -> Path:
        """What model servers said when they failed, without keys."""
        return self.data / "model-log.txt"

    @property
    def replies(self) -> Path:
        """Raw replies of models, one file a round."""
        return self.data / "replies"

    @property
    def models_file(self) -> Path:
        """What tests of models have found."""
        return self.data / "models.json"

    @property
    def deleted(self) -> Path:
        """Sessions that were deleted and can still be brought back."""
        return self.data / "deleted"

    @property
    def outcomes_file(self) -> Path:
        """What came of real interviews."""
        return self.data / "outcomes.json"

    @property
    def keys_file(self) -> Path:
        """Keys of model servers; private."""
        return self.config / "keys.toml"

    @property
    def config_file(self) -> Path:
        """The settings."""
        return self.config / "config.toml"


def find_paths(data_dir: str | None = None) -> Paths:
    """Return the paths for a flag, else the environment variable, else the platform's folders; raise StorageError."""
    root = data_dir or os.environ.get(HOME_VARIABLE)
    try:
        if root:
            folder = Path(root).expanduser().absolute()
            return Paths(data=folder, config=folder)
        data, config = platformdirs.user_data_path(APP), platformdirs.user_config_path(APP)
    except RuntimeError as error:  # pathlib and newer versions of platformdirs say so
        raise _no_home() from error
    if not (data.is_absolute() and config.is_absolute()) or "~" in data.parts:
        raise _no_home()
    return Paths(data=data, config=config)


def _no_home() -> StorageError:
    return StorageError(
        "No home folder",
        "The system does not say where the home folder is; HOME may not be set.",
        f"Set HOME, or name a folder with --data-dir or the variable {HOME_VARIABLE}.",
    )


def make_private_folder(folder: Path) -> None:
    """Make a folder that only the user can enter, and those above it; raise StorageError with the next step."""
    try:
        if not folder.parent.exists():
            make_private_folder(folder.parent)  # mkdir(parents=True) would make them open to others
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "The data folder cannot be made",
            f"{folder}: {error.strerror or error}.",
            f"Make it writable, or name another folder with --data-dir or the variable {HOME_VARIABLE}.",
        ) from error
