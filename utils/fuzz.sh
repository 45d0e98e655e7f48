#!/usr/bin/env bash
# Feeds the readers of the project with inputs that libFuzzer thinks of, for some seconds each, after
# those in test/fuzz/corpus and test/fuzz/found. Installs what is missing. The exit status is 1 when
# a reader crashed, leaked, took more than 30 s or 2 GB, or met undefined behaviour: its input is
# then in test/fuzz/found/TARGET, where the test suite replays it from now on. What was found to
# reach new code is kept in build-sanitized/fuzz/corpus for the next time.
# usage: fuzz.sh [SECONDS [TARGET...]]     (20 s, all targets: the files test/**/TARGET-fuzz.cc)
#        fuzz.sh --replay [TARGET...]      (only the inputs that are there)
#        fuzz.sh --merge [TARGET...]       (put into test/fuzz/corpus what reaches code that its
#                                           files do not, out of build-sanitized/fuzz/corpus)
#        fuzz.sh --minimise TARGET FILE    (make FILE, which breaks its reader, as small as may be)
# JOBS=N runs N targets at a time; as many as there are processors when not given. TIMEOUT=SECONDS is
# what an input may take by the clock (30): more on a machine that is busy otherwise. SEED=N begins
# libFuzzer's random numbers with N, 1 or more, instead of another number each time.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs=$root/build-sanitized/fuzz
inputs=$root/test/fuzz
# Seconds of the clock, for what takes 10 s of a processor without sanitizers.
limits=(-timeout="${TIMEOUT:-30}" -report_slow_units=1000000 -rss_limit_mb=2048 -malloc_limit_mb=2048)
seed=(-seed="${SEED:-0}") # 0: libFuzzer takes one by the clock

dictionary_of() {
    local format
    case $1 in
    *graphml* | tgen-action-graph | tgen-markov-model) format=graphml ;;
    *log* | *results | recorded-runs | flow-list | flow-trace | *-hosts) format=logs ;;
    size-distribution | poisson-config | tgen-* | quantities) format=text ;;
    gensyn-http | memcached-text) format=protocols ;;
    *) format=json ;;
    esac
    echo "$inputs/dictionaries/$format.dict"
}

# Runs the target $1 with further options; the line that it prints tells how it went.
run_target() {
    local name=$1 log=$programs/log/$1.txt begin=$SECONDS known=("$inputs/corpus/$1")
    shift
    [[ ! -d $inputs/found/$name ]] || known+=("$inputs/found/$name")
    mkdir -p "$programs/corpus/$name" "$programs/log" "$programs/new/$name"
    local status=0
    "$programs/$name" "${limits[@]}" "${seed[@]}" -dict="$(dictionary_of "$name")" -print_final_stats=1 \
        -artifact_prefix="$programs/new/$name/" "$@" \
        "$programs/corpus/$name" "${known[@]}" >"$log" 2>&1 || status=$?
    local runs coverage
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1 || true)
    printf '%-22s %9s inputs  %-10s %4d s  %s\n' "$name" "${runs:-?}" "$coverage" \
        $((SECONDS - begin)) "$([[ $status == 0 ]] && echo ok || echo BROKEN)"
    local input
    for input in "$programs/new/$name"/*; do
        [[ -f $input ]] || continue
        mkdir -p "$inputs/found/$name"
        mv "$input" "$inputs/found/$name/"
        echo "    $inputs/found/$name/${input##*/}"
    done
    if [[ $status != 0 ]]; then
        grep -m 1 -A 12 -E 'ERROR: |runtime error: |terminate called' "$log" | cut -c1-160 |
            sed 's/^/    /' || true
        echo "    all of it: $log"
        return 1
    fi
}

# Puts into the corpus of the target $1 what reaches code that it does not.
merge_target() {
    mkdir -p "$programs/corpus/$1" "$inputs/corpus/$1"
    "$programs/$1" -merge=1 -max_len=4096 "$inputs/corpus/$1" "$programs/corpus/$1" \
        >"$programs/$1.merge.txt" 2>&1
    echo "$1: $(find "$inputs/corpus/$1" -type f | wc -l) files"
}

mode=fuzz
seconds=20
case ${1:-} in
--replay | --merge | --minimise) mode=${1#--} && shift ;;
[0-9]*) seconds=$1 && shift ;;
-*)
    sed -n '2,/^set/{/^# /s/^# //p}' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac

if [[ $mode == minimise && $# != 2 ]]; then
    echo "usage: fuzz.sh --minimise TARGET FILE" >&2
    exit 2
fi

bash "$root/utils/build-sanitized.sh" fuzz-targets
source "$root/utils/sanitizer-options.sh"

if [[ $mode == minimise ]]; then
    if [[ ! -x $programs/$1 || ! -f $2 ]]; then
        echo "There is no target $1, or no file $2" >&2
        exit 2
    fi
    "$programs/$1" "${limits[@]}" -minimize_crash=1 -max_total_time=60 \
        -exact_artifact_path="$2.small" "$2" >"$programs/$1.minimise.txt" 2>&1 || true
    [[ ! -f $2.small ]] || mv "$2.small" "$2"
    wc -c "$2"
    exit
fi

targets=("$@")
if ((${#targets[@]} == 0)); then
    mapfile -t targets < <(find "$root/test" -name '*-fuzz.cc' -printf '%f\n' | sed 's/-fuzz.cc$//' | sort)
fi
for target in "${targets[@]}"; do
    if [[ ! -x $programs/$target ]]; then
        echo "There is no target $target, and no file test/**/$target-fuzz.cc" >&2
        exit 2
    fi
done

case $mode in
fuzz) options=(-max_total_time="$seconds") ;;
replay) options=(-runs=0) ;;
merge)
    for target in "${targets[@]}"; do
        merge_target "$target"
    done
    exit
    ;;
esac
status=0
running=0
for target in "${targets[@]}"; do
    if ((running >= ${JOBS:-$(nproc)})); then
        wait -n || status=1
        running=$((running - 1))
    fi
    run_target "$target" "${options[@]}" &
    running=$((running + 1))
done
while ((running > 0)); do
    wait -n || status=1
    running=$((running - 1))
done
exit "$status"
