"""The pinned requirements of the development install: whole, checked by hash, and of no particular index."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
PIN = r"(?P<name>[a-z0-9-]+)==(?P<version>[A-Za-z0-9.]+)(?: ; [a-z_]+ [^/:\\\n]+)? \\\n"
HASH = r"    --hash=sha256:[0-9a-f]{64}"
BLOCK = re.compile(rf"{PIN}(?:{HASH} \\\n)*{HASH}\n")


def asked_for() -> list[Requirement]:
    """Return what pyproject.toml asks for: to run, to develop, and to build."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    return [
        Requirement(line)
        for line in (*project["dependencies"], *project["optional-dependencies"]["dev"], *groups["build"])
    ]


def test_it_holds_pins_with_hashes_and_nothing_else_such_as_the_name_of_an_index() -> None:
    assert BLOCK.sub("", PINNED) == ""


def test_every_requirement_is_pinned_to_a_version_that_it_allows() -> None:
    pinned = {found["name"]: found["version"] for found in BLOCK.finditer(PINNED)}
    for requirement in asked_for():
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, requirement.name
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}"


def test_what_builds_the_package_is_pinned_too() -> None:
    building = {Requirement(line).name for line in PROJECT["build-system"]["requires"]}
    assert building <= {Requirement(line).name for line in PROJECT["dependency-groups"]["build"]}
