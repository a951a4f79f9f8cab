"""Scores who says what against articles of PolNeAR; prints the measures as a JSON array.

usage: evaluate_statements.py LIST_ATTRIBUTIONS_PROGRAM DATA_DIRECTORY ARTICLES

PolNeAR (Newell, Margolin, Ruths 2018) marks source, cue and content of each attribution. Its conventions, which the
program keeps inside and the contract's facts do not: a cue has its auxiliaries, adverbs, particles, preposition and
colon; a source is the whole phrase with appositions and relative clauses; a content has its "that" and "to" and its
quotation marks, but no full stop outside them. Nothing inside a content or a quotation is attributed again, so inner
attributions are left out here. Its annotation tool cut contents between sentences: pieces with only blanks between them are one.

A span counts as right if both its ends are; of each article and kind, spans are compared as sets. Tokens of content
are words and marks.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

KINDS = ("cue", "source", "content")
BARS = {"cue": 0.70, "source": 0.65, "content": 0.52, "tokens": 0.84}
TOKEN = re.compile(r"\w+|[^\w\s]")


def joined(text, spans):
    """Spans in order, those with only blanks between them made one."""
    result = []
    for begin, end in sorted(spans):
        if result and not text[result[-1][1]:begin].strip():
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((begin, end))
    return result


def gold_attributions(article):
    """Per attribution: its spans by kind."""
    return [{kind: joined(article["text"], [tuple(span) for group in attribution.get(kind, []) for span in group])
             for kind in KINDS} for attribution in article["attributions"]]


def outermost(attributions):
    """Those whose cue stands in no other's content."""
    def stands_in(inner, outer):
        (begin, end), = inner["cue"]
        return inner is not outer and any(b <= begin and end <= e for b, e in outer["content"])
    return [one for one in attributions if not any(stands_in(one, other) for other in attributions)]


def found_attributions(text, found):
    """As gold_attributions, of a line that the program wrote; its bytes made characters."""
    encoded = text.encode()
    def characters(span):
        return tuple(len(encoded[:byte].decode()) for byte in span)
    return outermost([{"cue": [characters(one["cue"])], "lemma": one["lemma"],
                       "source": [characters(one["source"])] if "source" in one else [],
                       "content": joined(text, [characters(span) for span in one["content"]])} for one in found if not one["quoted"]])


def spans(attributions, kind):
    return {span for one in attributions for span in one[kind]}


def tokens(text, attributions):
    covered = spans(attributions, "content")
    return {match.start() for begin, end in covered for match in TOKEN.finditer(text, begin, end)}


class Counts:
    """Of one kind of span: how many are right, found and expected."""

    def __init__(self):
        self.right = self.found = self.expected = 0

    def add(self, found, expected):
        self.right += len(found & expected)
        self.found += len(found)
        self.expected += len(expected)

    def precision(self):
        return self.right / max(self.found, 1)

    def recall(self):
        return self.right / max(self.expected, 1)

    def f1(self):
        return 2 * self.right / max(self.found + self.expected, 1)


def read_pairs(program, data, articles):
    """Pairs of an article and what the program finds in it."""
    lines = pathlib.Path(articles).read_text().splitlines()
    run = subprocess.run([program, data], check=True, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True)
    for line, answer in zip(lines, run.stdout.splitlines()):
        article = json.loads(line)
        yield article, found_attributions(article["text"], json.loads(answer)["attributions"])


def measure(pairs):
    counts = collections.defaultdict(Counts)
    for article, found in pairs:
        gold = gold_attributions(article)
        for kind in KINDS:
            counts[kind].add(spans(found, kind), spans(gold, kind))
        counts["tokens"].add(tokens(article["text"], found), tokens(article["text"], gold))
    return counts


def main():
    counts = measure(read_pairs(*sys.argv[1:]))
    result = []
    for kind, bar in BARS.items():
        name = "tokens of content" if kind == "tokens" else f"{kind}, exact"
        for measured, value in (("F1", counts[kind].f1()), ("precision", counts[kind].precision()),
                                ("recall", counts[kind].recall())):
            result.append({"measure": f"{name}: {measured}", "value": round(value, 4), "unit": "",
                           "bar": bar if measured == "F1" else None, "better": "higher"})
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
