"""Documents do not outlive what they speak of: links lead somewhere, tests and lines that they quote are there.

A fenced block that names a file after its language (```python deploy/x.py) quotes lines of that file, in their order.
"""
import pathlib
import re

import source_tree

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
_QUOTE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TEST_NAME = re.compile(r"`([A-Z]\w+)\.([A-Z]\w+)`")
_TEST = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", re.MULTILINE)
_TEST_TABLE = pathlib.PurePosixPath("docs/failure_modes.md")


def problems_in_links(path, text, root):
    """Links to files that are not there."""
    targets = (target for target in _LINK.findall(text) if "://" not in target)
    return [f"{path}: there is no {target}" for target in targets if not (root / path.parent / target).exists()]


def problems_in_quotes(path, text, root):
    """Quoted lines that are not in the file that they are quoted from."""
    problems = []
    for name, quoted in _QUOTE.findall(text):
        lines = iter((root / name).read_text(encoding="utf-8").splitlines())
        problems += [f"{path}: {name} has no such line here: {line}" for line in quoted.splitlines()
                     if line.strip() and line not in lines]
    return problems


def problems_in_tests(path, text, tests):
    """Tests that are named and not there."""
    return [f"{path}: there is no test {suite}.{name}" for suite, name in _TEST_NAME.findall(text)
            if (suite, name) not in tests]


def main():
    tests = {test for path in source_tree.files_ending("_test.cc") for test in _TEST.findall(source_tree.read(path))}
    problems = []
    for path in source_tree.files_ending(".md"):
        text = source_tree.read(path)
        problems += problems_in_links(path, text, source_tree.ROOT) + problems_in_quotes(path, text, source_tree.ROOT)
        if path == _TEST_TABLE:
            problems += problems_in_tests(path, text, tests)
    source_tree.report(problems)


if __name__ == "__main__":
    main()
