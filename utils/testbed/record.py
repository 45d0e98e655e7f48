#!/usr/bin/env python3
# Copyright (c) 2026 The synthetic-traffic authors
# SPDX-License-Identifier: GPL-2.0-only
"""Runs a scenario file for real, on this machine: real programs on Linux' TCP, over an emulated link.

Hosts and the link are network namespaces of their own, joined by veth pairs; addresses are of
198.18.0.0/15 and exist in these namespaces only. The network is two hosts and a link, or a dumbbell.
What runs is what the scenario's applications say: tgen entries with the binary of --tgen, poisson
entries with a config of HKUST's and flow-server entries with --hkust-client and --hkust-server,
flow lists with iperf3. All is taken down again at the end, also after an interrupt.

Exit status: 0 the recording is in OUT; 1 a program failed; 2 bad input, or not possible here;
128 + N ended by signal N. OUT is there only when the status is 0.
"""

import argparse
import ctypes
import ipaddress
import itertools
import json
import math
import os
import pathlib
import platform
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
BLOCK = ipaddress.ip_network("198.18.0.0/15")  # RFC 2544: for measurements of networks
FRAMING = {"ppp": 2, "ethernet": 14}
SYSCTLS = ("tcp_rmem tcp_wmem tcp_slow_start_after_idle tcp_sack tcp_dsack tcp_timestamps "
           "tcp_window_scaling tcp_ecn tcp_no_metrics_save tcp_early_retrans tcp_recovery "
           "tcp_autocorking tcp_moderate_rcvbuf tcp_mtu_probing tcp_fastopen tcp_rto_min_us "
           "tcp_comp_sack_nr tcp_comp_sack_delay_ns tcp_notsent_lowat ip_local_port_range "
           "tcp_frto tcp_reordering").split()


class InputError(Exception):
    """What the user can mend: status 2."""


class ProgramError(Exception):
    """A program failed: status 1."""


class Interrupt(BaseException):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


# --- Scenario files --------------------------------------------------------------------------


def quantity(text, units, what):
    match = re.fullmatch(r"([0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\.[0-9]+)\s*(\S*)", str(text).strip())
    if not match or match[2] not in units:
        raise InputError(f"{what}: {text!r} (expected a number and one of "
                         + ", ".join(unit for unit in units if unit) + ")")
    value = float(match[1]) * units[match[2]]
    if not math.isfinite(value):
        raise InputError(f"{what}: {text!r} is too large")
    return value


PREFIXES = {"": 1, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12,
            "ki": 2**10, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}
RATES = {prefix + unit: factor * bits for prefix, factor in PREFIXES.items()
         for unit, bits in (("bps", 1), ("b/s", 1), ("Bps", 8), ("B/s", 8))}
TIMES = {"s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "ps": 1e-12, "fs": 1e-15, "min": 60,
         "h": 3600, "d": 86400, "y": 365 * 86400}
QUEUES = {prefix + "p": factor for prefix, factor in PREFIXES.items()}


class Link:
    """Rate (bit/s), delay (s), queue (packets), loss and framing of an object of a scenario."""

    def __init__(self, value, where):
        if not isinstance(value, dict):
            raise InputError(f"{where}: an object with rate and delay was expected")
        for key in ("rate", "delay"):
            if key not in value:
                raise InputError(f"{where}: no {key}")
        unknown = set(value) - {"rate", "delay", "queue", "loss", "framing", "qdisc"}
        if unknown:
            raise InputError(f"{where}: unknown key {sorted(unknown)[0]!r}")
        if "qdisc" in value:
            raise InputError(f"{where}.qdisc: only drop-tail queues can be emulated")
        self.rate = quantity(value["rate"], RATES, f"{where}.rate")
        self.delay = quantity(value["delay"], TIMES, f"{where}.delay")
        queue = value.get("queue", "100p")
        if str(queue).endswith("B"):
            raise InputError(f"{where}.queue: {queue!r} (expected packets, such as 100p)")
        self.queue = int(quantity(queue, QUEUES, f"{where}.queue"))
        self.loss = value.get("loss", 0)
        self.framing = value.get("framing", "ppp")
        if self.rate <= 0 or self.queue < 1:
            raise InputError(f"{where}: rate and queue must be above 0")
        if isinstance(self.loss, bool) or not isinstance(self.loss, (int, float)) \
                or not 0 <= self.loss < 1:
            raise InputError(f"{where}.loss: {self.loss!r} (expected a number from 0 to below 1)")
        if self.framing not in FRAMING:
            raise InputError(f"{where}.framing: {self.framing!r} (expected ppp or ethernet)")


