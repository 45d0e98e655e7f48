#!/bin/bash
# Counts instructions a flow for each side of bench-flows, as the slope between two numbers of
# flows: what a run costs before and after its flows falls out, and other load does not matter.
# Needs valgrind. Arguments: [--low=N] [--high=N] [--sides=A,B,...] and options of bench-flows.
set -euo pipefail
low=200
high=1200
sides=bulk,bulk-msl,sink,push,push-factory,pull,persistent
options=()
for argument; do
  case $argument in
    --low=*) low=${argument#*=} ;;
    --high=*) high=${argument#*=} ;;
    --sides=*) sides=${argument#*=} ;;
    *) options+=("$argument") ;;
  esac
done
program=${BENCH_FLOWS:-$(dirname "$0")/../build/bin/bench-flows}

# instructions SIDE FLOWS
instructions() {
  valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
    "$program" --apart=0 --sides="$1" --flows="$2" "${options[@]}" 2>&1 >/dev/null |
    sed -n 's/,//g; s/.*I *refs: *//p'
}

printf '%-13s %14s %10s\n' side 'instr./flow' 'ratio'
first=
for side in ${sides//,/ }; do
  few=$(instructions "$side" "$low")
  many=$(instructions "$side" "$high")
  slope=$(((many - few) / (high - low)))
  : "${first:=$slope}"
  printf '%-13s %14d %10.3f\n' "$side" "$slope" "$(bc -l <<<"$slope / $first")"
done
