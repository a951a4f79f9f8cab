# Part of ./dev: the functions behind `./dev bench NAME`, which is bench_NAME.

# How fast one thread turns articles into facts.
bench_pipeline() {
  local articles=$ARTICLES
  build release measure_pipeline
  if [ ! -f "$articles" ]; then
    say "$articles is not beside this checkout: the samples are measured instead"
    articles=deploy/samples
  fi
  build/release/bin/measure_pipeline build/release/share/dateline "$articles"
}

# Whether reading stays fast and linear on text that nobody writes.
bench_hostile() {
  build release measure_hostile
  build/release/bin/measure_hostile build/release/share/dateline
}
