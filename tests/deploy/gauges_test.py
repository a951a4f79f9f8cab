"""The dashboard and the alerts: what they ask for is exported, what they alert to is explained, and promtool takes them."""
import json
import pathlib
import re
import shutil
import subprocess
import unittest

_ROOT = pathlib.Path(__file__).resolve().parents[2]
_ALERTS = _ROOT / "deploy/prometheus/alerts.yml"
_DASHBOARD = _ROOT / "deploy/grafana/dateline.json"
_METRIC = re.compile(r"\b(?:dateline|process)_[a-z_]+\b")


def metrics_in_sources():
    """The names that the services export, with those that a histogram adds."""
    names = set()
    for folder in ("platform", "ingest_service", "query_service"):
        for source in (_ROOT / folder).rglob("*.cc"):
            names.update(re.findall(r'"((?:dateline|process)_[a-z_]+)"', source.read_text()))
    return names | {name + end for name in names if name.endswith("_seconds") for end in ("_bucket", "_sum", "_count")}


def alerts():
    return re.findall(r"- alert: (\w+)", _ALERTS.read_text())


class Gauges(unittest.TestCase):
    def test_alerts_ask_for_what_is_exported(self):
        self.assertLessEqual(set(_METRIC.findall(_ALERTS.read_text())), metrics_in_sources())

    def test_dashboard_asks_for_what_is_exported(self):
        panels = json.loads(_DASHBOARD.read_text())["panels"]
        asked = {name for panel in panels for target in panel["targets"] for name in _METRIC.findall(target["expr"])}
        self.assertLessEqual(asked, metrics_in_sources())
        self.assertGreater(len(asked), 10)

    def test_each_alert_says_what_to_do(self):
        operations = (_ROOT / "docs/operations.md").read_text()
        self.assertGreater(len(alerts()), 10)
        for alert in alerts():
            self.assertRegex(operations, rf"(?m)^\| `{alert}` \| .+ \| .+ \|$")

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed")
    def test_promtool_takes_the_rules(self):
        subprocess.run(["promtool", "check", "rules", _ALERTS], check=True, capture_output=True)
        # Looks for the rules beside it.
        subprocess.run(["promtool", "check", "config", "--syntax-only", _ALERTS.with_name("prometheus.yml")], check=True,
                       capture_output=True)


if __name__ == "__main__":
    unittest.main()
