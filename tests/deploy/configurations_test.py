"""The programs start with each sample configuration, which they check as they start.

    configurations_test.py PROGRAMS
"""
import os
import pathlib
import re
import select
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATIONS = sorted((ROOT / "deploy").rglob("*.conf"))
SECONDS = 60


def first_words(program, configuration, folder):
    """What a program says until it listens, or ends. Its port and its store are the test's own."""
    command = [program, f"--config={configuration}", "--listen=127.0.0.1:0", "--metrics-listen=127.0.0.1:0",
               f"--store=sqlite:{folder}/{program.name}.db"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = ""
    while "listening on" not in said and select.select([process.stdout], [], [], SECONDS)[0]:
        words = os.read(process.stdout.fileno(), 1 << 16).decode()
        if not words:
            break
        said += words
    process.terminate()
    process.communicate(timeout=SECONDS)
    return said


class ConfigurationsTest(unittest.TestCase):
    programs = pathlib.Path()

    def program_for(self, configuration):
        return self.programs / f"dateline-{re.match('ingest|query', configuration.name).group()}"

    def test_each_is_accepted(self):
        self.assertGreaterEqual(len(CONFIGURATIONS), 2)
        for configuration in CONFIGURATIONS:
            with self.subTest(configuration.name), tempfile.TemporaryDirectory() as folder:
                said = first_words(self.program_for(configuration), configuration, folder)
                self.assertIn("listening on", said)

    def test_one_with_an_unknown_name_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            wrong = pathlib.Path(folder) / "ingest.conf"
            wrong.write_text(CONFIGURATIONS[0].read_text() + "colour = \"green\"\n")
            self.assertIn("colour", first_words(self.program_for(wrong), wrong, folder))


if __name__ == "__main__":
    ConfigurationsTest.programs = pathlib.Path(sys.argv.pop(1))
    unittest.main()
