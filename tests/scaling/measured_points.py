"""What was measured beside what the simulation says; prints it as a table of docs/scaling.md."""
import dataclasses

import capacity
import simulation

_CALLERS = 32
_SECONDS = 60
_IN_FLIGHT = 16


@dataclasses.dataclass(frozen=True)
class Point:
    """One measure, and what the simulation says it is."""
    name: str
    measured: float
    simulated: float
    is_fitted: bool = False

    @property
    def times(self):
        """How many times the smaller the greater is."""
        return max(self.measured / self.simulated, self.simulated / self.measured)


def pair_points():
    """Of articles through both services."""
    measured = capacity.MEASURED
    full, quick, half = simulation.Pair(), simulation.Pair(cores=3, reading_s=0), simulation.Pair()
    for pair in (full, quick):
        pair.keep_full(_CALLERS)
        pair.clock.run(until=_SECONDS)
    half.offer_at(measured["pair_articles_per_s"] / 2)
    half.clock.run(until=_SECONDS)
    visible_ms = [1000 * simulation.percentile(half.visible_after, part) for part in (0.5, 0.99)]
    rates = [pair.committed / _SECONDS for pair in (full, quick)]
    return [
        Point("the pair with extraction, articles/s", measured["pair_articles_per_s"], rates[0], True),
        Point("the log without extraction, articles/s", measured["log_articles_per_s"], rates[1], True),
        Point("commit to visible at half load, p50, ms", measured["visible_p50_ms"], visible_ms[0], True),
        Point("commit to visible at half load, p99, ms", measured["visible_p99_ms"], visible_ms[1]),
    ]


def question_points():
    """Of questions, from the rate of 16 in flight alone."""
    points = []
    for name, question in capacity.QUESTIONS.items():
        core_seconds = capacity.MEASURED_CORES / question["answers_per_s"]
        for in_flight, figure in ((_IN_FLIGHT, "p50_ms"), (1, "alone_ms")):
            p50_ms = 1000 * simulation.percentile(simulation.closed_loop(core_seconds, in_flight), 0.5)
            points.append(Point(f"{name}: p50 of {in_flight} in flight, ms", question[figure], p50_ms))
    return points


def table():
    """Markdown."""
    rows = [[point.name, capacity.shown(point.measured), capacity.shown(point.simulated), f"{point.times:.2f}",
             "fitted" if point.is_fitted else "follows"] for point in pair_points() + question_points()]
    return capacity.table(["", "measured", "simulated", "apart, times", ""], rows)


if __name__ == "__main__":
    print(table())
