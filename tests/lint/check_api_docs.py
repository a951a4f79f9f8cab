"""docs/api/ says what proto/ says."""
import pathlib
import runpy
import sys

GENERATE = pathlib.Path(__file__).resolve().parents[2] / "docs/generate"

if __name__ == "__main__":
    sys.path.insert(0, str(GENERATE))
    sys.argv = ["api.py", "--check"]
    runpy.run_path(str(GENERATE / "api.py"), run_name="__main__")
