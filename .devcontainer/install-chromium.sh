#!/usr/bin/env bash
# Installs Debian's Chromium, in which the tests of the console run, and a font for it. As root; the dev
# container and .ci/run do so. Ubuntu has Chromium as a snap alone: Google Chrome does as well there.
set -euo pipefail

export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install --yes --no-install-recommends chromium fonts-dejavu-core
