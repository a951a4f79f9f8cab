"""Writes docs/configuration.md from what the programs say about their own flags.

    configuration.py PROGRAMS [--check]

PROGRAMS is the folder of the programs. With --check nothing is written: the exit code is 1 when the page is stale.
"""
import pathlib
import re
import subprocess
import sys

import page

PAGE = pathlib.Path(__file__).resolve().parents[1] / "configuration.md"
PROGRAMS = ("dateline-ingest", "dateline-query")
# Defaults that follow from the machine.
_OF_THE_MACHINE = {
    "--data-directory": "`../share/dateline` beside the program",
    ("dateline-ingest", "--worker-threads"): "one a core",
    ("dateline-ingest", "--max-running-work"): "two a core",
}
_HEAD = """# Configuration

Every flag of both services, as `--help` says it. Each can stand in the file that `--config` names, without its dashes, `name = value`
a line, text in quotes; a flag on the command line wins. An unknown name, and a value out of its range, ends the program with
exit code 2 and one line that says which. Lengths of time and sizes have their unit last in the name.
"""
_FLAG = re.compile(r"^(?:-\w,)?(--[\w-]+)((?: .*)?)$")
_NUMBERS = {"int": "a whole number", "uint": "a whole number", "float": "a number", "text": "text", "": "nothing"}
_REQUIRED = " REQUIRED"
_COLUMN = 30


def flags(help_text):
    """(flag, words for its value, description) of each flag in the words of `--help`."""
    found = []
    for line in help_text.splitlines():
        if line.startswith("  -"):
            spec, _, description = line.strip().partition("  ")
            if match := _FLAG.match(spec):
                found.append([match.group(1), match.group(2).strip(), description.strip()])
        elif found and line.startswith(" " * _COLUMN):
            found[-1][2] = f"{found[-1][2]} {line.strip()}".strip()
    return found


def value_and_default(program, flag, words):
    """What a flag takes, and what it is when it is not given."""
    required = words.endswith(_REQUIRED)
    kind, _, default = words.removesuffix(_REQUIRED).partition("=")
    kind, _, check = kind.partition(":")
    taken = _NUMBERS.get(kind.lower(), kind.lower())
    if span := re.search(r"\[(.*) - (.*)\]", check):
        taken += f" from {span.group(1)} to {span.group(2)}"
    elif check in ("POSITIVE", "NONNEGATIVE"):
        taken += f" from {'1' if check == 'POSITIVE' else '0'}"
    elif check.startswith("{"):
        taken = ", ".join(f"`{choice}`" for choice in check.strip("{}").split(","))
    if required:
        return taken, "required"
    return taken, _OF_THE_MACHINE.get((program, flag)) or _OF_THE_MACHINE.get(flag) or (f"`{default}`" if default else "")


def section(program, help_text):
    """The part of the page about one program."""
    rows = [(f"`{flag}`", *value_and_default(program, flag, words), description)
            for flag, words, description in flags(help_text) if flag not in ("--help", "--version", "--config")]
    return f"\n## {program}\n\n{help_text.splitlines()[0]}\n\n{page.table(('flag', 'takes', 'default', 'what it is'), rows)}"


def main(programs, *options):
    text = _HEAD
    for program in PROGRAMS:
        asked = subprocess.run([f"{programs}/{program}", "--help"], check=True, capture_output=True, text=True)
        text += section(program, asked.stdout)
    page.write_or_check({PAGE: text}, check="--check" in options)


if __name__ == "__main__":
    main(*sys.argv[1:])
