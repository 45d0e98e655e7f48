#!/usr/bin/env python3
# Copyright (c) 2026 The synthetic-traffic authors
# SPDX-License-Identifier: GPL-2.0-only
"""Doxygen finds nothing to complain of in the public headers.

usage: api-documentation-test.py SOURCE_DIRECTORY

Everything public or protected in the headers of model/ and helper/ has a comment, and a comment
that names one parameter names all of them. Members that override one of a base class are
documented there. Exit status 77 where doxygen is not installed.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SETTINGS = """
INPUT = model helper
FILE_PATTERNS = *.h
RECURSIVE = YES
GENERATE_HTML = NO
GENERATE_LATEX = NO
GENERATE_XML = YES
OUTPUT_DIRECTORY = {output}
QUIET = YES
JAVADOC_AUTOBRIEF = YES
EXTRACT_STATIC = YES
MACRO_EXPANSION = YES
EXPAND_ONLY_PREDEF = YES
PREDEFINED = SYNTHETIC_TRAFFIC_ASSIGN_STREAMS_OVERRIDE=override
WARN_IF_UNDOCUMENTED = YES
WARN_IF_DOC_ERROR = YES
WARN_NO_PARAMDOC = NO
"""


def main():
    if not shutil.which("doxygen"):
        print("skipped: install doxygen (Debian package)")
        return 77
    source = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as output:
        run = subprocess.run(["doxygen", "-"], input=SETTINGS.format(output=output), cwd=source,
                             stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                             check=True)
        headers = len(list(pathlib.Path(output).glob("xml/*_8h.xml")))
    expected = sum(len(list((source / room).rglob("*.h"))) for room in ("model", "helper"))
    if headers != expected:
        print(f"doxygen read {headers} of {expected} headers")
        return 1
    found = sorted({line for line in run.stderr.splitlines() if re.search(r":\d+: warning: ", line)
                    and not re.search(r" override \(function\) of .* is not documented", line)})
    for line in found:
        print(line.replace(f"{source}/", ""))
    print(f"{headers} headers, {len(found)} warnings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
