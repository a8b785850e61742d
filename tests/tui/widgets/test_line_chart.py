"""The line chart: no point above what was reached, dates for any span, every size and theme."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from simulator.tui.themes import DARK, LIGHT
from simulator.tui.widgets.line_chart import LineChart, dates, on_a_row
from tests.fakes import BEGIN
from tests.tui.driver import fixed


class Bare(App[None]):
    """A chart and nothing else."""

    def __init__(self, days: Sequence[float], values: Sequence[float], crossed: Sequence[bool]) -> None:
        super().__init__()
        self._points = [(BEGIN + timedelta(days=day), value) for day, value in zip(days, values, strict=True)]
        self._crossed = crossed
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield LineChart()

    def on_mount(self) -> None:
        self.query_one(LineChart).show(self._points, self._crossed, 4)


def drawn(app: Bare, *sizes: tuple[int, int]) -> list[list[str]]:
    """Return the rows of the chart at each size in turn."""

    async def run() -> list[list[str]]:
        pages = []
        async with app.run_test(size=sizes[0]) as pilot:
            for size in sizes:
                await pilot.resize_terminal(*size)
                app._check_resize()  # now, not in a hundredth of a second
                await pilot.pause()
                strips = app.screen._compositor.render_strips()
                assert (len(strips), sum(segment.cell_length for segment in strips[0])) == (size[1], size[0])
                pages.append(["".join(segment.text for segment in strip) for strip in strips])
        return pages

    with fixed():
        return asyncio.run(run())


def row_of(page: list[str], sign: str) -> int:
    return next(number for number, row in enumerate(page) if sign in row)


def test_known_questions_differ_in_shape_and_the_bar_has_its_name() -> None:
    (page,) = drawn(Bare((0, 5, 9), (2, 3, 4), (False, False, True)), (60, 11))

    bar = page[row_of(page, "bar 4")]
    assert bar.count("─") > 40, "a line as wide as the chart"
    assert bar.rstrip("─ ").endswith("x"), "the last point stands on the bar"
    assert sum(row.count("o") for row in page) == 2
    assert page[row_of(page, " 3┤")].count("o") == 1
    assert f"{BEGIN.astimezone():%Y-%m-%d}" in page[-1]


@pytest.mark.parametrize("days", [(0, 0), (0, 0.2), (0, 1), (0, 900)])
def test_it_can_be_drawn_over_any_span_at_any_size(days: tuple[float, float]) -> None:
    for page in drawn(Bare(days, (1.0, 5.0), (False, True)), (72, 11), (116, 25), (30, 5), (3, 2), (72, 11)):
        text = "\n".join(page)
        if len(page[0]) > 60:
            assert "o" in text
            assert "x" in text
            assert "bar 4" in text


def test_its_colours_follow_the_theme() -> None:
    app = Bare((0, 5), (2, 3), (False, False))

    async def story() -> None:
        async with app.run_test(size=(60, 11)) as pilot:
            seen = []
            for theme in (DARK, LIGHT):
                app.theme = theme.name
                await pilot.pause()
                strips = app.screen._compositor.render_strips()
                styles = (each.style for strip in strips for each in strip if each.style and "─" in each.text)
                seen.append({style.color.name for style in styles if style.color})
                assert app.theme_variables["accent"].lower() in seen[-1]
            assert not seen[0] & seen[1]

    with fixed():
        asyncio.run(story())


@given(st.floats(1, 5), st.integers(1, 8))
def test_a_point_stands_on_a_level_only_where_it_reaches_it(value: float, rows: int) -> None:
    shown = on_a_row(value, rows)
    assert floor(shown) <= floor(value + 1e-6)
    assert abs(shown - value) <= 1 / rows


@given(st.floats(0, 1000), st.integers(0, 9))
def test_no_date_is_named_twice_and_all_stand_in_their_order(days: float, most: int) -> None:
    places, names = dates(BEGIN, BEGIN + timedelta(days=days), most)

    assert len(set(names)) == len(names) == len(places)
    assert 1 <= len(names) <= max(2, most)
    assert places == sorted(places)
    assert places[0] == BEGIN.timestamp()


def test_within_one_day_the_hours_are_named() -> None:
    morning = datetime.fromisoformat("2026-03-01T09:00:00+00:00")
    assert all(":" in name for name in dates(morning, morning + timedelta(hours=3), 3)[1])
    assert not any(":" in name for name in dates(morning, morning + timedelta(days=2), 3)[1])
