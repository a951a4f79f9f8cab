"""Scores the events of `dateline extract` in sentences annotated by others; prints the measures as a JSON array.

Dyads: sentences of news with a source, a target and the PLOVER root of what links them (PLV_train.tsv). Of the events
found in a sentence the one counts that holds both best, and the earlier of equals; none found is wrong.
Units: PETRARCH's unit tests, of which only the root counts. Their lands are invented, which a lexicon tells PETRARCH;
here real lands and peoples stand in for them. Units of patterns, synonyms and dates are left out: there nonsense of a
dictionary made for the test is coded ("rescheduled his mushroom hunting trip" is an agreement).

usage: evaluate_events.py DATELINE_PROGRAM
"""
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.sax import saxutils

EVENTS = pathlib.Path(__file__).resolve().parents[3] / "shared/data/evaluate/events"
BARS = {"accuracy": 65, "macro F1": 60, "units": 80}
BEST_KNOWN = {"accuracy": 83.5, "macro F1": 82.1}  # a language model of 355 million weights
# The dyads know one root for both.
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
COOPERATIVE = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
# The PLOVER roots of what the first two digits of the units' codes mean: in WEIS, and in CAMEO. The units use both and do
# not say which.
WEIS = {"01": {"CONCEDE", "RETREAT"}, "03": {"CONSULT"}, "04": {"SUPPORT"}, "05": {"AGREE"}, "06": {"SUPPORT", "CONCEDE"},
        "07": {"AID"}, "08": {"AGREE", "SUPPORT"}, "09": {"REQUEST"}, "10": {"REQUEST", "AGREE"}, "11": {"REJECT"},
        "12": {"ACCUSE"}, "13": {"ACCUSE"}, "14": {"REJECT"}, "15": {"REQUEST"}, "16": {"THREATEN"}, "17": {"THREATEN"},
        "18": {"PROTEST", "MOBILIZE"}, "19": {"SANCTION", "REJECT"}, "20": {"SANCTION", "COERCE"}, "21": {"COERCE"}, "22": {"ASSAULT"}}
CAMEO = {"03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"}, "06": {"COOPERATE"}, "07": {"AID"}, "08": {"CONCEDE", "RETREAT"},
         "09": {"ACCUSE"}, "10": {"REQUEST"}, "11": {"ACCUSE"}, "12": {"REJECT"}, "13": {"THREATEN"}, "14": {"PROTEST"},
         "15": {"MOBILIZE"}, "16": {"SANCTION"}, "17": {"COERCE"}, "18": {"ASSAULT"}, "19": {"ASSAULT"}, "20": {"ASSAULT"}}
LANDS = {"Arnor": "Norway", "Gondor": "Spain", "Osgiliath": "Denmark", "Eriador": "Chile", "Calenardhon": "Poland", "Ithilen": "Kenya",
         "Dagolath": "Sweden", "Fornost": "Malta", "Bree": "Peru", "Mordor": "Angola", "Rohan": "Nepal", "Lorien": "Oman",
         "Minas Tirith": "Madrid", "Cirith Ungol": "Luanda", "Caras Galadhon": "Muscat", "Dol Amroth": "Lisbon", "Shire": "Netherlands",
         "Eriadori": "Chilean", "Eriadorian": "Chilean", "Dagolathi": "Swedish", "Arnorian": "Norwegian", "Rohans": "Nepalis"}
CODED_BY_MEANING = ("DEMO", "AGENT", "COMPOUND", "PARSING", "ACTOR")


def events_of(program, sentences):
    """The events that `dateline extract` finds in each of `sentences`, read as articles of their own."""
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number}.txt" for number in range(len(sentences))]
        for name, sentence in zip(names, sentences):
            pathlib.Path(folder, name).write_text(sentence + "\n", encoding="utf-8")
        command = [str(pathlib.Path(program).resolve()), "extract", "--format=jsonl", *names]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=folder).stdout
    articles = [json.loads(line) for line in output.splitlines()]
    return [[fact for fact in article.get("facts", []) if fact["kind"] == "FACT_KIND_EVENT"] for article in articles]


def root_of(event):
    """The type of an event."""
    return event["eventType"].removeprefix("EVENT_TYPE_")


