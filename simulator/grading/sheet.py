"""What a self-grader has marked so far, and the file that keeps every mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scorecards.models import ItemStatus
from simulator.errors import StorageError
from simulator.history.journal import Journal
from simulator.history.records import RoundFlag
from simulator.paths import make_private_folder

ASKED_FLAGS = (
    RoundFlag.FRAMEWORK_NARRATION,
    RoundFlag.FAKE_PRECISION,
    RoundFlag.INVENTED_FACTS,
    RoundFlag.CONTRADICTED_FACT,
    RoundFlag.FALSE_PREMISE_ACCEPTED,
)
"""The flags that only the grader can raise; hints and overtime are known."""


class Placement(StrEnum):
    """One's answer against the two exemplars, on one dimension."""

    BELOW_LOW = "below_low"
    LEVEL_WITH_LOW = "level_with_low"
    BETWEEN = "between"
    LEVEL_WITH_HIGH = "level_with_high"

    def anchor(self, low: int, high: int) -> float:
        """Return the anchor level, given the levels that the two exemplars show: 2, 3, 4, 5 for a 3 and a 5."""
        return {
            Placement.BELOW_LOW: max(1.0, low - 1.0),
            Placement.LEVEL_WITH_LOW: float(low),
            Placement.BETWEEN: (low + high) / 2,
            Placement.LEVEL_WITH_HIGH: float(high),
        }[self]


@dataclass(frozen=True, slots=True)
class Mark:
    """The status given to an item; credit names the segment that shows it."""

    status: ItemStatus
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of one self-grading."""

    items: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    placements: Mapping[str, Placement] = field(default_factory=lambda: MappingProxyType({}))
    flags: Mapping[RoundFlag, bool] = field(default_factory=lambda: MappingProxyType({}))
    seconds: float = 0
    """Time spent so far, over all sittings."""

    def with_row(self, row: Mapping[str, Any]) -> "Sheet":
        """Return the sheet with one more row of its file; raise ValueError or KeyError for a row it does not know."""
        sheet = replace(self, seconds=max(self.seconds, float(row["seconds"])))
        if "item" in row:
            mark = Mark(ItemStatus(row["status"]), str(row["segment"]))
            return replace(sheet, items={**self.items, str(row["item"]): mark})
        if "dimension" in row:
            return replace(sheet, placements={**self.placements, str(row["dimension"]): Placement(row["placement"])})
        return replace(sheet, flags={**self.flags, RoundFlag(row["flag"]): bool(row["raised"])})


class SheetFile:
    """Keeps a sheet on disk, mark by mark, so that a kill costs at most the mark being made."""

    def __init__(self, folder: Path, session: str, number: int) -> None:
        """Open the sheet with the marks made before; raise StorageError."""
        make_private_folder(folder)
        self.path = folder / f"{session}.round-{number}.sheet.jsonl"
        self._journal = Journal(self.path)
        self.sheet = Sheet()
        for row in self._rows():
            try:
                self.sheet = self.sheet.with_row(row)
            except (ValueError, KeyError, TypeError, OverflowError):
                continue  # an unreadable mark is asked again

    def _rows(self) -> list[dict[str, Any]]:
        try:
            return self._journal.rows().rows
        except OSError as error:
            raise StorageError(
                "A grading sheet cannot be read",
                f"{self.path}: {error.strerror or error}.",
                "Make the file readable, or move it away to grade the round afresh.",
            ) from error

    def mark_item(self, item: str, mark: Mark, seconds: float) -> None:
        """Keep the status of an item; raise StorageError."""
        self._add({"item": item, "status": mark.status.value, "segment": mark.segment, "seconds": seconds})

    def place(self, dimension: str, placement: Placement, seconds: float) -> None:
        """Keep where the answer stands against the exemplars; raise StorageError."""
        self._add({"dimension": dimension, "placement": placement.value, "seconds": seconds})

    def raise_flag(self, flag: RoundFlag, raised: bool, seconds: float) -> None:
        """Keep the answer to the question whether a flag applies; raise StorageError."""
        self._add({"flag": flag.value, "raised": raised, "seconds": seconds})

    def _add(self, row: dict[str, Any]) -> None:
        self._journal.append(row)
        self.sheet = self.sheet.with_row(row)

    def close(self) -> None:
        """Give the file back; the marks stay."""
        self._journal.close()

    def remove(self) -> None:
        """Remove the file of a grading that is safe in the history; raise StorageError."""
        self._journal.remove("A grading sheet cannot be removed", "The assessment is safe in the history.")