class Network:
    """Hosts on the left and on the right of a link."""

    def __init__(self, value):
        kind = value.get("type") if isinstance(value, dict) else None
        if kind == "links":
            links = value.get("links")
            if not isinstance(links, list) or len(links) != 1:
                raise InputError("network: has not one link between two hosts; only that or a "
                                 "dumbbell can be recorded")
            if not isinstance(links[0], list) or len(links[0]) != 3:
                raise InputError("network.links.0: two hosts and a link were expected")
            self.sides = [[links[0][0]], [links[0][1]]]
            self.link = Link(links[0][2], "network.links.0.2")
            hosts = value.get("hosts", links[0][:2])
            if not isinstance(hosts, list) or sorted(map(str, hosts)) != sorted(map(str, links[0][:2])):
                raise InputError("network.hosts: both ends of the link have to be hosts")
        elif kind == "dumbbell":
            self.sides = [value.get("left"), value.get("right")]
            self.link = Link(value.get("bottleneck"), "network.bottleneck")
            access = Link(value.get("access"), "network.access")
            if access.rate < self.link.rate or access.loss:
                raise InputError("network.access: only the bottleneck is emulated; access links "
                                 "have to be as fast at least, and without loss")
            # A path has an access link at each end. They are fast enough to add their delay only.
            self.link.delay += 2 * access.delay
        else:
            raise InputError(f"network.type: {kind!r} cannot be recorded (expected links with two "
                             "hosts and one link, or dumbbell)")
        for side in self.sides:
            if not isinstance(side, list) or not side or not all(
                    isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9][-A-Za-z0-9._]*", name)
                    for name in side):
                raise InputError(f"network: {side!r} are no names of hosts")
        self.hosts = self.sides[0] + self.sides[1]
        if len(set(self.hosts)) < len(self.hosts):
            raise InputError("network: a host is named twice")
        if len(self.hosts) > 200:
            raise InputError("network: more than 200 hosts cannot be recorded")
        self.addresses = {}
        given = value.get("addresses", {})
        if not isinstance(given, dict):
            raise InputError("network.addresses: an object was expected")
        for name, text in given.items():
            try:
                address = ipaddress.IPv4Address(text)
            except ValueError:
                raise InputError(f"network.addresses.{name}: {text!r} is no IPv4 address") from None
            if address not in BLOCK or address in (BLOCK[0], BLOCK[-1]):
                raise InputError(f"network.addresses.{name}: {text} (recordings use addresses of "
                                 f"{BLOCK} only)")
            if name in self.hosts:
                self.addresses[name] = str(address)
        if len(set(self.addresses.values())) < len(self.addresses):
            raise InputError("network.addresses: two hosts have the same address")
        spare = (text for text in (f"198.18.1.{n}" for n in itertools.count(1))
                 if text not in given.values())
        for name in self.hosts:
            if name not in self.addresses:
                self.addresses[name] = next(spare)

    def match(self, patterns, where):
        if not isinstance(patterns, list) or not patterns:
            raise InputError(f"{where}.hosts: a list of names was expected")
        found = []
        for pattern in patterns:
            pattern = str(pattern)
            names = [name for name in self.hosts if name == pattern or
                     (pattern.endswith("*") and name.startswith(pattern[:-1]))]
            if not names:
                raise InputError(f"{where}.hosts: {pattern!r} is no host of the network")
            found += [name for name in names if name not in found]
        return found


# --- What runs -------------------------------------------------------------------------------


class Program:
    """A program of the user's on a host: what it is called with, and where its output goes."""

    def __init__(self, host, command, log, begin=0.0, folder=None, listens=False, env=None,
                 shown=None):
        self.host = host
        self.command = [str(word) for word in command]
        self.log = log
        self.begin = begin
        self.folder = folder
        self.listens = listens
        self.env = env or {}
        self.shown = shown or self.command
        self.late = 0.0


