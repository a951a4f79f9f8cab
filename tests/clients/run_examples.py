"""Runs the examples of docs/api/examples.json in their order against a pair of services.

    run_examples.py SERVICE_CONFIG EXAMPLES [--show]

Calls are made with the service config. Addresses are in DATELINE_INGEST and DATELINE_QUERY. What an example gives of an answer
must be in the answer; --show prints the whole of it.
"""
import importlib
import itertools
import json
import os
import pathlib
import re
import sys

import grpc
from google.protobuf import json_format
from google.rpc import error_details_pb2, status_pb2

SERVICES = ("IngestService", "FeedService", "QueryService")
TIMEOUT_SECONDS = 60


def snake_case(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def kept_values(value, kept):
    """The value with each "$name" replaced by what an earlier answer gave."""
    if isinstance(value, dict):
        return {key: kept_values(item, kept) for key, item in value.items()}
    if isinstance(value, list):
        return [kept_values(item, kept) for item in value]
    return re.sub(r"\$(\w+)", lambda name: kept[name.group(1)], value) if isinstance(value, str) else value


def at_path(value, path):
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def missing(expected, answer, path=""):
    """Where an answer lacks what is expected of it; empty: nowhere."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return [place for key, item in expected.items() for place in missing(item, answer.get(key), f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(answer, list):
        pairs = itertools.zip_longest(expected, answer[:len(expected)])
        return [place for index, pair in enumerate(pairs) for place in missing(*pair, f"{path}.{index}")]
    return [] if expected == answer else [f"{path}: {expected!r}, not {answer!r}"]


class Runner:
    """Calls methods by name. Not thread-safe."""

    def __init__(self, addresses, service_config):
        options = [("grpc.service_config", service_config)]
        self._channels = {name: grpc.insecure_channel(address, options) for name, address in addresses.items()}
        self._kept = {}

    def call(self, example):
        """The answers of the service, as JSON; a list also for one."""
        service, method = example["method"].split(".")
        name = snake_case(service)
        messages = importlib.import_module(f"dateline.v1.{name}_pb2")
        stubs = importlib.import_module(f"dateline.v1.{name}_pb2_grpc")
        bound = getattr(getattr(stubs, f"{service}Stub")(self._channels[service]), method)
        descriptor = messages.DESCRIPTOR.services_by_name[service].methods_by_name[method]
        home = importlib.import_module(descriptor.input_type.file.name.removesuffix(".proto").replace("/", ".") + "_pb2")
        request_type = getattr(home, descriptor.input_type.name)
        requests = [json_format.ParseDict(kept_values(request, self._kept), request_type())
                    for request in example.get("requests", [example.get("request")])]
        answer = bound(iter(requests) if "requests" in example else requests[0], timeout=TIMEOUT_SECONDS)
        answers = [answer] if "responses" not in example else list(itertools.islice(answer, len(example["responses"])))
        return [json_format.MessageToDict(one, preserving_proto_field_name=True) for one in answers]

    def problems(self, example, show):
        """How the answer differs from the example; empty: it does not."""
        expected = example.get("responses", [example.get("response", example.get("error"))])
        try:
            answers = self.call(example)
            for name, path in example.get("keep", {}).items():
                self._kept[name] = at_path(answers[0], path)
        except grpc.RpcError as error:
            answers = [{"code": error.code().name, "reason": reason_of(error)}]
        if show:
            print(example["method"], json.dumps(answers, indent=2, ensure_ascii=False))
        return missing(kept_values(expected, self._kept), answers)


def methods():
    """Every method of the contract."""
    for service in SERVICES:
        messages = importlib.import_module(f"dateline.v1.{snake_case(service)}_pb2")
        yield from (f"{service}.{method.name}" for method in messages.DESCRIPTOR.services_by_name[service].methods)


def reason_of(error):
    """The reason in the google.rpc.ErrorInfo of an error."""
    details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
    for detail in status_pb2.Status.FromString(details).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info.reason
    return error.details()


def main(service_config, examples, *options):
    ingest, query = os.environ["DATELINE_INGEST"], os.environ["DATELINE_QUERY"]
    runner = Runner(dict(zip(SERVICES, (ingest, ingest, query))), pathlib.Path(service_config).read_text(encoding="utf-8"))
    examples = json.loads(pathlib.Path(examples).read_text(encoding="utf-8"))
    problems = [f"{method}: has no example" for method in methods() if method not in {one["method"] for one in examples}]
    problems += [f"{example['method']}{problem}" for example in examples
                 for problem in runner.problems(example, "--show" in options)]
    print("\n".join(problems) or "all examples hold")
    sys.exit(1 if problems else 0)


main(*sys.argv[1:])
