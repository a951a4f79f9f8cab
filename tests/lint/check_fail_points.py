"""Every fail-point is one at which a test kills the service: each that can pass it."""
import re

import source_tree

_ROOTS = ("platform", "ingest_service", "query_service")
_CYCLES = "tests/crash/crash_cycles_test.cc"
# Those that kill another process than a service, or in a smaller setting, and where.
_ELSEWHERE = {
    "before_backup_is_named": "tests/crash/backup_test.cc",
    "after_backup_is_named": "tests/crash/backup_test.cc",
    "index_before_segment": "tests/query_service/index/index_writer_test.cc",
    "index_after_segment": "tests/query_service/index/index_writer_test.cc",
}
_PASSED = re.compile(r'\bDATELINE_FAIL_POINT\("(\w+)"\)')
_KILLED = re.compile(r'\.service = k(Ingest|Query),\s*\.fail_point = "(\w+)"')


def passed_points(sources):
    """(service, fail-point) of every fail-point in `sources`, texts by path; what the platform holds is in both."""
    points = set()
    for path, text in sources.items():
        root = path.partition("/")[0]
        services = {"ingest_service": ["Ingest"], "query_service": ["Query"]}.get(root, ["Ingest", "Query"])
        points |= {(service, name) for name in _PASSED.findall(text) for service in services}
    return points


def problems_in(sources, tests):
    """Fail-points without a death, and deaths at what is no fail-point; `tests` are texts by path as well."""
    points, killed = passed_points(sources), set(_KILLED.findall(tests[_CYCLES]))
    problems = [f"{_CYCLES}: no fail-point of {service}: {name}" for service, name in sorted(killed - points)]
    for service, name in sorted(points - killed):
        if name not in _ELSEWHERE:
            problems.append(f"{_CYCLES}: {service} does not die at {name}")
        elif f'"{name}"' not in tests[_ELSEWHERE[name]]:
            problems.append(f"{_ELSEWHERE[name]}: nothing dies at {name}")
    return sorted(set(problems))


def main():
    sources = {str(path): source_tree.read(path) for path in source_tree.files_ending(".cc", ".h")
               if path.parts[0] in _ROOTS}
    tests = {path: source_tree.read(path) for path in {_CYCLES, *_ELSEWHERE.values()}}
    source_tree.report(problems_in(sources, tests))


if __name__ == "__main__":
    main()
