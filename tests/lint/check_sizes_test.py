import pathlib
import unittest

import check_sizes


def heads(text):
    return [head for _, _, head in check_sizes.cpp_functions(text)]


class CppFunctions(unittest.TestCase):
    def test_function_in_namespace_and_method_in_class(self):
        text = "namespace a {\nint F(int x) {\n  return x;\n}\nclass C {\n public:\n  C() : x_(1), y_{2} {}\n};\n}\n"
        self.assertEqual(heads(text)[0], "int F(int x)")
        self.assertEqual(check_sizes.cpp_functions(text)[0][:2], (2, 4))
        self.assertTrue(any(head.startswith("C()") for head in heads(text)))

    def test_branch_and_lambda_inside_are_part_of_the_function(self):
        self.assertEqual(heads("void F() {\n  if (x) {\n  }\n  auto g = [](int y) { return y; };\n}\n"), ["void F()"])

    def test_braces_in_strings_and_comments_do_not_count(self):
        text = 'void F() {\n  Use("{", \'{\', R"({)");  // {\n}\nvoid G() {}\n'
        self.assertEqual(heads(text), ["void F()", "void G()"])

    def test_digit_separator_is_no_character(self):
        self.assertEqual(heads("void F() { Use(1'000'000); }\nvoid G() {}\n"), ["void F()", "void G()"])

    def test_tables_and_types_are_no_functions(self):
        self.assertEqual(heads("const int kTable[] = {1, 2};\nenum class E { kA };\nstruct S : T<int> {\n};\n"), [])

    def test_template_and_operator(self):
        text = "template <typename T>\nbool operator==(const T& a, const T& b) {\n  return true;\n}\n"
        self.assertEqual(len(heads(text)), 1)

    def test_macro_body_is_no_function(self):
        self.assertEqual(heads("#define F(x) \\\n  void x() { \\\n  }\nvoid G() {}\n"), ["void G()"])


class Lengths(unittest.TestCase):
    def problems(self, name, text):
        return check_sizes.problems_in_file(pathlib.PurePosixPath(name), text)

    def test_function_of_70_lines_passes_and_of_71_does_not(self):
        for lines, wrong in ((70, False), (71, True)):
            self.assertEqual(bool(self.problems("x.cc", "void F() {\n" + "  G();\n" * (lines - 2) + "}\n")), wrong)

    def test_python_function_of_71_lines(self):
        self.assertTrue(self.problems("x.py", "def f():\n" + "    g()\n" * 70))

    def test_file_of_401_lines(self):
        self.assertTrue(self.problems("x.proto", "// x\n" * 401))
        self.assertFalse(self.problems("x.proto", "// x\n" * 400))


if __name__ == "__main__":
    unittest.main()
