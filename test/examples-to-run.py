#! /usr/bin/env python3

# The examples that ns-3's test.py runs, from a directory testpy-output/<time> of its tree: (command,
# run it, run it under valgrind). test.py reads the lists one by one, so they are nothing but constants.

cpp_examples = [
    (
        "tgen-web --configs=../../contrib/synthetic-traffic/examples --stop=10s"
        " --out=tgen-web",
        "True",
        "False",
    ),
    (
        "gensyn-testbed --configs=../../contrib/synthetic-traffic/examples --stop=60s"
        " --out=gensyn-testbed",
        "True",
        "False",
    ),
]

python_examples = []
