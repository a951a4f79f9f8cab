# Part of ./dev: the functions behind `./dev bench NAME`, which is bench_NAME, and some behind `./dev eval NAME`.

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

# How well near copies of articles are found: three of each article, with every tenth word changed.
eval_syndication() {
  [ -f "$ARTICLES" ] || die "the articles ($ARTICLES) are not beside this checkout"
  build release measure_syndication
  build/release/bin/measure_syndication "$ARTICLES"
}

# How well facts of different articles that say the same thing are told from those that do not, by ECB+.
eval_claims() {
  build release dateline compare_facts
  "$PYTHON" tests/benchmarks/evaluate_claims.py build/release/bin/dateline build/release/bin/compare_facts
}
