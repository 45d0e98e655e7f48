#!/usr/bin/env python3
# Copyright (c) 2026 The synthetic-traffic authors
# SPDX-License-Identifier: GPL-2.0-only
"""The documents are right reStructuredText, and the files and sections that they name are there.

usage: document-syntax-test.py SOURCE_DIRECTORY

Exit status 77 where Python's docutils are not installed.
"""

import pathlib
import re
import sys

try:
    import docutils.core
    import docutils.nodes
    import docutils.utils
except ImportError:
    print("skipped: install python3-docutils (Debian package)")
    sys.exit(77)


def parse(document, text):
    """Returns what docutils says of a text, and the titles in it."""
    said = []
    settings = {"report_level": 1, "halt_level": 5, "syntax_highlight": "none",
                "warning_stream": type("Sink", (), {"write": lambda self, line: said.append(line)})()}
    tree = docutils.core.publish_doctree(text, source_path=document, settings_overrides=settings)
    return "".join(said), {title.astext() for title in tree.findall(docutils.nodes.title)}


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    problems = []
    titles = {}
    texts = {}
    for document in sorted(source.glob("doc/*.rst")):
        texts[document] = document.read_text(encoding="utf-8")
        said, titles[document.name] = parse(str(document), texts[document])
        problems += said.strip().splitlines()
    for document in (source / "README.md", source / "CHANGES.md"):
        texts[document] = document.read_text(encoding="utf-8")
    if len(titles) < 3:
        problems.append(f"{source}/doc has {len(titles)} documents only")

    for document, text in texts.items():
        # [text](path), and literals that are paths in the source or names of documents
        paths = re.findall(r"\]\((?!https?:)([^)#]+)", text)
        paths += re.findall(r"`((?:doc|examples|test|utils)/[\w./-]+\.\w+)`", text)
        paths += re.findall(r"`([\w-]+\.rst)`", text)
        for path in paths:
            if not (source / path).exists() and not (document.parent / path).exists():
                problems.append(f"{document}: there is no {path}")
        # *Section* in [doc/page.rst]: names a section of that page
        for before, page in re.findall(r"([^.;:]*)\[doc/([\w-]+\.rst)\]", text):
            for section in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", before):
                if section not in titles[page] and not any(
                        title.startswith(f"{section}:") for title in titles[page]):
                    problems.append(f"{document}: {page} has no section {section}")

    for problem in problems:
        print(problem.replace(f"{source}/", ""))
    print(f"{len(texts)} documents, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
