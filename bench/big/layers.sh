#!/usr/bin/env bash
# Makes the layers of a large real image in the folder that is given, as a Dockerfile's steps would: layers/00.tar and so
# on, and steps.txt with a line for each. The files are those of Debian packages and of npm modules, fetched by the
# machine's own apt-get and npm; nothing is installed on the machine, no script of a package is run.
set -euo pipefail
export LC_ALL=C
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
mkdir -p "${1:?folder}"
cd "$1"
for program in apt-get dpkg-deb npm tar; do
  command -v "$program" >/dev/null || { echo "no $program here" >&2; exit 1; }
done
# shellcheck source=snapshot.sh
. "$here/snapshot.sh"
# shellcheck source=packages.sh
. "$here/packages.sh"

begin
for at in bin sbin lib lib64; do mkdir -p "root/usr/$at" && ln -s "usr/$at" "root/$at"; done
# First without security updates, so that an upgrade has something to do.
printf 'Package: *\nPin: release l=Debian-Security\nPin-Priority: -1\n' > old
install apt bash base-files coreutils dpkg findutils grep gzip hostname login perl-base sed tar util-linux ca-certificates
rm -rf root/var/cache/apt/archives
step 'ADD rootfs.tar.xz /'
install build-essential git curl gdb cmake ninja-build pkg-config python3-dev python3-venv
step 'RUN apt-get install -y build-essential git curl gdb cmake ninja-build pkg-config python3-dev python3-venv'
install libboost-all-dev
step 'RUN apt-get install -y libboost-all-dev'
upgrade
step 'RUN apt-get update && apt-get -y upgrade'
install golang
step 'RUN apt-get install -y golang'
install default-jdk-headless maven
step 'RUN apt-get install -y default-jdk-headless maven'
install texlive-latex-extra texlive-fonts-recommended
step 'RUN apt-get install -y texlive-latex-extra texlive-fonts-recommended'
install python3-scipy python3-pandas python3-matplotlib python3-sklearn r-base
step 'RUN apt-get install -y python3-scipy python3-pandas python3-matplotlib python3-sklearn r-base'
rm -rf root/var/cache/apt/archives/*
step 'RUN apt-get clean'
again libboost1 texlive-latex-base python3-numpy
step 'RUN apt-get install -y --reinstall libboost-all-dev texlive-latex-base python3-numpy'
find root/usr/share/texlive root/usr/include ! -type l -exec chmod g+w {} +
step 'RUN chmod -R g+w /usr/share/texlive /usr/include'

modules next@13 react@17 react-dom@17 @mui/material@5 @mui/icons-material@5 date-fns@2 lodash@4 rxjs@6
step 'RUN npm install'
modules --save-dev webpack@5 typescript@4 jest@28 eslint@8 @babel/core@7 @babel/preset-env@7 @angular/cli@15 storybook@7
step 'RUN npm install --save-dev webpack typescript jest eslint @babel/core @babel/preset-env @angular/cli storybook'
modules aws-sdk@2 googleapis@110 three@0.150 antd@5 core-js@3
step 'RUN npm install aws-sdk googleapis three antd core-js'
owned srv/app
step 'RUN chown -R 1000:1000 /srv/app'
modules --force date-fns@3 typescript@5 rxjs@7 @mui/material@6 @mui/icons-material@6
step 'RUN npm install date-fns@3 typescript@5 rxjs@7 @mui/material@6 @mui/icons-material@6'
pruned
step 'RUN npm prune --omit=dev'
rm -rf root/root/.npm
step 'RUN npm cache clean --force && rm -rf /root/.npm'
find root/srv/app/node_modules \( -name '*.md' -o -name '*.map' \) -delete
step "RUN find node_modules -name '*.md' -delete -o -name '*.map' -delete"
rm -rf root/usr/share/doc/* root/usr/share/man root/usr/share/locale
step 'RUN rm -rf /usr/share/doc/* /usr/share/man /usr/share/locale'
# A rename across layers is a copy.
mkdir -p root/opt
cp -a root/usr/share/texlive root/opt/
rm -rf root/usr/share/texlive
step 'RUN mv /usr/share/texlive /opt/'
rm -rf root debs debs.before apt old before after changed deleted whiteouts marker status
touch complete
