"""Draws the answers a second of `./dev bench query` as an SVG: measures come on standard input, the drawing goes out."""
import html
import json
import math
import sys

# What each question's measures are called, and how they are drawn.
SERIES = (("answers", "Dateline", "#1f6fb4"), ("echo of protobuf", "echo of protobuf", "#9aa5b1"),
          ("echo of bytes", "echo of bytes", "#d3d9e0"), ("PostgreSQL", "PostgreSQL 15", "#d98324"))
LEFT, WIDTH, BAR, GAP, TOP = 330, 560, 13, 16, 46


def rates(measures):
    """{question: {series: answers a second}} in the order of the measures."""
    questions = {}
    for measure in measures:
        question, colon, what = measure["measure"].partition(": ")
        if colon and what in [name for name, _, _ in SERIES]:
            questions.setdefault(question, {})[what] = measure["value"]
    return questions


def length(rate, greatest):
    """How long a bar is: the scale is logarithmic, from 1 to the next power of ten."""
    return WIDTH * math.log10(max(rate, 1)) / math.ceil(math.log10(greatest))


def drawing(measures):
    """The lines of the SVG."""
    questions = rates(measures)
    greatest = max(rate for series in questions.values() for rate in series.values())
    lines, y = [], TOP
    for number, (_, label, color) in enumerate(SERIES):
        lines.append(f'<rect x="{20 + number * 170}" y="12" width="12" height="12" fill="{color}"/>')
        lines.append(f'<text x="{38 + number * 170}" y="23">{html.escape(label)}</text>')
    for question, series in questions.items():
        lines.append(f'<text x="{LEFT - 10}" y="{y + BAR * len(series) / 2 + 4:g}" text-anchor="end">'
                     f"{html.escape(question)}</text>")
        for name, _, color in SERIES:
            if name not in series:
                continue
            width = length(series[name], greatest)
            lines.append(f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR - 1}" fill="{color}"/>')
            lines.append(f'<text x="{LEFT + width + 5:.1f}" y="{y + BAR - 3}">{series[name]:,.0f}</text>')
            y += BAR
        y += GAP
    lines.append(f'<text x="{LEFT}" y="{y + 8}">answers a second, 16 in flight; the scale is logarithmic</text>')
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 90}" height="{y + 24}" '
            'font-family="sans-serif" font-size="12" fill="#222">')
    return [head, f'<rect width="100%" height="100%" fill="#ffffff"/>', *lines, "</svg>"]


if __name__ == "__main__":
    print("\n".join(drawing(json.load(sys.stdin))))
