import unittest

import evaluate_times


class ReadTimeml(unittest.TestCase):
    SOURCE = ('<TimeML><DCT><TIMEX3 value="1998-01-08T10:00" functionInDocument="CREATION_TIME">now</TIMEX3></DCT>'
              '<TEXT>A &amp; B <EVENT eid="e1">met</EVENT> <TIMEX3 type="DATE" value="1998-01-05">\nMonday</TIMEX3>.</TEXT></TimeML>')

    def test_text_times_and_day(self):
        text, created, times = evaluate_times.read_timeml(self.SOURCE)
        self.assertEqual(created, "1998-01-08")
        self.assertEqual([(text[begin:end], value) for begin, end, value in times], [("Monday", "1998-01-05")])
        self.assertTrue(text.startswith("A & B met"))


class Hits(unittest.TestCase):
    def test_exact_hit_counts_everywhere(self):
        self.assertEqual(evaluate_times.hits([(0, 6, "a")], [(0, 6, "a")]), {"strict": 1, "relaxed": 1, "value": 1})

    def test_overlap_is_relaxed(self):
        self.assertEqual(evaluate_times.hits([(0, 6, "a")], [(3, 9, "b")]), {"strict": 0, "relaxed": 1, "value": 0})

    def test_a_found_time_is_used_once(self):
        self.assertEqual(evaluate_times.hits([(0, 3, "a"), (4, 6, "a")], [(0, 6, "a")])["relaxed"], 1)

    def test_touching_is_no_overlap(self):
        self.assertEqual(evaluate_times.hits([(0, 3, "a")], [(3, 5, "a")])["relaxed"], 0)


class Measures(unittest.TestCase):
    def test_f1_over_all_items(self):
        items = [({"strict": 1, "relaxed": 2, "value": 1}, 2, 2)]
        values = {measure["measure"]: measure["value"] for measure in evaluate_times.measures(items)}
        self.assertEqual(values, {"times: strict F1": 50, "times: relaxed F1": 100, "times: value F1": 50})


if __name__ == "__main__":
    unittest.main()
