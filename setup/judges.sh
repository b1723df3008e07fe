#!/usr/bin/env bash
# Installs the programs that the tests ask what they make of a sheet. Without them those tests say
# so and pass, except where CI is set.
set -euo pipefail

exec "$(dirname "$0")/install.sh" poppler-utils zbar-tools
