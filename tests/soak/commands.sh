# Part of ./dev: the functions behind `./dev soak`.

# `./dev soak NAME` runs the function soak_NAME, `./dev soak` all of them one after another; each fails when what must
# hold does not.
cmd_soak() {
  local name names=("$@")
  ((${#names[@]})) || mapfile -t names < <(declare -F | sed -n "s/^declare -f soak_//p")
  for name in "${names[@]}"; do
    declare -F "soak_$name" >/dev/null || die "soak: there is no $name"
    bold "$name"
    "soak_$name"
  done
}

# The same article a thousand times, then articles in shuffled orders, on two threads: the same bytes each time.
soak_readings() {
  build release repeat_readings
  local repeat=(build/release/bin/repeat_readings build/release/share/dateline)
  "${repeat[@]}" 500 deploy/samples/hanoi-bangkok-phone-call.txt
  if [ -f "$ARTICLES" ]; then
    "${repeat[@]}" 2 "$ARTICLES"
  else
    say "skipped: the articles ($ARTICLES) are not beside this checkout"
  fi
}
