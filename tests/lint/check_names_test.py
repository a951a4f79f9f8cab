import pathlib
import unittest

import check_names


class Names(unittest.TestCase):
    def problems(self, path, text=""):
        return check_names.problems_in_file(pathlib.PurePosixPath(path), text)

    def test_plain_name_passes(self):
        self.assertFalse(self.problems("ingest_service/text/byte_map.cc", "class ByteMap {\n};\n"))

    def test_file_in_camel_case(self):
        self.assertTrue(self.problems("ingest_service/text/ByteMap.cc"))

    def test_file_of_leftovers(self):
        self.assertTrue(self.problems("ingest_service/text/string_utils.cc"))

    def test_type_that_manages(self):
        for text in ("class AManager {", "struct PageInfo : Base {", "using RowData = int;", "class BHelper final {"):
            self.assertTrue(self.problems("a/b.h", text), text)
        self.assertTrue(self.problems("a/b.py", "class RowProcessor(Base):\n    pass\n"))
        self.assertTrue(self.problems("a/b.proto", "message PageInfo {"))

    def test_word_inside_a_name_or_a_comment_passes(self):
        text = "// class FactManager {\nclass DataflowOrder {\nclass X : public FeedInfo {\n"
        self.assertFalse(self.problems("a/b.h", text))


if __name__ == "__main__":
    unittest.main()
