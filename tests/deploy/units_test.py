"""The systemd units are sandboxed: systemd's own judgement of each, from 0 (safe) to 10, is under 2.5."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

UNITS = sorted((pathlib.Path(__file__).resolve().parents[2] / "deploy/systemd").glob("*.service"))
MOST_EXPOSURE_TENTHS = 25


def judge(unit):
    """systemd's judgement; its exit code is not 0 when the unit is too open."""
    return subprocess.run(["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSURE_TENTHS}", unit],
                          check=False, capture_output=True, text=True)


@unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd-analyze (Debian: systemd)")
class UnitsTest(unittest.TestCase):
    def test_there_is_one_for_each_service(self):
        self.assertEqual([unit.stem for unit in UNITS], ["dateline-ingest", "dateline-query"])

    def test_they_are_sandboxed(self):
        for unit in UNITS:
            with self.subTest(unit.name):
                judged = judge(unit)
                self.assertEqual(judged.returncode, 0, judged.stdout + judged.stderr)

    def test_an_open_unit_is_found(self):
        open_unit = "\n".join(line for line in UNITS[0].read_text().splitlines() if "=yes" not in line)
        path = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "open.service"
        path.write_text(open_unit)
        self.assertNotEqual(judge(path).returncode, 0)


if __name__ == "__main__":
    unittest.main()
