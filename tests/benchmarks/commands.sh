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

# How fast articles are kept, fed on and found: the log and the feed beside the barest programs that do the same, then
# the two services. FACTS=N: another number than a million in the store that is followed and opened.
bench_ingest() {
  build release measure_ingest dateline-ingest dateline-query
  build/release/bin/measure_ingest build/release/bin build/release/share/dateline deploy/samples "${FACTS:-1000000}"
}

# How fast facts are found, beside an echo of the same answers and beside PostgreSQL with the same facts. FACTS=N: another
# number than a million; beyond two million PostgreSQL is left out. PLOT=FILE: draws the rates as an SVG.
bench_query() {
  local facts=${FACTS:-1000000} folder connection=''
  build release measure_query dateline-query
  folder=$(mktemp -d)
  trap "stop_postgres '$folder' || true; rm -rf '$folder'" EXIT
  if ((facts <= 2000000)); then
    start_postgres "$folder"
    connection="host=127.0.0.1 port=$postgres_port user=postgres dbname=postgres"
  fi
  say "load average: $(cat /proc/loadavg)"
  build/release/bin/measure_query build/release/bin "$folder" "$facts" "$connection" >"$folder/measures.json"
  say "load average: $(cat /proc/loadavg)"
  [ -z "${PLOT:-}" ] || "$PYTHON" tests/benchmarks/plot_rates.py <"$folder/measures.json" >"$PLOT"
  cat "$folder/measures.json"
}

# As the owner of the cluster, which must not be root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# A cluster of its own in FOLDER/postgres; sets `postgres_port`.
start_postgres() {
  local folder=$1/postgres programs=/usr/lib/postgresql/15/bin
  need_packages "${POSTGRES_PACKAGES[@]}"
  chmod 711 "$1"
  mkdir "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  postgres_port=$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_postgres "$programs/initdb" -D "$folder/data" -U postgres --auth=trust --no-locale -E UTF8 >/dev/null
  cat >>"$folder/data/postgresql.conf" <<CONFIGURATION
listen_addresses = '127.0.0.1'
port = $postgres_port
unix_socket_directories = ''
shared_buffers = 2GB
effective_cache_size = 6GB
work_mem = 64MB
maintenance_work_mem = 1GB
max_wal_size = 8GB
random_page_cost = 1.1
jit = off
autovacuum = off
CONFIGURATION
  as_postgres "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null
}

stop_postgres() {
  [ ! -d "$1/postgres/data" ] || as_postgres /usr/lib/postgresql/15/bin/pg_ctl -D "$1/postgres/data" -m immediate stop >/dev/null
}

# How fast the log is on PostgreSQL, beside pgbench with the same SQL, and what a second ingest process brings.
bench_postgresql() {
  local folder articles=$ARTICLES
  build release measure_postgresql dateline-ingest
  [ -f "$articles" ] || articles=deploy/samples
  folder=$(mktemp -d)
  trap "stop_postgres '$folder' || true; rm -rf '$folder'" EXIT
  start_postgres "$folder"
  build/release/bin/measure_postgresql build/release/bin build/release/share/dateline "$articles" \
    "postgresql://postgres@127.0.0.1:$postgres_port/postgres" "$folder/postgres/log" "$folder"
}

# What ten thousand watches cost.
bench_watch() {
  build release measure_watches
  build/release/bin/measure_watches
}

# How the ingest service fares when it is offered four times what it can do. SECONDS_OF_LOAD=N: for another time than 60 s.
bench_load() {
  build release measure_load dateline-ingest
  build/release/bin/measure_load build/release/bin deploy/samples "${SECONDS_OF_LOAD:-60}"
}
