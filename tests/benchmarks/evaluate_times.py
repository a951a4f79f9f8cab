"""Scores the times that `dateline analyze` finds in TimeML news of ../shared/data; prints the measures as a JSON array.

Strict, relaxed and value F1 as in TempEval-3, over the text of each item, anchored at its creation time.

usage: evaluate_times.py DATELINE_PROGRAM
"""
import concurrent.futures
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CORPORA = pathlib.Path(__file__).resolve().parents[3] / "shared/data/evaluate/timex"
FOLDERS = ("TimeBank", "AQUAINT")
BARS = {"strict": 82, "relaxed": 91, "value": 79}
BEST_KNOWN = {"strict": 80.9, "relaxed": 88.5, "value": 75.9}  # HeidelTime without a tagger, TimeBank


def read_timeml(source):
    """The text, its day of creation (or "") and its expressions as (begin, end, value), ends in characters."""
    created = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', source, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S).group(1)
    text, times, begin, value = "", [], None, None
    for piece in re.split(r"(<[^>]+>)", body):
        if piece.startswith("<TIMEX3 "):
            begin, value = len(text), re.search(r'\bvalue="([^"]*)"', piece).group(1)
        elif piece == "</TIMEX3>" and begin is not None:
            times.append(trimmed(text, begin, len(text), value))
            begin = None
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    return text, created.group(1) if created else "", times


def trimmed(text, begin, end, value):
    """The expression without the white space around it."""
    words = text[begin:end]
    return begin + len(words) - len(words.lstrip()), begin + len(words.rstrip()), value


def found_times(program, text, created):
    """What `dateline analyze` finds in `text`, in the same form."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "item.txt"
        path.write_bytes(text.encode())
        command = [program, "analyze", "--format=json", f"--published={created}", str(path)]
        analysis = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    body = text.encode()
    return [(len(body[:time["begin_byte"]].decode()), len(body[:time["end_byte"]].decode()), time["timex3_value"])
            for time in analysis["time_expressions"]]


def hits(wanted, found):
    """How many expressions are found to the letter, in part, and in part with the right value."""
    strict = len({time[:2] for time in wanted} & {time[:2] for time in found})
    relaxed = value = 0
    left = list(found)
    for begin, end, meaning in wanted:
        overlaps = [(min(end, time[1]) - max(begin, time[0]), time) for time in left]
        overlaps = [overlap for overlap in overlaps if overlap[0] > 0]
        if not overlaps:
            continue
        best = max(overlaps, key=lambda overlap: overlap[0])[1]
        left.remove(best)
        relaxed += 1
        value += best[2] == meaning
    return {"strict": strict, "relaxed": relaxed, "value": value}


def score_item(program, path):
    """(hits, how many are wanted, how many are found) of one item."""
    text, created, wanted = read_timeml(path.read_text(encoding="utf-8", errors="replace"))
    found = found_times(program, text, created)
    return hits(wanted, found), len(wanted), len(found)


def measures(items):
    """F1 in percent, of each kind of hit, over the items."""
    total = sum(wanted + found for _, wanted, found in items)
    return [{"measure": f"times: {kind} F1", "value": 200 * sum(item[0][kind] for item in items) / total, "unit": "",
             "bar": bar, "better": "higher", "best_known": BEST_KNOWN[kind]} for kind, bar in BARS.items()]


def main():
    paths = sorted(path for folder in FOLDERS for path in (CORPORA / folder).glob("*.tml"))
    if not paths:
        sys.exit("the TimeML news (../shared/data/evaluate/timex) is not beside this checkout")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        items = list(pool.map(lambda path: score_item(sys.argv[1], path), paths))
    print(json.dumps(measures(items), indent=1))


if __name__ == "__main__":
    main()
