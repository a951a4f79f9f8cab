import pathlib
import unittest

import check_text

GUARD = "#ifndef DATELINE_A_B_H_\n#define DATELINE_A_B_H_\n#endif\n"


class Code(unittest.TestCase):
    def problems(self, text, path="a/b.cc"):
        return check_text.problems_in_code(pathlib.PurePosixPath(path), text)

    def test_std_string_view(self):
        self.assertTrue(self.problems("void F(std::string_view text);\n"))

    def test_absl_string_view_and_comments_pass(self):
        self.assertFalse(self.problems("void F(absl::string_view text);  // not std::string_view\n"))

    def test_using_namespace(self):
        self.assertTrue(self.problems("using namespace std;\n"))

    def test_include_guard_follows_the_path(self):
        self.assertFalse(self.problems(GUARD, "a/b.h"))
        self.assertTrue(self.problems(GUARD, "a/c.h"))
        self.assertTrue(self.problems("#pragma once\n", "a/b.h"))


class Text(unittest.TestCase):
    def problems(self, text):
        return check_text.problems_in_text(pathlib.PurePosixPath("a.md"), text)

    def test_path_of_a_machine(self):
        self.assertTrue(self.problems("see /" + "home/somebody/notes"))
        self.assertTrue(self.problems('"/' + 'root/x"'))

    def test_address_and_relative_path_pass(self):
        self.assertFalse(self.problems("see docs/work/x and http://127.0.0.1/work/x"))

    def test_registry(self):
        self.assertTrue(self.problems("http://deb.debian" + ".org/debian"))


if __name__ == "__main__":
    unittest.main()