class Plan:
    """Programs of a scenario: servers, lines of programs (one after another), files to keep."""

    def __init__(self, scenario, path, network, options):
        self.servers = []
        self.lines = []
        self.copies = []
        self.stop = quantity(scenario.get("stop", ""), TIMES, "stop")
        self.network = network
        self.options = options
        self.names = set()
        files = scenario.get("files")
        if files is not None:
            files = os.path.expandvars(str(files))
            if files.startswith("$"):
                raise InputError(f"files: {files}: this variable is not set")
        self.folder = (path.parent / files) if files else path.parent
        label = re.sub(r"[^-A-Za-z0-9._]", "-", str(scenario.get("name", path.stem)))
        if options.iperf3_args is not None:
            self.add_iperf3_arguments(label)
            return
        applications = scenario.get("applications")
        if not isinstance(applications, list) or not applications:
            raise InputError("applications: a list was expected")
        for number, entry in enumerate(applications):
            where = f"applications.{number}"
            kind = entry.get("type") if isinstance(entry, dict) else None
            if kind == "tgen":
                self.add_tgen(entry, where)
            elif kind == "flow-server":
                self.add_flow_server(entry, where)
            elif kind == "poisson" and "flowList" in entry:
                self.add_flow_list(entry, where)
            elif kind == "poisson":
                self.add_poisson(entry, where)
            else:
                raise InputError(f"{where}.type: there is no real program for {kind!r} (expected "
                                 "tgen, flow-server or poisson)")
        if not self.lines:
            raise InputError("applications: only servers, nothing would happen")

    def name(self, stem, suffix):
        """A file name that is not taken."""
        for extra in itertools.chain([""], (f"-{n}" for n in itertools.count(2))):
            name = f"{stem}{extra}{suffix}"
            if name not in self.names:
                self.names.add(name)
                return name

    def file(self, entry, key, where):
        if not isinstance(entry.get(key), str):
            raise InputError(f"{where}.{key}: a file was expected")
        path = self.folder / entry[key]
        if not path.is_file():
            raise InputError(f"{where}.{key}: {path}: no such file")
        return path.resolve()

    def binary(self, name, where):
        path = getattr(self.options, name.replace("-", "_"))
        if path is None:
            raise InputError(f"{where}: name the program with --{name}")
        return path

    @staticmethod
    def begin(entry, where):
        return quantity(entry.get("start", "0s"), TIMES, f"{where}.start")

    @staticmethod
    def label(entry):
        label = entry.get("label")
        return "-" + re.sub(r"[^-A-Za-z0-9._]", "-", str(label)) if label else ""

    def keep(self, path):
        """Copy a config with the files beside it that it names."""
        text = path.read_text(errors="replace")
        self.copies.append(path)
        for word in set(re.findall(r"[-A-Za-z0-9._]+\.[A-Za-z0-9]+", text)):
            if (path.parent / word).is_file() and path.parent / word != path:
                self.copies.append(path.parent / word)

    def add_tgen(self, entry, where):
        binary = self.binary("tgen", where)
        config = self.file(entry, "config", where)
        try:
            root = xml.etree.ElementTree.parse(config).getroot()
        except xml.etree.ElementTree.ParseError as error:
            raise InputError(f"{config}: {error}") from None
        vertices = sum(1 for element in root.iter() if element.tag.split("}")[-1] == "node")
        self.keep(config)
        for host in self.network.match(entry.get("hosts"), where):
            # A graph of a start vertex alone is a server: it never ends by itself.
            listens = vertices <= 1
            log = self.name(f"tgen.{host}{'' if listens else self.label(entry)}", ".log")
            program = Program(host, [binary, config], log, self.begin(entry, where), config.parent,
                              listens, {"TGENHOSTNAME": host},
                              [f"TGENHOSTNAME={host}", "tgen", config.name])
            self.servers.append(program) if listens else self.lines.append([program])

    def add_flow_server(self, entry, where):
        binary = self.binary("hkust-server", where)
        port = str(entry.get("port", 5001))
        for host in self.network.match(entry.get("hosts"), where):
            self.servers.append(Program(host, [binary, "-p", port], self.name(f"{host}-stdout", ".txt"),
                                        listens=True, shown=["server", "-p", port]))

    def add_poisson(self, entry, where):
        binary = self.binary("hkust-client", where)
        if "config" not in entry:
            raise InputError(f"{where}: has no config that HKUST's client could read")
        if entry.get("compat", "hkust") != "hkust":
            raise InputError(f"{where}.compat: only hkust can be recorded")
        config = self.file(entry, "config", where)
        rate = quantity(entry.get("bandwidth", ""), RATES, f"{where}.bandwidth") / 1e6
        flags = ["-b", f"{rate:.10g}", "-c", config.name]
        if "duration" in entry:
            flags += ["-t", f"{quantity(entry['duration'], TIMES, where + '.duration'):.10g}"]
        elif "requests" in entry:
            flags += ["-n", str(entry["requests"])]
        else:
            raise InputError(f"{where}: duration or requests were expected")
        self.keep(config)
        for host in self.network.match(entry.get("hosts"), where):
            stem = "" if not self.names & {"flows.txt"} else f"{host}-"
            flows = self.name(f"{stem}flows", ".txt")
            more = ["-l", flows] + (["-s", str(entry["seed"])] if "seed" in entry else [])
            program = Program(host, [binary, *flags, *more], self.name(f"{host}-stdout", ".txt"),
                              self.begin(entry, where), config.parent,
                              shown=["client", *flags, *more])
            program.flows = flows
            self.lines.append([program])

    def add_flow_list(self, entry, where):
        binary = self.binary("iperf3", where)
        path = self.file(entry, "flowList", where)
        hosts = self.network.match(entry.get("hosts"), where)
        lines = path.read_text(errors="replace").split("\n")
        flows = []
        for number, line in enumerate(lines[1:], 2):
            words = line.split()
            if not words:
                continue
            if len(words) == 5:
                words.insert(3, "5201")
            try:
                ends = [word if word in hosts else dict(enumerate(hosts))[int(word)]
                        for word in words[:2]]
                flows.append((float(words[5]), ends[0], ends[1], int(words[3]), int(words[4])))
            except (ValueError, LookupError):
                raise InputError(f"{path}:{number}: {line.strip()!r} (expected SOURCE DESTINATION "
                                 "GROUP PORT BYTES START)") from None
            if ends[0] == ends[1] or not 0 <= flows[-1][0] < math.inf \
                    or not 0 < flows[-1][3] < 65536 or flows[-1][4] < 1:
                raise InputError(f"{path}:{number}: {line.strip()!r} cannot be an iperf3 test")
        if not flows:
            raise InputError(f"{path}: no flows")
        flows.sort(key=lambda flow: flow[0])
        # Streams of one test open their connections one after another: one handshake apart.
        gap = 3 * self.network.link.delay + 0.005
        tests = []
        for flow in flows:
            if tests and tests[-1][0][1:] == flow[1:] and flow[0] - tests[-1][-1][0] <= gap:
                tests[-1].append(flow)
            else:
                tests.append([flow])
        ends = {}
        begin = self.begin(entry, where)
        for test in tests:
            start, source, destination, port, size = test[0]
            line = ends.setdefault((source, destination, port), [])
            flags = ["-n", str(size * len(test)), "-l", "125000"]
            # The title is the label by which `synthetic-traffic compare` groups.
            flags += ["-T", str(entry["label"])] if "label" in entry else []
            flags += ["-P", str(len(test))] if len(test) > 1 else []
            line.append(self.iperf3(binary, source, destination, port, flags,
                                    f"iperf3.{source}{self.label(entry)}-{len(line) + 1}",
                                    begin + start))
        for (source, destination, port), line in ends.items():
            if sum(1 for end in ends if end[1:] == (destination, port)) > 1:
                raise InputError(f"{path}: an iperf3 server has one client at a time, but hosts send "
                                 f"to the same port {port} of {destination}")
            self.add_iperf3_server(binary, destination, port)
            self.lines.append(line)
        self.copies.append(path)

    def add_iperf3_arguments(self, label):
        binary = self.binary("iperf3", "--iperf3-args")
        source, destination = self.network.sides[0][0], self.network.sides[1][0]
        try:
            flags = shlex.split(self.options.iperf3_args)
        except ValueError as error:
            raise InputError(f"--iperf3-args: {self.options.iperf3_args!r}: {error}") from None
        for flag in flags:
            if re.match(r"-[cspBDI]|--(client|server|port|bind|daemon|logfile|pidfile)", flag):
                raise InputError(f"--iperf3-args: {flag} cannot be set")
        self.add_iperf3_server(binary, destination, 5201)
        self.lines.append([self.iperf3(binary, source, destination, 5201, flags,
                                       f"iperf3.{source}-{label}-1", 0.0)])

    def iperf3(self, binary, source, destination, port, flags, stem, begin):
        flags = ["-c", self.network.addresses[destination], "-p", str(port), *flags, "-J",
                 "--get-server-output"]
        return Program(source, [binary, *flags], self.name(stem, ".json"), begin,
                       shown=["iperf3", *flags])

    def add_iperf3_server(self, binary, host, port):
        flags = ["-s", "-p", str(port), "-J"]
        self.servers.append(Program(host, [binary, *flags], None, listens=True,
                                    shown=["iperf3", *flags]))


