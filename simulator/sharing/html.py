"""Sessions as one HTML file that needs nothing else: no script, no address, a style for screen and for paper."""

import html
from collections.abc import Iterable, Iterator

from simulator.history.records import SessionRecord
from simulator.sharing.account import Block, FindCard, Heading, Lines, Said, readable, session_page

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
section + section { border-top: 2px solid; margin-top: 3rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border: 1px solid; padding: .25rem .5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
blockquote { margin: .5rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid;
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
@page { margin: 18mm; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  section + section { border: 0; break-before: page; }
  p { orphans: 3; widows: 3; }
}
"""
_HEAD = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Practice interviews</title>
<style>{_STYLE}</style>
</head>
<body>
"""
_FOOT = "</body>\n</html>\n"


def html_page(records: Iterable[SessionRecord], find_card: FindCard) -> Iterator[str]:
    """Give the sessions as one HTML file, a block at a time; each session starts a page on paper."""
    yield _HEAD
    for record in records:
        yield "<section>\n"
        for block in session_page(record, find_card):
            yield _written(block) + "\n"
        yield "</section>\n"
    yield _FOOT


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_text(block.text)}</h{block.level}>"
    if isinstance(block, Lines):
        return f"<p>{'<br>'.join(map(_text, block.lines))}</p>"
    if isinstance(block, Said):
        return f'<blockquote dir="auto">{_text(block.text)}</blockquote>'
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in block.header)
    rows = "\n".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _text(text: str) -> str:
    return html.escape(readable(text))
