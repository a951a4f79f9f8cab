"""Scores `dateline extract` against the gold articles of ../shared/gold; prints the measures as a JSON array.

usage: evaluate_facts.py DATELINE_PROGRAM

What helps to work on them goes to standard error: how often facts of each confidence are right, and the most frequent
kinds of error, each with an example.
"""
import collections
import importlib.util
import json
import pathlib
import subprocess
import sys

GOLD = pathlib.Path(__file__).resolve().parents[3] / "shared/gold"
# Sets of gold folders: the bars of detect F1, complete F1 and slot accuracy.
SETS = {"seeds": (("seeds",), (0.90, 0.75, 0.90)), "dev": (("dev", "releases"), (0.75, 0.55, 0.85))}
SURE = 0.8
SURE_BAR = 0.85
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SHOWN_ERRORS = 20

Article = collections.namedtuple("Article", "gold data facts")
Error = collections.namedtuple("Error", "kind example")


def load_scorer():
    """score.py of the gold articles as a module."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_article(program, path):
    """A gold file, its article's bytes, and the facts that the program finds in it."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    places = [path.parent, *(GOLD.parent / "corpus").iterdir()]
    article = next(place / gold["article"] for place in places if (place / gold["article"]).is_file())
    command = [program, "extract", "--format=json", f"--published={gold.get('published') or ''}", str(article)]
    facts = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout).get("facts", [])
    return Article(gold, article.read_bytes(), facts)


def type_of(score, fact):
    """EVENT consult, OFFICE, ..."""
    words = [score.enum(fact.get("kind"), "FACT_KIND"), score.enum(fact.get("eventType"), "EVENT_TYPE").lower()]
    return " ".join(word for word in words if word)


def pair(score, article, fact):
    """The gold fact that a right fact answers best."""
    def overlap_of(gold):
        where = score.occurrence(article.data, gold["anchor"], gold.get("nth", 1))
        return score.overlap(score.span(fact.get("trigger")) or score.span(fact.get("evidence")), where)

    kind = score.enum(fact.get("kind"), "FACT_KIND")
    near = [gold for gold in article.gold["facts"] if gold["kind"] == kind and overlap_of(gold)]
    return max(near, default=None, key=lambda gold: score.pair_participants(
        fact.get("participants", []), gold["participants"], article.gold["entities"])[0])


def errors_of_pair(score, article, fact, gold):
    """What a fact with the right trigger says wrongly."""
    entities, name = article.gold["entities"], type_of(score, fact)
    example = f"{article.gold['article'][:20]}: {score.enum(fact.get('kind'), 'FACT_KIND')} '{gold['anchor']}'"
    wanted = list(gold["participants"])
    for participant in fact.get("participants", []):
        role = score.enum(participant.get("role"), "PARTICIPANT_ROLE")
        match = next((w for w in wanted if w[0] == role and score.same_entity(participant, entities[w[1]])), None)
        if match:
            wanted.remove(match)
        else:
            yield Error(f"{name}: {role.lower()} too many", f"{example} {participant.get('displayName')}")
    for role, key in wanted:
        yield Error(f"{name}: {role.lower()} missing", f"{example} {entities[key]['names'][0]}")
    for slot, right in score.slots(fact, gold, entities).items():
        if not right:
            yield Error(f"{name}: wrong {slot}", example)


def errors_of(score, article, missed, extra):
    """Every error of an article."""
    name = article.gold["article"][:20]
    taken = []
    for gold in missed:
        where = score.occurrence(article.data, gold["anchor"], gold.get("nth", 1))
        other = next((fact for fact in extra if score.overlap(score.span(fact.get("trigger")), where)
                      and score.enum(fact.get("kind"), "FACT_KIND") == gold["kind"]), None)
        label = f"{gold['kind']} {gold.get('type', '').lower()}".strip()
        if other:
            taken.append(id(other))
            yield Error(f"{label} taken for {type_of(score, other)}", f"{name}: '{gold['anchor']}'")
        else:
            yield Error(f"{label} missed", f"{name}: '{gold['anchor']}'")
    for fact in extra:
        if id(fact) not in taken:
            yield Error(f"{type_of(score, fact)} false", f"{name}: '{(fact.get('trigger') or {}).get('text', '')}'")
    wrong = {id(fact) for fact in extra}
    for fact in article.facts:
        gold = pair(score, article, fact) if id(fact) not in wrong else None
        if gold and not gold.get("optional"):
            yield from errors_of_pair(score, article, fact, gold)


