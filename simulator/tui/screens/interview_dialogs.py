"""What the interview asks back: a hint and its price, a short answer, leaving, a time that ran out unseen."""

from question_bank.models import Question
from simulator.history.records import Mode
from simulator.tui.screens.ask_back import ChooseScreen, NoticeScreen
from simulator.words.rounds import HINT_PRICE, expired_text


def counted(words: int) -> str:
    """Return a number of words in words."""
    return "1 word" if words == 1 else f"{words} words"


def hint_dialog(taken: int) -> ChooseScreen:
    """Return what says the price of a hint; "yes" takes it."""
    text = f"{HINT_PRICE} You have taken {taken}."
    return ChooseScreen("A hint", text, (("no", "No hint"), ("yes", "Take the hint")))


def pause_notice() -> NoticeScreen:
    """Return what stands over a paused interview."""
    return NoticeScreen("Paused", "The clock stands still.")


def hand_in_dialog(words: int) -> ChooseScreen:
    """Return what asks back about a very short answer; "yes" hands it in."""
    choices = (("no", "Go on writing"), ("yes", "Hand in"))
    return ChooseScreen("Hand in?", f"The answer has only {counted(words)}.", choices)


def leave_dialog(mode: Mode) -> ChooseScreen:
    """Return what asks once before an interview is left; "leave" leaves it."""
    clock = "The clock of a mock runs on." if mode is Mode.MOCK else "The clock will stand still."
    choices = (("stay", "Stay"), ("leave", "Leave; continue later from home"))
    return ChooseScreen("Leave the interview?", f"Everything is kept. {clock}", choices)


def closed_notice(title: str, text: str, *, follow_up_next: bool) -> NoticeScreen:
    """Return what says that an answer is closed, and what comes next."""
    following = "A follow-up comes next." if follow_up_next else "Your prediction comes next."
    return NoticeScreen(title, f"{text} {following}")


def time_over_text(*, follow_up: bool, away: bool) -> str:
    """Return why an answer was closed; what nobody saw running out is said as such."""
    if not away:
        return "The answer is closed and saved as it stands."
    what = "this follow-up" if follow_up else "this answer"
    return f"The time of {what} ran out while you were away; it is closed and saved as it stands."


def expired_dialog(question: Question, *, program_open: bool) -> ChooseScreen:
    """Return the ways out of a mock whose time ran out unseen: "judge", "practice", "discard"."""
    choices = (
        ("judge", "Have what is there judged"),
        ("practice", "Go on as practice with the time that was left"),
        ("discard", "Discard (its text stays in the history)"),
    )
    return ChooseScreen("The time ran out", expired_text(question, program_open=program_open), choices)
