import pathlib
import tempfile
import unittest

import evaluate_language


class RawTextTest(unittest.TestCase):
    def test_takes_the_text_of_each_sentence(self):
        with tempfile.TemporaryDirectory() as folder:
            treebank = pathlib.Path(folder) / "test.conllu"
            treebank.write_text("# sent_id = 1\n# text = They met.\n1\tThey\n\n# text = They talked.\n", encoding="utf-8")
            self.assertEqual(evaluate_language.raw_text(treebank), "They met.\nThey talked.")


class BesideWinkTest(unittest.TestCase):
    def test_compares_with_the_mean_of_both_runs(self):
        wink, ratio = evaluate_language.beside_wink(speed=30, before=100, after=200)
        self.assertEqual(wink["value"], 150)
        self.assertAlmostEqual(ratio["value"], 0.2)


if __name__ == "__main__":
    unittest.main()
