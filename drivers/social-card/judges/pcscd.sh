#!/bin/sh
# Runs a real pcscd for as long as standard input stays open.
#
#   pcscd.sh check                        says which programs are missing; 1 where any is
#   pcscd.sh twin DEVICE DIR              a GemPC Twin on DEVICE
#   pcscd.sh vpcd DIR                     the virtual reader of vsmartcard, with vicc in it
#
# Says "ready" on standard output once pcscd knows the reader; its log is DIR/pcscd.log.
# On Debian 12: apt-get install pcscd libccid opensc pcsc-tools vsmartcard-vpcd vsmartcard-vpicc python3-pycryptodome
set -eu

DRIVERS=/usr/lib/pcsc/drivers/serial
HERE=$(cd "$(dirname "$0")" && pwd)

missing() {
    for program in pcscd opensc-tool pcsc_scan vicc timeout; do
        command -v "$program" >/dev/null || echo "$program"
    done
    for driver in libccidtwin.so libifdvpcd.so; do
        [ -e "$DRIVERS/$driver" ] || echo "$driver"
    done
    /usr/bin/python3 -c "import Cryptodome" 2>/dev/null || echo python3-pycryptodome
    [ "$(id -u)" = 0 ] || echo "the rights of root, for pcscd's socket"
    if pidof pcscd >/dev/null; then
        echo "a free place: another pcscd is running"
    fi
}

start() {
    # The client's socket has one place on a machine, so there is one pcscd at a time.
    pcscd --foreground --config "$1/reader.conf" >"$1/pcscd.log" 2>&1 3>&- &
    PIDS=$!
    trap 'kill $PIDS 2>/dev/null || true; wait' EXIT INT TERM
}

ready() {
    tries=0
    until timeout 5 opensc-tool --list-readers 2>/dev/null | grep -q "$1"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 50 ]; then
            echo "pcscd does not know the reader; see its log" >&2
            exit 1
        fi
        sleep 0.2
    done
    echo ready
    cat >/dev/null
}

case "${1:-}" in
check)
    without=$(missing)
    [ -z "$without" ] || { echo "$without"; exit 1; }
    ;;
twin)
    cat >"$3/reader.conf" <<CONF
FRIENDLYNAME  "SSC reader"
DEVICENAME    $2:GemPCTwin
LIBPATH       $DRIVERS/libccidtwin.so
CONF
    start "$3"
    ready "SSC reader.*00 00"
    ;;
vpcd)
    cat >"$2/reader.conf" <<CONF
FRIENDLYNAME  "Virtual PCD"
DEVICENAME    /dev/null:0x8C7B
LIBPATH       $DRIVERS/libifdvpcd.so
CHANNELID     0x8C7B
CONF
    start "$2"
    /usr/bin/python3 "$HERE/card.py" >"$2/vicc.log" 2>&1 &
    PIDS="$PIDS $!"
    ready "Yes.*Virtual PCD 00 00"
    ;;
*)
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
