#!/usr/bin/env bash
# Builds the project with the sanitizers for addresses, leaks and undefined behaviour, and runs all
# tests. Installs what is missing. The exit status is that of the tests.
# usage: test-sanitized.sh [OPTION...]   (options of ctest, such as -R NAME)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

bash "$root/utils/build-sanitized.sh"
source "$root/utils/sanitizer-options.sh"
ctest --test-dir "$root/build-sanitized" --output-on-failure --no-tests=error \
    -j "${JOBS:-$(nproc)}" "$@"
