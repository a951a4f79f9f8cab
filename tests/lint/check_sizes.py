"""Files have at most 400 lines, functions at most 70."""
import ast
import re

import source_tree

MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 70

_ACCESS = re.compile(r"^\s*(?:public|private|protected)\s*:(?!:)")
_TYPE = re.compile(r"(?:template\s*<.*>\s*)?(?:class|struct|union)\b", re.DOTALL)
_OPERATOR = re.compile(r"\boperator\s*(?:\(\)|\[\]|[^\s(\w]+)")


def cpp_functions(text):
    """(first line, last line, head) of every function defined at namespace or class scope in C++ text."""
    code = _without_preprocessor(source_tree.code_only(text))
    functions, stack, start = [], [], 0
    for match in re.finditer(r"[{};]", code):
        character, position = match.group(), match.start()
        if character == "{":
            head, head_start = _head(code, start, position)
            outer = stack[-1][0] if stack else "namespace"
            stack.append((_kind(head) if outer in ("namespace", "type") else "block", head_start, head))
        elif character == "}" and stack:
            kind, head_start, head = stack.pop()
            if kind == "function":
                functions.append((_line(code, head_start), _line(code, position), " ".join(head.split())))
        start = position + 1
    return functions


def _without_preprocessor(code):
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", source_tree.blank_match, code, flags=re.MULTILINE)


def _line(code, position):
    return code.count("\n", 0, position) + 1


def _head(code, start, end):
    """What stands before a brace, without access specifiers, and where it begins."""
    while access := _ACCESS.match(code[start:end]):
        start += access.end()
    blank = len(code[start:end]) - len(code[start:end].lstrip())
    return code[start + blank:end], start + blank


def _kind(head):
    """What a brace opens: namespace, type, function, or block (an initializer, an enum's list)."""
    if re.match(r"(?:inline\s+)?namespace\b|extern\b\s*$", head):
        return "namespace"
    outside = _OPERATOR.sub("operator", head)
    while (inner := re.sub(r"\([^()]*\)", "@", outside)) != outside:
        outside = inner
    if _TYPE.match(head) and "@" not in outside:
        return "type"
    return "function" if "@" in outside and "=" not in outside else "block"


def python_functions(text):
    """(first line, last line, name) of every function in Python text."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [(node.lineno, node.end_lineno, node.name) for node in nodes]


def problems_in_file(path, text):
    """What is too long in one file."""
    problems, lines = [], text.count("\n")
    if lines > MOST_FILE_LINES:
        problems.append(f"{path}: {lines} lines; at most {MOST_FILE_LINES}")
    find = {".cc": cpp_functions, ".h": cpp_functions, ".py": python_functions}.get(path.suffix, lambda _: [])
    for first, last, head in find(text):
        lines = last - first + 1
        if lines > MOST_FUNCTION_LINES:
            problems.append(f"{path}:{first}: {lines} lines in a function; at most {MOST_FUNCTION_LINES}: {head[:60]}")
    return problems


def main():
    problems = []
    for path in source_tree.files_ending(".cc", ".h", ".inc", ".py", ".proto", ".cmake", "CMakeLists.txt", "dev"):
        problems += problems_in_file(path, source_tree.read(path))
    source_tree.report(problems)


if __name__ == "__main__":
    main()
