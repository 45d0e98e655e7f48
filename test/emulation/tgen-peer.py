#!/usr/bin/env python3
# Copyright (c) 2026 The synthetic-traffic authors
# SPDX-License-Identifier: GPL-2.0-only
"""A small TGen client and server on plain sockets, to test others against.

It speaks protocol 2.0 and walks packet models as TGen 1.1.2 does. It is written from the
description of the protocol and shares nothing with the module's own code, and it is strict: whatever
the other side sends that it need not send, or sends in another place, is an error.

Prints one line of JSON a stream. Exit status: 0 when every byte was as it has to be, 1 when not, 2
for bad usage.
"""

import argparse
import hashlib
import json
import math
import os
import socket
import struct
import sys
import threading
import time
import xml.etree.ElementTree as xml

PASSWORD = b"T8nNx9L95LATtckJkR5n"
PACKET = 1434  # payload bytes of one packet of a model
BATCH = 32768  # payload bytes of one write
COALESCED_US = 10_000  # gaps up to this long are not kept
MAX_DELAY_US = 600_000_000
MAX_LINE = 4096
MAX_MODEL = 10 * 1024 * 1024
MAX_STEPS = 1_000_000  # a model that goes on for longer does not end

TO_SERVER, TO_CLIENT, END = "+", "-", "F"

INTERNAL_NAME = "internal-packet-model"
INTERNAL_MODEL = b"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="what" for="node" attr.name="type" attr.type="string"/>
  <key id="type" for="edge" attr.name="type" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <key id="distribution" for="edge" attr.name="distribution" attr.type="string"/>
  <key id="rate" for="edge" attr.name="param_rate" attr.type="double"/>
  <graph edgedefault="directed">
    <node id="s1"><data key="what">state</data><data key="name">default</data></node>
    <node id="s0"><data key="what">state</data><data key="name">start</data></node>
    <node id="o2"><data key="what">observation</data><data key="name">-</data></node>
    <node id="o1"><data key="what">observation</data><data key="name">+</data></node>
    <edge source="s0" target="s1"><data key="type">transition</data><data key="weight">1</data></edge>
    <edge source="s1" target="s1"><data key="type">transition</data><data key="weight">1</data></edge>
    <edge source="s1" target="o2"><data key="type">emission</data><data key="weight">0.5</data>
      <data key="distribution">exponential</data><data key="rate">100</data></edge>
    <edge source="s1" target="o1"><data key="type">emission</data><data key="weight">0.5</data>
      <data key="distribution">exponential</data><data key="rate">100</data></edge>
  </graph>
</graphml>
"""


class ProtocolError(Exception):
    """The other side did something that it must not do."""


class GlibRandom:
    """MT19937 (Matsumoto and Nishimura), drawn from as GLib's GRand does."""

    def __init__(self, seed):
        self.words = [seed & 0xFFFFFFFF]
        for i in range(1, 624):
            last = self.words[-1]
            self.words.append((1812433253 * (last ^ (last >> 30)) + i) & 0xFFFFFFFF)
        self.next = 624

    def _generate(self):
        words = self.words
        for i in range(624):
            mixed = (words[i] & 0x80000000) | (words[(i + 1) % 624] & 0x7FFFFFFF)
            words[i] = words[(i + 397) % 624] ^ (mixed >> 1) ^ (0x9908B0DF if mixed & 1 else 0)
        self.next = 0

    def integer(self):
        """32 bits."""
        if self.next == 624:
            self._generate()
        y = self.words[self.next]
        self.next += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def real(self):
        """[0, 1): two integers, the second of which is the high part."""
        while True:
            low = self.integer()
            high = self.integer()
            value = (low * 2.0**-32 + high) * 2.0**-32
            if value < 1.0:
                return value

    def above_zero(self):
        while True:
            value = self.real()
            if value > sys.float_info.min:
                return value


