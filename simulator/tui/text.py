"""The one door by which untrusted text reaches a widget: never as markup, without control or direction tricks."""

from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.notifications import SeverityLevel

from scorecards.cleaning import clean

_DIRECTION_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""They make the rest of a line run the other way; the letters of such scripts stay as they are."""
_INVISIBLE = (0x180E, 0x200B, *range(0x2060, 0x2065), 0xFEFF)
"""They take no cell and say nothing. The two joiners are not among them: emoji and some scripts are spelt with them."""
_HIDDEN = dict.fromkeys((*_DIRECTION_CONTROLS, *_INVISIBLE))


def visible(text: str) -> str:
    """Return text without what is not seen but could disturb a terminal or a reader; its tabs stay."""
    return clean(text).translate(_HIDDEN)


def safe(text: str) -> str:
    """Return text without what could disturb a terminal; nothing that can be read is lost."""
    return visible(text).expandtabs(4)


def shown(text: str, style: str = "") -> Content:
    """Return text for any widget, in one style."""
    return Content.styled(safe(text), style) if style else Content(safe(text))


def joined(*parts: Content | str) -> Content:
    """Return parts one after the other; plain strings are made safe."""
    return Content.assemble(*(part if isinstance(part, Content) else shown(part) for part in parts))


def one_line(text: str) -> str:
    """Return text folded to one line, for titles and rows."""
    return " ".join(safe(text).split())


def fitted(text: str, width: int) -> str:
    """Return text as one line of exactly ``width`` cells, its columns kept; what does not fit ends in an ellipsis."""
    return Content(" ".join(safe(text).splitlines())).truncate(max(0, width), ellipsis=True, pad=True).plain


def between_words(text: str, width: int) -> str:
    """Return what fits of one line, left off between two words and not in the middle of one where that is possible."""
    if cell_len(text) <= width:
        return text
    kept = set_cell_size(text, max(0, width - 1)).rstrip()
    whole, _, _ = kept.rpartition(" ") if text[len(kept) : len(kept) + 1] != " " else (kept, "", "")
    return f"{whole.rstrip(' ,:;') or kept}…"


def cell(text: str) -> Text:
    """Return text for a table's cell, which takes no Content."""
    return Text(one_line(text), no_wrap=True, overflow="ellipsis")


def tell(app: App[Any], message: str, title: str = "", severity: SeverityLevel = "information") -> None:
    """Show a notification."""
    app.notify(safe(message), title=one_line(title), severity=severity, markup=False)
