# Part of ./dev: the functions behind `./dev soak`.

# `./dev soak NAME` runs the function soak_NAME, `./dev soak` all of them one after another; each fails when what must
# hold does not.
cmd_soak() {
  local name names=("$@")
  ((${#names[@]})) || mapfile -t names < <(declare -F | sed -n "s/^declare -f soak_//p")
  trap stop_background EXIT
  trap 'exit 1' INT TERM
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

# Articles stored in shuffled orders: the same facts, entities and merges in the end.
soak_orders() {
  local articles=$ARTICLES
  build release shuffle_articles
  if [ ! -f "$articles" ]; then
    say "$articles is not beside this checkout: the samples are stored instead"
    articles=deploy/samples
  fi
  build/release/bin/shuffle_articles build/release/share/dateline 20 "$articles"
}

# The services killed at other moments each time, until there were 5,000 cycles; ends with the first violation.
soak_crash() { crash_cycles 5000 $(($(nproc) * 2)); }

# The same with the log on PostgreSQL, whose server is killed too, and whose standby takes its place.
soak_postgresql() {
  need_packages "${POSTGRES_PACKAGES[@]}"
  DATELINE_STORE=postgresql crash_cycles 1000 "$(nproc)"
}

# crash_cycles WANTED JOBS: so many pairs at a time, for each waits most of its time.
crash_cycles() {
  local wanted=$1 jobs=$2 cycles=0 acknowledged=0 seed=0 folder=build/dev/crash_soak job
  build dev crash_test
  mkdir -p "$folder"
  while ((cycles < wanted)); do
    for ((job = 1; job <= jobs; ++job)); do
      build/dev/bin/crash_test --gtest_shuffle --gtest_random_seed=$((seed + job)) \
        --gtest_output="json:$folder/$job.json" >"$folder/$job.log" 2>&1 &
      background+=($!)
    done
    for ((job = 1; job <= jobs; ++job)); do
      wait "${background[job - 1]}" || {
        cat "$folder/$job.log" >&2
        die "soak: with --gtest_shuffle --gtest_random_seed=$((seed + job)) crash_test fails"
      }
      ((cycles += $(sum_property cycles <"$folder/$job.json")))
      ((acknowledged += $(sum_property acknowledged <"$folder/$job.json")))
    done
    background=()
    ((seed += jobs))
    say "$cycles of $wanted crash cycles, $acknowledged requests acknowledged"
  done
  say "sound: $cycles crash cycles, $acknowledged requests acknowledged: 0 lost, 0 done twice, 0 facts twice," \
    "0 gaps in the feed, every index equal to its feed"
}

# sum_property NAME: of all tests in a report of GoogleTest.
sum_property() {
  "$PYTHON" -c 'import json, sys
suites = json.load(sys.stdin)["testsuites"]
print(sum(int(test.get(sys.argv[1], 0)) for suite in suites for test in suite["testsuite"]))' "$1"
}

# The log and the index recovered from 100,000 power cuts, on each core as many as on the others.
soak_power_loss() {
  local states=100000 jobs job
  jobs=$(nproc)
  build dev power_loss_soak
  for ((job = 0; job < jobs; ++job)); do
    build/dev/bin/power_loss_soak --states $(((states + jobs - 1) / jobs)) --seed $((1 + job * states)) &
    background+=($!)
  done
  for job in "${background[@]}"; do wait "$job" || die "soak: a power cut took what it must not"; done
  background=()
}

# Each service under attack, and how another client fares meanwhile. ATTACK_SECONDS=N: the time of each attack.
soak_doors() {
  need_packages "${PYTHON_CLIENT_PACKAGES[@]}"
  build release dateline-ingest dateline-query
  generate_python_client build/release/python
  "$PYTHON" tests/soak/attack_doors.py build/release/bin build/release/python "${ATTACK_SECONDS:-20}"
}

# repeat_tests PROGRAM FILTER TIMES: tests of the dev build, each time with other seeds; skipped tests fail.
repeat_tests() {
  build dev "$1"
  DATELINE_NO_SKIPS=1 "build/dev/bin/$1" --gtest_filter="$2" --gtest_repeat="$3" --gtest_shuffle --gtest_brief=1 \
    --gtest_break_on_failure || die "soak: $1 fails; --gtest_shuffle and the random seed that it names repeat it"
}

# Wires that lose other packets each time.
soak_network() { repeat_tests network_test '*' 20; }

# Full disks, frozen consumers and a clock that jumps; lives of articles and of their feeds.
soak_faults() {
  need_packages "${CLOCK_PACKAGES[@]}"
  repeat_tests end_to_end_test 'FullDisk.*:Frozen*.*:JumpingClock*.*' 20
  repeat_tests convergence_test '*' 50
}

# All states of the feed's protocol with one change more than in the tests.
soak_model() {
  need_packages "${MODEL_PACKAGES[@]}"
  DATELINE_NO_SKIPS=1 "$PYTHON" tests/models/check_feed_model.py 4
}
