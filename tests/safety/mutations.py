"""Real files, changed as bad disks, other programs, editors, versions and people change them."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from simulator.history.journal import line_of

HOSTILE_TEXTS = (
    "",
    " ",
    "x" * 70_000,
    "word " * 20_000,
    "\u202edetrevni\u2066 \u200b",
    "\x1b[2J\x1b]0;title\x07 \x00\x7f\x9b31m",
    "one\ntwo\r\nthree\u2028four\x85five",
    "\ud800 lone",
    "[bold]a [/] b[/bold] {x} %s",
    "../../etc/passwd",
    "C:\\nul",
    "0" * 5000,
    "2026-11-21",
    "9999-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00+14:00",
    "2026-11-21T12:00:00",
    "not_graded",
    "nan",
    "🧑🏽‍💻" * 50,
)
HOSTILE_VALUES: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 5, 6, 10**9, 2**63, 2**63 - 1, 10**30, 10**400, -(10**400), 0.5, -0.0, 1e308, 1e-320,
    float("nan"), float("inf"), float("-inf"), [], {}, [[]], [{}], {"": {}}, [None], *HOSTILE_TEXTS,
)  # fmt: skip
HOSTILE_BYTES = (
    b"\x00", b"\xef\xbb\xbf", b"\r\n", b"\n", b"\r", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x1b[2J",
    b'"', b"'", b"{", b"}", b"[", b"]", b",", b"=", b"\\", b'"""', b"\\u0000", b"\\ud800", b"#", b"1e999", b"9" * 5000,
    b"NaN", b"[" * 30_000, b'{"a":' * 30_000, b"a" * 100_000, b"\xf0\x9f\x92\xa9", b" ", b"\t", b"-", b"_", b"0",
)  # fmt: skip
TOML_VALUES = (
    '""', "''", '"x"', "0", "-1", "7", "10000000000000000000000", "1e400", "nan", "inf", "true", "[]", "{}", "[[], {}]",
    "2026-11-21", "2026-11-21T25:00:00Z", "0001-01-01T00:00:00+14:00", "12:00:00", '"' + "y" * 50_000 + '"',
    '"\\u202eevil\\u0007\\u001b[2J"', '"one\\ntwo"', '"""\n\n"""', "[" * 3000, "9" * 5000, "0x1F", '"0"', '["a", 1]',
    '[{id = "a"}, {id = "a"}]', '"product_sense"', '"\\u0000"',
)  # fmt: skip

Mutation = Callable[[bytes, Random], bytes]


def _place(data: bytes, chance: Random) -> int:
    return chance.randint(0, len(data))


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = _place(data, chance)
    return start, min(len(data), start + chance.choice([1, 1, 2, 10, 100, 1000]))


