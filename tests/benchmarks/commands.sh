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

# How fast the log is written and followed, beside the barest programs that do the same. FACTS=N: another number than a
# million in the store that is followed and opened.
bench_ingest() {
  build release measure_ingest
  build/release/bin/measure_ingest build/release/share/dateline deploy/samples "${FACTS:-1000000}"
}

# How the ingest service fares when it is offered four times what it can do. SECONDS_OF_LOAD=N: for another time than 60 s.
bench_load() {
  build release measure_load dateline-ingest
  build/release/bin/measure_load build/release/bin deploy/samples "${SECONDS_OF_LOAD:-60}"
}
