"""look_at_pages.py finds what is wrong with a page. Exit code 77: there is no Chromium."""
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent
EXPECTED = ["wide in a window", "hard to read.\" has a contrast of 1.4", "leads nowhere.\" leads nowhere",
            "\"One word\" lies over <text> \"Over another\"", "has no a.named", "has no .why", "shows hardly anything",
            "dark, wide: is light where dark was asked for"]


def main():
    with tempfile.TemporaryDirectory() as pictures:
        command = [sys.executable, FOLDER / "look_at_pages.py", pictures, FOLDER / "bad_page.html"]
        looked = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if looked.returncode == 77:
        print(looked.stdout)
        return 77
    missed = [problem for problem in EXPECTED if problem not in looked.stdout]
    print(looked.stdout, *[f"not found: {problem}" for problem in missed], sep="\n")
    return 1 if missed or looked.returncode != 1 else 0


if __name__ == "__main__":
    sys.exit(main())
