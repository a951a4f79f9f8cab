"""Includes point up-stream only, as layers.txt says."""
import pathlib
import re

import source_tree

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]', re.MULTILINE)
_SPEAKS_GRPC = re.compile(r"^(?:\w+_service/rpc|query_service/feed_client|cli|proto/services)$")
# Test folders that stand for no single folder of the tree.
_SHARED_TESTS = {
    "testing", "golden", "end_to_end", "clients", "crash", "disk_faults", "fuzz", "soak", "benchmarks", "lint"
}


def parse_layers(text):
    """Rows of layers.txt: {folder: [folders it may include]}, in order, and what is wrong with them."""
    rows, problems = {}, []
    text = re.sub(r"#.*", "", text)
    for row in re.sub(r"\n[ \t]+", " ", text).split("\n"):
        folder, colon, names = row.partition(":")
        folder = folder.strip()
        if not folder:
            continue
        if not colon or folder in rows:
            problems.append(f"layers.txt: {folder}: a second row, or no colon")
            continue
        named = [one for name in names.split() for one in expand(name, rows)]
        for name in named:
            if name not in rows:
                problems.append(f"layers.txt: {folder} names {name}, which is not a row above it")
        rows[folder] = named
        problems += forbidden_rows(folder, rows[folder])
    return rows, problems


def expand(name, rows):
    """`a/*` is every row above that begins with a/; other names stand for themselves."""
    return [row for row in rows if row.startswith(name[:-1])] if name.endswith("/*") else [name]


def forbidden_rows(folder, names):
    """What no edit of layers.txt may allow."""
    problems = []
    for name in names:
        pair = {folder.split("/")[0], name.split("/")[0]}
        if pair == {"ingest_service", "query_service"}:
            problems.append(f"layers.txt: {folder} names {name}: the services share only the contract")
        if folder.startswith("platform/") and not name.startswith(("platform/", "proto/rpc_status")):
            problems.append(f"layers.txt: {folder} names {name}: the platform knows no news")
        if name == "proto/services" and not _SPEAKS_GRPC.match(folder):
            problems.append(f"layers.txt: {folder} names {name}: only rpc/, feed_client/ and cli/ speak gRPC")
    return problems


def folder_of_include(include):
    """The layer that an include belongs to; None for headers from outside the project."""
    if include.startswith("google/rpc/"):
        return "proto/rpc_status"
    if include.startswith("dateline/v1/"):
        return "proto/services" if include.endswith(".grpc.pb.h") else "proto/messages"
    top = include.split("/")[0]
    if top in ("platform", "ingest_service", "query_service", "cli", "tests"):
        return str(pathlib.PurePosixPath(include).parent)
    return None


def problems_in_file(path, text, rows):
    """What the includes of one file break."""
    folder, problems = str(pathlib.PurePosixPath(path).parent), []
    is_test = folder.startswith("tests/")
    if not is_test and folder not in rows:
        return [f"{path}: layers.txt has no row for {folder}"]
    for include in _INCLUDE.findall(source_tree.without_comments(text)):
        target = folder_of_include(include)
        if target is None or target == folder:
            continue
        if is_test:
            problems += test_problem(path, folder, include)
        elif target not in rows[folder]:
            problems.append(f"{path}: {folder} may not include {include} (see tests/lint/layers.txt)")
    return problems


def test_problem(path, folder, include):
    """The tests of one service leave the other alone."""
    tested = folder.split("/")[1]
    other = {"ingest_service": "query_service/", "query_service": "ingest_service/"}.get(tested)
    if tested not in _SHARED_TESTS and other and include.startswith(other):
        return [f"{path}: a test of {tested} may not include {include}"]
    return []


def main():
    rows, problems = parse_layers(source_tree.read("tests/lint/layers.txt"))
    for folder in rows:
        if not folder.startswith("proto/") and not (source_tree.ROOT / folder).is_dir():
            problems.append(f"layers.txt: {folder} is no folder")
    for path in source_tree.files_ending(".cc", ".h"):
        problems += problems_in_file(path, source_tree.read(path), rows)
    source_tree.report(problems)


if __name__ == "__main__":
    main()
