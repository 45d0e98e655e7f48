#!/usr/bin/env bash
# Builds the module as contrib/synthetic-traffic of an ns-3 source tree, with MPI, and runs its tests
# and examples there with ns-3's test.py; then compares results with those of the build beside the
# installed ns-3. Installs what is missing. The build is kept for the next
# time, in ${XDG_CACHE_HOME:-~/.cache}/synthetic-traffic/in-tree.
# usage: test-in-tree.sh [--tree DIR]
#   --tree DIR   the ns-3 tree (3.36 to 3.48), instead of Debian's source package of ns-3; nothing
#                in it is changed
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/synthetic-traffic/in-tree

given=
while (($# > 0)); do
    case $1 in
    --tree)
        given=$(cd "${2:?--tree needs a directory}" && pwd)
        shift 2
        ;;
    *)
        sed -n '2,/^set/{/^# /s/^# //p}' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
    esac
done
if [[ -n $given && ! -f $given/src/core/CMakeLists.txt ]]; then
    echo "$given is no ns-3 tree of version 3.36 or later: it has no src/core/CMakeLists.txt" >&2
    exit 2
fi

# Downloads and unpacks Debian's source package of ns-3 into the directory $1. The machine's own
# package sources serve, read as sources of source packages; none of its files change.
get_debian_tree() {
    local target=$1 work
    work=$(mktemp -d)
    mkdir -p "$work/parts" "$work/lists/partial" "$work/source"
    local file name
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [[ -f $file ]] || continue
        name=$(basename "$file")
        sed -nE 's/^deb(-src)?[[:space:]]/deb-src /p' "$file" | sort -u >"$work/parts/$name"
    done
    for file in /etc/apt/sources.list.d/*.sources; do
        [[ -f $file ]] || continue
        sed -E 's/^Types:.*/Types: deb-src/' "$file" >"$work/parts/$(basename "$file")"
    done
    local options=(
        --quiet
        -o Dir::Etc::sourcelist=/dev/null
        -o Dir::Etc::sourceparts="$work/parts"
        -o Dir::State::lists="$work/lists"
        -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
        -o APT::Sandbox::User=
    )
    apt-get "${options[@]}" update </dev/null
    (cd "$work/source" && apt-get "${options[@]}" source ns3 </dev/null)
    # The package holds more than ns-3 itself.
    local core
    core=$(cd "$work/source" && find . -path '*/src/core/CMakeLists.txt')
    if [[ ! -f $work/source/$core ]]; then
        echo "Debian's source package of ns-3 has no src/core/CMakeLists.txt" >&2
        exit 1
    fi
    mkdir -p "$(dirname "$target")"
    rm -rf "$target"
    mv "$work/source/${core%/src/core/CMakeLists.txt}" "$target"
    rm -rf "$work"
}

# Makes the directory $2 a tree of links to the files of $1; what was built in it stays.
link_tree() {
    mkdir -p "$2"
    find "$2" \( -path "$2/build" -o -path "$2/cmake-cache" \) -prune -o -type l -exec rm {} +
    local entry
    for entry in "$1"/*; do
        case ${entry##*/} in
        build | cmake-cache | testpy-output) ;;
        ns3 | test.py) cp --remove-destination "$entry" "$2/" ;; # they work where they really are
        *) cp -as --no-clobber "$entry" "$2/" ;;
        esac
    done
}

bash "$root/utils/install-dependencies.sh" --in-tree

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9 # one at a time

if [[ -z $given ]]; then
    tree=$cache/debian
    [[ -f $tree/src/core/CMakeLists.txt ]] || get_debian_tree "$tree"
else
    tree=$cache/linked-$(md5sum <<<"$given" | cut -c1-8)
    link_tree "$given" "$tree"
fi
mkdir -p "$tree/contrib"
rm -rf "$tree/contrib/synthetic-traffic" # a link, or links
ln -sfn "$root" "$tree/contrib/synthetic-traffic"
cd "$tree"
echo "ns-3 $(cat VERSION) in $tree"

# As root, and with more ranks than cores, Open MPI runs only when it is told that this is meant.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1
# ns-3 writes into the settings of ccache: into a copy.
if command -v ccache >/dev/null; then
    settings=$(ccache --show-config | sed -nE 's/^\(([^)]*ccache\.conf)\).*/\1/p' | sort -u | head -1)
    cat ${settings:+"$settings"} </dev/null >"$cache/ccache.conf"
    export CCACHE_CONFIGPATH=$cache/ccache.conf
fi
# csma: ns-3's test-runner has tests of TCP over it as soon as it has applications.
python3 ./ns3 configure -G Ninja -d release --enable-logs --enable-asserts --enable-mpi \
    --enable-tests --enable-examples --disable-werror \
    --filter-module-examples-and-tests="synthetic-traffic" \
    --enable-modules="synthetic-traffic;csma;mpi" >"$cache/configure.log" 2>&1 || {
    cat "$cache/configure.log" >&2
    exit 1
}
grep -E '^-- .*(synthetic-traffic|not built)|MPI Support' "$cache/configure.log" || true
if ! grep -q 'synthetic-traffic' <(sed -n '/^Modules configured/,$p' "$cache/configure.log"); then
    echo "ns-3 leaves the module out" >&2
    exit 1
fi
ninja -C cmake-cache -j"$(nproc)"

status=0
for what in --suite=synthetic-traffic --constrain=example; do
    python3 ./test.py --no-build --multiple --nocolor "$what" --text=build/synthetic-traffic-tests || status=1
    report=build/synthetic-traffic-tests.txt
    if ((status != 0)); then
        cat "$report" >&2
        exit 1
    fi
    passed=$(grep -c '^ *PASS' "$report" || true)
    if ((passed == 0)); then
        echo "$what: nothing was run" >&2
        exit 1
    fi
    echo "$what: $passed passed"
done

# Beside the installed ns-3, of which Debian's source package is the source, the module gives the same.
if [[ -z $given ]]; then
    bash "$root/utils/build.sh" synthetic-traffic-command >"$cache/standalone.log" 2>&1 || {
        cat "$cache/standalone.log" >&2
        exit 1
    }
    results=$(mktemp -d)
    trap 'rm -rf "$results"' EXIT
    compared=0
    for scenario in $(grep -l '"applications"' "$root"/examples/*.json); do
        name=$(basename "$scenario" .json)
        options=(--quiet)
        [[ $name != gensyn-testbed ]] || options+=(--stop 3s) # half an hour otherwise
        for command in "$root/build/bin/synthetic-traffic" \
            "$tree"/build/contrib/synthetic-traffic/utils/ns3*-synthetic-traffic-command*; do
            place=standalone
            [[ $command == "$root"/* ]] || place=in-tree
            "$command" run "$scenario" "${options[@]}" --out "$results/$place/$name"
        done
        diff -r --exclude=timing.json "$results"/{standalone,in-tree}/"$name"
        compared=$((compared + 1))
    done
    echo "examples with the same results beside the installed ns-3: $compared"
fi
