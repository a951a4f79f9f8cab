"""Prints the measures that it reads as JSON arrays from standard input: as a table, or with --json for programs.

A measure has the FIELDS below and may have `best_known`, a number or words, which only the table shows.
"""
import json
import sys

FIELDS = ("measure", "value", "unit", "bar", "better")


def shown(value, unit=""):
    """A number as people read it; a dash for none."""
    if value is None:
        return "-"
    digits = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{digits} {unit}".rstrip()


def verdict(measure):
    """Whether the run reaches its bar; empty without one."""
    value, bar = measure["value"], measure.get("bar")
    if value is None or bar is None:
        return ""
    return "reached" if (value >= bar if measure["better"] == "higher" else value <= bar) else "below"


def table(measures):
    """The lines of the table."""
    rows = [("measure", "this run", "bar", "best known", "")]
    for measure in measures:
        best = measure.get("best_known")
        rows.append((measure["measure"], shown(measure["value"], measure.get("unit", "")), shown(measure.get("bar")),
                     best if isinstance(best, str) else shown(best), verdict(measure)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [aligned(row, widths) for row in rows]


def aligned(row, widths):
    """A row with its first cell to the left and the others to the right."""
    cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
    return "  ".join(cells).rstrip()


def for_programs(measures):
    """The measures with exactly the FIELDS."""
    return [{field: measure.get(field) for field in FIELDS} for measure in measures]


def read_arrays(text):
    """The elements of JSON arrays that follow each other."""
    decoder, elements, text = json.JSONDecoder(), [], text.lstrip()
    while text:
        array, end = decoder.raw_decode(text)
        elements += array
        text = text[end:].lstrip()
    return elements


def main():
    measures = read_arrays(sys.stdin.read())
    print(json.dumps(for_programs(measures), indent=1) if sys.argv[1:] == ["--json"] else "\n".join(table(measures)))


if __name__ == "__main__":
    main()
