"""A process that starts Django, which takes a second, and then forks for each command.

It reads one command a line, as JSON: the arguments that Python would get, and the files for what is printed and for the
errors. It answers with the exit code.
"""

import json
import os
import runpy
import sys
import traceback

import django


def run(arguments: list[str]) -> int:
    """Do what Python does with these arguments, and return the exit code."""
    try:
        if arguments[0] == "-c":
            sys.argv = ["-c", *arguments[2:]]
            exec(arguments[1], {"__name__": "__main__"})
        else:
            sys.argv = arguments
            runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def fork(arguments: list[str], output: str, errors: str) -> int:
    """Run a command in a fork, and return its exit code, or minus the signal that killed it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for number, path, flags in ((0, os.devnull, "r"), (1, output, "w"), (2, errors, "w")):
        with open(path, flags) as file:
            os.dup2(file.fileno(), number)
    code = run(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "apnahaq.settings"
    django.setup()
    for line in sys.stdin:
        print(fork(*json.loads(line)), flush=True)
