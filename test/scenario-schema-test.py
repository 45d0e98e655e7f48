#!/usr/bin/env python3
# Copyright (c) 2026 The synthetic-traffic authors
# SPDX-License-Identifier: GPL-2.0-only
"""Compares doc/scenario.schema.json with the reader of scenario files.

usage: scenario-schema-test.py SCHEMA COMMAND SCENARIO...

Every scenario must be valid. In scenarios that have every kind of object, each object must have
the same keys for the schema as for the command, and both must refuse another one. Exit status 77
when Python's jsonschema is not installed.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

try:
    from jsonschema import Draft202012Validator, FormatChecker
except ImportError:
    print("skipped: install python3-jsonschema (Debian package)")
    sys.exit(77)

UNKNOWN = "unknownKey"

LINK = {"rate": "10Mbps", "delay": "1ms", "queue": "50p", "loss": 0.1, "framing": "ethernet",
        "qdisc": "fq_codel"}
SHARED = {"addresses": {"h1": "192.0.2.1"}, "metric": "delay"}
NETWORKS = [
    {"type": "dumbbell", "left": ["h1"], "right": ["h2"], "access": LINK, "bottleneck": LINK},
    {"type": "star", "hosts": ["h1", "h2"], "link": LINK},
    {"type": "leaf-spine", "leaves": 2, "spines": 2, "hostsPerLeaf": 1, "hostLink": LINK,
     "fabricLink": LINK},
    {"type": "fat-tree", "k": 2, "link": LINK},
    {"type": "links", "hosts": ["h1", "h2"], "links": [["h1", "h2", LINK]]},
    {"type": "graphml", "file": "network.graphml", "link": LINK},
]
GRAPHML = """<graphml><key id="n" for="node" attr.name="name" attr.type="string"/>
<graph edgedefault="undirected"><node id="h1"/><node id="h2"/><edge source="h1" target="h2"/>
</graph></graphml>
"""

PHASES = [{"weight": 1, "mean": 2}]
DISTRIBUTIONS = [
    {"distribution": "constant", "value": 1},
    {"distribution": "uniform", "min": 1, "max": 2},
    {"distribution": "exponential", "mean": 3},
    {"distribution": "pareto", "scale": 1, "shape": 2, "bound": 100},
    {"distribution": "lognormal", "mu": 1, "sigma": 1},
    {"distribution": "hyperexponential", "phases": PHASES},
    {"distribution": "empirical", "name": "dctcp", "sampling": "step"},
]
EVERYWHERE = {"start": "1s", "stop": "2s", "label": "x"}
POISSON = {"type": "poisson", "hosts": ["h1"], **EVERYWHERE, "connections": "per-flow",
           "initialConnections": 1, "retries": 1, "flowTimeout": "1s", "results": ["hkust"]}
MODEL = {
    "name": "user", "description": "every kind of state and module", "start": "stationary",
    "states": {
        "idle": {"mean": "10s", "to": {"talk": {"probability": 1,
                                                "when": {"state": "idle", "below": 5},
                                                "scale": {"state": "idle", "per": 5}}}},
        "read": {"phases": PHASES, "to": {"idle": 1}},
        "talk": {"module": "voip", "impatience": "2s", "to": {"read": 1}, "abandoned": {"idle": 1}},
    },
    "modules": {
        "ftp": {"type": "ftp", "sizes": 1000},
        "web": {"type": "web", "pages": {"source": 1, "objects": 2, "size": 3, "count": 4},
                "parallel": 2, "growth": {"links": 2, "share": 0.5, "limit": 9}},
        "cbr": {"type": "cbr", "packet": 200, "interval": "20ms", "duration": "10s"},
        "voip": {"type": "voip", "packet": 200, "interval": "20ms", "duration": "10s",
                 "talk": "1s", "silence": "1s"},
        "mpeg": {"type": "mpeg", "trace": [1000, 2000], "packet": 100, "period": "40ms",
                 "duration": "10s"},
    },
}
APPLICATIONS = [
    {"type": "tgen", "hosts": ["h1"], **EVERYWHERE, "config": "x.graphml", "payload": "real"},
    {"type": "socks-proxy", "hosts": ["h1"], **EVERYWHERE, "port": 1, "username": "a",
     "password": "b"},
    {"type": "flow-server", "hosts": ["h*"], **EVERYWHERE, "port": 2},
    *({**POISSON, "servers": [{"host": "h2", "port": 2, "weight": 1}, "h2:2"], "sizes": sizes,
       "dscp": [{"value": 1, "weight": 2}, 3], "rates": [{"value": "1Mbps", "weight": 1}, 0],
       "fanouts": [{"value": 2, "weight": 1}], "serverChoice": "random", "distinctServers": False,
       "bandwidth": "1Mbps", "flows": 10, "compat": "hkust", "seed": 1, "direction": "push"}
      for sizes in DISTRIBUTIONS),
    {**POISSON, "servers": "others", "sizes": "dctcp", "load": 0.5, "duration": "1s"},
    {**POISSON, "config": "x.conf", "load": 0.5, "duration": "1s"},
    {**POISSON, "flowList": "flow.txt"},
    {"type": "flow-groups", "hosts": ["h1"], **EVERYWHERE, "config": "x.json", "seed": 1,
     "protocol": "udp", "rate": "1Mbps", "inFlight": 2},
    {"type": "flow-trace", **EVERYWHERE, "trace": "x.trace", "variant": "2021",
     "hostsFile": "hosts", "protocol": "tcp", "rate": "1Mbps", "inFlight": 2},
    {"type": "gensyn", "hosts": ["h1"], **EVERYWHERE, "model": MODEL, "users": 1,
     "servers": ["h2"], "sample": "1s", "port": 3, "udpPort": 4},
    {"type": "gensyn", "hosts": ["h1"], "model": "ftp", "users": 1, "servers": ["h2"],
     "parameters": {"states.idle.mean": "9s"}},
    {"type": "content-server", "hosts": ["h2"], **EVERYWHERE, "port": 3, "udpPort": 4,
     "content": {"/index.html": "10KB", "/b": 5}},
]


def make_scenarios():
    # Few applications each: the command stops counting problems at some number.
    for i, network in enumerate(NETWORKS):
        applications = APPLICATIONS[i::len(NETWORKS)]
        yield {"$schema": "x", "name": "every-key", "stop": "10s", "seed": 2, "run": 3,
               "tcp": {"ns3::TcpSocket::InitialCwnd": 4}, "epoch": "2000-01-01",
               "network": {**network, **SHARED}, "applications": applications}


class Walker:
    """Finds, for the objects of a document, the keys that a schema knows."""

    def __init__(self, schema):
        self.schema = schema
        self.keys = {}  # by path
        self.objects = {}

    def validator(self, schema):
        return Draft202012Validator({**schema, "$defs": self.schema["$defs"]})

    def walk(self, schema, value, path=""):
        while "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            schema = self.schema["$defs"][name]
        for word in ("oneOf", "anyOf", "allOf"):
            for branch in schema.get(word, []):
                if word == "allOf" or self.validator(branch).is_valid(value):
                    self.walk(branch, value, path)
        if isinstance(value, dict):
            properties = schema.get("properties", {})
            others = schema.get("additionalProperties", True)
            if others is False:
                self.keys.setdefault(path, set()).update(properties)
                self.objects[path] = value
            for key, member in value.items():
                inner = properties.get(key, others)
                if isinstance(inner, dict):
                    self.walk(inner, member, f"{path}.{key}".lstrip("."))
        if isinstance(value, list):
            first = schema.get("prefixItems", [])
            for i, item in enumerate(value):
                inner = first[i] if i < len(first) else schema.get("items", {})
                self.walk(inner, item, f"{path}.{i}".lstrip("."))


class ScenarioSchemaTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

    def problems(self, document):
        return [f"{error.json_path}: {error.message[:200]}"
                for error in self.validator.iter_errors(document)]

    def ask_command(self, document):
        """What the command says about a scenario."""
        with tempfile.TemporaryDirectory() as directory:
            pathlib.Path(directory, "network.graphml").write_text(GRAPHML)
            file = pathlib.Path(directory, "scenario.json")
            file.write_text(json.dumps(document))
            done = subprocess.run([COMMAND, "check", str(file)], capture_output=True, text=True,
                                  check=False)
            return done.returncode, done.stderr

    @staticmethod
    def change(document, path, value):
        """A copy with another value in one place."""
        copied = copy.deepcopy(document)
        *outer, last = path.split(".")
        place = copied
        for step in outer:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value
        return copied

    def test_the_schema_itself_is_valid(self):
        Draft202012Validator.check_schema(SCHEMA)

    def test_shipped_scenarios_are_valid(self):
        self.assertGreater(len(SCENARIOS), 4)
        for file in SCENARIOS:
            with self.subTest(file):
                self.assertEqual(self.problems(json.loads(pathlib.Path(file).read_text())), [])

    def test_both_know_the_same_keys(self):
        for scenario in make_scenarios():
            with self.subTest(scenario["network"]["type"]):
                scenario = copy.deepcopy(scenario)
                self.assertEqual(self.problems(scenario), [])
                walker = Walker(SCHEMA)
                walker.walk(SCHEMA, scenario)
                for path, value in walker.objects.items():
                    value[UNKNOWN] = 1
                    self.assertNotEqual(self.problems(scenario), [], path)
                    del value[UNKNOWN]
                for value in walker.objects.values():
                    value[UNKNOWN] = 1
                status, said = self.ask_command(scenario)
                self.assertEqual(status, 2)
                found = re.findall(
                    rf'^[^:]*:\d+: (?:([^ ]*): )?unknown key "{UNKNOWN}".*\(one of: (.*)\)$',
                    said, re.MULTILINE)
                known = {path: set(keys.split(", ")) for path, keys in found}
                self.assertEqual(known, walker.keys)

    def test_both_refuse_wrong_values(self):
        base = json.loads(json.dumps(
            {"stop": "10s", "network": NETWORKS[1],
             "applications": [{"type": "flow-server", "hosts": ["h1", "h2"]},
                              {"type": "poisson", "hosts": ["h1"], "servers": ["h2"],
                               "sizes": 1000, "bandwidth": "1Mbps", "flows": 1}]}))
        self.assertEqual(self.problems(base), [])
        self.assertEqual(self.ask_command(base)[0], 0)
        wrong = [("stop", "10"), ("stop", 10), ("stop", ".5s"), ("stop", "1.s"),
                 ("epoch", "2000-1-1"), ("$schema", ""), ("seed", 0), ("run", -1), ("tcp", "bsd"),
                 ("name", "a/b"), ("network.type", "ring"), ("network.hosts", []),
                 ("network.hosts", ["h1", "h 2"]), ("network.hosts", ["h1", "localhost"]),
                 ("network.link.rate", "10"), ("network.link.rate", 10),
                 ("network.link.delay", "1"), ("network.link.loss", 1),
                 ("network.link.queue", "100"), ("network.link.framing", "atm"),
                 ("network.link.qdisc", "red"), ("network.metric", "rate"),
                 ("applications.0.port", 0), ("applications.0.start", "soon"),
                 ("applications.1.sizes", "no-such-distribution"),
                 ("applications.1.servers", "everybody"), ("applications.1.dscp", 64),
                 ("applications.1.load", 0.5), ("applications.1.duration", "1s"),
                 ("applications.1.seed", 1), ("applications.1.config", "x"),
                 ("applications.1.results", ["csv"]), ("applications.1.type", "bulk")]
        for path, value in wrong:
            with self.subTest(path, value=value):
                document = self.change(base, path, value)
                self.assertNotEqual(self.problems(document), [])
                self.assertEqual(self.ask_command(document)[0], 2)

    def test_both_take_what_is_rare(self):
        base = json.loads(json.dumps(
            {"stop": "10s", "network": NETWORKS[1],
             "applications": [{"type": "flow-server", "hosts": ["h1", "h2"]},
                              {"type": "poisson", "hosts": ["h1", "h2"], "servers": "others",
                               "sizes": 1000, "bandwidth": "1Mbps", "flows": 1},
                              {"type": "content-server", "hosts": ["*"]},
                              {"type": "gensyn", "hosts": ["h1", "h2"], "model": "ftp", "users": 1,
                               "servers": ["h1", "h2"]}]}))
        for path, value in [("stop", "1.5e1s"), ("run", 0), ("tcp", "ns3"),
                            ("network.link.rate", "0.5Gb/s"), ("network.link.queue", "1.5MB"),
                            ("applications.1.rates", 0), ("applications.1.rates", "0Mbps"),
                            ("applications.1.rates", ["0Mbps", "2Mbps"]),
                            ("applications.3.servers", "others"), ("applications.3.sample", 0.5),
                            ("applications.3.sample", "500ms")]:
            with self.subTest(path, value=value):
                document = self.change(base, path, value)
                self.assertEqual(self.problems(document), [])
                self.assertEqual(self.ask_command(document), (0, ""))

    def test_both_know_the_same_published_sizes(self):
        document = {"stop": "1s", "network": NETWORKS[1],
                    "applications": [{"type": "poisson", "hosts": ["h1"], "servers": ["h2"],
                                      "sizes": "no-such", "bandwidth": "1Mbps", "flows": 1}]}
        said = self.ask_command(document)[1]
        names = re.search(r"\(one of: ([^;)]*)", said).group(1).split(", ")
        enums = [branch["enum"] for branch in SCHEMA["$defs"]["sizes"]["oneOf"] if "enum" in branch]
        self.assertEqual(sorted(names), sorted(enums[0]))


if __name__ == "__main__":
    SCHEMA = json.loads(pathlib.Path(sys.argv[1]).read_text())
    COMMAND = sys.argv[2]
    SCENARIOS = sys.argv[3:]
    unittest.main(argv=sys.argv[:1])