class MarkovModel:
    """A packet model: vertices in the order of their first mention, edges in that of the file."""

    def __init__(self, text):
        root = xml.fromstring(text)
        names = {key.get("id"): key.get("attr.name") for key in root.iter() if tag(key) == "key"}
        vertices = {}
        attributes = []
        edges = []

        def index(identifier):
            if identifier not in vertices:
                vertices[identifier] = len(vertices)
                attributes.append({})
            return vertices[identifier]

        def data(element):
            return {
                names[item.get("key")]: (item.text or "").strip()
                for item in element
                if tag(item) == "data"
            }

        for element in root.iter():
            if tag(element) == "node":
                attributes[index(element.get("id"))] = data(element)
            elif tag(element) == "edge":
                source, target = index(element.get("source")), index(element.get("target"))
                edges.append((source, target, len(edges), data(element)))

        self.observations = [vertex.get("name", "")[:1] for vertex in attributes]
        self.start = max(
            i for i, vertex in enumerate(attributes) if vertex["name"].lower().startswith("start")
        )
        # igraph goes through the edges of a vertex by target, and from the last to the first of
        # those that lead to the same one.
        edges.sort(key=lambda edge: (edge[1], -edge[2]))
        self.transitions = [[] for _ in attributes]
        self.emissions = [[] for _ in attributes]
        for source, target, _, edge in edges:
            is_transition = edge["type"].lower().startswith("transition")
            (self.transitions if is_transition else self.emissions)[source].append(
                (float(edge["weight"]), target, edge)
            )


def tag(element):
    return element.tag.rpartition("}")[2]


class Walk:
    """One walk through a model: what packet comes next, and the delay after it."""

    def __init__(self, model, seed):
        self.model = model
        self.random = GlibRandom(seed)
        self.reset()

    def reset(self):
        self.state = self.model.start

    def step(self):
        """@return (observation, microseconds)"""
        self.state, _ = self._choose(self.model.transitions[self.state])
        target, edge = self._choose(self.model.emissions[self.state])
        observation = self.model.observations[target].upper()
        return observation, self._delay(edge)

    def _choose(self, edges):
        total = 0.0
        for weight, _, _ in edges:
            total += weight
        mark = self.random.real() * total
        reached = 0.0
        for weight, target, edge in edges:
            reached += weight
            if reached >= mark:
                return target, edge
        raise ValueError("a state of the model leads nowhere")

    def _delay(self, edge):
        kind = edge["distribution"].lower()

        def parameter(name):
            return float(edge["param_" + name])

        draw = self.random.above_zero
        if kind in ("normal", "lognormal"):
            u, v = draw(), draw()
            normal = math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
            value = parameter("location") + parameter("scale") * normal
            if kind == "lognormal":
                value = math.exp(value)
        elif kind == "exponential":
            value = -math.log(draw()) / parameter("rate")
        elif kind == "pareto":
            value = parameter("scale") / draw() ** (1.0 / parameter("shape"))
        elif kind == "uniform":
            low, high = parameter("low"), parameter("high")
            value = low + (high - low) * draw()
        else:
            raise ValueError("unknown distribution " + kind)
        if value <= 0.0:
            return 0
        whole = math.floor(value)
        return min(whole + (value - whole >= 0.5), MAX_DELAY_US)


def predict(model, seed):
    """What a walk to the end of a model makes each side send. @return {observation: bytes}"""
    walk = Walk(model, seed)
    sums = {TO_SERVER: 0, TO_CLIENT: 0}
    for _ in range(MAX_STEPS):
        observation, _ = walk.step()
        if observation == END:
            return sums
        sums[observation] += PACKET
    raise ProtocolError("the packet model does not end, and there is no size")


def batches(walk, own, size):
    """The writes of one side. @return pairs (bytes, seconds to wait afterwards)

    own: the observation that is ours to send; size: bytes, or None for "to the end of the model".
    """
    left = size
    ended = False
    while not ended and left != 0:
        limit = BATCH if left is None else min(left, BATCH)
        due, gap_us = 0, 0
        while due < limit:
            observation, delay_us = walk.step()
            if observation == own:
                due += PACKET
                gap_us = delay_us
            elif observation != END:
                gap_us += delay_us
            elif size is None:
                ended = True
                break
            else:
                walk.reset()
            if gap_us > COALESCED_US:
                break
        if left is not None:
            due = min(due, limit)
            left -= due
        yield due, gap_us / 1e6 if gap_us > COALESCED_US else 0.0


class Size:
    """What a header says about one direction: a number, `~` (nothing), or 0 (up to the model)."""

    def __init__(self, word):
        if word != "~" and not word.isdigit():
            raise ValueError("'%s' is no size (expected a number, or ~)" % word)
        self.word = word
        self.is_known = word != "0"
        self.bytes = 0 if word == "~" else int(word)


