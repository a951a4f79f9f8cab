"""Scores `dateline extract` against the gold articles of ../shared/gold; prints the measures as a JSON array.

usage: evaluate_facts.py DATELINE_PROGRAM
"""
import json
import pathlib
import subprocess
import sys

GOLD = pathlib.Path(__file__).resolve().parents[3] / "shared/gold"
# Per folder of gold articles: the bars of detect F1 and complete F1.
BARS = {"seeds": (0.60, 0.40), "dev": (None, None), "releases": (None, None)}


def measures(folder, report, bars):
    """The measures of one folder from the scorer's report."""
    values = [("detect F1", report["detect"]["f"], bars[0]), ("complete F1", report["complete"]["f"], bars[1]),
              ("slot accuracy", report["slot_accuracy"], None)]
    return [{"measure": f"{folder}: {name}", "value": value, "unit": "", "bar": bar, "better": "higher"}
            for name, value, bar in values]


def score(program, folder):
    """The scorer's report on one folder."""
    extract = f"{program} extract --format=json --published={{published}} {{article}}"
    gold = sorted(str(path) for path in (GOLD / folder).glob("*.gold.json"))
    command = [sys.executable, str(GOLD / "score.py"), "--json", "--extract", extract, *gold]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main():
    if not GOLD.is_dir():
        sys.exit("the gold articles (../shared/gold) are not beside this checkout")
    result = []
    for folder, bars in BARS.items():
        result += measures(folder, score(sys.argv[1], folder), bars)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
