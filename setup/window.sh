#!/usr/bin/env bash
# Installs what a window needs on a Debian that has never had a desktop. To build it, nothing is needed.
set -euo pipefail

exec "$(dirname "$0")/install.sh" libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0
