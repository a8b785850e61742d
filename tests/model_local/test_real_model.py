"""The whole path with a real model: screen, child process, LiteLLM, HTTP, checks in code. Skipped without a model.

A model this small is not expected to judge well; what code guarantees must hold whatever it says.
"""

import asyncio
import os
import socket
from urllib.parse import urlsplit

import pytest

from question_bank.catalogue import Catalogue
from simulator.grading.pipeline import Options
from simulator.history.records import Assessment
from simulator.model.protocol import ModelError
from tests.benchmarks.judges import ORDERS, answer_text, connected, mean_value, quotes_are_true, under_pipeline

# read while pytest collects: every test starts without the developer's variables
ADDRESS = os.environ.get("PM_SIMULATOR_LOCAL_MODEL", "")
CARD = "free-payroll"
SHORT = """\
I would keep our prices and win the accountants, because they choose the software for most of our firms. \
By next December I want to keep at least 64 million pesos of contribution. \
If more than 350 of their firms have left by 30 June, we stop and talk to Banco Horizonte."""


def listening() -> bool:
    parts = urlsplit(ADDRESS)
    if not ADDRESS:
        return False
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 80), timeout=2).close()
    except OSError:
        return False
    return True


pytestmark = [
    pytest.mark.local_model,
    pytest.mark.skipif(
        not listening(),
        reason=f"no model listens at PM_SIMULATOR_LOCAL_MODEL ({ADDRESS or 'not set'}); start one, for instance with "
        "llama-server -m FILE.gguf --port 8082, and set it to http://127.0.0.1:8082/v1",
    ),
]


def judged(text: str, *, small_model: bool = True) -> Assessment:
    async def run() -> Assessment:
        options = Options(small_model=small_model, deadline=600.0, patience=3600.0, coached=False)
        async with connected(ADDRESS) as client:
            return await under_pipeline(client, Catalogue().load(CARD), text, options)

    return asyncio.run(run())


def test_a_short_answer_goes_the_whole_way_and_orders_to_the_grader_change_nothing() -> None:
    plain = judged(SHORT)
    ordered = judged(f"{ORDERS[0]} {SHORT} {ORDERS[1]}")

    value, with_orders = mean_value(plain), mean_value(ordered)
    assert value is not None
    assert with_orders is not None
    assert 1 <= value <= 5
    assert abs(value - with_orders) <= 0.25
    assert len(ordered.withheld) == len(ORDERS)
    assert plain.provenance.calls
    assert plain.provenance.tokens
    for made, text in ((plain, SHORT), (ordered, SHORT)):
        assert quotes_are_true(made, text)
        assert all(item.quotes for result in made.dimensions for item in result.items if item.status == "met")


@pytest.mark.parametrize("name", ["empty", "word salad", "keywords", "off-topic"])
def test_what_is_no_answer_costs_no_call_and_gets_no_credit(name: str) -> None:
    made = judged(answer_text(CARD, name))

    assert made.provenance.calls == 0
    assert (mean_value(made) or 1) <= 2


def test_a_server_that_is_gone_is_said_in_one_sentence() -> None:
    async def run() -> None:
        async with connected("http://127.0.0.1:9/v1") as client:
            await under_pipeline(client, Catalogue().load(CARD), SHORT, Options(small_model=True, coached=False))

    with pytest.raises(ModelError, match="cannot be reached"):
        asyncio.run(run())
