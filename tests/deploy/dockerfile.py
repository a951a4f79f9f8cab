"""The instructions of a Dockerfile, as far as ours go (docs.docker.com/reference/dockerfile)."""
import collections
import re

Step = collections.namedtuple("Step", "instruction rest")
# A stage begins with FROM `image`; others copy from it by its `name`.
Stage = collections.namedtuple("Stage", "image name steps")


def read_stages(text):
    """The stages in their order. An instruction goes on after a backslash; comments and empty lines say nothing."""
    stages = []
    for line in re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n|^\s*\n", "", text, flags=re.MULTILINE)).splitlines():
        instruction, _, rest = line.strip().partition(" ")
        if instruction == "FROM":
            image, _, name = rest.partition(" AS ")
            stages.append(Stage(image.strip(), name.strip(), []))
        else:
            stages[-1].steps.append(Step(instruction, rest.strip()))
    return stages
