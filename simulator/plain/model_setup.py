"""The model as plain text: what is set up, which servers there are, and a test."""

from simulator.grading.desk import ModelDesk
from simulator.plain.console import Console
from simulator.plain.model_judging import run_with
from simulator.words.model_texts import exam_text, provider_lines, state_text


def show_model(desk: ModelDesk, console: Console) -> None:
    """Say what is set up and how to change it."""
    console.write(state_text(desk))
    if not desk.offline and desk.config.name:
        console.write("\nTry it: pm-simulator model test. Use none: pm-simulator model off.")
    console.write("\nWhat people use, with an example of the name and the usual address:\n")
    for line in provider_lines():
        console.write(line)
    console.write(
        "\nSet one up, for instance:\n"
        "  pm-simulator model set openai/gpt-4.1-mini\n"
        "  pm-simulator model set ollama_chat/llama3.1 --address http://127.0.0.1:11434\n"
        "A key comes from the environment variable named above, or is kept in a private file: pm-simulator model key."
    )


def test_model(desk: ModelDesk, console: Console) -> None:
    """Try the connection and say what works; raise ModelError."""
    console.write("Testing with one tiny request and a small exam of the program's own; none of your answers is sent.")
    found = run_with(desk, desk.test())
    console.write(exam_text(found, desk.connection()))
