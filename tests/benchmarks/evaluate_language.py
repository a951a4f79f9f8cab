"""Measures the language stage on the treebanks' test parts, and its speed beside winkNLP's; prints a JSON array.

usage: evaluate_language.py EVALUATE_LANGUAGE_PROGRAM DATA_FOLDER TREEBANKS_FOLDER [WINK_FOLDER]

WINK_FOLDER holds measure_speed.js and the node_modules that it needs. winkNLP finds words, sentences and tags, no trees
and no names; it runs before and after the language stage on the same text, so that the ratio is free of most of the
machine's noise.
"""
import json
import pathlib
import subprocess
import sys

SPEED = "text to trees and names, one thread"


def raw_text(treebank):
    """The sentences of a CoNLL-U file as text, one a line."""
    lines = pathlib.Path(treebank).read_text(encoding="utf-8").splitlines()
    return "\n".join(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))


def wink_speed(folder, text):
    """Words a second."""
    return float(subprocess.run(["node", f"{folder}/measure_speed.js"], input=text.encode(), check=True,
                                stdout=subprocess.PIPE).stdout)


def beside_wink(speed, before, after):
    """The measures of the comparison."""
    wink = (before + after) / 2
    return [{"measure": "winkNLP, text to tags", "value": wink, "unit": "words/s", "bar": None, "better": "higher",
             "best_known": "650000 on a quiet machine"},
            {"measure": "words read while winkNLP tags one", "value": speed / wink, "unit": "", "bar": None,
             "better": "higher"}]


def main():
    program, data, treebanks, *wink = sys.argv[1:]
    text = raw_text(f"{treebanks}/ud-ewt/test.conllu")
    before = wink_speed(wink[0], text) if wink else None
    run = subprocess.run([program, f"--data={data}", f"--treebanks={treebanks}", "--json"], check=True,
                         stdout=subprocess.PIPE)
    measures = json.loads(run.stdout)
    if wink:
        speed = next(measure["value"] for measure in measures if measure["measure"] == SPEED)
        measures += beside_wink(speed, before, wink_speed(wink[0], text))
    print(json.dumps(measures, indent=1))


if __name__ == "__main__":
    main()
