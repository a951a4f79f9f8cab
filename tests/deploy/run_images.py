"""Does what a container engine would with the Dockerfiles of both services, in roots of its own over a bare Debian.

    run_images.py BARE_ROOT CACHE [PACKAGE]

Runs their steps, then both images beside each other as Kubernetes does: as their user, nothing writable but /tmp and their
volume, alone on their network. They become healthy, take an article, answer, and end in order. With PACKAGE the first stage is
not run, which builds it.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import dockerfile
import private_root

SOURCES = pathlib.Path(__file__).resolve().parents[2]
ARTICLE = "PARIS - President Anne Dubois met Prime Minister Karl Weber in Paris on Monday."
_CACHE_MOUNT = re.compile(r"^--mount=type=cache,target=(\S+)\s+")


class Image:
    """What the steps of a stage made. `others`: the images of the stages before, by name."""

    def __init__(self, stage, name, bare_root, cache, others):
        self.root = private_root.PrivateRoot(bare_root, name, "8g")
        self.user, self.directory, self.volumes = None, "/", []
        self.environment, self.commands = dict(private_root.ENVIRONMENT), {}
        self._cache, self._others = cache, others
        for step in stage.steps:
            print(f"{name}: {step.instruction} {step.rest}", flush=True)
            getattr(self, f"_{step.instruction.lower()}")(step.rest)

    def command(self, arguments):
        """The command that runs `arguments` as the image says."""
        return self.root.command("sh", "-c", f'cd {self.directory} && exec "$@"', "sh", *arguments, user=self.user)

    def healthy(self):
        """What HEALTHCHECK says."""
        check = json.loads(self.commands["HEALTHCHECK"].partition("CMD ")[2])
        return subprocess.run(self.command(check), check=False, env=self.environment, capture_output=True).returncode == 0

    def start(self):
        """The process of the container."""
        self.root.protect("tmp", *(volume.strip("/") for volume in self.volumes))
        words = json.loads(self.commands["ENTRYPOINT"]) + json.loads(self.commands["CMD"])
        return subprocess.Popen(self.command(words), env=self.environment)

    def _run(self, rest):
        while mount := _CACHE_MOUNT.match(rest):
            self.root.bind(self._cache, mount.group(1).strip("/"))
            rest = rest[mount.end():]
        subprocess.run(self.command(["sh", "-c", rest]), check=True, env=self.environment, stdin=subprocess.DEVNULL)

    def _copy(self, rest):
        *options, source, target = rest.split()
        target = str(self.root.root / (self.directory + "/" + target).lstrip("/")) if not target.startswith("/") else \
            str(self.root.root / target.lstrip("/"))
        if options:
            folder = self._others[options[0].removeprefix("--from=")].root.root
            subprocess.run(["sh", "-c", f"cp -a {folder}{source} {target}"], check=True)
        elif source == ".":
            subprocess.run(["sh", "-c", f"git -C {SOURCES} ls-files -z | tar -C {SOURCES} --null -T - -c | tar -C {target} -x"],
                           check=True)
        else:
            subprocess.run(["install", "-D", SOURCES / source, target], check=True)

    def _workdir(self, rest):
        self.directory = rest
        (self.root.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)

    def _env(self, rest):
        self.environment |= dict([rest.split("=", 1)])

    def _user(self, rest):
        self.user = rest

    def _volume(self, rest):
        self.volumes.append(rest)

    def _expose(self, rest):
        pass

    def _keep(self, instruction, rest):
        self.commands[instruction] = rest

    def _entrypoint(self, rest):
        self._keep("ENTRYPOINT", rest)

    def _cmd(self, rest):
        self._keep("CMD", rest)

    def _healthcheck(self, rest):
        self._keep("HEALTHCHECK", rest)


def built(package, bare_root, cache):
    """What the first stage would have made."""
    image = Image(dockerfile.Stage("", "build", [dockerfile.Step("WORKDIR", "/src/build/release/package")]), "build", bare_root,
                  cache, {})
    subprocess.run(["cp", package, image.root.root / "src/build/release/package/"], check=True)
    return image


def build(bare_root, cache, package):
    """The images of both services. A stage that both have is made once."""
    images, made = {}, {}
    for service in ("ingest", "query"):
        named = {}
        for number, stage in enumerate(dockerfile.read_stages((SOURCES / f"deploy/docker/{service}.Dockerfile").read_text())):
            key = tuple(stage.steps)
            if key not in made and package and stage.name == "build":
                made[key] = built(package, bare_root, cache)
            elif key not in made:
                made[key] = Image(stage, f"{service}-{number}", bare_root, cache, named)
            named[stage.name] = images[service] = made[key]
    return images


def serve(images):
    """Both images run, and do what they are for."""
    private_root.leave_network()
    (images["query"].root.root / "etc/hosts").write_text("127.0.0.1 localhost ingest\n")
    (images["query"].root.root / "article.txt").write_text(ARTICLE)
    processes = {service: image.start() for service, image in images.items()}
    try:
        for service, image in images.items():
            wait_until_healthy(service, image, processes[service])
        root = images["query"].root
        root.run("dateline", "ingest", "--ingest=127.0.0.1:7401", "/article.txt", "--format=json")
        root.run_until("Anne Dubois", "dateline", "facts", "--query=127.0.0.1:7402", "--kind=event", "--format=jsonl")
    finally:
        for process in processes.values():
            process.terminate()
    for service, process in processes.items():
        assert process.wait(timeout=60) == 0, f"{service} ended with {process.returncode}"
    print("both images serve, answer and end in order")


def wait_until_healthy(service, image, process):
    """Asks again and again, for two minutes."""
    deadline = time.monotonic() + 120
    while not image.healthy():
        assert process.poll() is None, f"{service} ended"
        assert time.monotonic() < deadline, f"{service} is not healthy"
        time.sleep(0.2)
    print(f"{service} is healthy", flush=True)


def main(bare_root, cache, package=None):
    private_root.enter_own_mounts()
    os.makedirs(cache, exist_ok=True)
    serve(build(bare_root, cache, package))


main(*sys.argv[1:])
