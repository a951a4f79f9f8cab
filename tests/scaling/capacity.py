"""What a stream of articles takes, from what was measured and what is assumed (figures.json).

capacity.py: prints the tables of docs/scaling.md.
"""
import dataclasses
import json
import math
import pathlib

FIGURES = json.loads(pathlib.Path(__file__).with_name("figures.json").read_text(encoding="utf-8"))
MEASURED = {name: figure["value"] for name, figure in FIGURES["measured"].items()}
ASSUMED = {name: figure["value"] for name, figure in FIGURES["assumed"].items()}
QUESTIONS = FIGURES["questions"]
MEASURED_CORES = 2
FACTORS = (1, 10, 100, 1000)
SECONDS_PER_DAY = 86_400
DAYS_PER_MONTH = 30
FACTS_OF_A_PAGE = 20


def core_seconds_of_sample():
    """Of one sample article in the pair: reading it, its log, its index, and calling for it."""
    return MEASURED_CORES / MEASURED["pair_articles_per_s"]


def log_seconds():
    """Of one article, by the one thread that writes a partition."""
    return 1 / MEASURED["log_articles_per_s"]


def reading_seconds_of_sample():
    """What is left for text to facts, and the calls around it."""
    return core_seconds_of_sample() - log_seconds() - MEASURED["sample_facts"] / MEASURED["followed_facts_per_s"]


def reading_seconds():
    """Of an article as long as those of the corpus: reading takes a time for each byte."""
    return reading_seconds_of_sample() * MEASURED["body_bytes"] / MEASURED["sample_body_bytes"]


def partition_articles_per_s():
    """Of a partition on PostgreSQL."""
    return MEASURED["log_articles_per_s"] * ASSUMED["postgres_of_sqlite"]


def answer_core_seconds():
    """Of one question of the mix."""
    return sum(MEASURED_CORES * question["part"] / question["answers_per_s"] for question in QUESTIONS.values())


def peak_articles_per_s(factor):
    """In the busiest hour."""
    return factor * ASSUMED["articles_per_day"] * ASSUMED["busiest_hour"] / SECONDS_PER_DAY


@dataclasses.dataclass(frozen=True)
class Limit:
    """What one part, as it was measured, can do."""
    part: str
    articles_per_s: float

    @property
    def factor(self):
        """Of half a million articles a day, the busiest hour included; all of what it can do, no reserve."""
        return self.articles_per_s / peak_articles_per_s(1)


def limits():
    """Of the pair on two cores, the lowest first."""
    found = [
        Limit("reading on two cores, nothing beside it", MEASURED_CORES / reading_seconds()),
        Limit("one partition's log on SQLite", MEASURED["log_articles_per_s"]),
        Limit("one index, applying", MEASURED["applied_facts_per_s"] / MEASURED["facts"]),
        Limit("the feed of one ingest process, to one follower", MEASURED["feed_changes_per_s"] / MEASURED["changes"]),
    ]
    return sorted(found, key=lambda limit: limit.articles_per_s)


@dataclasses.dataclass(frozen=True)
class Plan:
    """What `factor` times half a million articles a day take, after a year."""
    factor: int
    peak: float
    reading_cores: int
    partitions: int
    shards_by_rate: int
    shards_by_size: int
    answer_cores: int
    answer_cores_if_all_are_asked: int
    log_gb: float
    index_gb: float
    moved_gbit_per_s: float
    machines: dict
    dollars_per_month: dict

    @property
    def shards(self):
        """Parts of the index."""
        return max(self.shards_by_rate, self.shards_by_size)


def plan(factor):
    """The plan of a factor."""
    peak, load = peak_articles_per_s(factor), ASSUMED["planned_load"]
    articles = factor * ASSUMED["articles_per_day"] * ASSUMED["days_kept"]
    reading_cores = math.ceil(peak * reading_seconds() / load)
    partitions = math.ceil(peak / partition_articles_per_s() / load)
    by_rate = math.ceil(peak * MEASURED["facts"] / MEASURED["applied_facts_per_s"] / load)
    by_size = math.ceil(articles * MEASURED["facts"] / ASSUMED["facts_per_shard"])
    shards = max(by_rate, by_size)
    core_seconds = factor * ASSUMED["questions_per_s"] * answer_core_seconds() / load
    answer_cores = math.ceil(core_seconds * min(shards, ASSUMED["shards_per_question"]))
    log_gb = articles * MEASURED["log_bytes"] * ASSUMED["copies"] / 1e9
    index_gb = articles * MEASURED["facts"] * MEASURED["index_bytes_per_fact"] * ASSUMED["copies"] / 1e9
    moved = peak * bytes_moved_per_article() + factor * ASSUMED["questions_per_s"] * bytes_of_answer()
    machines = machines_for(reading_cores, partitions, answer_cores, log_gb, index_gb)
    return Plan(factor, peak, reading_cores, partitions, by_rate, by_size, answer_cores,
                math.ceil(core_seconds * shards), log_gb, index_gb, moved * 8 / 1e9, machines,
                dollars(machines, log_gb + index_gb, articles / ASSUMED["days_kept"] * DAYS_PER_MONTH))


