#!/usr/bin/env bash
# Installs what is missing and builds the project into build/.
# usage: build.sh [TARGET]   (everything when not given)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

bash "$root/utils/install-dependencies.sh"
cmake -G Ninja -S "$root" -B "$root/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo
cmake --build "$root/build" --target "${1:-all}"
