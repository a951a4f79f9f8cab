#!/usr/bin/env python3
"""Derives the gazetteers of ingest_service/language/names from public data. Deterministic: equal inputs give equal files.

    derive_gazetteers.py --countries countries.json --cities world-cities.csv --treebank train.conllu... --output DIRECTORY

countries.json    github.com/mledoze/countries (ODbL)
world-cities.csv  github.com/datasets/world-cities, from GeoNames (CC BY 4.0)
train.conllu      Universal Dependencies English EWT and the open part of GUM (CC BY-SA 4.0), for the words that are common in lower case
"""
import argparse
import collections
import csv
import json
import os
import re
import unicodedata

LATIN = re.compile(r"^[\u0000-\u024F\u1E00-\u1EFF’‘ʻ.,()' -]+$")
# Country names of world-cities.csv (ISO 3166's English short names) that countries.json spells otherwise.
GEONAMES_COUNTRIES = {
    "Viet Nam": "VN", "Russian Federation": "RU", "Iran, Islamic Republic of": "IR", "Korea, Republic of": "KR",
    "Korea, Democratic People's Republic of": "KP", "Syrian Arab Republic": "SY", "Bolivia, Plurinational State of": "BO",
    "Venezuela, Bolivarian Republic of": "VE", "Tanzania, United Republic of": "TZ", "Moldova, Republic of": "MD",
    "Congo, The Democratic Republic of the": "CD", "Lao People's Democratic Republic": "LA", "Côte d'Ivoire": "CI",
    "Taiwan, Province of China": "TW", "Palestine, State of": "PS", "Brunei Darussalam": "BN", "Cabo Verde": "CV",
    "Micronesia, Federated States of": "FM", "Holy See (Vatican City State)": "VA", "Macao": "MO",
    "Virgin Islands, U.S.": "VI", "Virgin Islands, British": "VG", "Falkland Islands (Malvinas)": "FK",
    "Bonaire, Sint Eustatius and Saba": "BQ", "Saint Martin (French part)": "MF", "Sint Maarten (Dutch part)": "SX",
    "Curaçao": "CW", "Réunion": "RE", "Åland Islands": "AX", "South Georgia and the South Sandwich Islands": "GS",
    "Pitcairn": "PN", "Saint Helena, Ascension and Tristan da Cunha": "SH", "Svalbard and Jan Mayen": "SJ",
    "French Southern Territories": "TF", "Saint Barthélemy": "BL",
    "Sao Tome and Principe": "ST", "No country found for alpha-2 code: XK": "XK",
}


DIVISION = re.compile(r" (Province|County|Department|Oblast|Region|Governorate|District|Prefecture|Division|Krai|Voivodeship|Municipality)$")


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def common_words(treebanks, least_count):
    """Words that the treebanks write in lower case at least `least_count` times, and more often than capitalised inside a sentence."""
    lower, upper = collections.Counter(), collections.Counter()
    for path in treebanks:
        for line in open(path, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 10 or not fields[0].isdigit() or not fields[1].isalpha():
                continue
            if fields[1].islower() and fields[3] != "PROPN":
                lower[fields[1]] += 1
            elif fields[0] != "1" and fields[3] == "PROPN":
                upper[fields[1].casefold()] += 1
    return {word for word, count in lower.items() if count >= least_count and count > upper[word] / 4}


def plural(adjective):
    return [] if re.search(r"(s|x|sh|ch|ese|ois|ais|Islander|z)$", adjective) else [adjective + "s"]


def is_dependent(country):
    return country["independent"] is False and country["cca2"] not in ("PS", "TW")


def country_rows(countries):
    for country in sorted(countries, key=lambda c: (is_dependent(c), c["cca2"])):  # "French" is France's before Polynesia's
        name = country["name"]
        forms = [name["common"], name["official"]] + [n["common"] for n in name["native"].values()]
        forms += [form for form in country["altSpellings"] if form != country["cca2"]]
        names = [form for form in dict.fromkeys(forms) if LATIN.match(form) and len(form) > 2 and ", " not in form and "(" not in form]
        english = country["demonyms"].get("eng", {})
        demonyms = []
        for form in re.split(r", | or ", ", ".join(filter(None, [english.get("m"), english.get("f")]))):
            if form and form not in (name["common"], "Vatican"):
                demonyms += [form] + plural(form)
        adjectives = tuple(demonyms) + tuple(demonym.split()[0] for demonym in demonyms if " " in demonym)  # "Saudi"
        names = [form for form in names if form not in adjectives or form == name["common"]]
        names = [form for form in names if not form.startswith("The ")]
        yield [country["cca2"], name["common"], "territory" if is_dependent(country) else "country", "|".join(names),
               "|".join(dict.fromkeys(demonyms)), "|".join(country["capital"])]


def place_rows(rows, codes, column, excluded):
    places = collections.defaultdict(set)
    for row in rows:
        code = codes.get(row["country"]) or GEONAMES_COUNTRIES.get(row["country"])
        words = re.findall(r"\w+", fold(row[column]))
        if not code or len(row[column]) < 3 or not words or all(word in excluded or len(word) < 3 for word in words):
            continue
        places[row[column]].add(code)
        bare = DIVISION.sub("", row[column])
        if column == "subcountry" and bare != row[column] and fold(bare) not in excluded:
            places[bare].add(code)
    return [[name, ",".join(sorted(places[name]))] for name in sorted(places)]


def write(directory, name, header, rows):
    with open(os.path.join(directory, name), "w", encoding="utf-8") as out:
        out.write("".join(f"# {line}\n" for line in header))
        out.write("".join("\t".join(row) + "\n" for row in rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countries", required=True)
    parser.add_argument("--cities", required=True)
    parser.add_argument("--treebank", nargs="+", required=True)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()

    countries = json.load(open(arguments.countries, encoding="utf-8"))
    cities = list(csv.DictReader(open(arguments.cities, encoding="utf-8", newline="")))
    codes = {country["name"]["common"]: country["cca2"] for country in countries}
    common = common_words(arguments.treebank, 2)
    write(arguments.output, "countries.tsv", [
        "Countries and territories: ISO 3166-1 alpha-2, name, country|territory, names, adjectives and demonyms, capitals.",
        "Source: github.com/mledoze/countries. Licence: Open Database License 1.0. Made by derive_gazetteers.py.",
    ], country_rows(countries))
    for file, column, what in (("cities.tsv", "name", "Cities"), ("regions.tsv", "subcountry", "First-level divisions of countries")):
        write(arguments.output, file, [
            f"{what} and the countries (ISO 3166-1 alpha-2) that have one of this name.",
            "Source: geonames.org by github.com/datasets/world-cities. Licence: CC BY 4.0. Made by derive_gazetteers.py.",
        ], place_rows(cities, codes, column, common))
    write(arguments.output, "common_words.txt", [
        "Words that English writes in lower case: capitals say nothing of them at the head of a sentence.",
        "Source: Universal Dependencies English EWT and open GUM, train parts. Licence: CC BY-SA 4.0. Made by derive_gazetteers.py.",
    ], [[word] for word in sorted(common)])


if __name__ == "__main__":
    main()
