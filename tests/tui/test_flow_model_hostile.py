"""A model and a server that send markup, control characters and text that runs backwards, in every string there is."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model.call_log import CallLog
from simulator.model.connection import Connection
from simulator.model.protocol import Failure, Reply, Request
from tests.fakes import FakeClock
from tests.grading.warm_judge import Maker, WarmJudge
from tests.tui.driver import Room as Driven
from tests.tui.hostile import HOSTILE, assert_sane, readable
from tests.tui.model_room import ANSWER, LOCAL, ORDER, ModelRoom, body_of, choose, to_who_judges
from tests.tui.room import Seat

TEXT = " ; ".join(HOSTILE.values())
NAMED = HOSTILE["a framework in brackets"] + HOSTILE["a stray end"] + HOSTILE["an action"] + HOSTILE["an override"]


class HostileServer(WarmJudge):
    """A judge whose replies carry hostile text in every string, and whose server has a hostile name."""

    async def ask(self, request: Request) -> Reply:
        return replace(await super().ask(request), model=NAMED)


class HostileMaker(Maker):
    def __call__(self, connection: Connection, log: CallLog) -> WarmJudge:
        del log
        self.made.append(HostileServer(connection, self))
        return self.made[-1]


def says(request: Request) -> str | None:
    properties = request.schema["properties"]
    if request.purpose in ("test", "exam", "match"):
        return TEXT
    if request.purpose == "probe":
        quote = "I count the fast points only"
        return json.dumps({"id": properties["id"]["enum"][0], "quote": quote, "own": f"{quote} {NAMED} why?"})
    if "suggestions" in properties:
        cites = properties["suggestions"]["items"]["properties"]["cites"]["enum"]
        advice = {"advice": TEXT, "stronger": NAMED, "drill": TEXT}
        return json.dumps({"suggestions": [{"cites": each, **advice} for each in (cites[0], cites[-1], TEXT)]})
    data, _ = json.JSONDecoder().raw_decode(request.user)
    answer = next(data[name] for name in data if name.startswith("said_"))
    items = [
        {
            "id": name,
            "evidence": [{"segment": TEXT, "quote": answer[0]["text"] if not number else TEXT}],
            "status": "absent" if "flag" in name or number > 1 else "met",
        }
        for number, name in enumerate(properties["items"]["items"]["properties"]["id"]["enum"])
    ]
    signs = [{"sign": TEXT, "quote": TEXT}]
    return json.dumps({"items": items, "signs": signs, "why_not_higher": TEXT, "why_not_lower": TEXT, "level": 2})


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Iterator[ModelRoom]:
    room = ModelRoom(tmp_path / "data", clock)
    room.configure(LOCAL)
    room.maker = HostileMaker(says=says)
    room.make_model = room.maker
    yield room
    assert capfd.readouterr() == ("", ""), "nothing is printed while the app runs"


async def read_through(seat: Seat, where: str) -> None:
    """Look at every page of the screen that is on."""
    for _ in range(8):
        sane(seat, where)
        await seat.press("pagedown")


def sane(seat: Seat, where: str) -> None:
    assert_sane(Driven(seat.app, seat.pilot, seat.clock), where)


def test_nothing_that_a_model_says_is_markup_or_controls_the_terminal(room: ModelRoom) -> None:
    room.sit(f"{ANSWER} {ORDER} {NAMED}", put_off=False)

    async def story(seat: Seat) -> None:
        await to_who_judges(seat)
        await choose(seat, "Have it judged")
        assert seat.at == "ResultScreen", seat.text
        await read_through(seat, "the result")
        said = readable(body_of(seat))
        assert readable(HOSTILE["a framework in brackets"]) in said
        assert readable(HOSTILE["an action"]) in said
        await seat.press("enter", "h", "enter")
        assert seat.at == "ReviewScreen"
        for part in range(6):
            await read_through(seat, f"part {part} of the review")
            await seat.press("tab")
        await seat.press("escape", "escape", "g", "ctrl+t")
        assert seat.at == "ModelScreen"
        sane(seat, "the model's screen")

    room.play(story)
    made = room.record.rounds[0].latest
    assert made is not None
    for dimension in made.dimensions:
        for item in dimension.items:
            assert all(quote.text in f"{ANSWER} {ORDER} {NAMED}" for quote in item.quotes)
    assert made.provenance.server_model


def test_nothing_that_a_model_says_to_the_interviewer_is_markup_or_controls_the_terminal(room: ModelRoom) -> None:
    async def story(seat: Seat) -> None:
        await seat.start()
        await seat.press("f3")
        await seat.paste("Anything odd going on around there lately?")
        await seat.press("enter")
        sane(seat, "the question")
        await seat.press("escape")
        await seat.paste(ANSWER)
        await seat.press("ctrl+s")
        sane(seat, "the notice")
        await seat.press("enter")
        asked = seat.state.round.turns[-1].text
        assert NAMED[:6] in asked, "the follow-up is the model's own"
        assert readable(HOSTILE["an action"]) in readable(seat.text)
        sane(seat, "the follow-up")

    room.play(story)


def test_failures_one_after_the_other_are_calm_whatever_the_server_is_called(room: ModelRoom) -> None:
    room.configure(
        f"[model]\nname = {json.dumps('[@click=app.quit]x[/]/' + NAMED)}\napi_base = 'http://127.0.0.1:1/v1'\n"
    )
    room.maker.hook = lambda request: Failure.UNREADABLE
    room.sit(ANSWER)

    async def story(seat: Seat) -> None:
        await seat.press("j")
        sane(seat, "who judges")
        await choose(seat, "Have it judged")
        assert "Not judged" in seat.words
        sane(seat, "the failure")

    room.play(story)
