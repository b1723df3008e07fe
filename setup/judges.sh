#!/usr/bin/env bash
# Installs the programs that the tests have judge cards and sheets. Without them those tests say so
# and pass, except where CI is set.
set -euo pipefail

exec "$(dirname "$0")/install.sh" poppler-utils python3 python3-venv zbar-tools
