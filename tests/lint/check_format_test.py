import pathlib
import shutil
import tempfile
import unittest

import check_format
import source_tree


class Format(unittest.TestCase):
    def test_only_the_badly_formatted_file_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            shutil.copy(source_tree.ROOT / ".clang-format", root)
            (root / "good.cc").write_text("int F() { return 1; }\n")
            (root / "bad.cc").write_text("int  F( ) {return 1;}\n")
            self.assertEqual(check_format.unformatted(["good.cc", "bad.cc"], root), ["bad.cc"])


if __name__ == "__main__":
    unittest.main()
