"""Counts the persons whom several articles give an office, and those of them whose articles share none; prints the measures as
a JSON array, and the latter with their offices on standard error, for people to judge whether they are one person.

usage: evaluate_registry.py DATELINE_PROGRAM ARTICLES.jsonl
"""
import collections
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile


def offices_by_person(readings):
    """{person: {article: {office}}} of what `dateline extract` says."""
    offices = collections.defaultdict(lambda: collections.defaultdict(set))
    for reading in readings:
        for fact in reading.get("facts", []):
            if fact["kind"] != "FACT_KIND_OFFICE":
                continue
            for participant in fact["participants"]:
                if participant["role"] == "PARTICIPANT_ROLE_HOLDER":
                    offices[participant["entity"]][reading["article"]["name"]].add(fact["office"]["normalizedTitle"])
    return offices


def in_several_articles(offices):
    """{person: [offices of each article]}, persons of several articles only."""
    return {person: list(articles.values()) for person, articles in offices.items() if len(articles) > 1}


def share_none(sets):
    """Whether two of the sets have nothing in common."""
    return any(not one & other for one, other in itertools.combinations(sets, 2))


def extract(program, articles):
    """What `dateline extract` says of the articles of a JSON-lines file."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, line in enumerate(articles.read_text().splitlines()):
            paths.append(pathlib.Path(folder, f"{number:05}.txt"))
            paths[-1].write_text(json.loads(line)["body"])
        command = [program, "extract", "--format=jsonl", *map(str, paths)]
        result = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def main():
    program, articles = sys.argv[1:]
    persons = in_several_articles(offices_by_person(extract(program, pathlib.Path(articles))))
    apart = {person: sets for person, sets in persons.items() if share_none(sets)}
    for person, sets in sorted(apart.items()):
        print(person, "|".join(", ".join(sorted(offices)) for offices in sets), file=sys.stderr)
    json.dump([
        {"measure": "persons with offices in several articles", "value": len(persons), "unit": "", "bar": None, "better": "higher"},
        {"measure": "of them, whose articles share no office", "value": len(apart), "unit": "", "bar": None, "better": "lower"},
    ], sys.stdout)


if __name__ == "__main__":
    main()
