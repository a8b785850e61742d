"""Every command of the app, defined once: its key, its words in the footer, the palette and the help.

A screen takes those that it answers with ``bindings``; the id is what a keymap in the settings names.
"""

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the candidate can tell a screen to do."""

    key: str
    action: str
    label: str
    help: str
    show: bool = True
    priority: bool = False


COMMANDS: dict[str, Command] = {
    "app.help": Command("f1", "app.show_help", "Help", "What this screen is and what its keys do.", priority=True),
    "app.quit": Command("ctrl+q", "app.leave", "Quit", "Leave the program; everything is kept.", False, True),
    "app.interrupt": Command("ctrl+c", "app.interrupt", "Stop", "Twice quits; everything is kept.", False, True),
    "screen.back": Command("escape", "back", "Back", "Go back to the screen before."),
    "home.continue": Command("c", "continue", "Continue", "Go on with an interview that was interrupted.", show=False),
    "home.mock": Command("m", "set_up('mock')", "Mock", "A timed interview: no pause, no hints.", show=False),
    "home.drill": Command("d", "set_up('practice')", "Drill", "Practice: pause and hints allowed.", show=False),
    "home.judge": Command("j", "judge", "Judge", "Judge the rounds that wait.", show=False),
    "home.next": Command("n", "open('next')", "Next", "What to practise next, and why.", show=False),
    "home.progress": Command(
        "p", "open('progress')", "Progress", "Levels over time, weak spots, how well you judge yourself.", show=False
    ),
    "home.outcomes": Command(
        "o", "open('outcomes')", "Outcomes", "Log real interviews; see whether practice was telling.", show=False
    ),
    "home.history": Command("h", "open('history')", "History", "Past sessions.", show=False),
    "home.bank": Command("b", "open('bank')", "Bank", "The questions.", show=False),
    "home.train": Command("t", "train", "Train", "Judge benchmark answers blind and see whether you lean.", show=False),
    "home.model": Command("g", "open('model')", "Grader", "The model that judges, if you want one.", show=False),
    "home.settings": Command("s", "open('settings')", "Settings", "Theme, target, timing, places.", show=False),
    "home.quit": Command("q", "app.leave", "Quit", "Leave; everything is kept.", show=False),
    "setup.start": Command("ctrl+s", "start", "Start", "Start with what is chosen."),
    "interview.begin": Command("enter", "begin", "Begin", "Hear the question; the clock starts."),
    "interview.brief": Command("f2", "toggle_brief", "Brief", "Show or hide the question and the facts told."),
    "interview.ask": Command("f3", "ask", "Ask", "Ask the interviewer a clarifying question."),
    "interview.topics": Command("f4", "topics", "Facts", "List what the interviewer can tell."),
    "interview.stage": Command("f5", "next_stage", "Stage", "Go on to the next stage, so that minutes are true."),
    "interview.hint": Command("f8", "hint", "Hint", "Buy a hint; the price is said first (practice)."),
    "interview.pause": Command("f9", "pause", "Pause", "Stop the clock (practice)."),
    "interview.hand_in": Command("ctrl+s", "hand_in", "Hand in", "Close the answer.", priority=True),
    "interview.leave": Command("escape", "leave", "Leave", "Leave the interview; everything is kept."),
    "page.on": Command("enter", "on", "Go on", "Read on: to what comes next."),
    "page.close": Command("escape", "back", "Go on", "The same as Enter.", show=False),
    "page.leave": Command("escape", "back", "Leave", "Leave for home; the session can be continued."),
    "form.done": Command("ctrl+s", "done", "Done", "Keep what is chosen and go on."),
    "grading.met": Command("m", "mark('met')", "Met", "The item is met; then pick the sentence that shows it."),
    "grading.partly": Command("p", "mark('partial')", "Partly", "Partly met; then pick the sentence."),
    "grading.absent": Command("a", "mark('absent')", "Absent", "The answer does not show it."),
    "grading.before": Command("b", "before", "Item before", "Go back to the item before."),
    "grading.later": Command("l", "later", "Later", "Stop here; every mark is kept."),
    "compare.text": Command("ctrl+t", "next_text", "Other text", "First exemplar, second exemplar, your own answer."),
    "compare.down": Command("pagedown", "scroll_text(1)", "Down", "Scroll the text down.", show=False),
    "compare.up": Command("pageup", "scroll_text(-1)", "Up", "Scroll the text up.", show=False),
    "model.test": Command("ctrl+t", "test", "Test", "Keep, then try the connection with one tiny request."),
    "model.providers": Command("f2", "providers", "Examples", "Kinds of server, each with an example."),
    "model.off": Command("f8", "off", "No model", "Use no model; what was judged stays."),
    "model.disagree": Command("f9", "disagree", "Take back", "Take back that answers may be sent."),
    "judging.stop": Command("escape", "stop", "Stop", "Stop; the answer is saved, and what came already is kept."),
    "result.withheld": Command("w", "judge_withheld", "Judge withheld", "Have the withheld sentences judged too."),
    "review.judge": Command("g", "judge_again", "Judge again", "Judge this round once more; both judgements stay."),
    "list.open": Command("enter", "open_row", "Open", "Open what is marked."),
    "list.filter": Command("slash", "filter", "Filter", "Type words to filter the list."),
    "history.narrow": Command(
        "f", "narrow", "Narrow", "Narrow the list by kind, mode, judge, call or dates; order it."
    ),
    "history.all": Command("a", "show_all", "All", "Show every session again: drop the filters and the words."),
    "history.kind": Command(
        "k", "next_kind", "Kind", "Sessions with a round of one kind: the next one, then all.", show=False
    ),
    "history.mode": Command("m", "next_mode", "Mode", "Mocks, then practice, then both.", show=False),
    "history.judged": Command(
        "j", "next_judged", "Judged by", "Judged by yourself, by each model, waiting for it, then all.", show=False
    ),
    "history.order": Command(
        "o", "next_order", "Order", "Newest first, oldest first, best call first, worst first, longest first."
    ),
    "history.note": Command("n", "note", "Note", "Write a note on the marked session."),
    "history.tags": Command("t", "tags", "Tags", "Give the marked session tags, or take them away."),
    "history.delete": Command("x", "delete", "Delete", "Delete the marked session; u brings it back."),
    "history.undo": Command(
        "u", "undo_delete", "Undo", "Bring back the session deleted last, or one of the last 30 days.", show=False
    ),
    "history.export": Command("e", "export", "Export", "Write sessions to a file."),
    "review.text": Command("tab", "next_tab", "Next part", "Result, answer with evidence, transcript, exemplars."),
    "review.text_before": Command("shift+tab", "part_before", "Part before", "Back to the part before."),
    "review.attempt": Command("a", "next_attempt", "Other attempt", "Compare with another attempt at this question."),
    "review.again": Command("r", "try_again", "Try again", "Practise this question once more."),
    "review.export": Command("e", "export", "Export", "Write this session, or this round of it, to a file."),
    "progress.part": Command("tab", "next_part", "Next part", "Levels, over time, weak spots, pacing, your own eye."),
    "progress.part_before": Command("shift+tab", "part_before", "Part before", "Back to the part before."),
    "progress.judge": Command("j", "next_judge", "Judged by", "The series of the next judge; they are never mixed."),
    "progress.kind": Command("k", "next_kind", "Kind", "The next kind of question."),
    "next.start": Command("enter", "start", "Start", "Drill what is marked."),
    "next.mock": Command("m", "start_mock", "As a mock", "Sit what is marked as a mock: no pause, no hints."),
    "next.other": Command("o", "something_else", "Something else", "Choose for yourself: the set-up of a drill."),
    "next.kind": Command("k", "next_kind", "Kind", "Suggestions of one kind: the next one, then all."),
    "outcomes.add": Command("a", "add", "Add", "Log what came of a real interview."),
    "outcomes.remove": Command("x", "remove", "Remove", "Forget the marked interview; it asks first."),
    "form.keep": Command("ctrl+s", "keep", "Keep", "Keep what is chosen or written here.", priority=True),
    "export.write": Command("ctrl+s", "write", "Write", "Write the file.", priority=True),
    "bank.sit": Command("s", "sit", "Sit it", "Practise this question."),
}


def bindings(*names: str) -> list[BindingType]:
    """Return the bindings of the commands named, in that order."""
    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=command.show,
            tooltip=command.help,
            priority=command.priority,
            id=name,
        )
        for name, command in ((name, COMMANDS[name]) for name in names)
    ]