# --- The machine -----------------------------------------------------------------------------


class Testbed:
    """Everything that is made and has to go again. Names and processes are its own."""

    def __init__(self):
        self.prefix = f"st{os.getpid()}"
        self.namespaces = []
        self.processes = []
        self.folders = []
        self.numbers = {}

    def remove(self):
        """Take all down, whatever state it is in."""
        for process in reversed(self.processes):
            end_process(process, signal.SIGTERM, 2)
        for namespace in reversed(self.namespaces):
            subprocess.run(["ip", "netns", "del", namespace], stderr=subprocess.DEVNULL,
                           stdin=subprocess.DEVNULL, check=False)
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

    def folder(self, path=None):
        path = pathlib.Path(path or tempfile.mkdtemp(prefix=f"{self.prefix}-"))
        self.folders.append(path)
        path.mkdir(exist_ok=True)
        return path

    def namespace(self, role):
        """The namespace of a host, or of the link."""
        name = f"{self.prefix}-{self.numbers.setdefault(role, len(self.numbers))}"
        if name not in self.namespaces:
            if pathlib.Path("/run/netns", name).exists():
                raise ProgramError(f"a namespace {name} is there already")
            self.namespaces.append(name)
            run(["ip", "netns", "add", name])
            run(["ip", "netns", "exec", name, "sh", "-c",
                 "for i in all default; do f=/proc/sys/net/ipv6/conf/$i/disable_ipv6; "
                 "[ ! -e $f ] || echo 1 >$f; done"])
            run(["ip", "-n", name, "link", "set", "lo", "up"])
        return name

    def start(self, namespace, command, hosts=None, folder=None, **streams):
        """Start a program in a namespace. Names are looked up in the file `hosts`."""
        # `ip netns exec` has a mount namespace of its own: this hides /etc/hosts from nobody else.
        # Whatever becomes of us, the program ends with us.
        script = 'if [ -n "$0" ]; then mount --bind "$0" /etc/hosts || exit 125; fi; exec "$@"'
        process = subprocess.Popen(
            ["ip", "netns", "exec", namespace, "sh", "-c", script, str(hosts or ""), *command],
            cwd=folder, start_new_session=True, preexec_fn=die_with_parent, **streams)
        self.processes.append(process)
        return process


LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent():
    LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def end_process(process, number, seconds):
    """End a process that we started, with what it started in its session."""
    if process.poll() is not None:
        return
    for attempt in (number, signal.SIGKILL):
        try:
            os.killpg(process.pid, attempt)
        except ProcessLookupError:
            pass
        try:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            pass


def run(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise ProgramError(f"{shlex.join(map(str, command))}: {done.stdout.strip()}")
    return done.stdout


def works(command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def offloads_off(namespace, device):
    run(["ip", "netns", "exec", namespace, "ethtool", "-K", device, "tso", "off", "gso", "off",
         "gro", "off", "tx", "off"])


def build_hosts(testbed, network):
    """Namespaces, veth pairs, addresses, routes, neighbours. Returns the link's two interfaces."""
    link = testbed.namespace("the link")
    ends = []
    macs = {}
    for side, names in zip(("left", "right"), network.sides):
        for number, host in enumerate(names):
            space = testbed.namespace("host " + host)
            # With one host its cable is the link's end; several meet in a switch.
            cable = side if len(names) == 1 else f"{side}{number}"
            run(["ip", "-n", link, "link", "add", cable, "type", "veth", "peer", "name", "eth0",
                 "netns", space])
            offloads_off(link, cable)
            offloads_off(space, "eth0")
            run(["ip", "-n", link, "link", "set", cable, "up"])
            run(["ip", "-n", space, "link", "set", "eth0", "up"])
            address = network.addresses[host]
            run(["ip", "-n", space, "address", "add", f"{address}/{BLOCK.prefixlen}", "dev", "eth0",
                 "noprefixroute"])
            # A namespace may not choose cubic by sysctl where it is not allowed; a route may.
            run(["ip", "-n", space, "route", "add", str(BLOCK), "dev", "eth0", "src", address,
                 "congctl", "cubic"])
            macs[host] = json.loads(run(["ip", "-n", space, "-j", "link", "show", "eth0"]))[0]["address"]
        if len(names) > 1:
            bridge = f"{side}-switch"
            run(["ip", "-n", link, "link", "add", bridge, "type", "bridge"])
            run(["ip", "-n", link, "link", "add", side, "type", "veth", "peer", "name", f"{side}-up"])
            for port in [f"{side}-up"] + [f"{side}{n}" for n in range(len(names))]:
                run(["ip", "-n", link, "link", "set", port, "master", bridge])
            for device in (side, f"{side}-up"):
                offloads_off(link, device)
                run(["ip", "-n", link, "link", "set", device, "up"])
            run(["ip", "-n", link, "link", "set", bridge, "up"])
        ends.append(side)
    for host in network.hosts:
        for other in network.hosts:
            if other != host:
                run(["ip", "-n", testbed.namespace("host " + host), "neighbour", "replace",
                     network.addresses[other], "lladdr", macs[other], "dev", "eth0", "nud",
                     "permanent"])
    return link, ends


class BoxLink:
    """The bottleneck as the program link-box."""

    kind = "box"

    def __init__(self, testbed, namespace, ends, link, options, folder):
        box = options.box
        if box is None:
            compiler = shutil.which("cc") or shutil.which("gcc")
            if not compiler:
                raise InputError("the link needs a C compiler: install gcc (Debian package)")
            box = folder / "link-box"
            run([compiler, "-O2", "-pthread", "-o", str(box), str(HERE / "link-box.c")])
        self.errors = open(folder / "link-box.log", "w+")
        command = [str(box), *ends, f"{link.rate:.0f}", f"{link.delay * 1e6:.10g}", str(link.queue),
                   str(FRAMING[link.framing]), f"{link.loss:.10g}", str(options.seed)]
        self.process = testbed.start(namespace, command, stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, stderr=self.errors, text=True)
        ready, _, _ = select.select([self.process.stdout], [], [], 20)
        if not ready or self.process.stdout.readline() != "ready\n":
            self.errors.seek(0)
            raise ProgramError(f"link-box does not start: {self.errors.read().strip()}")

    def check(self):
        if self.process.poll() is not None:
            raise ProgramError(f"link-box ended with status {self.process.returncode}")

    def finish(self):
        os.kill(self.process.pid, signal.SIGTERM)
        text = self.process.stdout.read()
        self.process.wait()
        try:
            return json.loads(text)
        except ValueError:
            raise ProgramError("link-box gave no counters") from None


class NetemLink:
    """The bottleneck as the kernel's netem (delay, loss) with tbf (rate) and pfifo (queue)."""

    kind = "netem"

    def __init__(self, namespace, ends, link):
        self.namespace = namespace
        self.ends = ends
        self.link = link
        run(["ip", "-n", namespace, "link", "add", "link", "type", "bridge"])
        for end in ends:
            run(["ip", "-n", namespace, "link", "set", end, "master", "link"])
            tc = ["tc", "-n", namespace, "qdisc", "add", "dev", end]
            loss = ["loss", f"{100 * link.loss:.10g}%"] if link.loss else []
            # The outer one must never be the queue that drops.
            run([*tc, "root", "handle", "1:", "netem", "delay", f"{link.delay * 1e6:.0f}us", "limit",
                 "1000000", *loss])
            run([*tc, "parent", "1:1", "handle", "2:", "tbf", "rate", f"{link.rate:.0f}bit", "burst",
                 "1600", "limit", "1000000000"])
            run([*tc, "parent", "2:1", "handle", "3:", "pfifo", "limit", str(link.queue)])
        run(["ip", "-n", namespace, "link", "set", "link", "up"])
        self.begin = time.monotonic()

    def check(self):
        pass

    def finish(self):
        directions = {}
        for name, end in zip(("client_to_server", "server_to_client"), reversed(self.ends)):
            text = run(["tc", "-n", self.namespace, "-j", "-s", "qdisc", "show", "dev", end])
            counts = {entry["kind"]: entry for entry in json.loads(text)}
            queue = counts.get("pfifo", {})
            directions[name] = {"forwarded": queue.get("packets"), "dropped": queue.get("drops"),
                                "bytes": queue.get("bytes")}
        return {"rate_bps": [self.link.rate] * 2, "one_way_delay_us": self.link.delay * 1e6,
                "queue_packets": self.link.queue,
                "seconds": round(time.monotonic() - self.begin, 3), "directions": directions}


def make_link(testbed, network, options, folder):
    namespace, ends = build_hosts(testbed, network)
    kind = options.link
    if kind != "box":
        probe = ["tc", "-n", namespace, "qdisc"]
        there = works([*probe, "add", "dev", "lo", "root", "netem", "delay", "1ms"])
        if there:
            run([*probe, "del", "dev", "lo", "root"])
            there = works([*probe, "add", "dev", "lo", "root", "tbf", "rate", "1mbit", "burst", "1600",
                           "limit", "3000"])
            works([*probe, "del", "dev", "lo", "root"])
        if kind == "netem" and not there:
            raise InputError("--link netem: this kernel has no netem or no tbf; use --link box")
        kind = "netem" if there and network.link.framing == "ethernet" else "box"
    if kind == "netem":
        return NetemLink(namespace, ends, network.link)
    return BoxLink(testbed, namespace, ends, network.link, options, folder)


# --- The run ---------------------------------------------------------------------------------


def listening(process):
    """Number of listening TCP sockets of the namespace that a process is in."""
    count = 0
    for name in ("tcp", "tcp6"):
        try:
            text = pathlib.Path(f"/proc/{process.pid}/net/{name}").read_text()
        except OSError:
            continue
        count += sum(1 for line in text.split("\n")[1:] if line.split()[3:4] == ["0A"])
    return count


class Run:
    """Servers first; each line of programs in turn; then the end."""

    def __init__(self, testbed, plan, link, out, hosts):
        self.testbed = testbed
        self.plan = plan
        self.link = link
        self.out = out
        self.hosts = hosts
        self.started = []
        self.logs = []

    def start(self, program):
        log = self.out / program.log if program.log else None
        stream = open(log, "wb") if log else subprocess.DEVNULL
        errors = tempfile.TemporaryFile()
        command = list(program.command)
        if hasattr(program, "flows"):
            command[command.index(program.flows)] = str(self.out / program.flows)
        environment = {**os.environ, **program.env}
        process = self.testbed.start(self.testbed.namespace("host " + program.host), command,
                                     self.hosts, program.folder or self.out, stdin=subprocess.DEVNULL,
                                     stdout=stream, stderr=errors, env=environment)
        if log:
            stream.close()
        process.errors = errors
        process.program = program
        self.started.append(process)
        return process

    def fail(self, process, what):
        process.errors.seek(0)
        text = process.errors.read().decode(errors="replace").strip()
        if process.program.log and not text:
            text = (self.out / process.program.log).read_text(errors="replace").strip()
        tail = "\n".join(text.split("\n")[-8:])
        raise ProgramError(f"{process.program.host}: {shlex.join(process.program.shown)}: {what}"
                           + (f"\n{tail}" if tail else ""))

    def play(self):
        servers = []
        for program in self.plan.servers:
            process = self.start(program)
            servers.append(process)
            self.wait_for_listener(process, 1 + sum(
                1 for other in servers[:-1] if other.program.host == program.host))
        first = min(line[0].begin for line in self.plan.lines)
        begin = time.monotonic()
        end = begin + self.plan.stop - first
        lines = [list(line) for line in self.plan.lines]
        running = [None] * len(lines)
        while any(lines) or any(running):
            now = time.monotonic()
            self.link.check()
            for process in servers:
                if process.poll() is not None:
                    self.fail(process, f"ended early, status {process.returncode}")
            for place, line in enumerate(lines):
                process = running[place]
                if process and process.poll() is not None:
                    if process.returncode:
                        self.fail(process, f"status {process.returncode}")
                    running[place] = process = None
                if not process and line and now - begin >= line[0].begin - first:
                    program = line.pop(0)
                    program.late = now - begin - (program.begin - first)
                    running[place] = self.start(program)
            if now > end + 5:  # what a process is late by is no reason to cut it off
                print("record: the scenario's stop was reached, programs are ended", file=sys.stderr)
                for process in filter(None, running):
                    end_process(process, signal.SIGTERM, 2)
                break
            time.sleep(0.02)
        time.sleep(max(0.2, 4 * self.plan.network.link.delay))  # last packets
        for process in reversed(servers):
            end_process(process, signal.SIGTERM, 2)
        return time.monotonic() - begin

    def wait_for_listener(self, process, count):
        limit = time.monotonic() + 10
        while listening(process) < count or process.poll() is not None:
            if process.poll() is not None:
                self.fail(process, f"ended at once, status {process.returncode}")
            if time.monotonic() > limit:
                self.fail(process, "does not listen after 10 s")
            time.sleep(0.02)


def tcp_counters(namespace):
    """The kernel's TCP counters of a namespace, those that are not 0."""
    result = {}
    for file, kinds in (("snmp", ("Tcp",)), ("netstat", ("TcpExt",))):
        lines = run(["ip", "netns", "exec", namespace, "cat", f"/proc/net/{file}"]).split("\n")
        for names, values in zip(lines[::2], lines[1::2]):
            kind, _, rest = names.partition(":")
            if kind in kinds:
                for key, value in zip(rest.split(), values.partition(":")[2].split()):
                    if int(value) and not key.startswith("Rto") and key != "MaxConn":
                        result[kind + key] = int(value)
    return result


def read_number(path):
    text = path.read_text().strip()
    return int(text) if text.lstrip("-").isdigit() else text


def describe(testbed, network, link):
    space = testbed.namespace("host " + network.hosts[0])
    cubic = pathlib.Path("/sys/module/tcp_cubic/parameters")
    script = "cd /proc/sys/net/ipv4; for i; do [ ! -e $i ] || echo $i=$(cat $i); done"
    values = run(["ip", "netns", "exec", space, "sh", "-c", script, "sh", *SYSCTLS])
    return {
        "rate_bps": round(network.link.rate),
        "one_way_delay_us": float(f"{network.link.delay * 1e6:.10g}"),
        "queue_packets": network.link.queue,
        "loss": network.link.loss,
        "mtu": 1500,
        "mss": 1448,
        "frame_overhead_bytes": FRAMING[network.link.framing],
        "link": link.kind,
        "addresses": network.addresses,
        "congestion_control": "cubic",
        "congestion_control_set_by": "route metric (congctl cubic) on all hosts",
        "offloads": "tso, gso, gro and tx checksum off on all interfaces",
        "arp": "static neighbour entries, no ARP on the wire",
        "cubic_parameters": {path.name: read_number(path) for path in sorted(cubic.glob("*"))
                             if os.access(path, os.R_OK)},
        "sysctls": {"net.ipv4." + line.partition("=")[0]: " ".join(line.partition("=")[2].split())
                    for line in values.split("\n") if line},
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def record(testbed, scenario, network, plan, options):
    load = os.getloadavg()[0]
    work = testbed.folder()
    out = testbed.folder(f"{options.out}.partial-{os.getpid()}")
    hosts = work / "hosts"
    hosts.write_text("127.0.0.1 localhost\n" + "".join(
        f"{address} {name}\n" for name, address in network.addresses.items()))
    os.chmod(work, 0o755)  # programs may change their user
    link = make_link(testbed, network, options, work)
    network_json = describe(testbed, network, link)
    run_of_programs = Run(testbed, plan, link, out, hosts)
    try:
        seconds = run_of_programs.play()
        link_json = link.finish()
    finally:
        for process in run_of_programs.started:
            process.errors.close()
    programs = [process.program for process in run_of_programs.started]
    run_json = {
        "case": scenario.get("name", options.scenario.stem),
        "wall_seconds": round(seconds, 2),
        "commands": [f"{program.host}: {shlex.join(map(str, program.shown))}" for program in programs],
        "started_late_seconds": {program.log: round(program.late, 3) for program in programs
                                 if not program.listens and program.late > 0.1},
        "host": {"cores": os.cpu_count(), "load_average_before": round(load, 2)},
        "tcp_counters": {host: tcp_counters(testbed.namespace("host " + host))
                         for host in network.hosts},
    }
    for name, value in (("network", network_json), ("link", link_json), ("run", run_json)):
        (out / f"{name}.json").write_text(json.dumps(value, indent=1) + "\n")
    for path in [options.scenario, *plan.copies]:
        shutil.copyfile(path, out / path.name)
    if options.out.exists():
        options.out.rmdir()
    out.rename(options.out)
    for name, direction in link_json["directions"].items():
        late = direction.get("lateness_us")
        print(f"{name}: {direction['forwarded']} packets, {direction['dropped']} dropped"
              + (f", late by {late['mean']} us in the mean, {late['p99']} us at the 99th percentile"
                 if late else ""))
    print(f"Recorded in {options.out}")


def program_path(text, what):
    found = shutil.which(text)
    if not found:
        raise InputError(f"{what}: {text}: no such program")
    return os.path.abspath(found)


def read_scenario(path):
    try:
        scenario = json.loads(path.read_text())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: {error}") from None
    if not isinstance(scenario, dict):
        raise InputError(f"{path}: an object was expected")
    return scenario


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(
        description="Runs a scenario file for real on this machine, in network namespaces. Needs root.",
        allow_abbrev=False)
    parser.add_argument("scenario", type=pathlib.Path, help="scenario file (JSON)")
    parser.add_argument("--out", type=pathlib.Path, required=True,
                        help="directory of the recording; must not be there, or be empty")
    parser.add_argument("--files", help="folder of the scenario's files, in place of what it says")
    parser.add_argument("--link", choices=("auto", "box", "netem"), default="auto",
                        help="what emulates the link: the program link-box, or the kernel's netem; "
                        "auto: netem where it is there and the link has Ethernet framing [auto]")
    parser.add_argument("--box", help="a link-box that is built already [built with cc]")
    parser.add_argument("--seed", type=int, default=1, help="of the link-box's loss [1]")
    parser.add_argument("--tgen", metavar="PATH", help="TGen's binary")
    parser.add_argument("--hkust-client", metavar="PATH", help="client of HKUST's traffic generator")
    parser.add_argument("--hkust-server", metavar="PATH", help="its server")
    parser.add_argument("--iperf3", metavar="PATH", nargs="?", const="iperf3", help="iperf3 [of PATH]")
    parser.add_argument("--iperf3-args", metavar="ARGS",
                        help="run iperf3 with these from the first left host to the first right one, "
                        "whatever the scenario's applications are, such as '-t 5 -P 2'")
    return parser.parse_args(arguments)


def prepare(options):
    """All that can be wrong is found here, before anything is made."""
    scenario = read_scenario(options.scenario)
    if options.files is not None:
        scenario["files"] = os.path.abspath(options.files)
    if options.iperf3_args is not None and options.iperf3 is None:
        options.iperf3 = "iperf3"
    for name in ("tgen", "hkust_client", "hkust_server", "iperf3", "box"):
        value = getattr(options, name)
        if value is not None:
            setattr(options, name, program_path(value, "--" + name.replace("_", "-")))
    try:
        network = Network(scenario.get("network"))
        plan = Plan(scenario, options.scenario.resolve(), network, options)
    except InputError as error:
        raise InputError(f"{options.scenario}: {error}") from None
    options.out = pathlib.Path(os.path.abspath(options.out))
    if options.out.exists() and (not options.out.is_dir() or any(options.out.iterdir())):
        raise InputError(f"--out: {options.out} is there already, and not an empty directory")
    if not options.out.parent.is_dir():
        raise InputError(f"--out: {options.out.parent}: no such directory")
    if os.geteuid() != 0:
        raise InputError("needs root, to make network namespaces (sudo)")
    for tool, package in (("ip", "iproute2"), ("tc", "iproute2"), ("ethtool", "ethtool"),
                          ("mount", "mount")):
        if not shutil.which(tool):
            raise InputError(f"{tool} is missing: install {package} (Debian package)")
    return scenario, network, plan


def main():
    options = parse_arguments(sys.argv[1:])
    testbed = Testbed()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(number, _):
        for each in signals:  # one is enough; taking down is not to be interrupted
            signal.signal(each, signal.SIG_IGN)
        raise Interrupt(number)

    for each in signals:
        signal.signal(each, interrupt)
    try:
        try:
            record(testbed, *prepare(options), options)
        finally:
            for each in signals:
                signal.signal(each, signal.SIG_IGN)
            testbed.remove()
    except InputError as error:
        print(f"record: {error}", file=sys.stderr)
        return 2
    except ProgramError as error:
        print(f"record: {error}", file=sys.stderr)
        return 1
    except Interrupt as error:
        print("record: interrupted; everything was taken down", file=sys.stderr)
        return 128 + error.number
    return 0


if __name__ == "__main__":
    sys.exit(main())
