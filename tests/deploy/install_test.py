"""What `cmake --install` puts into a folder runs from there.

    install_test.py CMAKE BUILD
"""
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAMS = ("dateline", "dateline-ingest", "dateline-query")
FILES = ("share/dateline/english.model", "share/dateline/proto/dateline/v1/fact.proto",
         "share/dateline/deploy/clients/run.sh", "share/doc/dateline/operations.md", "share/doc/dateline/NOTICE")
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "deploy/samples/ankara-warsaw-prague-talks.txt"


def run(*command):
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def main(cmake, build):
    with tempfile.TemporaryDirectory() as folder:
        # Elsewhere than it was installed, for nothing may remember where that was.
        run(cmake, "--install", build, "--prefix", f"{folder}/first")
        prefix = pathlib.Path(folder, "first").rename(pathlib.Path(folder, "second"))
        for name in FILES:
            assert (prefix / name).is_file(), name
        for program in PROGRAMS:
            assert "--" in run(prefix / "bin" / program, "--help"), program
        facts = run(prefix / "bin/dateline", "extract", SAMPLE, "--format=json")
        assert json.loads(facts)["facts"], facts


main(*sys.argv[1:])
