"""Set-up: what stands already, what follows from what, and that what is chosen is what is sat."""

import pytest
from textual.widgets import Static

from question_bank.catalogue import Catalogue
from question_bank.models import SUB_KINDS, sub_kind_words
from scorecards.models import Kind, Target
from simulator.history.records import Mode
from simulator.tui.screens.setup import KIND_WORDS, KINDS
from simulator.tui.widgets.choice_row import ChoiceRow
from tests.tui.room import Room, Seat

ROWS = ("Rounds", "Kind", "Sub-kind", "Target", "Minutes", "Mode")


def row(seat: Seat, label: str) -> ChoiceRow:
    return next(each for each in seat.app.screen.query(ChoiceRow) if each.label == label)


def chosen(seat: Seat, label: str) -> str:
    found = row(seat, label)
    return found.answers[found.chosen or 0][0]


async def choose(seat: Seat, label: str, answer: str) -> None:
    """Go to a row and press the arrows until the answer stands."""
    found = row(seat, label)
    found.focus()
    await seat.settle()
    wanted = [each for each, _ in found.answers].index(answer)
    steps = wanted - (found.chosen or 0)
    await seat.press(*["right" if steps > 0 else "left"] * abs(steps))


@pytest.mark.parametrize(("key", "mode"), [("m", Mode.MOCK), ("d", Mode.PRACTICE)])
def test_enter_again_and_again_starts_with_what_stands(room: Room, key: str, mode: Mode) -> None:
    room.configure('target = "pm"\n')

    async def story(seat: Seat) -> None:
        await seat.press(key)
        assert tuple(each.label for each in seat.app.screen.query(ChoiceRow)) == ROWS
        assert chosen(seat, "Sub-kind") == "any"
        assert chosen(seat, "Minutes") == "as the card says"
        assert chosen(seat, "Mode") == mode.value
        await seat.press(*["enter"] * len(ROWS))
        assert seat.at == "BriefingScreen"
        assert seat.state.mode is mode
        assert seat.state.target is Target.PM
        assert len(seat.state.rounds) == 1
        assert seat.state.round.plan.seconds == seat.interview.question.minutes * 60

    room.play(story)


def test_what_is_chosen_is_what_is_sat(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("m")
        for label, answer in (
            ("Kind", "case"), ("Sub-kind", "estimation"), ("Target", "group"), ("Minutes", "15"), ("Mode", "practice"),
        ):  # fmt: skip
            await choose(seat, label, answer)
        assert "A drill" in seat.rows[0]
        await seat.press("ctrl+s")
        assert seat.at == "BriefingScreen"
        assert f"case, 15 minutes (the card says {seat.interview.question.minutes})" in seat.words
        plan = seat.state.round.plan
        assert (plan.kind, plan.sub_kind, plan.seconds) == (Kind.CASE, "estimation", 900)
        assert (seat.state.mode, seat.state.target) == (Mode.PRACTICE, Target.GROUP)
        await seat.press("enter")
        assert seat.rows[0].strip().startswith("15:00 left  of 15 min")

    room.play(story)


def test_the_sub_kinds_are_those_of_the_kind_that_have_cards_in_words(room: Room) -> None:
    headers = [entry.header for entry in Catalogue().entries()]

    async def story(seat: Seat) -> None:
        await seat.press("m")
        for kind in KINDS:
            await choose(seat, "Kind", KIND_WORDS[kind])
            there = {header.sub_kind for header in headers if header.kind is kind}
            offered = [each for each, _ in row(seat, "Sub-kind").answers]
            assert offered == ["any", *(sub_kind_words(name) for name in SUB_KINDS[kind] if name in there)]
            assert not any("_" in each for each in offered)
            await choose(seat, "Sub-kind", offered[-1])
        assert chosen(seat, "Kind") == KIND_WORDS[KINDS[-1]]

    room.play(story)


def test_another_kind_begins_with_any_again(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("m")
        await choose(seat, "Kind", "case")
        await choose(seat, "Sub-kind", "estimation")
        await choose(seat, "Kind", "strategy")
        assert chosen(seat, "Sub-kind") == "any"
        await seat.press("ctrl+s")
        assert seat.state.round.plan.kind is Kind.STRATEGY

    room.play(story)


def test_a_loop_has_no_row_for_the_kind_and_none_is_narrowed(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("m")
        await choose(seat, "Kind", "case")
        await choose(seat, "Sub-kind", "estimation")
        await choose(seat, "Rounds", "loop")
        assert "Sub-kind" not in seat.text
        assert "Kind " not in seat.text
        await seat.press("ctrl+s")
        assert [each.plan.kind for each in seat.state.rounds] == [Kind.PRODUCT_SENSE, Kind.STRATEGY, Kind.CASE]

    room.play(story)


def test_a_row_with_many_choices_shows_one_at_a_time_where_it_is_narrow(room: Room) -> None:
    every = [("any", ""), *((sub_kind_words(name), "") for name in SUB_KINDS[Kind.STRATEGY])]

    async def story(seat: Seat) -> None:
        await seat.press("m")
        row(seat, "Sub-kind").offer(every)
        await choose(seat, "Sub-kind", "competitive response")
        line = next(line for line in seat.rows if "Sub-kind" in line)
        assert "< competitive response >" in line
        assert len(line) <= 40
        footer = seat.app.screen.query(Static).last().region
        assert footer.bottom <= 15

    room.play(story, (40, 15))


def test_a_digit_on_the_last_row_stays_there_so_that_enter_starts(room: Room) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("m", *["enter"] * (len(ROWS) - 1), "2")
        assert row(seat, "Mode").has_focus
        assert chosen(seat, "Mode") == Mode.PRACTICE.value
        await seat.press("enter")
        assert seat.at == "BriefingScreen"

    room.play(story)
