"""The files of the project as the lint checks see them."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tracked_files(root=ROOT):
    """Paths relative to root of every file that git tracks or would track, sorted."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(pathlib.PurePosixPath(name) for name in names if name and (root / name).is_file())


def files_ending(*endings, root=ROOT):
    """The tracked files whose names end in one of `endings`."""
    return [path for path in tracked_files(root) if path.name.endswith(endings)]


def read(path, root=ROOT):
    """The text of a file; bytes that are not UTF-8 become U+FFFD."""
    return (root / path).read_text(encoding="utf-8", errors="replace")


_TOKEN = re.compile(
    r'(?P<raw>R"(?P<mark>[^ ()\\\t\v\f\n]{0,16})\(.*?\)(?P=mark)")'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<character>(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')"
    r"|(?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)", re.DOTALL)


def blank_match(match):
    """The match with spaces for all but its line ends; for re.sub, so that every line keeps its number."""
    return re.sub(r"[^\n]", " ", match.group())


def code_only(text):
    """C++ text with comments, strings and character literals blanked."""
    return _TOKEN.sub(blank_match, text)


def without_comments(text):
    """C++ text with its comments blanked."""
    return _TOKEN.sub(lambda match: blank_match(match) if match.lastgroup == "comment" else match.group(), text)


def report(problems):
    """Prints problems, one a line; ends the program, with 1 if there are any."""
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
