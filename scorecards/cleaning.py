"""Text from elsewhere without what moves a cursor or ends a line unseen."""

import re

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""Controls but newline and tab, and lone surrogates."""


def clean(text: str) -> str:
    """Fold line ends, and drop control characters but newline and tab, and lone surrogates."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))