def reliability(facts):
    """Lines of a table: of the facts of each band of confidence, how many are right. facts: (confidence, is right)."""
    lines = ["confidence   facts  mean  right"]
    for low, high in zip(BINS, BINS[1:]):
        band = [(confidence, right) for confidence, right in facts if low <= confidence < high]
        if band:
            mean, right = (sum(column) / len(band) for column in zip(*band))
            lines.append(f"{low:.1f} to {min(high, 1):.1f}  {len(band):6}  {mean:.2f}  {right:5.2f}")
    return lines


def measure(name, value, bar=None):
    return {"measure": name, "value": value, "unit": "", "bar": bar, "better": "higher"}


def score_set(score, name, articles, bars):
    """The measures of a set, its facts as (confidence, is right), and its errors."""
    total, slots, kinds = collections.Counter(), collections.Counter(), {}
    facts, errors = [], []
    for article in articles:
        counts, slot, missed, extra = score.score_article(article.gold, article.data, article.facts)
        total.update(counts)
        slots.update(slot)
        wrong = {id(fact) for fact in extra}
        facts += [(fact.get("confidence", 0), id(fact) not in wrong) for fact in article.facts]
        errors += errors_of(score, article, missed, extra)
        for kind in ("EVENT", "OFFICE", "QUANTITY", "STATEMENT"):
            part = dict(article.gold, facts=[gold for gold in article.gold["facts"] if gold["kind"] == kind])
            found = [fact for fact in article.facts if score.enum(fact.get("kind"), "FACT_KIND") == kind]
            kinds.setdefault(kind, collections.Counter()).update(score.score_article(part, article.data, found)[0])
    right, asked = (sum(count for (_, what), count in slots.items() if what == key) for key in ("ok", "n"))
    measures = [measure(f"{name}: detect F1", score.f1(total["detected"], total["predicted"], total["wanted"])[2], bars[0]),
                measure(f"{name}: complete F1", score.f1(total["complete"], total["predicted"], total["wanted"])[2], bars[1]),
                measure(f"{name}: slot accuracy", right / asked if asked else None, bars[2])]
    measures += [measure(f"{name}: {kind} detect F1", score.f1(c["detected"], c["predicted"], c["wanted"])[2])
                 for kind, c in kinds.items()]
    measures += [measure(f"{name}: slot {slot}", slots[slot, "ok"] / slots[slot, "n"])
                 for slot, what in sorted(slots) if what == "n"]
    return measures, facts, errors


def main():
    if not GOLD.is_dir():
        sys.exit("the gold articles (../shared/gold) are not beside this checkout")
    score = load_scorer()
    result = []
    for name, (folders, bars) in SETS.items():
        paths = sorted(path for folder in folders for path in (GOLD / folder).glob("*.gold.json"))
        measures, facts, errors = score_set(score, name, [read_article(sys.argv[1], path) for path in paths], bars)
        result += measures
    sure = [right for confidence, right in facts if confidence >= SURE]
    result.append(measure(f"dev: precision at confidence {SURE} and above", sum(sure) / len(sure), SURE_BAR))
    print("\n".join(reliability(facts)), file=sys.stderr)
    examples = {error.kind: error.example for error in reversed(errors)}
    for kind, count in collections.Counter(error.kind for error in errors).most_common(SHOWN_ERRORS):
        print(f"{count:4} {kind}: {examples[kind]}", file=sys.stderr)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
