import math
import unittest

import capacity
import simulation


class ClockTest(unittest.TestCase):
    def test_happens_in_the_order_of_time_then_of_planning(self):
        clock, happened = simulation.Clock(), []
        clock.after(2, lambda: happened.append("late"))
        clock.after(1, lambda: happened.append("first"))
        clock.after(1, lambda: happened.append("second"))
        clock.run()
        self.assertEqual((happened, clock.now), (["first", "second", "late"], 2))

    def test_leaves_what_is_later(self):
        clock, happened = simulation.Clock(), []
        clock.after(2, lambda: happened.append("late"))
        clock.run(until=1)
        self.assertEqual(happened, [])


class CoresTest(unittest.TestCase):
    def ends(self, cores, work):
        """When each of the pieces of work that begin together ends."""
        clock, ends = simulation.Clock(), {}
        shared = simulation.Cores(clock, cores)
        for name, seconds in work.items():
            shared.run(seconds, lambda name=name: ends.update({name: clock.now}))
        clock.run()
        return ends

    def test_as_many_as_there_are_cores_run_at_once(self):
        ends = self.ends(2, {"a": 0.3, "b": 0.3, "c": 0.3})
        self.assertAlmostEqual(ends["c"], 0.45, delta=0.01)
        self.assertAlmostEqual(self.ends(3, {"a": 0.3, "b": 0.3, "c": 0.3})["c"], 0.3)

    def test_nothing_is_computed_twice_or_not_at_all(self):
        self.assertAlmostEqual(max(self.ends(1, {"a": 0.31, "b": 0.02, "c": 0.17}).values()), 0.5)

    def test_short_work_does_not_wait_for_the_end_of_long_work(self):
        self.assertLess(self.ends(1, {"long": 1, "short": 0.001})["short"], 0.01)


class WorkerTest(unittest.TestCase):
    def test_takes_together_what_waits(self):
        clock, taken = simulation.Clock(), []
        core = simulation.Cores(clock, 1)
        worker = simulation.Worker(core, lambda items: 1, lambda items: taken.append(len(items)), most=3)
        for item in range(6):
            worker.give(item)
        clock.run()
        self.assertEqual((taken, clock.now), ([1, 3, 2], 3))


class QueueingTest(unittest.TestCase):
    def test_closed_loop_obeys_littles_law(self):
        taken = simulation.closed_loop(core_seconds=0.001, in_flight=16)
        self.assertAlmostEqual(sum(taken) / len(taken), 16 * 0.001 / 2, delta=0.0002)

    def test_mean_wait_is_that_of_pollaczek_and_khinchine(self):
        """One server, arrivals at random, every job as long: wait = load / (1 - load) * service / 2."""
        clock, waits = simulation.Clock(), []
        worker = simulation.Worker(simulation.Cores(clock, 1), lambda items: 0.001,
                                   lambda items: waits.extend(clock.now - item - 0.001 for item in items))
        source = simulation.random.Random(3)

        def arrive():
            worker.give(clock.now)
            clock.after(source.expovariate(800), arrive)
        arrive()
        clock.run(until=200)
        self.assertAlmostEqual(sum(waits) / len(waits), 0.8 / 0.2 * 0.0005, delta=0.0002)


class PairTest(unittest.TestCase):
    def test_same_seed_same_run(self):
        runs = []
        for seed in (1, 1, 2):
            pair = simulation.Pair(seed=seed)
            pair.offer_at(50)
            pair.clock.run(until=5)
            runs.append(pair.visible_after)
        self.assertEqual(runs[0], runs[1])
        self.assertNotEqual(runs[0], runs[2])


class ClusterTest(unittest.TestCase):
    """A part that is loaded to 0.6 keeps up, and half of it does not, whatever the figures are."""
    SECONDS = 10
    LOAD = 0.6
    COUNT = 4
    RATES = {"reading": 1 / capacity.reading_seconds(), "partitions": capacity.partition_articles_per_s(),
             "shards": capacity.MEASURED["applied_facts_per_s"] / capacity.MEASURED["facts"]}

    def kept_up(self, part, count):
        """Of the articles that load COUNT of the part to LOAD, where there are `count` and the others are no hindrance."""
        offered = self.LOAD * self.COUNT * self.RATES[part]
        counts = {name: math.ceil(3 * offered / rate) for name, rate in self.RATES.items()}
        counts[part] = count
        cluster = simulation.Cluster(counts["reading"], counts["partitions"], counts["shards"])
        return cluster.offer_at(offered, self.SECONDS).kept_up

    def test_what_is_planned_keeps_up(self):
        for part in self.RATES:
            with self.subTest(part):
                self.assertGreater(self.kept_up(part, self.COUNT), 0.97)

    def test_half_of_a_part_does_not(self):
        for part in self.RATES:
            with self.subTest(part):
                self.assertLess(self.kept_up(part, self.COUNT // 2), 0.9)


if __name__ == "__main__":
    unittest.main()
