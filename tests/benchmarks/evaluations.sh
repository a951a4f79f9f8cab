# Part of ./dev: the functions behind `./dev eval NAME`, which is eval_NAME: how well articles are read.

# How well the facts of the gold articles are found; then each component on a set of its own.
eval_facts() {
  build release dateline
  "$PYTHON" tests/benchmarks/evaluate_facts.py build/release/bin/dateline
  eval_times
  eval_statements
  eval_events
}

# How well events are told apart in sentences annotated by others.
eval_events() {
  build release dateline
  "$PYTHON" tests/benchmarks/evaluate_events.py build/release/bin/dateline
}

# How often articles give a person of one name other offices.
eval_registry() {
  [ -f "$ARTICLES" ] || die "the articles ($ARTICLES) are not beside this checkout"
  build release dateline
  "$PYTHON" tests/benchmarks/evaluate_registry.py build/release/bin/dateline "$ARTICLES"
}

# How well times are read in news annotated with TimeML.
eval_times() {
  build release dateline
  "$PYTHON" tests/benchmarks/evaluate_times.py build/release/bin/dateline
}

# How well sources, cues and contents of attributions are found in PolNeAR's news. PART=train: in the articles that were
# read to find the rules.
eval_statements() {
  local articles=../shared/data/evaluate/attribution-polnear/${PART:-dev}.jsonl
  [ -f "$articles" ] || die "PolNeAR ($articles) is not beside this checkout"
  build release list_attributions
  "$PYTHON" tests/benchmarks/evaluate_statements.py build/release/bin/list_attributions build/release/share/dateline \
    "$articles"
}

# How well words, sentences, tags, lemmas, trees and names are found in the treebanks' test parts.
eval_language() {
  [ -d ../shared/data/train ] || die "the treebanks (../shared/data/train) are not beside this checkout"
  build release evaluate_language
  local wink=build/tools/wink
  if npm_install tests/benchmarks/wink "$wink"; then
    cp tests/benchmarks/wink/measure_speed.js "$wink/"
  else
    say "npm could not install winkNLP ($wink/npm.log): the comparison is skipped"
    wink=
  fi
  "$PYTHON" tests/benchmarks/evaluate_language.py build/release/bin/evaluate_language build/release/share/dateline \
    ../shared/data/train ${wink:+"$wink"}
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
