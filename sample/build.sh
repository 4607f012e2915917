#!/bin/sh
# Builds image.oci.tar: this directory's Dockerfile, built by BuildKit, with provenance, as an OCI archive.
#
#   sh build.sh                        on busybox:1.35 from Docker Hub
#   BUSYBOX=/bin/busybox sh build.sh   without a network, on a base made from a static busybox
#
# Needs docker with buildx and a builder that can write OCI archives: the containerd image store, or one
# from `docker buildx create --use`. The image in the repository was built the second way, with the
# busybox of Debian 12's package busybox-static (1.35.0):
#
#   apt-get download busybox-static && dpkg -x busybox-static_*.deb busybox-static
#   BUSYBOX=busybox-static/bin/busybox sh build.sh
#
# BUSYBOX   a statically linked busybox of this machine's architecture; unset: pull busybox:1.35
# NETWORK   what RUN gets, `default` or `none` (nothing in this Dockerfile needs more); default: none
# OUT       the archive to write; default: image.oci.tar beside this script
# VERSION   default: 1.4.0
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
OUT=${OUT:-$here/image.oci.tar}
VERSION=${VERSION:-1.4.0}
NETWORK=${NETWORK:-none}
BASE=busybox:1.35

# The time written into the image's configuration; files keep their own.
export SOURCE_DATE_EPOCH=1767225600

# The repository that this directory lies in is no part of the provenance.
export BUILDX_GIT_INFO=0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# make_base: an OCI layout in $work/base, laid out like the busybox image: one layer, applets as hard links
make_base() {
  mkdir -p "$work/context" "$work/root"
  root=$work/root
  (
    cd "$root"
    mkdir bin dev etc home root tmp usr usr/bin var var/spool var/www
    chmod 0700 root
    chmod 1777 tmp
    cp "$BUSYBOX" bin/busybox
    chmod 0755 bin/busybox
    for applet in $(bin/busybox --list); do
      [ -e "bin/$applet" ] || ln bin/busybox "bin/$applet"
    done
    ln -s ../../bin/env usr/bin/env
    printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'nobody:x:65534:65534:nobody:/home:/bin/false' > etc/passwd
    printf '%s\n' 'root:x:0:' 'nobody:x:65534:' > etc/group
    tar --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf "$work/context/busybox-rootfs.tar" -- *
  )
  printf '%s\n' 'FROM scratch' 'ADD busybox-rootfs.tar /' 'CMD ["sh"]' > "$work/context/Dockerfile"
  docker buildx build --provenance=false --output "type=oci,tar=false,name=$BASE,dest=$work/base" "$work/context"
}

set -- --build-arg "VERSION=$VERSION" --network="$NETWORK" --provenance=mode=max
if [ -n "${BUSYBOX:-}" ]; then
  BUSYBOX=$(realpath "$BUSYBOX")
  make_base
  set -- "$@" --build-context "$BASE=oci-layout://$work/base:${BASE#*:}"
fi

docker buildx build "$@" --output "type=oci,name=status-page:$VERSION,dest=$work/image.tar" "$here"
mv "$work/image.tar" "$OUT"
ls -l "$OUT"
