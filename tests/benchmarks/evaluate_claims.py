"""Scores which facts of different articles are taken to say the same thing, by ECB+; prints the measures as a JSON array.

ECB+ marks in 772 articles on 33 topics which words are about one event. Each topic has two stories of one sort ("the
president gives a speech") that must be told apart. The thresholds were fitted to the topics with even numbers, so that as many
pairs as possible are found at a precision of 93; the others were looked at only with these thresholds. An event that `dateline extract` finds at marked words counts; of two
that both count and are of different articles of a topic, ECB+ says whether they are one event.

usage: evaluate_claims.py DATELINE_PROGRAM COMPARE_FACTS_PROGRAM
"""
import collections
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

CORPUS = pathlib.Path(__file__).resolve().parents[3] / "shared/data/evaluate/event-coreference-ecbplus"
BAR = 85
ARTICLES_AT_ONCE = 200


def read_article(source):
    """The words of an article with a line a sentence, and [(begin byte, end byte, event)] of the marked words."""
    document = ElementTree.fromstring(source)
    text, places, sentence = "", {}, None
    for token in document.iter("token"):
        if token.get("sentence") == "0" and "plus" in document.get("doc_name"):
            continue  # the address of the page
        words = {"``": '"', "''": '"'}.get(token.text, token.text or "")
        text += "" if sentence is None else "\n" if token.get("sentence") != sentence else " "
        sentence = token.get("sentence")
        places[token.get("t_id")] = (len(text.encode()), len((text + words).encode()))
        text += words
    return text + "\n", marked_words(document, places)


def marked_words(document, places):
    """[(begin byte, end byte, event)] of the words that the corpus says which event they are about."""
    anchors = {mark.get("m_id"): [anchor.get("t_id") for anchor in mark.iter("token_anchor")] for mark in document.find("Markables")}
    kinds = {mark.get("m_id"): mark.tag for mark in document.find("Markables")}
    marked = []
    for relation in document.find("Relations"):
        event = relation.get("note") or document.get("doc_name") + relation.get("r_id")
        for source in relation.iter("source"):
            tokens = [token for token in anchors[source.get("m_id")] if token in places]
            if tokens and re.match("ACTION|NEG", kinds[source.get("m_id")]):
                marked.append((places[tokens[0]][0], places[tokens[-1]][1], event))
    return marked


def extract(program, texts):
    """What `dateline extract` says of each text."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            pathlib.Path(folder, f"{number}.txt").write_text(text, encoding="utf-8")
        for first in range(0, len(texts), ARTICLES_AT_ONCE):
            names = [f"{number}.txt" for number in range(first, min(first + ARTICLES_AT_ONCE, len(texts)))]
            command = [str(pathlib.Path(program).resolve()), "extract", "--format=jsonl", *names]
            lines += subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=folder).stdout.decode().splitlines()
    return lines


def event_of(fact, marked):
    """The event that ECB+ sees at the words that name the fact; None: it marks nothing there, or the fact is no event."""
    if fact["kind"] != "FACT_KIND_EVENT":
        return None
    begin, end = int(fact["trigger"].get("beginByte", 0)), int(fact["trigger"]["endByte"])
    events = [event for first, last, event in marked if first < end and begin < last]
    return events[0] if events else None


def score(events, compared):
    """(right pairs, found pairs, wanted pairs). `events`: event by (article, fact); `compared`: pairs of those."""
    by_event = collections.defaultdict(list)
    for place, event in events.items():
        by_event[event].append(place)
    wanted = {pair for places in by_event.values() for pair in itertools.combinations(sorted(places), 2) if pair[0][0] != pair[1][0]}
    found = {tuple(sorted(pair)) for pair in compared if pair[0] in events and pair[1] in events}
    return len(found & wanted), len(found), len(wanted)


def compare(program, lines):
    """The pairs of (article, fact) that confirm each other."""
    output = subprocess.run([program], check=True, stdout=subprocess.PIPE, input="".join(line + "\n" for line in lines).encode()).stdout
    rows = [line.split() for line in output.decode().splitlines()]
    return [((int(row[0]), int(row[1])), (int(row[2]), int(row[3]))) for row in rows if row[4] == "confirms"]


def part_of(events, is_in):
    """Those in the articles for which `is_in` holds."""
    return {place: event for place, event in events.items() if is_in(place[0])}


def measure(name, value, bar=None, unit="%"):
    """One measure."""
    return {"measure": name, "value": value, "unit": unit, "bar": bar, "better": "higher"}


def main():
    if not CORPUS.is_dir():
        sys.exit("the corpus (../shared/data/evaluate/event-coreference-ecbplus) is not beside this checkout")
    files = sorted(CORPUS.glob("*/*.xml"))
    articles = [read_article(file.read_text(encoding="utf-8")) for file in files]
    lines = extract(sys.argv[1], [text for text, _ in articles])
    events = {}
    for article, (line, (_, marked)) in enumerate(zip(lines, articles)):
        for number, fact in enumerate(json.loads(line).get("facts", [])):
            if event := event_of(fact, marked):
                events[article, number] = event
    compared, measures = compare(sys.argv[2], lines), []
    for name, rest in (("topics not fitted to", 1), ("topics fitted to", 0)):
        some = part_of(events, lambda article: int(files[article].parent.name) % 2 == rest)
        right, found, wanted = score(some, compared)
        measures += [measure(f"claims, {name}: precision of pairs", round(100 * right / found, 1) if found else None, BAR),
                     measure(f"claims, {name}: recall of pairs", round(100 * right / wanted, 1)),
                     measure(f"claims, {name}: pairs found", found, unit=""),
                     measure(f"claims, {name}: pairs of one event", wanted, unit="")]
    print(json.dumps(measures + [measure("claims: events found at marked words", len(events), unit="")], indent=1))


if __name__ == "__main__":
    main()
