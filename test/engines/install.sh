#!/usr/bin/env bash
# Installs the engines and the registry that the tests of this directory and of test/registry start. Debian, as root; the CI runs it before the tests.
#
#   install.sh [DIR]    Docker 20, Podman, Buildah and the registry as Debian 12 has them; Docker 26 of Debian 13, unpacked into DIR
#
# DIR is LAYERWISE_ENGINES, or /opt/layerwise-engines. Docker 26 is not installed, only unpacked: its packages would
# replace those of Docker 20.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
engines=$(realpath -m "${1:-${LAYERWISE_ENGINES:-/opt/layerwise-engines}}")

apt() { apt-get -o DPkg::Lock::Timeout=300 -qq "$@" >/dev/null; }

compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null || apt update
for package in curl xz-utils runc docker.io podman buildah docker-registry skopeo; do
  apt install -y --no-install-recommends "$package" || echo "cannot install $package"
done

[ -x "$engines/usr/sbin/dockerd" ] && exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,debs} "$engines"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | sort -u | head -1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" > "$work/sources.list"
options=(-o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists"
  -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
apt "${options[@]}" update
(cd "$work/debs" && apt "${options[@]}" download docker.io docker-cli docker-buildx containerd)
for package in "$work"/debs/*.deb; do dpkg -x "$package" "$engines"; done
