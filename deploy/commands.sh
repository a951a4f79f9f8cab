# Part of ./dev: what ships, and trying it as those will who receive it.

# docs: the pages that are generated: docs/api/ from the contract, docs/configuration.md from the programs' flags.
cmd_docs() {
  need_packages protobuf-compiler python3-protobuf
  build dev dateline-ingest dateline-query
  "$PYTHON" docs/generate/api.py
  "$PYTHON" docs/generate/configuration.py build/dev/bin
}

# package: the Debian package of the release build, in build/release/package/.
cmd_package() {
  need_packages "${DELIVERY_PACKAGES[@]}"
  build release dateline-ingest dateline-query dateline
  rm -rf build/release/package
  cpack --config build/release/CPackConfig.cmake -B build/release/package >build/package.log ||
    { cat build/package.log >&2 && die "package: cpack failed"; }
  rm -rf build/release/package/_CPack_Packages
  ls build/release/package/*.deb
}

# bare_root FOLDER: a Debian that holds nothing but what every Debian has, made once and kept.
bare_root() {
  local folder=$1 mirror
  [ ! -e "$folder/.complete" ] || return 0
  need_packages debootstrap
  mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
  say "Making a bare Debian in $folder"
  as_root rm -rf "$folder"
  as_root debootstrap --variant=minbase --include=ca-certificates bookworm "$folder" ${mirror:+"$mirror"} >build/debootstrap.log 2>&1 ||
    { tail -n 5 build/debootstrap.log >&2 && die "debootstrap failed"; }
  as_root cp /etc/resolv.conf "$folder/etc/"
  if compgen -G '/etc/apt/apt.conf.d/*' >/dev/null; then as_root cp /etc/apt/apt.conf.d/* "$folder/etc/apt/apt.conf.d/"; fi
  as_root touch "$folder/.complete"
}

# The package on a Debian that has nothing of what it was built with.
soak_package() {
  cmd_package >/dev/null
  bare_root build/bare_root
  as_root "$PYTHON" tests/deploy/package_test.py build/release/CPackConfig.cmake "$PWD/build/bare_root"
}

# The steps of the Dockerfiles, and both images beside each other.
soak_image() {
  bare_root build/bare_root
  as_root "$PYTHON" tests/deploy/run_images.py "$PWD/build/bare_root" "$(ccache --get-config cache_dir)"
}
