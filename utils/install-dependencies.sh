#!/usr/bin/env bash
# Installs with apt-get those of the packages that the project needs and that are not there yet.
# Asks nothing. When nothing is missing it needs neither root nor network.
# usage: install-dependencies.sh [--in-tree | --fuzz]
#   --in-tree   with what the test in an ns-3 source tree needs
#   --fuzz      with what the build with sanitizers and fuzz targets needs
set -euo pipefail

packages=(
    g++ cmake ninja-build ccache pkg-config
    libns3-dev libpugixml-dev nlohmann-json3-dev libboost-graph-dev libmd-dev
    libcli11-dev zlib1g-dev  # the command
    libgtest-dev  # the tests
    python3       # the real peer of the emulation tests
    python3-jsonschema  # the test of doc/scenario.schema.json
    python3-docutils    # the test of the documents
    iproute2      # the network namespace of examples/tgen-emulation.sh
    iperf3 ethtool  # utils/testbed/record.py and its test
    gnuplot-nox   # the plots, at run time
)
if [[ ${1:-} == --in-tree ]]; then
    packages+=(
        dpkg-dev bzip2 xz-utils      # unpack Debian's source package of ns-3
        libopenmpi-dev openmpi-bin   # its MPI engines
    )
elif [[ ${1:-} == --fuzz ]]; then
    packages+=(
        clang                 # the compiler
        libclang-rt-14-dev    # its sanitizers and libFuzzer
        llvm                  # llvm-symbolizer: names of functions in what they say
    )
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    exit 0
fi

echo "Installing: ${missing[*]}"
as_root=(env DEBIAN_FRONTEND=noninteractive)
if ((EUID != 0)); then
    as_root=(sudo "${as_root[@]}")
fi
"${as_root[@]}" apt-get update --quiet </dev/null
"${as_root[@]}" apt-get install --quiet --yes --no-install-recommends "${missing[@]}" </dev/null