def plover_root(event):
    """The root that PLOVER gives an event: cooperation that lies ahead is an agreement, and what somebody will not do, or
    does not agree to, is refused. As in CAMEO's table, which the dyads follow, a conviction accuses."""
    root, planned = root_of(event), event.get("modality") == "MODALITY_PLANNED"
    if event.get("negated") and root in COOPERATIVE and (planned or root == "AGREE"):
        return "REJECT"
    if planned and root in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
        return "AGREE"
    if event.get("mode") == "convict":
        return "ACCUSE"
    return MERGED.get(root, root)


def marked_span(marked, tag, phrase):
    """The bytes that `<tag>...</tag>` encloses in the sentence without any tags; where it is not marked, those of `phrase`."""
    parts = re.split(f"</?{tag}>", marked)
    if len(parts) < 3:
        parts = marked.partition(phrase)
    before, inside = (re.sub("</?[st]>", "", part) for part in parts[:2])
    begin = len(before.encode())
    return begin, begin + len(inside.encode())


def holds(event, span):
    """True if a participant of `event` is named inside `span` or around it."""
    mentions = [participant["mention"] for participant in event.get("participants", [])]
    return any(int(mention.get("beginByte", 0)) < span[1] and span[0] < int(mention["endByte"]) for mention in mentions)


def root_between(events, source, target):
    """The root that links two spans; "" if there is no event."""
    best = max(events, key=lambda event: holds(event, source) + holds(event, target), default=None)
    return plover_root(best) if best else ""


def macro_f1(pairs):
    """The mean over the wanted roots of the F1 of each; pairs of (wanted, found)."""
    right = collections.Counter(wanted for wanted, found in pairs if wanted == found)
    wanted = collections.Counter(wanted for wanted, _ in pairs)
    found = collections.Counter(found for _, found in pairs)
    return sum(2 * right[root] / (wanted[root] + found[root]) for root in wanted) / len(wanted)


def read_dyads():
    """Sentences with (source, target, root)."""
    with open(EVENTS / "PLV_train.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    marked = [row["marked_sentence"] for row in rows]
    spans = [(marked_span(text, "s", row["source"]), marked_span(text, "t", row["target"]), row["gold_root"])
             for text, row in zip(marked, rows)]
    return [re.sub("</?[st]>", "", text) for text in marked], spans


def with_real_lands(sentence):
    """The sentence with names that a reader of news knows."""
    return re.sub("|".join(rf"\b{land}\b" for land in sorted(LANDS, key=len, reverse=True)), lambda land: LANDS[land.group()], sentence)


def read_units(source):
    """(sentence, list of the sets of roots that are right) of every unit with an event that is coded by what it means."""
    units = []
    for record in re.findall(r"<Sentence .*?</Sentence>", re.sub("<!--.*?-->", "", source, flags=re.S), re.S):
        text, category = re.search("<Text>(.*?)</Text>", record, re.S), re.search('category="([A-Z]*)', record).group(1)
        codes = re.findall('eventcode="([0-9]{2})', record)
        roots = [WEIS.get(code, set()) | CAMEO.get(code, set()) for code in codes if code in WEIS or code in CAMEO]
        if text and roots and category.rstrip("S") in CODED_BY_MEANING:
            units.append((with_real_lands(saxutils.unescape(" ".join(text.group(1).split()))), roots))
    return units


def measure(name, value, bar):
    """One measure in per cent."""
    return {"measure": name, "value": round(100 * value, 1), "unit": "", "bar": BARS[bar], "better": "higher", "best_known": BEST_KNOWN.get(bar)}


def main():
    if not EVENTS.is_dir():
        sys.exit("the annotated sentences (../shared/data/evaluate/events) are not beside this checkout")
    sentences, dyads = read_dyads()
    found = [root_between(events, source, target) for events, (source, target, _) in zip(events_of(sys.argv[1], sentences), dyads)]
    pairs = [(root, one) for (_, _, root), one in zip(dyads, found)]
    units = read_units((EVENTS / "PETR.UnitTest.records.xml").read_text(encoding="utf-8"))
    right = sum(any({root_of(event) for event in events} & roots for roots in unit[1])
                for unit, events in zip(units, events_of(sys.argv[1], [sentence for sentence, _ in units])))
    print(json.dumps([measure("dyads: root accuracy", sum(wanted == one for wanted, one in pairs) / len(pairs), "accuracy"),
                      measure("dyads: macro F1", macro_f1(pairs), "macro F1"),
                      measure("units: root right", right / len(units), "units")], indent=1))


if __name__ == "__main__":
    main()
