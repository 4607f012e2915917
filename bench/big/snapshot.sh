# Layers as a builder takes them: what changed below root/ since the last step, told by the files' change times, and a
# whiteout for each path that is gone. Names with line breaks do not come from packages.

begin() {
  rm -rf root layers debs steps.txt complete
  mkdir -p root layers
  : > steps.txt
  : > before
  look
}

# From here on, what changes is newer than the marker.
look() {
  (cd root && find . -mindepth 1 | cut -c 3- | sort) > before
  touch marker
  sleep 0.05
}

# step 'RUN …': the layer of all that was done since the last.
step() {
  local layer
  layer=layers/$(printf %02d "$(wc -l < steps.txt)").tar
  (cd root && find . -mindepth 1 -cnewer ../marker | cut -c 3- | sort) > changed
  (cd root && find . -mindepth 1 | cut -c 3- | sort) > after
  # What lies in a folder that is gone goes with it.
  comm -23 before after > deleted
  rm -rf whiteouts
  mkdir whiteouts
  awk 'NR == FNR { gone[$0]; next } { at = $0; if (sub("/[^/]*$", "", at) == 0) at = "."; if (!(at in gone)) print }' \
    deleted deleted | while IFS= read -r path; do
    [ -d "root/$(dirname "$path")" ] && [ ! -L "root/$(dirname "$path")" ] || continue
    mkdir -p "whiteouts/$(dirname "$path")"
    : > "whiteouts/$(dirname "$path")/.wh.$(basename "$path")"
  done
  # Whole seconds, and extended headers only where a name is too long: as Go writes them.
  local written=(--format=pax --pax-option=delete=atime,delete=ctime,delete=mtime --numeric-owner --no-recursion --verbatim-files-from)
  (cd whiteouts && find . -type f | cut -c 3- | sort) > deleted
  tar -cf "$layer" "${written[@]}" -C root -T changed
  [ ! -s deleted ] || tar -rf "$layer" "${written[@]}" --owner=0 --group=0 -C whiteouts -T deleted
  echo "$1" >> steps.txt
  echo "$(wc -l < changed) changed, $(wc -l < deleted) removed, $(du -m "$layer" | cut -f 1) MB: $1"
  look
}
