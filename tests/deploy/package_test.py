"""Installs the Debian package, starts what its units start, and takes it away again.

    package_test.py CPACK_CONFIG [ROOT]

In a layer over this machine's root; with ROOT, over a bare Debian, where apt finds what the package depends on.
"""
import configparser
import os
import pathlib
import subprocess
import sys
import tempfile

import private_root

SERVICES = ("ingest", "query")
ARTICLE = "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday."


def make_package(cpack_config, folder):
    """The package, as CPack makes it of what is built."""
    done = subprocess.run(["cpack", "--config", cpack_config, "-B", folder], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    packages = list(pathlib.Path(folder).glob("*.deb"))
    assert len(packages) == 1, packages
    return packages[0]


def install(root, package, bare):
    """Installs the package; its units, configurations and user are there."""
    target = root.root / "dateline.deb"
    target.write_bytes(package.read_bytes())
    if bare:
        root.run("apt-get", "update", "-qq")
        root.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/dateline.deb")
    else:
        root.run("dpkg", "--install", "/dateline.deb")
    target.unlink()
    status = root.run("dpkg-query", "-W", "-f", "${Conffiles}", "dateline")
    for name in ("ingest.conf", "query.conf", "policy.json"):
        assert f"/etc/dateline/{name}" in status, status
    assert "/usr/sbin/nologin" in root.run("getent", "passwd", "dateline")
    for folder in ("proto/dateline/v1/fact.proto", "english.model", "deploy/systemd/dateline-query.service"):
        assert (root.root / "usr/share/dateline" / folder).is_file(), folder
    for name in ("copyright", "NOTICE", "operations.md"):
        assert (root.root / "usr/share/doc/dateline" / name).is_file(), name


def start(root, service):
    """Starts a service as its unit says."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(root.root / f"lib/systemd/system/dateline-{service}.service")
    section = unit["Service"]
    command = root.command(*section["ExecStart"].split(), user=f"{section['User']}:{section['Group']}")
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            umask=int(section["UMask"], 8))


def serve(root):
    """Both services, with the configurations of the package, take an article and answer."""
    processes = [start(root, service) for service in SERVICES]
    try:
        (root.root / "tmp/article.txt").write_text(ARTICLE, encoding="utf-8")
        root.run_until("revision", "dateline", "ingest", "--ingest=127.0.0.1:7401", "/tmp/article.txt", "--format=json")
        root.run_until("Anne Dubois", "dateline", "facts", "--query=127.0.0.1:7402", "--kind=event", "--format=jsonl")
    finally:
        for process in processes:
            process.terminate()
    for service, process in zip(SERVICES, processes):
        output = process.communicate(timeout=60)[0]
        assert process.returncode == 0, f"{service} ended with {process.returncode}: {output}"
    owner = (root.root / "var/lib/dateline/ingest.db").stat()
    assert owner.st_uid != 0 and owner.st_mode & 0o007 == 0, oct(owner.st_mode)


def remove(root):
    """Removing keeps the stores, purging erases them."""
    root.run("dpkg", "--remove", "dateline")
    assert not (root.root / "usr/bin/dateline-ingest").exists()
    assert (root.root / "var/lib/dateline/ingest.db").exists()
    root.run("dpkg", "--purge", "dateline")
    assert not (root.root / "var/lib/dateline").exists() and not (root.root / "etc/dateline").exists()
    assert "dateline" not in root.run("getent", "passwd", "dateline", check=False)


def main(cpack_config, bare_root=None):
    private_root.enter_own_mounts()
    root = private_root.PrivateRoot(bare_root or "/")
    with tempfile.TemporaryDirectory() as folder:
        install(root, make_package(cpack_config, folder), bare_root is not None)
    # The ports of the configurations may be taken here; in a network of one's own they are not.
    child = os.fork()
    if child == 0:
        private_root.leave_network()
        serve(root)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, "the services did not serve"
    remove(root)


main(*sys.argv[1:])
