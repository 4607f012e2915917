#!/usr/bin/env bash
# Starts an engine in the foreground, with all that it has in DIR and its API at DIR/engine.sock, until it is told to stop.
# Or a registry, which says on standard error at which port of 127.0.0.1 it listens.
#
#   start.sh ENGINE DIR    docker20 | docker26 | docker26-containerd | podman | registry | registry-htpasswd
#
# registry-htpasswd lets in the user `tester` with the password `not:secret`, and nobody else.
# Exits with 69 and says why where the engine cannot be had: `install.sh` installs all of them. They do without a network.
set -euo pipefail
engine=${1:?engine} directory=$(realpath -m "${2:?directory}")
engines=${LAYERWISE_ENGINES:-/opt/layerwise-engines}

lacking() { echo "no $1" >&2; exit 69; }
need() { [ -x "$1" ] || command -v "$1" >/dev/null || lacking "$1"; }

if [[ $engine = registry* ]]; then
  need docker-registry
  mkdir -p "$directory"
  {
    echo 'version: 0.1'
    echo 'log: {level: info}'
    echo "storage: {filesystem: {rootdirectory: $directory/data}, delete: {enabled: true}}"
    echo "http: {addr: '127.0.0.1:0', secret: none}"
    [ "$engine" = registry ] || echo "auth: {htpasswd: {realm: tests, path: $directory/htpasswd}}"
  } > "$directory/config.yml"
  # Made by `htpasswd -nbB`; a registry takes bcrypt only.
  echo 'tester:$2y$05$pO4UM2zjoAVdSqUhlnbmP.1QxutFcYZ00vGNh5Ve2ZoBsFQuurb/G' > "$directory/htpasswd"
  exec docker-registry serve "$directory/config.yml"
fi

[ "$(id -u)" = 0 ] || lacking 'rights of root'
need runc
mkdir -p "$directory"
socket=unix://$directory/engine.sock
docker=(--data-root "$directory/data" --exec-root "$directory/exec" --pidfile "$directory/pid" -H "$socket"
  --iptables=false --ip6tables=false --bridge=none --ip-forward=false --ip-masq=false)

case $engine in
docker20)
  need /usr/sbin/dockerd
  exec /usr/sbin/dockerd --storage-driver=overlay2 "${docker[@]}" ;;
docker26 | docker26-containerd)
  need "$engines/usr/sbin/dockerd"
  export PATH=$engines/usr/bin:$engines/usr/sbin:$PATH
  store=false
  [ "$engine" = docker26 ] || store=true
  echo "{\"features\":{\"containerd-snapshotter\":$store}}" > "$directory/daemon.json"
  exec dockerd --config-file "$directory/daemon.json" "${docker[@]}" ;;
podman)
  need podman
  exec podman --root "$directory/root" --runroot "$directory/runroot" --storage-driver overlay \
    system service --time=0 "$socket" ;;
*) echo "no such engine: $engine" >&2; exit 2 ;;
esac
