import contextlib
import pathlib
import re
import sqlite3
import tempfile
import unittest

import capacity
import measured_points
import store_sizes

ROOT = pathlib.Path(__file__).resolve().parents[2]


def document(path):
    return (ROOT / path).read_text(encoding="utf-8")


class Figures(unittest.TestCase):
    def test_measured_figures_are_in_the_documents(self):
        for name, figure in capacity.FIGURES["measured"].items():
            with self.subTest(name):
                lines = [line for line in document(figure["document"]).splitlines() if figure["row"] in line]
                number = re.compile(rf"(?<![\d.,]){re.escape(format(figure['value'], ','))}(?![\d]|[.,]\d)")
                self.assertTrue(any(number.search(line) for line in lines))

    def test_questions_are_as_the_document_has_them(self):
        text = document("docs/benchmarks.md")
        for name, question in capacity.QUESTIONS.items():
            with self.subTest(name):
                row = next(line for line in text.splitlines() if line.startswith(f"| {name} |"))
                cells = [cell.strip() for cell in row.split("|")]
                self.assertEqual(float(cells[2].replace(",", "")), question["answers_per_s"])
                self.assertEqual(float(cells[7].split(",")[0]), question["p50_ms"])
                self.assertEqual(float(cells[9].split(",")[0]), question["alone_ms"])

    def test_parts_of_the_mix_are_a_whole(self):
        self.assertAlmostEqual(sum(question["part"] for question in capacity.QUESTIONS.values()), 1)

    def test_document_has_the_tables_that_come_out(self):
        text = document("docs/scaling.md")
        for print_table in (capacity.limit_table, capacity.plan_table, capacity.assumption_table, measured_points.table):
            self.assertIn(print_table(), text, "docs/scaling.md is stale: run capacity.py and measured_points.py")


class Model(unittest.TestCase):
    def test_busiest_hour_of_half_a_million(self):
        self.assertAlmostEqual(capacity.peak_articles_per_s(1), 500_000 / 86_400 * 3)

    def test_reading_breaks_first_on_one_machine(self):
        self.assertIn("reading", capacity.limits()[0].part)

    def test_ten_times_as_much_takes_about_ten_times_as_much(self):
        small, great = capacity.plan(100), capacity.plan(1000)
        for name in ("reading_cores", "shards_by_size", "answer_cores"):
            self.assertAlmostEqual(getattr(great, name) / getattr(small, name), 10, delta=1)
        self.assertAlmostEqual(great.log_gb / small.log_gb, 10)

    def test_question_to_all_shards_takes_a_hundred_times_the_cores_for_ten_times_the_news(self):
        few, many = (capacity.plan(factor).answer_cores_if_all_are_asked for factor in (100, 1000))
        self.assertAlmostEqual(many / few, 100, delta=1)

    def test_money_is_what_is_taken_at_the_prices(self):
        plan = capacity.plan(10)
        self.assertEqual(plan.dollars_per_month["machines"], capacity.ASSUMED["dollars_per_machine_month"] * sum(plan.machines.values()))
        self.assertAlmostEqual(plan.dollars_per_month["disk"],
                               capacity.ASSUMED["dollars_per_gb_month"] * (plan.log_gb + plan.index_gb))

    def test_disks_of_machines_hold_what_is_stored(self):
        disk_gb = capacity.ASSUMED["disk_gb_per_machine"]
        for factor in capacity.FACTORS:
            plan = capacity.plan(factor)
            self.assertGreaterEqual(plan.machines["log"] * disk_gb, plan.log_gb)
            self.assertGreaterEqual(plan.machines["index"] * disk_gb, plan.index_gb)

    def test_shows_three_digits(self):
        self.assertEqual([capacity.shown(number) for number in (0.01234, 5, 999.4, 1736.1, 387900)],
                         ["0.0123", "5", "999", "1,740", "388,000"])


class StoreSizes(unittest.TestCase):
    def test_means_of_an_article(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "store.db")
            with contextlib.closing(sqlite3.connect(path)) as store, store:
                store.executescript("""
                    CREATE TABLE article (body); CREATE TABLE fact (name); CREATE TABLE feed_log (payload);
                    INSERT INTO article VALUES ('four'), ('eight...'); INSERT INTO fact VALUES (1), (2), (3);
                    INSERT INTO feed_log VALUES (x'00'), (x'0000'), (x'000000'), (x'00');""")
            sizes = store_sizes.sizes(path)
            self.assertEqual(sizes, {
                "articles": 2, "bytes of a body": 6, "facts": 1.5, "changes": 2,
                "bytes of its changes in the feed": 3.5, "bytes of the log's file": path.stat().st_size / 2})


if __name__ == "__main__":
    unittest.main()
