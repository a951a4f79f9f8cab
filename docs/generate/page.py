"""Pages in Markdown that are generated, and must not be stale."""
import sys


def table(head, rows):
    """A table; its cells are Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def write_or_check(pages, check):
    """Writes pages (path -> text); with `check` ends the program, with 1 if one is not what it should be."""
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"{path.name} is stale: ./dev docs writes it anew")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], encoding="utf-8")
            print(f"wrote {path.name}")
    if check:
        sys.exit(1 if stale else 0)
