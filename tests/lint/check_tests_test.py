import pathlib
import unittest

import check_tests


class Mirror(unittest.TestCase):
    def problems(self, *names):
        return check_tests.problems_in_tree([pathlib.PurePosixPath(name) for name in names])

    def test_source_with_its_test(self):
        self.assertFalse(self.problems("cli/table.cc", "tests/cli/table_test.cc"))

    def test_source_without(self):
        self.assertEqual(self.problems("cli/table.cc"), ["cli/table.cc: has no tests/cli/table_test.cc"])

    def test_source_without_a_header_is_tested_with_the_one_it_implements(self):
        self.assertFalse(self.problems("cli/sum.h", "cli/sum_plain.cc", "tests/cli/sum_test.cc"))
        self.assertTrue(self.problems("cli/sum.h", "cli/sum_plain.h", "cli/sum_plain.cc", "tests/cli/sum_test.cc"))

    def test_test_of_nothing(self):
        self.assertTrue(self.problems("tests/cli/table_test.cc"))

    def test_header_alone_may_be_tested(self):
        self.assertFalse(self.problems("cli/table.h", "tests/cli/table_test.cc"))

    def test_main_and_the_suites_across_folders_stand_alone(self):
        self.assertFalse(self.problems("cli/main.cc", "cli/other_main.cc", "tests/end_to_end/restart_test.cc"))


if __name__ == "__main__":
    unittest.main()
