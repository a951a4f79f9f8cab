"""Searches all states of feed.pml with Spin: the model holds, and without any of its rules it does not.

check_feed_model.py [CHANGES]: with so many changes of the feed instead of those of the model.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

_MODEL = pathlib.Path(__file__).with_name("feed.pml")
_SKIPPED = 77
# A rule that is left out -> what breaks.
_MUTATIONS = {
    "NO_FENCING": "safety",
    "FEED_BEFORE_COMMIT": "safety",
    "NO_LEASE": "safety",
    "CURSOR_APART": "safety",
    "NO_RESUME": "liveness",
}
_COMPILE = {"safety": ["-DSAFETY", "-DNOCLAIM"], "liveness": []}
# -a: acceptance cycles. All that a process can do for ever is nothing, so no assumption of fairness is needed.
_SEARCH = {"safety": ["-m100000"], "liveness": ["-m100000", "-a"]}


def search(kind, *definitions):
    """(number of errors, number of states) of the whole search."""
    with tempfile.TemporaryDirectory() as folder:
        defines = ["-D" + name for name in definitions + tuple(f"CHANGES={changes}" for changes in sys.argv[1:])]
        def run(*command):
            return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

        for command in (["spin", *defines, "-a", str(_MODEL)],
                        ["gcc", "-O2", "-w", *_COMPILE[kind], "-o", "pan", "pan.c"]):
            made = run(*command)
            if made.returncode != 0:
                sys.exit(f"{' '.join(command)}:\n{made.stdout}{made.stderr}")
        done = run("./pan", *_SEARCH[kind])
        output = done.stdout + done.stderr
        errors = re.search(r"errors: (\d+)", output)
        states = re.search(r"(\d+) states, stored", output)
        if not errors or not states or "max search depth too small" in output:
            sys.exit(f"the search is not whole:\n{output}")
        return int(errors.group(1)), int(states.group(1))


def main():
    if not shutil.which("spin") or not shutil.which("gcc"):
        print("spin or gcc is not installed")
        sys.exit(1 if os.environ.get("DATELINE_NO_SKIPS") else _SKIPPED)
    failed = False
    for kind in ("safety", "liveness"):
        errors, states = search(kind)
        print(f"{kind}: {states} states, {errors} errors")
        failed |= errors != 0
    for rule, kind in _MUTATIONS.items():
        errors, _ = search(kind, rule)
        print(f"{rule}: {kind} {'breaks' if errors else 'HOLDS'}")
        failed |= errors == 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