def flip(data: bytes, chance: Random) -> bytes:
    """Change a byte."""
    at = chance.randrange(len(data) or 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def delete(data: bytes, chance: Random) -> bytes:
    """Leave a piece out."""
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def duplicate(data: bytes, chance: Random) -> bytes:
    """Have a piece twice, here or elsewhere."""
    start, end = _span(data, chance)
    at = chance.choice([end, _place(data, chance)])
    return data[:at] + data[start:end] + data[at:]


def truncate(data: bytes, chance: Random) -> bytes:
    """End early."""
    return data[: _place(data, chance)]


def insert(data: bytes, chance: Random) -> bytes:
    """Put in what editors, terminals and bad disks leave."""
    at = chance.choice([0, _place(data, chance), _place(data, chance), len(data)])
    return data[:at] + chance.choice(HOSTILE_BYTES) + data[at:]


def zero(data: bytes, chance: Random) -> bytes:
    """Lose a block, as a disk does."""
    start, end = _span(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def line_ends(data: bytes, _chance: Random) -> bytes:
    """End lines as other systems do."""
    return data.replace(b"\n", b"\r\n")


def lines(data: bytes, chance: Random) -> bytes:
    """Leave a line out, have it twice, or swap two."""
    rows = data.split(b"\n")
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    what = chance.randrange(3)
    if what == 0:
        del rows[one]
    elif what == 1:
        rows.insert(other, rows[one])
    else:
        rows[one], rows[other] = rows[other], rows[one]
    return b"\n".join(rows)


BYTES: tuple[Mutation, ...] = (flip, delete, duplicate, truncate, insert, insert, zero, line_ends, lines)


def mutated_value(value: Any, chance: Random) -> Any:
    """Return a decoded value with something changed somewhere inside; the original is left as it is."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(list(value))
        if chance.random() < 0.7:
            return {**value, key: mutated_value(value[key], chance)}
        return _other_keys(value, key, chance)
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return chance.choice(
            [
                [*value[:at], mutated_value(value[at], chance), *value[at + 1 :]],
                [*value[:at], mutated_value(value[at], chance), *value[at + 1 :]],
                value[:at] + value[at + 1 :],
                [*value, value[at]],
                value[::-1],
            ]
        )
    if isinstance(value, str) and chance.random() < 0.3:
        return chance.choice([value + chance.choice(HOSTILE_TEXTS), value.upper(), value[: len(value) // 2], value * 2])
    if isinstance(value, int | float) and chance.random() < 0.3:
        return chance.choice([value + 1, -value, str(value), [value], value + 0.5])
    return chance.choice(HOSTILE_VALUES)


def _other_keys(value: dict[str, Any], key: str, chance: Random) -> dict[str, Any]:
    left = {name: each for name, each in value.items() if name != key}
    return chance.choice([left, {**value, chance.choice(HOSTILE_TEXTS): value[key]}, {**left, key + "s": value[key]}])


def encoded(value: Any) -> bytes:
    """Return a value as JSON, with what JSON should not have too."""
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")


def json_structure(data: bytes, chance: Random) -> bytes:
    """Change a JSON file by its structure."""
    return encoded(mutated_value(json.loads(data), chance))


def json_lines_structure(data: bytes, chance: Random) -> bytes:
    """Change one line of a file of JSON lines by its structure."""
    rows = data.splitlines()
    whole = [number for number, row in enumerate(rows) if row.startswith(b"{")]
    at = chance.choice(whole)
    rows[at] = encoded(mutated_value(json.loads(rows[at]), chance))
    return b"\n".join([*rows, b""])


def journal_structure(data: bytes, chance: Random) -> bytes:
    """Change one row of a journal by its structure and give it the checksum that it would have."""
    rows = data.splitlines(keepends=True)
    at = chance.randrange(len(rows))
    rows[at] = line_of(mutated_value(json.loads(rows[at][9:]), chance))
    return b"".join(rows)


def toml_structure(data: bytes, chance: Random) -> bytes:
    """Change a TOML file by its keys, values and tables."""
    rows = data.decode().split("\n")
    keys = [number for number, row in enumerate(rows) if re.match(r"""\s*["\w.-]+\s*=""", row)]
    tables = [number for number, row in enumerate(rows) if row.startswith("[")]
    at = chance.choice(keys)
    name, _, value = rows[at].partition("=")
    what = chance.randrange(7)
    if what <= 2:
        rows[at] = f"{name}= {chance.choice(TOML_VALUES)}"
    elif what == 3:
        other = chance.choice([name.strip() + "s", "id", '"\\u001b[2J"', '"a\\nb"', f'"{"k" * 5000}"', name.strip()])
        rows[at] = f"{other} = {value}"
    elif what == 4:
        del rows[at]
    elif what == 5 and tables:
        del rows[chance.choice(tables)]
    else:
        table = rows[chance.choice(tables)] if tables else "[extra]"
        rows.insert(chance.choice([at, len(rows)]), chance.choice([table, "[extra]", "[[extra]]", "[[facts]]"]))
    return "\n".join(rows).encode(errors="replace")


STRUCTURES: dict[str, Mutation] = {
    "json": json_structure,
    "lines": json_lines_structure,
    "journal": journal_structure,
    "toml": toml_structure,
}


def mutated(data: bytes, form: str, chance: Random) -> bytes:
    """Return a file with one to three changes; those by structure come first, as they need a file that is sound."""
    if form in STRUCTURES and chance.random() < 0.6:
        data = STRUCTURES[form](data, chance)
        if chance.random() < 0.7:
            return data
    for _ in range(chance.choice([1, 1, 2])):
        data = chance.choice(BYTES)(data, chance)
    return data
