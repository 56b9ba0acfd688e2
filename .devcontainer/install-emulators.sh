#!/usr/bin/env bash
# Installs Google's Firestore and Pub/Sub emulators, and the Java that they run on, from Google's apt
# repository.
# Debian or Ubuntu, as root. The dev container and CI run the same script.
set -euo pipefail

readonly REPOSITORY=https://packages.cloud.google.com/apt
readonly KEYRING=/usr/share/keyrings/cloud.google.gpg

export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install --yes --no-install-recommends ca-certificates curl gnupg

curl --fail --silent --show-error --location --retry 3 "$REPOSITORY/doc/apt-key.gpg" |
  gpg --batch --yes --dearmor --output "$KEYRING"
echo "deb [signed-by=$KEYRING] $REPOSITORY cloud-sdk main" > /etc/apt/sources.list.d/google-cloud-sdk.list

apt-get update
# The packages take any of several Javas, and apt would choose the oldest; default-jdk is the
# distribution's own choice.
apt-get install --yes --no-install-recommends \
  default-jdk \
  google-cloud-cli-firestore-emulator \
  google-cloud-cli-pubsub-emulator
