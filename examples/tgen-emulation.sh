#!/usr/bin/env bash
# Runs tgen-emulation in a network namespace of its own, and in the same namespace, if given, a
# command: the real process that the simulated host speaks with. Whichever of the two ends first ends
# the other. Namespace and TAP device are gone afterwards, however this ends. Needs root.
#
# usage: tgen-emulation.sh --config=FILE [OPTION...] [-- COMMAND [ARGUMENT...]]
#
# The options are those of tgen-emulation (--help), but for --tap, --real, --gateway and --simulated.
# The command finds the simulated host at 198.19.0.1, and is itself at 198.18.0.1.
#
# Environment:
#   TGEN_EMULATION          the program [build/bin/tgen-emulation of the project]
#   TGEN_EMULATION_TIMEOUT  when both are ended in any case [1h]
#
# Exit status: that of the command if it ended by itself and not with 0; else that of tgen-emulation.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${TGEN_EMULATION:-$root/build/bin/tgen-emulation}
limit=${TGEN_EMULATION_TIMEOUT:-1h}
namespace=tgen-emulation-$$
tap=tap-tgen

fail() { # STATUS MESSAGE
    echo "tgen-emulation.sh: $2" >&2
    exit "$1"
}

options=()
while (($#)) && [[ $1 != -- ]]; do
    case $1 in
        --tap=* | --real=* | --gateway=* | --simulated=*)
            fail 2 "$1: the TAP device and its addresses are given (see the head of this file)" ;;
    esac
    options+=("$1")
    shift
done
(($# == 0)) || shift
command=("$@")

((EUID == 0)) || fail 1 "needs root, to make a network namespace: try sudo"
[[ -x $program ]] || fail 1 "$program is not there: build it, or set TGEN_EMULATION"
type -P ip >/dev/null || fail 1 "the command ip is missing: install iproute2 (Debian package)"

program_pid='' command_pid=''

# Ends a process that we started, and waits for it; `timeout` sees to it that it does end.
end_process() { # PID
    kill -TERM "$1" 2>/dev/null || return 0
    wait "$1" || true
}

clean_up() {
    trap '' INT TERM HUP
    [[ -z $program_pid ]] || end_process "$program_pid"
    [[ -z $command_pid ]] || end_process "$command_pid"
    # Whoever is still in the namespace came with the command.
    local pid
    for pid in $(ip netns pids "$namespace" 2>/dev/null); do
        kill -KILL "$pid" 2>/dev/null || true
    done
    ip netns del "$namespace" 2>/dev/null || true
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

ip netns add "$namespace" || fail 1 "no network namespace can be made here"
ip -n "$namespace" link set lo up
# Before there is a device: this one would send neighbour solicitations. Nothing to do without IPv6.
ip netns exec "$namespace" sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6' 2>/dev/null ||
    true
ip -n "$namespace" tuntap add dev "$tap" mode tap || fail 1 "no TAP device can be made here"
ip -n "$namespace" address add 198.18.0.1/24 dev "$tap"
ip -n "$namespace" link set "$tap" up
ip -n "$namespace" route add 198.19.0.0/16 via 198.18.0.2

enter=(ip netns exec "$namespace")
# In a process group of its own: a Ctrl-C is for us, and we tell the program.
timeout --kill-after=5s "$limit" "${enter[@]}" "$program" --tap="$tap" \
    ${options[@]+"${options[@]}"} &
program_pid=$!

if ((${#command[@]} == 0)); then
    status=0
    wait "$program_pid" || status=$?
    exit "$status"
fi

# The device has a carrier as soon as the program holds it.
for ((i = 0; i < 200; i++)); do
    [[ $(ip -n "$namespace" link show "$tap") != *LOWER_UP* ]] || break
    kill -0 "$program_pid" 2>/dev/null || break
    sleep 0.05
done
timeout --foreground --kill-after=5s "$limit" "${enter[@]}" "${command[@]}" <&0 &
command_pid=$!

status=0
wait -n -p first "$program_pid" "$command_pid" || status=$?
if [[ $first == "$command_pid" ]]; then
    command_pid=''
    kill -TERM "$program_pid" 2>/dev/null || true
    program_status=0
    wait "$program_pid" || program_status=$?
    exit $((status ? status : program_status))
fi

# The last bytes have just been sent: the command may notice that by itself.
program_pid=''
for ((i = 0; i < 20; i++)); do
    kill -0 "$command_pid" 2>/dev/null || break
    sleep 0.1
done
if kill -TERM "$command_pid" 2>/dev/null; then
    wait "$command_pid" || true
else
    command_status=0
    wait "$command_pid" || command_status=$?
    status=$((command_status ? command_status : status))
fi
exit "$status"