def bytes_moved_per_article():
    """Into ingest, to the log and its copy, and to each copy of the index."""
    return MEASURED["body_bytes"] + ASSUMED["copies"] * (MEASURED["log_bytes"] + MEASURED["feed_bytes"])


def bytes_of_answer():
    """A page, as if a fact were as long as its changes."""
    return FACTS_OF_A_PAGE * MEASURED["feed_bytes"] / MEASURED["facts"]


def machines_for(reading_cores, partitions, answer_cores, log_gb, index_gb):
    """By role; one more than is needed reads."""
    cores, disk, copies = ASSUMED["cores_per_machine"], ASSUMED["disk_gb_per_machine"], ASSUMED["copies"]
    servers = math.ceil(partitions / ASSUMED["partitions_per_server"])
    return {
        "reading": math.ceil(reading_cores / cores) + 1,
        "log": max(servers * copies, math.ceil(log_gb / disk)),
        "index": max(copies, math.ceil(answer_cores / cores), math.ceil(index_gb / disk)),
    }


def dollars(machines, stored_gb, articles_per_month):
    """A month's, after a year."""
    moved_gb = articles_per_month * bytes_moved_per_article() / 1e9
    return {
        "machines": sum(machines.values()) * ASSUMED["dollars_per_machine_month"],
        "disk": stored_gb * ASSUMED["dollars_per_gb_month"],
        "network": moved_gb * ASSUMED["dollars_per_gb_moved"],
    }


def shown(number):
    """Three digits are more than is known."""
    if number >= 1000:
        digits = 10 ** (math.floor(math.log10(number)) - 2)
        return f"{round(number / digits) * digits:,}"
    return f"{number:.3g}"


def table(head, rows):
    """Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def limit_table():
    """What breaks first on one machine."""
    return table(["part", "articles/s", "times half a million a day, in the busiest hour"],
                 [[limit.part, shown(limit.articles_per_s), shown(limit.factor)] for limit in limits()])


def plan_table():
    """What each factor takes."""
    plans = [plan(factor) for factor in FACTORS]
    rows = {
        "articles/s in the busiest hour": lambda p: p.peak,
        "cores that read": lambda p: p.reading_cores,
        "partitions of the log": lambda p: p.partitions,
        "shards of the index, for the rate": lambda p: p.shards_by_rate,
        "shards of the index, for the size": lambda p: p.shards_by_size,
        "cores that answer, 4 shards a question": lambda p: p.answer_cores,
        "cores that answer, all shards a question": lambda p: p.answer_cores_if_all_are_asked,
        "log after a year, both copies, TB": lambda p: p.log_gb / 1000,
        "index after a year, both copies, TB": lambda p: p.index_gb / 1000,
        "network in the busiest hour, Gbit/s": lambda p: p.moved_gbit_per_s,
        "machines that read": lambda p: p.machines["reading"],
        "machines of the log": lambda p: p.machines["log"],
        "machines of the index": lambda p: p.machines["index"],
        "machines, $ a month": lambda p: p.dollars_per_month["machines"],
        "disk, $ a month": lambda p: p.dollars_per_month["disk"],
        "network, $ a month": lambda p: p.dollars_per_month["network"],
        "all, $ a month": lambda p: sum(p.dollars_per_month.values()),
    }
    return table(["", *(f"{factor:,} times" for factor in FACTORS)],
                 [[name, *(shown(value(one)) for one in plans)] for name, value in rows.items()])


def assumption_table():
    """What is not measured."""
    return table(["assumed", "value", "what it is"],
                 [[name.replace("_", " "), f"{figure['value']:,}", figure["why"]]
                  for name, figure in FIGURES["assumed"].items()])


if __name__ == "__main__":
    print(limit_table(), assumption_table(), plan_table(), sep="\n\n")
