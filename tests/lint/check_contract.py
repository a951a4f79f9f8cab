"""The contract: buf lint, and buf breaking against the last release."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import source_tree


def find_buf():
    """The pinned buf that ./dev installs, else the one on the path, else None."""
    pinned = sorted(source_tree.ROOT.glob("build/tools/node_modules/@bufbuild/buf-*/bin/buf"))
    return str(pinned[0]) if pinned else shutil.which("buf")


def last_release(root=source_tree.ROOT):
    """The newest tag vX.Y.Z that the checkout descends from; None if there is none."""
    command = ["git", "-C", str(root), "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


def lint_problems(buf, root=source_tree.ROOT):
    """What buf lint says about proto/."""
    return subprocess.run([buf, "lint", str(root / "proto")], capture_output=True, text=True).stdout.splitlines()


def breaking_problems(buf, release, root=source_tree.ROOT):
    """What a client of `release` could no longer do."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "-C", str(root), "archive", release, "proto"], check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        command = [buf, "breaking", str(root / "proto"), "--against", str(pathlib.Path(folder, "proto"))]
        return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()


def main():
    buf = find_buf()
    if buf is None:
        print("buf is not installed: neither lint nor breaking of proto/ was checked")
        sys.exit(77)
    problems = lint_problems(buf)
    release = last_release()
    if release is None:
        print("no release tag yet: nothing to break")
    else:
        problems += breaking_problems(buf, release)
    source_tree.report(problems)


if __name__ == "__main__":
    main()
