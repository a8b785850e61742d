"""Cards that vanish or break while an interview or a judgement waits: named, and nothing is lost."""

from pathlib import Path

import pytest

from question_bank.catalogue import SHIPPED
from simulator.errors import CardError, UsageError
from simulator.history.records import SessionStatus, TurnKind
from simulator.plain.home import settle_drafts
from simulator.words.review import session_review
from tests.faces.desk import ANSWER, CARD, Desk, grades, texts, to_the_end
from tests.faces.scripted import ScriptedConsole, Step

OWN = "my-own-card"


def own_card(desk: Desk) -> Path:
    """Put a card of one's own beside the history."""
    desk.paths.cards.mkdir(parents=True, exist_ok=True)
    text = (SHIPPED / "case" / f"{CARD}.toml").read_text(encoding="utf-8")
    path = desk.paths.cards / f"{OWN}.toml"
    path.write_text(text.replace(f'id = "{CARD}"', f'id = "{OWN}"', 1), encoding="utf-8")
    return path


def test_a_card_that_vanished_before_continue_is_named_and_nothing_is_lost(desk: Desk) -> None:
    path = own_card(desk)
    desk.sit(["", "Some words.", "/quit"], names=(OWN,))
    card = path.read_bytes()
    path.unlink()

    with pytest.raises(UsageError) as caught:
        desk.go_on([])

    assert caught.value.title == "No such question"
    assert OWN in caught.value.sentence
    assert "pm-simulator bank list" in caught.value.next_step
    assert desk.draft.state.round.text == "Some words."
    path.write_bytes(card)
    desk.go_on(["More.", "/quit"])
    assert desk.draft.state.round.text == "Some words.\nMore."


def test_a_card_that_broke_before_continue_is_named_with_file_and_key(desk: Desk) -> None:
    path = own_card(desk)
    desk.sit(["", "Some words.", "/quit"], names=(OWN,))
    path.write_text(path.read_text(encoding="utf-8").replace("weight = ", "wieght = ", 1), encoding="utf-8")

    with pytest.raises(CardError) as caught:
        desk.go_on([])

    assert str(path) in caught.value.sentence
    assert "wieght" in caught.value.sentence
    assert "weight" in caught.value.sentence
    assert desk.draft.state.round.text == "Some words."


def test_an_interview_whose_card_vanished_can_be_discarded_and_its_text_stays(desk: Desk) -> None:
    path = own_card(desk)
    desk.sit(["", ANSWER, "/done", "Half", "/quit"], names=(OWN,))
    path.unlink()

    console = ScriptedConsole(desk.clock, ["d"])
    assert settle_drafts(desk.workspace(), console) is None

    assert "Discarded." in console.text
    assert desk.record().status is SessionStatus.DISCARDED
    assert texts(desk.round.turns, TurnKind.ANSWER) == [ANSWER]
    assert not list(desk.paths.drafts.iterdir())


def test_a_card_that_vanished_before_judge_is_named_and_the_marks_stay(desk: Desk) -> None:
    path = own_card(desk)
    script: list[Step] = ["", ANSWER, *to_the_end(), "", "a", "a", "l"]
    desk.sit(script, names=(OWN,))
    card = path.read_bytes()
    path.unlink()

    with pytest.raises(UsageError) as caught:
        desk.judge([])

    assert OWN in caught.value.sentence
    assert desk.round.waiting
    path.write_bytes(card)
    console = desk.judge([], grades)
    assert "2 items are marked already" in console.text
    assert not desk.round.waiting


def test_a_result_whose_card_vanished_is_still_read(desk: Desk) -> None:
    path = own_card(desk)
    desk.sit(["", ANSWER, *to_the_end()], names=(OWN,), policy=grades)
    path.unlink()

    workspace = desk.workspace()
    review = session_review(workspace, desk.record(workspace), with_transcript=True)

    assert "The question's card is no longer in the bank, so there is no advice." in review
    assert ANSWER in review


def test_a_result_whose_item_left_the_card_is_still_read(desk: Desk) -> None:
    path = own_card(desk)
    desk.sit(["", ANSWER, *to_the_end()], names=(OWN,), policy=grades)
    text = path.read_text(encoding="utf-8")
    item = text.split("[[items]]")[1].split('id = "')[1].split('"')[0]
    path.write_text(text.replace(f'id = "{item}"', f'id = "renamed-{item}"'), encoding="utf-8")

    workspace = desk.workspace()
    review = session_review(workspace, desk.record(workspace), with_transcript=False)

    assert "Next steps" in review
