#!/usr/bin/env bash
# Installs what builds the I/O board's image and what runs it: an emulated chip, and Debian's Rust with
# the sources of `core`, from which firmware/build builds it where rustup has no thumbv7m target.
set -euo pipefail

exec "$(dirname "$0")/install.sh" qemu-system-arm rust-web-clippy rust-web-src rustc-web
