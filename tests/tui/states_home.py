"""Home in its states: much to do, the day before the interview, the day after, nothing that counts yet."""

from datetime import timedelta

from scorecards.models import Kind, Unassessed
from simulator.history.records import SessionRecord
from tests.practice.pasts import MODEL, assessment, session
from tests.tui.driver import Room


def weeks() -> list[SessionRecord]:
    """Strategy that is thin in its economics and due, a case, three sessions in this week."""
    thin = {"objective": 4, "market": 4, "economics": 2}
    sat = [session(day, assessment(thin), sub_kind="competitive_response") for day in (-24, -17, -9)]
    case = [session(-6, assessment(3, kind=Kind.CASE), kind=Kind.CASE, sub_kind="estimation", question="charger-count")]
    return [*sat, *case, *(session(day, assessment(3), sub_kind="market_entry") for day in (-4, -2, -1))]


def keep(room: Room, *sessions: SessionRecord, days: int | None = None, **settings: object) -> None:
    """Put sessions into the history and an interview so many days ahead into the settings, and look anew."""
    workspace = room.workspace
    for each in sessions:
        workspace.store.save(each)
    day = None if days is None else workspace.clock.utc().date() + timedelta(days=days)
    workspace.save_config(workspace.config.model_copy(update={"interview_date": day, **settings}))
    room.app.screen.on_screen_resume()  # type: ignore[attr-defined]


async def home_weeks(room: Room) -> None:
    """Some weeks of practice, the goal met, the interview in twelve days."""
    keep(room, *weeks(), days=12)


async def home_passed(room: Room) -> None:
    """The interview was; one round, judged by a model, without a level."""
    keep(room, session(-3, assessment(Unassessed.NOT_GRADED, source=MODEL)), days=-2, weekly_goal=0)
