"""Commands for child processes: the real worker under watch, and scripts that only pretend to be one."""

import sys
import textwrap

_RUN_WORKER = """
import runpy
runpy.run_module("simulator.model.worker", run_name="__main__")
"""
# The main module stays this script, which has no file: then python-dotenv looks for .env in the current folder.


def script(text: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs a script."""
    return (sys.executable, "-P", "-c", textwrap.dedent(text), *arguments)


NAMELESS = script(
    """
    import socket
    look_up = socket.getaddrinfo
    def refuse(host, *rest, **options):
        if str(host).endswith(".invalid"):  # as every resolver does, some only after asking the network
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return look_up(host, *rest, **options)
    socket.getaddrinfo = refuse
    """
    + textwrap.indent(_RUN_WORKER, "    ")
)
"""The real worker, for which no name under .invalid exists."""

WATCHED = script(
    """
    import os, sys
    seen = open(sys.argv[1], "a", buffering=1)
    def watch(event, details):
        if event == "socket.connect":
            print("address", *details[1][:2], file=seen)
        elif event == "socket.getaddrinfo":
            print("address", *details[:2], file=seen)
        elif event in ("socket.sendto", "socket.sendmsg", "socket.gethostbyname", "socket.gethostbyaddr"):
            print(event, *map(repr, details), file=seen)
        else:
            return
        print("key", os.environ.get("OPENAI_API_KEY"), file=seen)
    sys.addaudithook(watch)
    """
    + textwrap.indent(_RUN_WORKER, "    ")
)
"""The real worker. To the file named as the last argument go every address that it wants and its OPENAI_API_KEY."""

PRETENDER = script(
    """
    import json, os, sys
    def say(**message):
        print(json.dumps(message), flush=True)
    held = []
    say(op="ready")
    for line in sys.stdin:
        message = json.loads(line)
        if message["op"] == "cancel":
            held = [each for each in held if each["id"] != message["id"]]
            continue
        if message["user"] == "hang":
            continue
        held.append(message)
        if message["user"] != "hold":
            for each in reversed(held):
                text = json.dumps({"user": each["user"], "sample": each["system"], "api_base": each["api_base"]})
                say(op="reply", id=each["id"], text=text, model=str(os.getpid()), seconds=0.0, tokens_in=1,
                    tokens_out=1, cost=None, cut=False)
            held = []
    """
)
"""Replies with what it was asked and its process id as the model. It never answers ``hang``; ``hold`` waits for the
next request and is answered after it."""

NEVER_READY = script("import sys, time\nfor line in sys.stdin: pass")
"""Starts and says nothing until its input ends."""

FAILS_AT_ONCE = script("import sys\nsys.exit('cannot start: key sk-abcdef123456')")


def says_line(line: str, *, ready: bool) -> tuple[str, ...]:
    """Return a child that says one line, before or after it has said that it is ready, and then waits."""
    return script(
        """
        import sys
        if sys.argv[2] == "ready":
            print('{"op": "ready"}', flush=True)
            sys.stdin.readline()
        sys.stdout.buffer.write(sys.argv[1].encode("utf-8", "surrogateescape") + b"\\n")
        sys.stdout.flush()
        for line in sys.stdin: pass
        """,
        line,
        "ready" if ready else "at once",
    )
