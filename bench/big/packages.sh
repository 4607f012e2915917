# What `apt-get install` and `npm install` leave below root/, with the machine's own clients and without being root.

# With no package installed, so that all dependencies come too; those that lie in debs/ are not fetched again.
fetch() {
  mkdir -p debs/partial apt
  : > status
  apt-get -qq -y -o Debug::NoLocking=1 -o Dir::State::status="$PWD/status" -o Dir::Cache::archives="$PWD/debs" \
    -o Dir::Cache="$PWD/apt" -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=0 "$@" >/dev/null
}

# The packages named and what they need, as far as it is not there yet; their archives stay behind, as they do.
install() {
  here_before
  fetch -o Dir::Etc::preferences="$PWD/old" -d install "$@"
  wanted=(${wanted[@]+"${wanted[@]}"} "$@")
  unpack_new
}

# Newer versions of what is there.
upgrade() {
  here_before
  fetch -d install "${wanted[@]}"
  unpack_new
}

here_before() {
  mkdir -p debs
  ls debs > debs.before
}

unpack_new() {
  local deb
  for deb in $(ls debs | comm -13 debs.before -); do unpack "debs/$deb"; done
  refresh
}

# The same archives once more.
again() {
  local name deb
  for name; do for deb in debs/"$name"*.deb; do unpack "$deb"; done; done
  refresh
}

unpack() {
  [ -f "$1" ] || return 0
  local name
  name=$(dpkg-deb -f "$1" Package)
  dpkg-deb --fsys-tarfile "$1" | tar -x -C root --keep-directory-symlink
  mkdir -p root/var/lib/dpkg/info root/var/cache/apt/archives
  dpkg-deb --ctrl-tarfile "$1" | tar -x -C root/var/lib/dpkg/info --transform "s,^\./,$name.," --exclude=./control ./
  dpkg-deb --fsys-tarfile "$1" | tar -t | sed 's,^\.,,' > "root/var/lib/dpkg/info/$name.list"
  { dpkg-deb -f "$1"; echo; } >> root/var/lib/dpkg/status
  cp "$1" root/var/cache/apt/archives/
}

# Caches that every run of a package manager writes anew.
refresh() {
  mkdir -p root/etc root/var/log root/var/cache/ldconfig
  find root/usr/lib -name '*.so*' | sort > root/etc/ld.so.cache
  (cd debs && ls) > root/var/log/dpkg.log
}

# modules NAME@VERSION…, into srv/app; npm's cache is left in the image, as it is.
modules() {
  mkdir -p root/srv/app root/root
  [ -f root/srv/app/package.json ] || echo '{"name":"app","version":"1.0.0","private":true}' > root/srv/app/package.json
  in_app install "$@"
}

# Without what only developing needs.
pruned() {
  in_app prune --omit=dev
}

in_app() {
  local cache=$PWD/root/root/.npm
  (cd root/srv/app && npm "$@" --cache "$cache" --ignore-scripts --no-audit --no-fund --legacy-peer-deps --loglevel=error >/dev/null)
}

# Another owner where that may be, else other rights.
owned() {
  if [ "$(id -u)" = 0 ]; then chown -R 1000:1000 "root/$1"; else chmod -R o-rwx "root/$1"; fi
}
