#!/usr/bin/env python3
# Copyright (c) 2026 The synthetic-traffic authors
# SPDX-License-Identifier: GPL-2.0-only
"""Records a few seconds of iperf3 with utils/testbed/record.py, and interrupts it in mid run.

usage: record-test.py RECORD.PY

Exit status 77, with a word, where network namespaces cannot be made or iperf3 is not there. What
needs neither (bad input) is tested all the same.
"""

import copy
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

RECORD = ""
RATE = 20e6
DELAY = 0.01
SCENARIO = {
    "name": "small",
    "stop": "20s",
    "network": {"type": "links",
                "links": [["client", "server", {"rate": "20Mbps", "delay": "10ms", "queue": "50p",
                                                "framing": "ethernet"}]],
                "addresses": {"client": "198.18.1.1", "server": "198.18.1.2"}},
    "applications": [{"type": "poisson", "hosts": ["client", "server"], "flowList": "small.flows",
                      "label": "small"}],
}
# One flow, then two that make one test.
FLOWS = "3\nclient server 3 5201 4000000 0\nclient server 3 5201 1000000 2\nclient server 3 5201 1000000 2.02\n"


def why_not():
    """Why nothing can be recorded here, or nothing."""
    if os.geteuid() != 0:
        return "needs root"
    for tool, package in (("ip", "iproute2"), ("ethtool", "ethtool"), ("iperf3", "iperf3"), ("cc", "gcc")):
        if not shutil.which(tool):
            return f"install {package} (Debian package)"
    name = f"probe{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
    if made.returncode:
        return f"no network namespaces: {made.stderr.strip()}"
    try:
        for command in (["ip", "netns", "exec", name, "mount", "--bind", "/dev/null", "/etc/hosts"],
                        ["ip", "-n", name, "link", "add", "end0", "type", "veth", "peer", "name", "end1"]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                return f"{' '.join(command)}: {done.stderr.strip()}"
    finally:
        subprocess.run(["ip", "netns", "del", name])
    return ""


def namespaces(prefix):
    text = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True).stdout
    return [line for line in text.split("\n") if line.startswith(prefix)]


def root_network():
    """What the root namespace has, without counters."""
    return [subprocess.run(["ip", *words], capture_output=True, text=True).stdout
            for words in (["-br", "link"], ["-br", "address"], ["route"])]


