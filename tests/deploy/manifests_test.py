"""What deploy/ says to Kubernetes and to Compose: it parses, its parts find each other, and its containers are locked down."""
import pathlib
import shutil
import subprocess
import unittest

import dockerfile

try:
    import yaml
except ImportError:
    print("no Python for YAML (Debian: python3-yaml)")
    raise SystemExit(77) from None

DEPLOY = pathlib.Path(__file__).resolve().parents[2] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
WORKLOADS = ("StatefulSet", "Deployment")


def read(path):
    """The documents of a YAML file."""
    return [document for document in yaml.safe_load_all(path.read_text(encoding="utf-8")) if document]


def kustomization():
    return read(KUBERNETES / "kustomization.yaml")[0]


def objects(*kinds):
    """The objects that the kustomization names, of these kinds; of all without."""
    found = [item for name in kustomization()["resources"] for item in read(KUBERNETES / name)]
    return [item for item in found if not kinds or item["kind"] in kinds]


def pods():
    """(name of the workload, spec of its pods, their labels)."""
    return [(item["metadata"]["name"], item["spec"]["template"]["spec"], item["spec"]["template"]["metadata"]["labels"])
            for item in objects(*WORKLOADS)]


class KubernetesTest(unittest.TestCase):
    def test_every_file_is_part_of_it(self):
        generated = [name for generator in kustomization()["configMapGenerator"] for name in generator["files"]]
        listed = {"kustomization.yaml", *kustomization()["resources"], *generated}
        self.assertEqual(listed, {path.name for path in KUBERNETES.iterdir()})

    def test_config_maps_and_images_are_there(self):
        maps = {generator["name"] for generator in kustomization()["configMapGenerator"]}
        images = {image["name"] for image in kustomization()["images"]}
        for name, pod, _ in pods():
            with self.subTest(name):
                self.assertLessEqual({volume["configMap"]["name"] for volume in pod["volumes"] if "configMap" in volume}, maps)
                self.assertIn(pod["containers"][0]["image"], images)

    def test_selectors_find_their_pods(self):
        labels = [labels for _, _, labels in pods()]
        for item in objects("Service", "PodDisruptionBudget", "NetworkPolicy", *WORKLOADS):
            spec = item["spec"]
            wanted = spec.get("podSelector", spec.get("selector"))
            wanted = wanted.get("matchLabels", {} if "podSelector" in spec else wanted)
            with self.subTest(f"{item['kind']} {item['metadata']['name']}"):
                self.assertTrue(any(wanted.items() <= of_pod.items() for of_pod in labels), wanted)

    def test_services_are_headless_and_find_their_port(self):
        ports = {port["name"] for _, pod, _ in pods() for port in pod["containers"][0]["ports"]}
        self.assertEqual(len(objects("Service")), 2)
        for service in objects("Service"):
            self.assertEqual(service["spec"]["clusterIP"], "None")
            self.assertIn(service["spec"]["ports"][0]["targetPort"], ports)

    def test_queries_scale_and_outlive_the_draining_of_a_node(self):
        scaled = objects("HorizontalPodAutoscaler")[0]["spec"]
        self.assertIn((scaled["scaleTargetRef"]["kind"], scaled["scaleTargetRef"]["name"]),
                      [(item["kind"], item["metadata"]["name"]) for item in objects(*WORKLOADS)])
        self.assertGreater(scaled["minReplicas"], objects("PodDisruptionBudget")[0]["spec"]["minAvailable"])

    def test_containers_are_locked_down_and_probed(self):
        for name, pod, _ in pods():
            container = pod["containers"][0]
            with self.subTest(name):
                self.assertTrue(pod["securityContext"]["runAsNonRoot"])
                self.assertFalse(pod["automountServiceAccountToken"])
                self.assertTrue(container["securityContext"]["readOnlyRootFilesystem"])
                self.assertFalse(container["securityContext"]["allowPrivilegeEscalation"])
                self.assertEqual(container["securityContext"]["capabilities"], {"drop": ["ALL"]})
                self.assertLessEqual({"startupProbe", "readinessProbe", "livenessProbe"}, container.keys())
                self.assertIn("memory", container["resources"]["limits"])

    def test_nothing_is_reached_unless_a_policy_says_so(self):
        deny = [policy for policy in objects("NetworkPolicy") if policy["spec"]["podSelector"] == {}]
        self.assertEqual([sorted(policy["spec"]["policyTypes"]) for policy in deny], [["Egress", "Ingress"]])

    @unittest.skipUnless(shutil.which("kubectl"), "no kubectl")
    def test_kustomize_takes_it(self):
        built = subprocess.run(["kubectl", "kustomize", KUBERNETES], check=False, capture_output=True, text=True)
        self.assertEqual(built.returncode, 0, built.stderr)
        self.assertEqual(len(list(yaml.safe_load_all(built.stdout))), len(objects()) + 2)


class ImagesTest(unittest.TestCase):
    def test_compose_builds_what_is_there_and_locks_it_down(self):
        services = read(DEPLOY / "docker/compose.yaml")[0]["services"]
        self.assertEqual(set(services), {"ingest", "query"})
        for service in services.values():
            context = (DEPLOY / "docker" / service["build"]["context"]).resolve()
            self.assertTrue((context / service["build"]["dockerfile"]).is_file())
            self.assertTrue(service["read_only"])
            self.assertEqual(service["cap_drop"], ["ALL"])

    def test_dockerfiles_end_as_a_user_with_a_health_check(self):
        paths = sorted((DEPLOY / "docker").glob("*.Dockerfile"))
        self.assertEqual([path.name for path in paths], ["ingest.Dockerfile", "query.Dockerfile"])
        for path in paths:
            stages = dockerfile.read_stages(path.read_text(encoding="utf-8"))
            last = {step.instruction: step.rest for step in stages[-1].steps}
            with self.subTest(path.name):
                self.assertGreater(len(stages), 1)
                self.assertEqual(last["USER"], "64000:64000")
                self.assertIn("HEALTHCHECK", last)
                self.assertIn("ENTRYPOINT", last)


if __name__ == "__main__":
    unittest.main()
