import pathlib
import tempfile
import unittest

import check_docs

PAGE = pathlib.PurePosixPath("docs/page.md")


class CheckDocsTest(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.root / "docs").mkdir()
        (self.root / "code.py").write_text("first\nsecond\nthird\n")

    def test_finds_links_to_nothing(self):
        text = "[here](../code.py#part) [there](gone.md) [far](https://example.org/x)"
        self.assertEqual(check_docs.problems_in_links(PAGE, text, self.root), ["docs/page.md: there is no gone.md"])

    def test_takes_lines_in_their_order(self):
        self.assertEqual(check_docs.problems_in_quotes(PAGE, "```python code.py\nfirst\n\nthird\n```\n", self.root), [])

    def test_finds_a_line_that_is_not_there(self):
        self.assertEqual(len(check_docs.problems_in_quotes(PAGE, "```python code.py\nsecond\nfirst\n```\n", self.root)), 1)

    def test_finds_a_test_that_is_not_there(self):
        self.assertEqual(check_docs.problems_in_tests(PAGE, "`Feed.Ends`, `Feed.Begins`", {("Feed", "Ends")}),
                         ["docs/page.md: there is no test Feed.Begins"])


if __name__ == "__main__":
    unittest.main()
