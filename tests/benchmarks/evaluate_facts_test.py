import unittest

import evaluate_facts


class ReliabilityTest(unittest.TestCase):
    def test_counts_right_facts_by_band(self):
        lines = evaluate_facts.reliability([(0.85, True), (0.81, False), (0.1, False)])
        self.assertEqual([line.split()[-3:] for line in lines[1:]], [["1", "0.10", "0.00"], ["2", "0.83", "0.50"]])


class MeasureTest(unittest.TestCase):
    def test_has_the_fields_of_a_measure(self):
        self.assertEqual(set(evaluate_facts.measure("x", 1, 2)), {"measure", "value", "unit", "bar", "better"})


if __name__ == "__main__":
    unittest.main()
