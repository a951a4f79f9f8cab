"""A root of its own for a test: a layer over an existing one, in which anything can be installed and nothing stays."""
import ctypes
import fcntl
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}


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


def leave_network():
    """Moves this process into a network of its own, of which only the loopback device is there (unshare(2), netdevice(7))."""
    assert ctypes.CDLL(None).unshare(0x40000000) == 0, "no network of its own"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        fcntl.ioctl(device, 0x8914, struct.pack("16sh22x", b"lo", 1))


class PrivateRoot:
    """What is written in it lies in memory and is gone with the program. REQUIRES: enter_own_mounts()."""

    def __init__(self, lower, name="root", size="1g"):
        self.path = pathlib.Path(os.environ["DATELINE_OWN_MOUNTS"]) / name
        self.path.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.path)
        for folder in ("upper", "work", "root"):
            (self.path / folder).mkdir()
        layers = f"lowerdir={lower},upperdir={self.path}/upper,workdir={self.path}/work"
        self.root = self.path / "root"
        if _mount("-t", "overlay", "-o", layers, "overlay", self.root, check=False) != 0:
            skip("this machine has no overlay file systems")
        for folder in ("proc", "dev"):
            self.bind(f"/{folder}", folder)

    def bind(self, source, target):
        """Shows a folder of the machine in the root."""
        (self.root / target).mkdir(parents=True, exist_ok=True)
        _mount("--rbind", source, self.root / target)

    def protect(self, *writable):
        """From now on the root can only be read, but for the folders `writable`, which are in memory."""
        for folder in writable:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            owner = (self.root / folder).stat()
            _mount("-t", "tmpfs", "-o", f"mode={owner.st_mode & 0o7777:o},uid={owner.st_uid},gid={owner.st_gid}", "tmpfs",
                   self.root / folder)
        _mount("-o", "remount,ro", self.root)

    def command(self, *arguments, user=None):
        """The command that runs `arguments` in the root."""
        return ["chroot", *([f"--userspec={user}"] if user else []), str(self.root), *arguments]

    def run(self, *arguments, user=None, check=True):
        """Runs a program in the root to its end; its output as text. With `check` a failure ends the test."""
        done = subprocess.run(self.command(*arguments, user=user), check=False, capture_output=True, text=True,
                              env=ENVIRONMENT)
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def run_until(self, words, *arguments):
        """Repeats a program until what it says has the words."""
        deadline = time.monotonic() + 120
        while words not in (said := self.run(*arguments, check=False)):
            assert time.monotonic() < deadline, f"{arguments}: {said}"
            time.sleep(0.2)


def _mount(*arguments, check=True):
    done = subprocess.run(["mount", *map(str, arguments)], check=False, capture_output=True, text=True)
    if check and done.returncode != 0:
        skip(f"mount: {done.stderr.strip()}")
    return done.returncode