def processes(word):
    """Processes with a word in their command lines or environments, but for us."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        if folder.name == str(os.getpid()):
            continue
        try:
            text = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if word.encode() in text:
            found.append(folder.name)
    return found


class RecordTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="record-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        # record.py's own temporary files have to go as well.
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.environment = {**os.environ, "TMPDIR": str(self.temporary), "RECORD_TEST": str(self.folder)}
        self.out = self.folder / "out"
        (self.folder / "small.flows").write_text(FLOWS)
        self.before = root_network()

    def start(self, scenario, *options):
        path = self.folder / "small.json"
        path.write_text(scenario if isinstance(scenario, str) else json.dumps(scenario))
        self.process = subprocess.Popen([sys.executable, RECORD, str(path), "--out", str(self.out), *options],
                                        env=self.environment, text=True, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
        return self.process

    def record(self, scenario, *options):
        process = self.start(scenario, *options)
        output, _ = process.communicate(timeout=100)
        return process.returncode, output

    def expect_nothing_left(self):
        self.assertEqual(namespaces(f"st{self.process.pid}-"), [])
        self.assertEqual(processes(str(self.folder)), [])
        self.assertEqual(list(self.temporary.iterdir()), [])
        self.assertEqual(root_network(), self.before)
        names = sorted(path.name for path in self.folder.iterdir())
        self.assertEqual([name for name in names if name != "out"], ["small.flows", "small.json", "tmp"])

    def expect_refused(self, scenario, word, *options):
        status, output = self.record(scenario, *options)
        self.assertEqual(status, 2, output)
        self.assertIn(word, output)
        self.assertNotIn("Traceback", output)
        self.assertEqual(len(output.strip().split("\n")), 1, output)
        self.assertFalse(self.out.exists())
        self.expect_nothing_left()


def changed(*keys, value):
    scenario = copy.deepcopy(SCENARIO)
    place = scenario
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return scenario


class BadInput(RecordTest):
    """Nothing of this needs root."""

    def test_networks_that_cannot_be_recorded(self):
        link = SCENARIO["network"]["links"][0]
        self.expect_refused(changed("network", "type", value="star"), "'star' cannot be recorded", "--iperf3=sh")
        self.expect_refused(changed("network", "links", value=[link, link]), "not one link", "--iperf3=sh")
        for key, value, word in (("rate", "fast", "'fast'"), ("delay", "1", "'1'"), ("queue", "9kB", "packets"),
                                 ("loss", 1, "loss"), ("qdisc", "fq_codel", "drop-tail")):
            self.expect_refused(changed("network", "links", 0, 2, key, value=value), word, "--iperf3=sh")
        self.expect_refused(changed("network", "links", 0, 2, "rate", value="1e400bps"), "too large", "--iperf3=sh")
        self.expect_refused(changed("network", "hosts", value=5), "network.hosts", "--iperf3=sh")
        self.expect_refused(changed("network", "addresses", "client", value="10.0.0.1"), "198.18.0.0/15",
                            "--iperf3=sh")
        slow = {"rate": "1Mbps", "delay": "1ms"}
        self.expect_refused(changed("network", value={"type": "dumbbell", "left": ["client"],
                                                      "right": ["server"], "access": slow,
                                                      "bottleneck": link[2]}),
                            "as fast", "--iperf3=sh")

    def test_programs_and_files(self):
        self.expect_refused(SCENARIO, "--iperf3")
        self.expect_refused(SCENARIO, "no such program", "--iperf3=/nowhere/iperf3")
        self.expect_refused(SCENARIO, "-c cannot be set", "--iperf3=sh", "--iperf3-args=-c 1.2.3.4")
        self.expect_refused(changed("applications", 0, "flowList", value="none"), "no such file", "--iperf3=sh")
        self.expect_refused(changed("applications", 0, "type", value="gensyn"), "no real program", "--iperf3=sh")
        self.expect_refused(SCENARIO, "No closing quotation", "--iperf3=sh", "--iperf3-args=-t 2 'x")
        self.expect_refused("{", "small.json")
        self.expect_refused("[" * 100000, "small.json")
        for flow in (b"client nobody 3 5201 5 0", b"client -1 3 5201 5 0", b"client 2 3 5201 5 0",
                     b"client server 3 5201 5 -1", b"client server 3 5201 5 nan", b"client \xff 3 5201 5 0"):
            (self.folder / "small.flows").write_bytes(b"1\n" + flow + b"\n")
            self.expect_refused(SCENARIO, "small.flows:2", "--iperf3=sh")

    def test_what_is_there_is_kept(self):
        self.out.mkdir()
        (self.out / "mine").write_text("x")
        status, output = self.record(SCENARIO, "--iperf3=sh")
        self.assertEqual(status, 2, output)
        self.assertEqual((self.out / "mine").read_text(), "x")


class Recording(RecordTest):
    @classmethod
    def setUpClass(cls):
        if reason := why_not():
            raise unittest.SkipTest(reason)

    def test_iperf3(self):
        status, output = self.record(SCENARIO, "--iperf3")
        self.assertEqual(status, 0, output)
        self.expect_nothing_left()
        network = json.loads((self.out / "network.json").read_text())
        self.assertEqual((network["rate_bps"], network["one_way_delay_us"], network["queue_packets"]),
                         (RATE, DELAY * 1e6, 50))
        for number, streams in ((1, 1), (2, 2)):
            log = json.loads((self.out / f"iperf3.client-small-{number}.json").read_text())
            self.assertEqual(len(log["end"]["streams"]), streams)
            self.assertEqual(log["end"]["sender_tcp_congestion"], "cubic")
            # Segments are 1448 of 1514 bytes. More cannot be; slow start and losses cost a part.
            goodput = log["end"]["sum_received"]["bits_per_second"]
            self.assertLess(goodput, 1.01 * RATE * 1448 / 1514)
            self.assertGreater(goodput, 0.6 * RATE)
            # Both delays at least, and at most a full queue on top and some time of the hosts.
            full = 50 * 1514 * 8 / RATE
            for stream in log["end"]["streams"]:
                self.assertGreaterEqual(stream["sender"]["min_rtt"], 2e6 * DELAY)
                self.assertLess(stream["sender"]["mean_rtt"], 1e6 * (2 * DELAY + full + 0.02))
        link = json.loads((self.out / "link.json").read_text())["directions"]["client_to_server"]
        self.assertGreater(link["bytes"], 5.5e6)
        self.assertGreater(link["dropped"], 0)
        run = json.loads((self.out / "run.json").read_text())
        self.assertGreaterEqual(run["tcp_counters"]["client"]["TcpRetransSegs"], link["dropped"])

    def test_dumbbell_with_several_hosts(self):
        scenario = copy.deepcopy(SCENARIO)
        scenario["network"] = {"type": "dumbbell", "left": ["a", "b"], "right": ["server"],
                               "access": {"rate": "1Gbps", "delay": "2ms"},
                               "bottleneck": {"rate": "20Mbps", "delay": "6ms", "queue": "50p", "loss": 0.02}}
        # The second left host sends: by way of the switch.
        scenario["applications"][0]["hosts"] = ["a", "b", "server"]
        (self.folder / "small.flows").write_text("1\n1 2 3 5201 500000 0\n")
        status, output = self.record(scenario, "--iperf3")
        self.assertEqual(status, 0, output)
        self.expect_nothing_left()
        stream = json.loads((self.out / "iperf3.b-small-1.json").read_text())["end"]["streams"][0]
        self.assertGreaterEqual(stream["sender"]["min_rtt"], 20000)
        link = json.loads((self.out / "link.json").read_text())["directions"]
        self.assertGreater(link["client_to_server"]["lost"] + link["server_to_client"]["lost"], 0)

    def test_interrupt(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start(SCENARIO, "--iperf3-args=-t 60")
            limit = time.monotonic() + 60
            # In mid run: the client's log is open, so its server, its hosts and the link are there.
            while not list(self.folder.glob("out.partial-*/iperf3.*.json")) and time.monotonic() < limit:
                self.assertIsNone(process.poll())
                time.sleep(0.05)
            time.sleep(0.5)
            self.assertEqual(len(namespaces(f"st{process.pid}-")), 3)
            self.assertNotEqual(processes(f"st{process.pid}-") or processes(str(self.folder)), [])
            process.send_signal(number)
            output, _ = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 128 + number, output)
            self.assertFalse(self.out.exists())
            self.expect_nothing_left()

    def test_interrupt_while_it_is_built(self):
        for count in (1, 3):
            process = self.start(SCENARIO, "--iperf3")
            limit = time.monotonic() + 60
            while len(namespaces(f"st{process.pid}-")) < count and time.monotonic() < limit:
                time.sleep(0.005)
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 128 + signal.SIGINT, output)
            self.expect_nothing_left()

    def write_program(self, name, text):
        path = self.folder / "tmp" / name
        path.write_text(f"#!{sys.executable}\nimport socket, sys, os\n{text}")
        path.chmod(0o755)
        self.addCleanup(path.unlink, missing_ok=True)
        return str(path)

    def test_programs_get_their_configs(self):
        """What stands in for TGen and HKUST's programs: each tells what it was called with."""
        serve = ("peer, address = socket.create_server(('', PORT)).accept()\n"
                 "print(address[0], os.environ.get('TGENHOSTNAME'), flush=True)\n"
                 "peer.sendall(b'x'); peer.recv(1)\nimport time; time.sleep(99)\n")
        ask = "socket.create_connection(('server', PORT)).recv(1)\n"
        tgen = self.write_program("tgen", "if 'client' not in sys.argv[1]:\n    " +
                                  serve.replace("PORT", "8888").replace("\n", "\n    ") + "\nelse:\n    " +
                                  ask.replace("PORT", "8888") + "    print('asked', os.environ['TGENHOSTNAME'], "
                                  "open('model.graphml').read())\n")
        server = self.write_program("server", "PORT = int(sys.argv[2])\n" + serve)
        client = self.write_program("client", "PORT = 5002\n" + ask + "args = sys.argv[1:]\nprint(args)\n"
                                    "open(args[args.index('-l') + 1], 'w').write('1 2 3\\n')\n")
        files = self.folder / "tmp" / "files"
        files.mkdir()
        self.addCleanup(shutil.rmtree, files, ignore_errors=True)
        (files / "server.graphml").write_text("<graphml><graph><node id='start'/></graph></graphml>")
        (files / "client.graphml").write_text("<graphml><graph><node id='start'><data>model.graphml</data>"
                                              "</node><node id='end'/></graph></graphml>")
        (files / "model.graphml").write_text("the model")
        (files / "client.conf").write_text("server 198.18.1.2 5002\nreq_size_dist sizes.cdf\n")
        (files / "sizes.cdf").write_text("1 1\n")
        scenario = {**SCENARIO, "files": "tmp/files", "applications": [
            {"type": "tgen", "hosts": ["client"], "config": "client.graphml", "label": "ask", "start": "1s"},
            {"type": "tgen", "hosts": ["ser*"], "config": "server.graphml"},
            {"type": "flow-server", "hosts": ["server"], "port": 5002},
            {"type": "poisson", "hosts": ["client"], "config": "client.conf", "bandwidth": "10Mbps",
             "duration": "2s", "seed": 7, "start": "1s"}]}
        self.expect_refused_program(scenario)
        status, output = self.record(scenario, "--tgen", tgen, "--hkust-client", client, "--hkust-server", server)
        self.assertEqual(status, 0, output)
        read = lambda name: (self.out / name).read_text().strip()
        self.assertEqual(read("tgen.server.log"), "198.18.1.1 server")
        self.assertEqual(read("tgen.client-ask.log"), "asked client the model")
        self.assertEqual(read("server-stdout.txt"), "198.18.1.1 None")
        self.assertEqual(read("flows.txt"), "1 2 3")
        self.assertIn("['-b', '10', '-c', 'client.conf', '-t', '2', '-l'", read("client-stdout.txt"))
        self.assertIn("'-s', '7'", read("client-stdout.txt"))
        self.assertEqual({"client.graphml", "model.graphml", "client.conf", "sizes.cdf"}
                         - {path.name for path in self.out.iterdir()}, set())

    def expect_refused_program(self, scenario):
        status, output = self.record(scenario)
        self.assertEqual(status, 2)
        self.assertIn("--tgen", output)

    def test_a_program_that_fails(self):
        status, output = self.record(SCENARIO, "--iperf3-args=--no-such-option")
        self.assertEqual(status, 1, output)
        self.assertIn("no-such-option", output)
        self.assertFalse(self.out.exists())
        self.expect_nothing_left()


if __name__ == "__main__":
    RECORD = sys.argv.pop(1)
    result = unittest.main(exit=False, verbosity=2).result
    if not result.wasSuccessful():
        sys.exit(1)
    if result.skipped:
        print(f"skipped: {result.skipped[0][1]}")
        sys.exit(77)
