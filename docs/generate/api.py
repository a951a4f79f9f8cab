"""Writes docs/api/ from the comments of proto/ and the examples of docs/api/examples.json.

    api.py [--check]

With --check nothing is written: the exit code is 1 when a page is stale, 77 where protoc or its Python is not there.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import page

try:
    from google.protobuf import descriptor_pb2
except ImportError:
    print("no Python for protobuf (Debian: python3-protobuf)")
    sys.exit(77)

DOCS = pathlib.Path(__file__).resolve().parents[1]
PROTO = DOCS.parent / "proto"
FOLDER = DOCS / "api"
EXAMPLES = FOLDER / "examples.json"
Field = descriptor_pb2.FieldDescriptorProto
# Places of things in a file's descriptor, for its comments (descriptor.proto, SourceCodeInfo.Location.path).
_MESSAGE, _ENUM, _SERVICE = 4, 5, 6
_FIELD_OR_VALUE = 2
_PACKAGE = ".dateline.v1."
_HEAD = "<!-- Generated from proto/ and examples.json by ./dev docs. -->\n"


def read_contract():
    """The files of the contract with their comments."""
    with tempfile.NamedTemporaryFile() as output:
        sources = sorted(str(path.relative_to(PROTO)) for path in PROTO.glob("dateline/v1/*.proto"))
        command = ["protoc", "-I", str(PROTO), "--include_source_info", f"--descriptor_set_out={output.name}", *sources]
        try:
            subprocess.run(command, check=True)
        except FileNotFoundError:
            print("no protoc (Debian: protobuf-compiler)")
            sys.exit(77)
        contract = descriptor_pb2.FileDescriptorSet()
        contract.ParseFromString(pathlib.Path(output.name).read_bytes())
    return contract.file


class Page:
    """The page of one .proto file."""

    def __init__(self, file, homes, examples):
        self._file, self._homes, self._examples = file, homes, examples
        self._comments = {tuple(place.path): " ".join(place.leading_comments.split())
                          for place in file.source_code_info.location}

    def text(self):
        """The page in Markdown."""
        name = pathlib.PurePosixPath(self._file.name).stem
        parts = [_HEAD, f"# {name}.proto\n"]
        if self._file.service:
            parts += self._services()
        elif self._examples_of(name):
            parts += self._examples_of(name)
        parts += self._types()
        return "\n".join(parts)

    def summary(self):
        """A line for each method, or for each type of a file without a service."""
        stem = pathlib.PurePosixPath(self._file.name).stem
        lines = [f"\n## [{stem}.proto]({stem}.md)\n"]
        for index, service in enumerate(self._file.service):
            lines.append(self._comments[(_SERVICE, index)] + "\n")
            lines.append(page.table((service.name, "what it does"), [
                (f"[{method.name}]({stem}.md#{method.name.lower()})",
                 _first_sentence(self._comments[(_SERVICE, index, _FIELD_OR_VALUE, place)]))
                for place, method in enumerate(service.method)]))
        if not self._file.service:
            names = [kind.name for kind in (*self._file.message_type, *self._file.enum_type)]
            lines.append(", ".join(f"[{name}]({stem}.md#{name.lower()})" for name in names) + "\n")
        return "\n".join(lines)

    def _services(self):
        for index, service in enumerate(self._file.service):
            yield self._comments[(_SERVICE, index)] + "\n"
            for place, method in enumerate(service.method):
                comment, errors = _without_errors(self._comments[(_SERVICE, index, _FIELD_OR_VALUE, place)])
                yield f"## {method.name}\n\n{comment}\n"
                yield f"    rpc {method.name}({_kind(method, 'client', 'input')}) returns ({_kind(method, 'server', 'output')})\n"
                if errors:
                    yield f"Errors: {errors}\n"
                yield f"Takes {self._link(method.input_type)}, gives {self._link(method.output_type)}.\n"
                yield from self._examples_of(f"{service.name}.{method.name}")

    def _examples_of(self, method):
        for example in self._examples:
            if example["method"] == method:
                yield _example_text(example)

    def _types(self):
        for index, message in enumerate(self._file.message_type):
            yield self._message((_MESSAGE, index), message)
        for index, enum in enumerate(self._file.enum_type):
            path = (_ENUM, index)
            rows = [(f"`{value.name}`", self._comments.get((*path, _FIELD_OR_VALUE, place), ""))
                    for place, value in enumerate(enum.value)]
            yield f"## {enum.name}\n\n{self._comments.get(path, '')}\n\n{page.table(('value', 'meaning'), rows)}"

    def _message(self, path, message):
        rows = [(f"`{field.name}`", self._field_type(field, message),
                 self._comments.get((*path, _FIELD_OR_VALUE, place), ""))
                for place, field in enumerate(message.field)]
        text = f"## {message.name}\n\n{self._comments.get(path, '')}\n"
        return text + ("\n" + page.table(("field", "type", "what it is"), rows) if rows else "")

    def _field_type(self, field, message):
        if field.type in (Field.TYPE_MESSAGE, Field.TYPE_ENUM):
            name = self._link(field.type_name)
        else:
            name = Field.Type.Name(field.type).removeprefix("TYPE_").lower()
        if field.label == Field.LABEL_REPEATED:
            return f"repeated {name}"
        if field.HasField("oneof_index") and not field.proto3_optional:
            return f"{name}, one of `{message.oneof_decl[field.oneof_index].name}`"
        return name

    def _link(self, type_name):
        name = type_name.rpartition(".")[2]
        home = self._homes.get(type_name)
        return f"[{name}]({home}.md#{name.lower()})" if home else type_name.removeprefix(".")


def _kind(method, side, end):
    stream = "stream " if getattr(method, f"{side}_streaming") else ""
    return stream + getattr(method, f"{end}_type").removeprefix(_PACKAGE)


def _first_sentence(text):
    return text.split(". ")[0].rstrip(".") + "."


def _without_errors(comment):
    text, _, errors = comment.partition(" Errors: ")
    return text, errors


def _example_text(example):
    lines = [f"{example['says']}\n" if "says" in example else "", "```"]
    for side in ("request", "response", "error"):
        for value in example.get(side + "s", [example[side]] if side in example else []):
            mark = {"request": "->", "response": "<-", "error": "<-"}[side]
            lines.append(f"{mark} {json.dumps(value, indent=2, ensure_ascii=False)}")
    return "\n".join([*lines, "```\n"])


def main(*options):
    files = read_contract()
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.exists() else []
    homes = {f".{file.package}.{kind.name}": pathlib.PurePosixPath(file.name).stem
             for file in files for kind in (*file.message_type, *file.enum_type)}
    made = [(file, Page(file, homes, examples)) for file in files]
    pages = {FOLDER / f"{pathlib.PurePosixPath(file.name).stem}.md": one.text() for file, one in made}
    made.sort(key=lambda pair: not pair[0].service)
    pages[FOLDER / "README.md"] = "\n".join([
        _HEAD, "# The contract, method by method\n",
        "How to write, read and page is in [api.md](../api.md). The examples are in Protobuf's JSON form, shortened to what matters,",
        "and `tests/clients/languages_test.cc` runs all of them, in their order in examples.json. `$token` stands for what an earlier",
        "answer gave.", *(one.summary() for _, one in made)])
    page.write_or_check(pages, check="--check" in options)


if __name__ == "__main__":
    main(*sys.argv[1:])
