"""A root of its own for a test: a layer over an existing one, in which anything can be installed and nothing stays."""
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77


def skip(reason):
    """Ends the program as a test that could not be run."""
    print(reason)
    sys.exit(SKIPPED)


def enter_own_mounts():
    """Runs the program again where its mounts are its own and end with it; skips where that needs more than we may."""
    if os.environ.get("DATELINE_OWN_MOUNTS"):
        return
    if os.geteuid() != 0:
        skip("only root may make a root of its own")
    command = ["unshare", "--mount", "--propagation=private", sys.executable, *sys.argv]
    probe = subprocess.run([*command[:3], "true"], check=False, capture_output=True)
    if probe.returncode != 0:
        skip("this machine lets nobody make mounts of their own")
    with tempfile.TemporaryDirectory(prefix="dateline-root-") as folder:
        done = subprocess.run(command, check=False, env=os.environ | {"DATELINE_OWN_MOUNTS": folder})
    sys.exit(done.returncode)


class PrivateRoot:
    """What is written in it lies in memory and is gone with the program. REQUIRES: enter_own_mounts()."""

    def __init__(self, lower, size="1g"):
        self.path = pathlib.Path(os.environ["DATELINE_OWN_MOUNTS"])
        _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.path)
        for name in ("upper", "work", "root"):
            (self.path / name).mkdir()
        layers = f"lowerdir={lower},upperdir={self.path}/upper,workdir={self.path}/work"
        self.root = self.path / "root"
        if _mount("-t", "overlay", "-o", layers, "overlay", self.root, check=False) != 0:
            skip("this machine has no overlay file systems")
        for name in ("proc", "dev"):
            (self.root / name).mkdir(exist_ok=True)
            _mount("--rbind", f"/{name}", self.root / name)

    def command(self, *arguments, user=None):
        """The command that runs `arguments` in the root."""
        return ["chroot", *([f"--userspec={user}"] if user else []), str(self.root), *arguments]

    def run(self, *arguments, user=None, check=True):
        """Runs a program in the root to its end; its output as text. With `check` a failure ends the test."""
        done = subprocess.run(self.command(*arguments, user=user), check=False, capture_output=True, text=True,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"})
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr


def _mount(*arguments, check=True):
    done = subprocess.run(["mount", *map(str, arguments)], check=False, capture_output=True, text=True)
    if check and done.returncode != 0:
        skip(f"mount: {done.stderr.strip()}")
    return done.returncode
