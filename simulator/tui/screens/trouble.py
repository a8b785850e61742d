"""A calm screen for a failure: what happened, and what to do next."""

from simulator.tui.screens.ask_back import NoticeScreen


class TroubleScreen(NoticeScreen):
    """What went wrong, in one sentence, and the next step."""

    HELP = "Something could not be done. Nothing that was saved is touched. Press Enter to go back."

    def __init__(self, title: str, sentence: str, next_step: str) -> None:
        super().__init__(title, f"{sentence}\n\n{next_step}")
