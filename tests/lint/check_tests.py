"""Tests mirror the tree: x/y.cc has tests/x/y_test.cc, and tests/x/y_test.cc has something to test.

A source without a header of its own implements another's, as kernels_plain.cc does kernels.h: that one's test is its test.
"""
import pathlib
import re

import source_tree

_ROOTS = ("platform", "ingest_service", "query_service", "cli")
_PROGRAM = re.compile(r"(?:^|_)main\.cc$")


def tested_name(path, present):
    """The name under which a source is tested: its own, or that of the header that it implements."""
    name = path.stem
    while path.with_name(name + ".h") not in present and "_" in name:
        name = name.rpartition("_")[0]
    return name if path.with_name(name + ".h") in present else path.stem


def problems_in_tree(paths):
    """What is missing among `paths`: tests of sources, sources of tests."""
    present, problems = set(paths), []
    for path in paths:
        if path.suffix == ".cc" and path.parts[0] in _ROOTS and not _PROGRAM.search(path.name):
            test = pathlib.PurePosixPath("tests", path.parent, tested_name(path, present) + "_test.cc")
            if test not in present:
                problems.append(f"{path}: has no {test}")
        if path.name.endswith("_test.cc") and path.parts[1] in _ROOTS:
            source = pathlib.PurePosixPath(*path.parts[1:-1], path.name.removesuffix("_test.cc"))
            if not {source.with_suffix(".cc"), source.with_suffix(".h")} & present:
                problems.append(f"{path}: tests neither {source}.cc nor {source}.h")
    return problems


if __name__ == "__main__":
    source_tree.report(problems_in_tree(source_tree.files_ending(".cc", ".h")))
