import unittest

import print_measures


def measure(**fields):
    return {"measure": "speed", "value": 10, "unit": "", "bar": None, "better": "higher", **fields}


class Table(unittest.TestCase):
    def test_columns_line_up(self):
        lines = print_measures.table([measure(), measure(measure="a long name", value=12345)])
        self.assertEqual(lines[0].index("this run") + len("this run"), lines[2].index("12,345") + len("12,345"))

    def test_better_may_be_lower(self):
        self.assertEqual(print_measures.verdict(measure(bar=5, better="lower")), "below")
        self.assertEqual(print_measures.verdict(measure(bar=5)), "reached")

    def test_measure_without_value_or_bar_has_no_verdict(self):
        self.assertEqual(print_measures.verdict(measure(value=None, bar=5)), "")
        self.assertEqual(print_measures.verdict(measure()), "")
        self.assertIn("-", print_measures.table([measure()])[1])

    def test_programs_get_exactly_the_five_fields(self):
        self.assertEqual(list(print_measures.for_programs([measure(best_known=12)])[0]), list(print_measures.FIELDS))


class ReadArrays(unittest.TestCase):
    def test_joins_arrays(self):
        self.assertEqual(print_measures.read_arrays('[1, 2]\n[]\n [3]\n'), [1, 2, 3])
        self.assertEqual(print_measures.read_arrays(""), [])


if __name__ == "__main__":
    unittest.main()
