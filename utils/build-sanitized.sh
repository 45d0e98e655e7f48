#!/usr/bin/env bash
# Installs what is missing and builds the project with clang into build-sanitized/, so that a wrong
# access, a leak or undefined behaviour ends a program, and libFuzzer sees which branches it takes.
# usage: build-sanitized.sh [TARGET]   (everything when not given)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build-sanitized

bash "$root/utils/install-dependencies.sh" --fuzz
# Debian 12 has version 14 by default; of another version, the one that is the default there.
cmake -G Ninja -S "$root" -B "$build" -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="-O1 -g1" \
    -DSYNTHETIC_TRAFFIC_SANITIZE=address,undefined,float-cast-overflow -DSYNTHETIC_TRAFFIC_FUZZ=ON
cmake --build "$build" -j "${JOBS:-$(nproc)}" --target "${1:-all}"
