"""Tests of plot_rates.py."""
import unittest
import xml.etree.ElementTree

import plot_rates

MEASURES = [
    {"measure": "facts", "value": 1000},
    {"measure": "GetFact: answers", "value": 10_000},
    {"measure": "GetFact: PostgreSQL", "value": 100},
    {"measure": "GetFact: p50 of one in flight", "value": 0.1},
    {"measure": "Search <b>: answers", "value": 1000},
]


class PlotRatesTest(unittest.TestCase):
    def test_takes_rates_only(self):
        self.assertEqual(plot_rates.rates(MEASURES), {"GetFact": {"answers": 10_000, "PostgreSQL": 100},
                                                      "Search <b>": {"answers": 1000}})

    def test_ten_times_as_much_is_as_much_longer_everywhere(self):
        lengths = [plot_rates.length(rate, 10_000) for rate in (1, 10, 100, 10_000)]
        self.assertEqual(lengths, [0, plot_rates.WIDTH / 4, plot_rates.WIDTH / 2, plot_rates.WIDTH])

    def test_draws_a_bar_for_each_rate(self):
        drawn = xml.etree.ElementTree.fromstring("\n".join(plot_rates.drawing(MEASURES)))
        texts = [element.text for element in drawn.iter() if element.tag.endswith("text")]
        for expected in ("GetFact", "Search <b>", "10,000", "100", "1,000"):
            self.assertIn(expected, texts)


if __name__ == "__main__":
    unittest.main()
