import pathlib
import subprocess
import tempfile
import unittest

import check_contract

PROTO = """syntax = "proto3";

// Sample.
package sample.v1;

// A thing.
message Thing {
  // Its name.
  string name = 1;
}
"""
BUF = check_contract.find_buf()


@unittest.skipIf(BUF is None, "buf is not installed")
class Contract(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.proto = self.root / "proto/sample/v1/thing.proto"
        self.proto.parent.mkdir(parents=True)
        configuration = "version: v2\nlint:\n  use: [STANDARD, COMMENTS]\nbreaking:\n  use: [FILE]\n"
        (self.root / "proto/buf.yaml").write_text(configuration)
        self.proto.write_text(PROTO)

    def git(self, *arguments):
        identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
        subprocess.run(["git", "-C", str(self.root), *identity, *arguments], check=True, capture_output=True)

    def test_commented_message_passes_lint(self):
        self.assertEqual(check_contract.lint_problems(BUF, self.root), [])

    def test_field_without_comment_does_not(self):
        self.proto.write_text(PROTO.replace("  // Its name.\n", ""))
        self.assertTrue(check_contract.lint_problems(BUF, self.root))

    def test_repository_without_a_tag_has_no_release(self):
        self.git("init")
        self.assertIsNone(check_contract.last_release(self.root))

    def test_changed_type_breaks_the_release_and_a_new_field_does_not(self):
        self.git("init")
        self.git("add", ".")
        self.git("commit", "-m", "first")
        self.git("tag", "v0.1.0")
        self.assertEqual(check_contract.last_release(self.root), "v0.1.0")
        self.proto.write_text(PROTO.replace("string name", "bytes name"))
        self.assertTrue(check_contract.breaking_problems(BUF, "v0.1.0", self.root))
        self.proto.write_text(PROTO.replace("}\n", "  // Its size.\n  int32 size = 2;\n}\n"))
        self.assertEqual(check_contract.breaking_problems(BUF, "v0.1.0", self.root), [])


if __name__ == "__main__":
    unittest.main()
