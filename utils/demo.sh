#!/usr/bin/env bash
# Installs what is missing, builds, and runs the shipped web scenario.
# usage: demo.sh [RESULT_DIRECTORY]   (results/tgen-web in the project when not given)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scenario=$root/examples/tgen-web.json
results=${1:-$root/results/tgen-web}

bash "$root/utils/build.sh" synthetic-traffic-command
"$root/build/bin/synthetic-traffic" run "$scenario" --out "$results"

cat <<TXT

Done. The scenario examples/tgen-web.json was simulated in ns-3: four TGen clients fetched web pages
from one server through a shared bottleneck. What happened is in $results:
  report.html      tables and plots: open it in a browser
  transfers.csv    one row a transfer: sizes, times, status
  summary.json     counts, goodput, and percentiles of the completion times
  tgen.<host>.log  what TGen itself would have logged on each host
  timing.json      what the run cost
TXT