class Stream:
    """One TGen stream on a connected socket."""

    def __init__(self, connection, options, number):
        self.socket = connection
        self.reader = connection.makefile("rb")
        self.options = options
        self.number = number
        self.errors = []
        self.told = {}  # what the other side said about itself
        self.sent = hashlib.md5()
        self.received = hashlib.md5()
        self.sent_bytes = 0
        self.received_bytes = 0
        self.checksum_under_way = False
        self.ended = False  # the other side has closed, too
        self.received_all = threading.Event()  # everything but the FIN
        self.failed = threading.Event()
        self.begin = time.monotonic()

    # What both sides do.

    def run_both(self, *parts):
        """Runs sending and receiving at the same time; the first error ends both."""

        def guarded(part):
            try:
                part()
            except (ProtocolError, ValueError, OSError, KeyError, xml.ParseError) as error:
                self.errors.append("%s: %s: %s" % (part.__name__, type(error).__name__, error))
                self.failed.set()
                self.received_all.set()
                try:
                    self.socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

        threads = [threading.Thread(target=guarded, args=(part,)) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.reader.close()
        self.socket.close()

    def write(self, data):
        if self.failed.is_set():
            raise ProtocolError("given up")
        self.socket.sendall(data)

    def read_line(self):
        line = self.reader.readline(MAX_LINE)
        if not line.endswith(b"\n"):
            raise ProtocolError("end of stream in line %r" % line)
        return line[:-1].decode("ascii")

    def read_exactly(self, size):
        data = self.reader.read(size)
        if len(data) != size:
            raise ProtocolError("end of stream after %d of %d bytes" % (len(data), size))
        return data

    def read_words(self, *keys):
        """Reads the password and the words `key=value` that have to follow it, in this order."""
        password = self.read_exactly(len(PASSWORD) + 1)
        if password != PASSWORD + b" ":
            raise ProtocolError("%r is not the password" % password)
        words = [word.partition("=") for word in self.read_line().split(" ")]
        self.told = {key: value for key, _, value in words}
        found = [key for key, _, _ in words]
        if found != list(keys):
            raise ProtocolError("keys %s instead of %s" % (found, list(keys)))
        if self.told["PROTOCOL_VERSION"] != "2.0":
            raise ProtocolError("protocol version " + self.told["PROTOCOL_VERSION"])
        if not self.told["HOSTNAME"]:
            raise ProtocolError("an empty HOSTNAME")

    def send_payload(self, model, seed, own, size):
        deadline = 0.0
        letters = 0
        for due, pause in batches(Walk(model, seed), own, size.bytes if size.is_known else None):
            time.sleep(max(0.0, deadline - time.monotonic()))
            deadline = time.monotonic() + pause
            data = bytes([ord("a") + letters % 26]) * due
            letters += 1
            self.sent.update(data)
            self.sent_bytes += due
            self.write(data)
            self.tempt_fate()
        time.sleep(max(0.0, deadline - time.monotonic()))
        if size.bytes > 0:
            self.checksum_under_way = True
            digits = self.sent.hexdigest()
            if self.options.fault == "checksum":
                digits = digits[:-1] + ("0" if digits[-1] != "0" else "1")
            self.write(b"MD5 %s\n" % digits.encode())
        if size.is_known:
            self.received_all.wait()
            self.write(b"FIN\n")

    def receive_payload(self, size, own_size, expected):
        """expected: bytes of a direction that the model decides."""
        wanted = size.bytes if size.is_known else expected
        while self.received_bytes < wanted:
            data = self.reader.read1(min(65536, wanted - self.received_bytes))
            if not data:
                raise ProtocolError("end of stream after %d of %d bytes of payload"
                                    % (self.received_bytes, wanted))
            self.received.update(data)
            self.received_bytes += len(data)
            self.tempt_fate()
        if size.bytes > 0:
            line = self.read_line()
            if line != "MD5 " + self.received.hexdigest():
                raise ProtocolError("%r instead of MD5 %s" % (line, self.received.hexdigest()))
        self.received_all.set()
        if size.is_known:
            line = self.read_line()
            if line != "FIN":
                raise ProtocolError("%r instead of FIN" % line)
            if own_size.bytes > 0 and not self.checksum_under_way:
                raise ProtocolError("FIN before our payload and its checksum")

    def finish(self, sender):
        """Our side is done: say so, and see that the other side says nothing more."""
        sender.wait()
        if self.failed.is_set():
            return
        self.socket.shutdown(socket.SHUT_WR)
        try:
            surplus = self.reader.read1(65536)
        except TimeoutError:
            return  # it keeps the connection, which is no business of the protocol
        if surplus:
            raise ProtocolError("%d bytes or more too many: %r" % (len(surplus), surplus[:40]))
        self.ended = True

    def tempt_fate(self):
        moved = self.sent_bytes + self.received_bytes
        if self.options.fault in ("die", "reset") and moved >= self.options.fault_after:
            if self.options.fault == "reset":
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os._exit(0)

    def report(self, role, send, recv, expected, **more):
        return {
            "role": role,
            "stream": self.number,
            "ok": not self.errors,
            "errors": self.errors,
            "told": self.told,
            "send_size": send.word if send else None,
            "recv_size": recv.word if recv else None,
            "sent": self.sent_bytes,
            "received": self.received_bytes,
            "predicted": expected,
            "md5_sent": self.sent.hexdigest(),
            "md5_received": self.received.hexdigest(),
            "ended": self.ended,
            "seconds": round(time.monotonic() - self.begin, 6),
            **more,
        }


def run_client_stream(options, number, send, recv):
    begin = time.monotonic()
    connection = socket.create_connection(options.address, timeout=options.timeout)
    connect_seconds = time.monotonic() - begin
    stream = Stream(connection, options, number)
    text = read_model_text(options)
    model = MarkovModel(text)
    seed = (options.seed + number) & 0xFFFFFFFF
    expected = None
    if not send.is_known or not recv.is_known:
        expected = predict(model, seed)
    sent = threading.Event()

    def sending():
        try:
            name = os.path.basename(options.model) if options.model else INTERNAL_NAME
            header = (
                "PROTOCOL_VERSION=2.0 HOSTNAME=%s TRANSFER_ID=%s SEND_SIZE=%s RECV_SIZE=%s"
                " MODEL_NAME=%s MODEL_SEED=%d MODEL_MODE=%s "
                % (options.hostname, options.transfer_id, send.word, recv.word, name, seed,
                   options.model_mode)
            )
            if options.model_mode == "graphml":
                header += "MODEL_SIZE=%d\n" % len(text)
                stream.write(PASSWORD + b" " + header.encode() + text)
            else:
                header += "MODEL_PATH=%s\n" % (options.model or INTERNAL_NAME)
                stream.write(PASSWORD + b" " + header.encode())
            stream.send_payload(model, seed, TO_SERVER, send)
        finally:
            sent.set()

    def receiving():
        stream.read_words("PROTOCOL_VERSION", "HOSTNAME", "CODE")
        if stream.told["CODE"] != "NONE":
            raise ProtocolError("the server says " + stream.told["CODE"])
        stream.receive_payload(recv, send, expected and expected[TO_CLIENT])
        stream.finish(sent)

    stream.run_both(sending, receiving)
    if expected and not stream.errors and stream.sent_bytes != expected[TO_SERVER]:
        stream.errors.append("sent %d bytes" % stream.sent_bytes)
    return stream.report("client", send, recv, expected, connect_s=round(connect_seconds, 6))


def run_server_stream(options, number, connection):
    stream = Stream(connection, options, number)
    ready, sent = threading.Event(), threading.Event()
    plan = {"send": None, "recv": None, "expected": None}

    def sending():
        try:
            ready.wait()
            if stream.failed.is_set():
                return
            words = "PROTOCOL_VERSION=2.0 HOSTNAME=%s CODE=NONE\n" % options.hostname
            stream.write(PASSWORD + b" " + words.encode())
            stream.send_payload(plan["model"], plan["seed"], TO_CLIENT, plan["send"])
        finally:
            sent.set()

    def receiving():
        try:
            read_request()
        finally:
            ready.set()
        expected = plan["expected"]
        stream.receive_payload(plan["recv"], plan["send"], expected and expected[TO_SERVER])
        stream.finish(sent)
        if expected and stream.sent_bytes != expected[TO_CLIENT]:
            raise ProtocolError("sent %d bytes" % stream.sent_bytes)

    def read_request():
        by_path = options.model_mode == "path"
        try:
            stream.read_words(
                "PROTOCOL_VERSION", "HOSTNAME", "TRANSFER_ID", "SEND_SIZE", "RECV_SIZE",
                "MODEL_NAME", "MODEL_SEED", "MODEL_MODE", "MODEL_PATH" if by_path else "MODEL_SIZE",
            )
            if stream.told["MODEL_MODE"] != options.model_mode:
                raise ProtocolError("mode %s" % stream.told["MODEL_MODE"])
            if by_path:
                text = INTERNAL_MODEL
                if stream.told["MODEL_PATH"] != INTERNAL_NAME:
                    with open(stream.told["MODEL_PATH"], "rb") as file:
                        text = file.read()
            else:
                size = int(stream.told["MODEL_SIZE"])
                if not 0 < size <= MAX_MODEL:
                    raise ProtocolError("a model of %d bytes" % size)
                text = stream.read_exactly(size)
            plan["model"] = MarkovModel(text)
            plan["seed"] = int(stream.told["MODEL_SEED"])
            # The header speaks from the client's point of view.
            plan["send"], plan["recv"] = (
                Size(stream.told["RECV_SIZE"]), Size(stream.told["SEND_SIZE"]),
            )
            if not plan["send"].is_known or not plan["recv"].is_known:
                plan["expected"] = predict(plan["model"], plan["seed"])
        except Exception:
            stream.failed.set()
            raise

    stream.run_both(sending, receiving)
    return stream.report("server", plan["send"], plan["recv"], plan["expected"])


def read_model_text(options):
    if not options.model:
        return INTERNAL_MODEL
    with open(options.model, "rb") as file:
        return file.read()


def run_client(options):
    pairs = []
    for word in options.sizes:
        send, comma, recv = word.partition(",")
        if not comma:
            raise ValueError("'%s' is no pair of sizes (expected SEND,RECV)" % word)
        pairs.append((Size(send), Size(recv)))
        if pairs[-1][0].is_known != pairs[-1][1].is_known:
            raise ValueError("'%s': both sizes are up to the model, or none" % word)

    def one(number):
        try:
            return run_client_stream(options, number, *pairs[number])
        except OSError as error:
            return {"role": "client", "stream": number, "ok": False, "errors": [str(error)]}

    return run_all(range(len(pairs)), one, options.parallel)


def run_server(options):
    listener = socket.create_server(options.address, backlog=128)
    listener.settimeout(options.timeout)
    print(json.dumps({"listening": listener.getsockname()[1]}), flush=True)

    def connections():
        for number in range(options.streams):
            connection, _ = listener.accept()
            connection.settimeout(options.timeout)
            yield number, connection

    return run_all(connections(), lambda each: run_server_stream(options, *each), True)


def run_all(items, function, at_once):
    """Calls a function for each item, in a thread each. @return whether all streams were right"""
    lock = threading.Lock()
    results = []
    threads = []

    def run(item):
        result = function(item)
        with lock:
            results.append(result["ok"])
            print(json.dumps(result), flush=True)

    for item in items:
        threads.append(threading.Thread(target=run, args=(item,)))
        threads[-1].start()
        if not at_once:
            threads[-1].join()
    for thread in threads:
        thread.join()
    return len(results) == len(threads) and all(results)


def run_walk(options):
    with open(options.model, "rb") as file:
        walk = Walk(MarkovModel(file.read()), options.seed)
    for _ in range(options.steps):
        observation, delay = walk.step()
        print(observation, delay)
        if observation == END:
            walk.reset()
    return True


def address(text):
    host, _, port = text.rpartition(":")
    return host, int(port)


def parse(arguments):
    parser = argparse.ArgumentParser(description="A TGen client and server to test against.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command, explanation in (
        ("client", "open streams, one after another"),
        ("server", "accept streams"),
    ):
        sub = commands.add_parser(command, help=explanation)
        sub.add_argument("address", type=address, help="HOST:PORT; a server may listen on port 0")
        sub.add_argument("--hostname", default="peer", help="how it calls itself")
        sub.add_argument("--timeout", type=float, default=15.0, help="seconds without progress")
        sub.add_argument("--model-mode", choices=("graphml", "path"), default="graphml")
        sub.add_argument("--fault", choices=("die", "reset", "checksum"), help="do it wrong")
        sub.add_argument("--fault-after", type=int, default=0, help="payload bytes before that")
        if command == "server":
            sub.add_argument("--streams", type=int, default=1, help="how many to serve")
            sub.set_defaults(run=run_server)
        else:
            sub.add_argument("sizes", nargs="+", metavar="SEND,RECV",
                             help="bytes; ~ for none; 0 for what the model says")
            sub.add_argument("--model", help="packet model (GraphML) instead of the internal one")
            sub.add_argument("--seed", type=int, default=1, help="of the first stream's model")
            sub.add_argument("--transfer-id", default="stream")
            sub.add_argument("--parallel", action="store_true", help="all streams at once")
            sub.set_defaults(run=run_client)
    sub = commands.add_parser("walk", help="print a walk through a model")
    sub.add_argument("model")
    sub.add_argument("--seed", type=int, default=1)
    sub.add_argument("--steps", type=int, default=10)
    sub.set_defaults(run=run_walk)
    return parser.parse_args(arguments)


def main():
    options = parse(sys.argv[1:])
    try:
        return 0 if options.run(options) else 1
    except KeyboardInterrupt:
        return 130
    except (ValueError, OSError) as error:
        print("tgen-peer: %s" % error, file=sys.stderr)
        return 2 if isinstance(error, ValueError) else 1


if __name__ == "__main__":
    sys.exit(main())
