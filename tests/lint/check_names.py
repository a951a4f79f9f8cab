"""Names explain themselves: files in snake_case, no type or file that only says that it manages, helps or processes."""
import ast
import re

import source_tree

_EMPTY_WORDS = "Manager|Helper|Util|Handler|Processor|Data|Info"
_TYPE = re.compile(r"\b(?:class|struct|using|message|enum)\s+(\w+)(?=\s*(?:[:{=]|final\b))")
_EMPTY_TYPE = re.compile(rf"(?:{_EMPTY_WORDS})s?$")
_EMPTY_FILE = re.compile(rf"(?:^|_)(?:{_EMPTY_WORDS})s?$", re.IGNORECASE)
_SNAKE_CASE = re.compile(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")


def type_names(path, text):
    """The types that a file defines."""
    if path.suffix == ".py":
        return [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    return _TYPE.findall(source_tree.code_only(text))


def problems_in_file(path, text):
    """What the name of a file, of its folders and of its types break."""
    problems = []
    if not all(_SNAKE_CASE.match(part) for part in (*path.parts[:-1], path.stem)):
        problems.append(f"{path}: names of files and folders are snake_case")
    if _EMPTY_FILE.search(path.stem):
        problems.append(f"{path}: the name does not say what is in it")
    for name in filter(_EMPTY_TYPE.search, type_names(path, text)):
        problems.append(f"{path}: {name}: the name does not say what the type is")
    return problems


def main():
    problems = []
    for path in source_tree.files_ending(".cc", ".h", ".py", ".proto", ".cmake"):
        problems += problems_in_file(path, source_tree.read(path))
    source_tree.report(problems)


if __name__ == "__main__":
    main()
