"""What no file may say: std::string_view, using namespace, a wrong include guard, a machine's path, a registry."""
import re

import source_tree

_BANNED_CODE = [
    (re.compile(r"\bstd::string_view\b|<string_view>"), "absl::string_view, never std's: Abseil rejects that one"),
    (re.compile(r"\busing\s+namespace\b"), "no using namespace"),
]
_MACHINE = re.compile(r"(?<![\w./-])/(?:" + "|".join(["wor" + "k", "roo" + "t", "hom" + "e"]) + r")/\w")
_REGISTRY = re.compile("|".join([r"deb\.debian" + r"\.org", r"registry\.npm" + "js", r"pypi\." + "org"]))
_GUARD = re.compile(r"^#ifndef (\w+)\n#define (\w+)$", re.MULTILINE)


def guard_of(path):
    """The include guard of a header."""
    return "DATELINE_" + re.sub(r"\W", "_", str(path)).upper() + "_"


def problems_in_code(path, text):
    """What C++ text says that it may not."""
    problems = []
    for number, line in enumerate(source_tree.code_only(text).splitlines(), 1):
        problems += [f"{path}:{number}: {reason}" for pattern, reason in _BANNED_CODE if pattern.search(line)]
    if path.suffix == ".h":
        guard = _GUARD.search(text)
        if not guard or set(guard.groups()) != {guard_of(path)}:
            problems.append(f"{path}: the include guard is {guard_of(path)}")
    return problems


def problems_in_text(path, text):
    """What any text says that it may not."""
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if _MACHINE.search(line):
            problems.append(f"{path}:{number}: a path of one machine")
        if _REGISTRY.search(line):
            problems.append(f"{path}:{number}: the host of a package registry")
    return problems


def main():
    problems = []
    for path in source_tree.tracked_files():
        text = source_tree.read(path)
        problems += problems_in_text(path, text)
        if path.suffix in (".cc", ".h"):
            problems += problems_in_code(path, text)
    source_tree.report(problems)


if __name__ == "__main__":
    main()
