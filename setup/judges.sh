#!/usr/bin/env bash
# Installs the programs that the tests have judge cards and sheets. Without them those tests say so
# and pass, except where CI is set.
set -euo pipefail

exec "$(dirname "$0")/install.sh" \
    libccid opensc pcsc-tools pcscd poppler-utils python3 python3-pycryptodome python3-venv \
    vsmartcard-vpcd vsmartcard-vpicc zbar-tools
