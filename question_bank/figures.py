"""Recomputes the figures that a card declares to follow from others."""

import ast
import operator
from collections.abc import Callable, Iterator

from question_bank.models import Figure, Question
from scorecards.problems import Problem

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def check_figures(question: Question, file: str) -> Iterator[Problem]:
    """Yield every declared figure that is not in the card or does not come out."""
    said = "\n".join(_texts(question))
    for number, figure in enumerate(question.figures, start=1):
        key = f"figures[{number}]"
        if figure.shown not in said:
            yield Problem(file, f"{key}.shown", f"{figure.shown!r} stands nowhere in the card", blocking=False)
        try:
            result = calculate(figure.follows)
        except ValueError as error:
            yield Problem(file, f"{key}.follows", str(error), blocking=False)
            continue
        if not agrees(figure, result):
            reason = f"{figure.follows} makes {result:g}, and the card says {figure.shown}"
            yield Problem(file, key, reason, blocking=False)


def agrees(figure: Figure, result: float) -> bool:
    """Tell whether ``result`` is the figure's value, within the rounding that the figure allows."""
    return abs(result - figure.value) <= figure.within * max(abs(result), abs(figure.value))


def calculate(expression: str) -> float:
    """Return the value of a sum of plain numbers, + - * / and brackets; raise ValueError with the reason."""
    try:
        return _value(ast.parse(expression, mode="eval").body)
    except (SyntaxError, RecursionError):
        raise ValueError(f"{expression!r} is not a sum that can be read") from None
    except (ZeroDivisionError, OverflowError):
        raise ValueError(f"{expression!r} has no result") from None


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _OPERATORS:
            return _OPERATORS[type(operation)](_value(left), _value(right))
    raise ValueError(f"{ast.unparse(node)!r} is more than numbers, + - * / and brackets")


def _texts(question: Question) -> Iterator[str]:
    yield from (question.brief.prompt, question.brief.context)
    yield from (fact.text for fact in question.facts)
    yield from (probe.text for probe in question.probes)
    yield from (exemplar.text for exemplar in question.exemplars)
