"""C++ is formatted as .clang-format says; --fix formats it."""
import re
import subprocess
import sys

import source_tree


def unformatted(paths, root=source_tree.ROOT):
    """The files among `paths` that clang-format would change."""
    command = ["clang-format", "--dry-run", "--ferror-limit=1", *map(str, paths)]
    warnings = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stderr
    found = set(re.findall(r"^(.*?):\d+:\d+: warning:", warnings, re.MULTILINE))
    return [path for path in paths if str(path) in found]


def main():
    paths = source_tree.files_ending(".cc", ".h")
    if sys.argv[1:] == ["--fix"]:
        subprocess.run(["clang-format", "-i", *(str(source_tree.ROOT / path) for path in paths)], check=True)
        return
    source_tree.report([f"{path}: not formatted; ./dev format" for path in unformatted(paths)])


if __name__ == "__main__":
    main()
