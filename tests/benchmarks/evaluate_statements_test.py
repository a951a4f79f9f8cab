import unittest

import evaluate_statements


class EvaluateStatements(unittest.TestCase):
    TEXT = "“Đà Nẵng agreed. It did,” Son said."

    def found(self, **changes):
        begin = len("“Đà Nẵng agreed. It did,” Son ".encode())
        return {"cue": [begin, begin + 4], "source": [begin - 4, begin - 1], "content": [[0, begin - 5]],
                "lemma": "say", "quoted": False} | changes

    def test_bytes_become_characters(self):
        attribution, = evaluate_statements.found_attributions(self.TEXT, [self.found()])
        self.assertEqual([self.TEXT[b:e] for kind in evaluate_statements.KINDS for b, e in attribution[kind]],
                         ["said", "Son", "“Đà Nẵng agreed. It did,”"])

    def test_cues_inside_quotations_are_left_out(self):
        self.assertEqual(evaluate_statements.found_attributions(self.TEXT, [self.found(quoted=True)]), [])

    def test_cues_inside_contents_are_left_out(self):
        inner, outer = {"cue": [(5, 8)], "content": [(8, 9)]}, {"cue": [(0, 2)], "content": [(3, 20)]}
        self.assertEqual(evaluate_statements.outermost([inner, outer]), [outer])

    def test_pieces_with_blanks_between_are_one(self):
        self.assertEqual(evaluate_statements.joined("ab  cd, ef", [(4, 6), (0, 2), (8, 10)]), [(0, 6), (8, 10)])

    def test_counts(self):
        counts = evaluate_statements.Counts()
        counts.add({1, 2}, {2, 3, 4})
        self.assertEqual((counts.precision(), counts.recall(), counts.f1()), (1 / 2, 1 / 3, 2 / 5))


if __name__ == "__main__":
    unittest.main()
