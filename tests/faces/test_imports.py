"""What starting costs: no heavy import for help and lists, and no side effect of importing the packages."""

import json
import pkgutil
from pathlib import Path

import pytest

from tests.faces.command_line import REPOSITORY, child

HEAVY = ("textual", "litellm", "tinydb", "simulator.history.store", "simulator.interview")

RUN = """
import json, sys
sys.argv = ["pm-simulator", *sys.argv[1:]]
from simulator.__main__ import _run
code = _run()
print(json.dumps({"code": code, "modules": sorted(sys.modules)}), file=sys.stderr)
"""

IMPORT = """
import os, socket, sys
def refuse(*_, **__):
    raise AssertionError("an import opened a socket")
socket.socket.__init__ = refuse
for name in ("create_connection", "getaddrinfo", "socketpair"):
    setattr(socket, name, refuse)
before = dict(os.environ)
import importlib
for name in sys.argv[1:]:
    importlib.import_module(name)
assert dict(os.environ) == before, "an import changed the environment"
print("done")
"""


@pytest.mark.parametrize(
    "command", [["--help"], ["mock", "--help"], ["bank", "list"], ["bank", "list", "--json"], ["paths"]]
)
def test_help_and_lists_import_nothing_heavy(tmp_path: Path, command: list[str]) -> None:
    done = child(["-c", RUN, *command], tmp_path)

    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == 0
    assert "simulator.cli" in told["modules"], "the command ran here"
    assert [name for name in told["modules"] if name.startswith(HEAVY)] == []


def test_an_interview_is_offered_without_textual_and_litellm(tmp_path: Path) -> None:
    done = child(["-c", RUN, "drill", "--question", "charger-count"], tmp_path)

    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == 5, "the input ended"
    assert [name for name in told["modules"] if name.startswith(("textual", "litellm"))] == []


def modules(package: str) -> list[str]:
    """Return every module of a package but those of the screens, which belong to textual, and the way in."""
    found = pkgutil.walk_packages([str(REPOSITORY / package)], f"{package}.")
    return [package, *(each.name for each in found if ".tui" not in each.name and not each.name.endswith("__main__"))]


@pytest.mark.parametrize(
    "names", [["simulator", "question_bank", "scorecards"], "all"], ids=["packages", "all modules"]
)
def test_importing_has_no_side_effect(tmp_path: Path, names: list[str] | str) -> None:
    if names == "all":
        names = [name for package in ("simulator", "question_bank", "scorecards") for name in modules(package)]
        assert len(names) > 30

    done = child(["-W", "error", "-c", IMPORT, *names], tmp_path, PYTHONDONTWRITEBYTECODE="1")

    assert done.stdout == b"done\n", done.stderr.decode()
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == [], "nothing was made at home"


def test_the_packages_are_imported_from_anywhere_and_the_version_is_told(tmp_path: Path) -> None:
    done = child(["-m", "simulator", "--version"], tmp_path)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"pm-simulator, version ")
    assert list(tmp_path.iterdir()) == []
