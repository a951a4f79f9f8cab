"""A discrete-event simulation of the pair: who waits for whom when articles are read, logged, fed and applied.

It knows of each step how long it takes alone, from figures.json, and nothing of how long they take together: that
comes out.
"""
import collections
import heapq
import itertools
import random

import capacity

# A thread that computes for so long lets others run; assumed, about what a scheduler gives.
_SLICE_S = 0.003
# What an index's transaction takes beside its facts: the one time that is fitted, to the median of commit to visible.
TRANSACTION_S = 0.0025
# As the service: articles of one transaction of the log, at most.
_MOST_ARTICLES_OF_A_COMMIT = 64


class Clock:
    """What happens next. Events of one time happen in the order in which they were planned."""

    def __init__(self):
        self.now = 0.0
        self._events = []
        self._number = itertools.count()

    def after(self, seconds, action):
        """Plans an action."""
        heapq.heappush(self._events, (self.now + seconds, next(self._number), action))

    def run(self, until=float("inf")):
        """Lets happen what is planned before `until`, and what that plans."""
        while self._events and self._events[0][0] <= until:
            self.now, _, action = heapq.heappop(self._events)
            action()


class Cores:
    """Processors that threads share: who has just woken runs first, who computes for long takes turns."""

    def __init__(self, clock, count):
        self._clock, self._idle = clock, count
        self._woken, self._computing = collections.deque(), collections.deque()

    def run(self, seconds, done):
        """Computes for so long, then does `done`."""
        self._woken.append((seconds, done))
        self._start()

    def _start(self):
        while self._idle and (self._woken or self._computing):
            seconds, done = (self._woken or self._computing).popleft()
            self._idle -= 1
            turn = min(seconds, _SLICE_S)
            self._clock.after(turn, lambda rest=seconds - turn, end=done: self._end(rest, end))

    def _end(self, rest, done):
        self._idle += 1
        if rest > 0:
            self._computing.append((rest, done))
        else:
            done()
        self._start()


class Worker:
    """One thread that takes what waits for it, at most `most` at a time, and hands it on when it is done."""

    def __init__(self, cores, seconds_of, then, most=1):
        self._cores, self._seconds_of, self._then, self._most = cores, seconds_of, then, most
        self._is_busy = False
        self.waiting = collections.deque()

    def give(self, item):
        """Lets it wait for its turn."""
        self.waiting.append(item)
        self._start()

    def _start(self):
        if self._is_busy or not self.waiting:
            return
        self._is_busy = True
        items = [self.waiting.popleft() for _ in range(min(self._most, len(self.waiting)))]
        self._cores.run(self._seconds_of(items), lambda: self._end(items))

    def _end(self, items):
        self._is_busy = False
        self._then(items)
        self._start()


class Pair:
    """Both services on the cores of one machine, fed with the sample articles."""

    def __init__(self, cores=capacity.MEASURED_CORES, readers=16, reading_s=None, seed=1):
        self.clock = Clock()
        self._random = random.Random(seed)
        self._reading_s = capacity.reading_seconds_of_sample() if reading_s is None else reading_s
        shared = Cores(self.clock, cores)
        fact_s = capacity.MEASURED["sample_facts"] / capacity.MEASURED["followed_facts_per_s"]
        self._readers = [Worker(shared, self._reading_time, self._read) for _ in range(readers)]
        self._log = Worker(shared, lambda items: len(items) * capacity.log_seconds(), self._committed,
                           most=_MOST_ARTICLES_OF_A_COMMIT)
        self._index = Worker(shared, lambda items: TRANSACTION_S + len(items) * fact_s, self._applied, most=1000)
        self._on_answer = lambda: None
        self.committed, self.visible_after = 0, []

    def _reading_time(self, items):
        # Articles differ in length.
        return sum(self._reading_s * self._random.uniform(0.5, 1.5) for _ in items)

    def _read(self, items):
        for item in items:
            self._log.give(item)

    def _committed(self, items):
        for _ in items:
            self.committed += 1
            self._index.give(self.clock.now)
            self._on_answer()

    def _applied(self, commits):
        self.visible_after += [self.clock.now - commit for commit in commits]

    def offer(self):
        """An article, to the reader for whom the fewest wait."""
        min(self._readers, key=lambda reader: len(reader.waiting)).give(None)

    def keep_full(self, articles_under_way):
        """As many callers, each of whom sends the next article when the last was answered."""
        self._on_answer = self.offer
        for _ in range(articles_under_way):
            self.offer()

    def offer_at(self, articles_per_s):
        """Callers who do not wait for each other."""
        def arrive():
            self.offer()
            self.clock.after(self._random.expovariate(articles_per_s), arrive)
        arrive()


def closed_loop(core_seconds, in_flight, cores=capacity.MEASURED_CORES, answers=5000, seed=1):
    """Seconds that each of `answers` questions takes, where so many are always asked at a time."""
    clock, source, taken = Clock(), random.Random(seed), []
    shared = Cores(clock, cores)

    def ask():
        asked = clock.now

        def answered():
            taken.append(clock.now - asked)
            if len(taken) < answers:
                ask()
        shared.run(core_seconds * source.uniform(0.5, 1.5), answered)
    for _ in range(in_flight):
        ask()
    clock.run()
    return taken


class Cluster:
    """Many readers, partitions and shards; an article goes to any partition and any shard, as by a hash of its name."""

    def __init__(self, reading_cores, partitions, shards, seed=1):
        self.clock = Clock()
        self._random = random.Random(seed)
        self._reading = Cores(self.clock, reading_cores)
        fact_s = capacity.MEASURED["facts"] / capacity.MEASURED["applied_facts_per_s"]
        partition_s = 1 / capacity.partition_articles_per_s()
        self._shards = [self._own(lambda items: TRANSACTION_S + len(items) * fact_s, self._applied, 1000)
                        for _ in range(shards)]
        self._partitions = [self._own(lambda items: len(items) * partition_s, self._committed,
                                      _MOST_ARTICLES_OF_A_COMMIT) for _ in range(partitions)]
        self.offered, self.visible_after = 0, []

    def _own(self, seconds_of, then, most):
        return Worker(Cores(self.clock, 1), seconds_of, then, most)

    def _committed(self, items):
        for item in items:
            self._random.choice(self._shards).give(item)

    def _applied(self, items):
        self.visible_after += [self.clock.now - item for item in items]

    def _offer(self):
        self.offered += 1
        arrived = self.clock.now
        seconds = capacity.reading_seconds() * self._random.uniform(0.5, 1.5)
        self._reading.run(seconds, lambda: self._random.choice(self._partitions).give(arrived))

    def offer_at(self, articles_per_s, seconds):
        """Articles at this rate for so long; what is not visible then is left."""
        def arrive():
            self._offer()
            self.clock.after(self._random.expovariate(articles_per_s), arrive)
        arrive()
        self.clock.run(until=seconds)
        return self

    @property
    def kept_up(self):
        """The part of the articles offered that is visible."""
        return len(self.visible_after) / self.offered


def percentile(numbers, part):
    """The number below which this part (0 to 1) lies."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
