"""The way in: ``pm-simulator`` and ``python -m simulator``. Turns every failure into words and an exit code."""

import os
import sys
import traceback
from datetime import UTC, datetime

import click

from scorecards.cleaning import clean
from scorecards.problems import ContentError
from simulator.cli import Options, main
from simulator.errors import ExitCode, SimulatorError
from simulator.paths import FOLDER_MODE


def run() -> None:
    """Run the command line and leave with its exit code; no traceback reaches the terminal."""
    sys.exit(_run())


def _run() -> int:
    options = Options()
    try:
        outcome = main(standalone_mode=False, obj=options)
        sys.stdout.flush()
        return int(outcome) if isinstance(outcome, int) else ExitCode.DONE
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except SimulatorError as error:
        _say(f"{error.title}. {error.sentence}\n{error.next_step}")
        return error.exit_code
    except ContentError as error:
        _say("\n".join(problem.sentence() for problem in error.problems))
        return ExitCode.CONTENT
    except (KeyboardInterrupt, click.Abort):
        _say("\nLeft. Everything typed so far is kept.\nGo on where you were: pm-simulator continue.")
        return ExitCode.INTERRUPTED
    except SystemExit:
        return ExitCode.DONE  # click's way out when the reader of our output left, as `| head` does
    except BrokenPipeError:
        # the same after click is done; stdout must not be flushed again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception:
        _say(
            "Something went wrong that should not have. Everything saved before is untouched.\n"
            f"The details are in {_log(options, traceback.format_exc())}; please report them."
        )
        return ExitCode.BUG


def _say(text: str) -> None:
    from simulator.words.wrapping import wrap

    text = clean(text)
    # a terminal breaks in the middle of a word; what a script reads stays as it is
    click.echo("\n".join(wrap(text)) if sys.stderr.isatty() else text, err=True)


def _log(options: Options, details: str) -> str:
    """Append to the log, readable by the user alone, and return where it is."""
    try:
        path = options.paths().log
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n{details}\n")
    except Exception:
        return f"this text, since no log could be written:\n{details.splitlines()[-1]}"
    return str(path)


if __name__ == "__main__":
    run()
