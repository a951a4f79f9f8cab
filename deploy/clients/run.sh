#!/usr/bin/env bash
# run.sh python|ruby|node|java FOLDER [PROGRAM ARGUMENT...]: generates a client from the contract into FOLDER and runs the example of the language, or,
# in Python, another program.
# DATELINE_INGEST and DATELINE_QUERY say where the services listen. Exit code 77: what the language needs is not there.
set -euo pipefail
clients=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly clients proto=${clients%/deploy/clients}/proto
# google/rpc/*.proto, for the details of errors (Debian: golang-github-gogo-googleapis-dev).
readonly googleapis=${GOOGLEAPIS:-/usr/share/gocode/src/github.com/gogo/googleapis}
readonly errors=(google/rpc/status.proto google/rpc/error_details.proto)

skip() { echo "$*" && exit 77; }

# generate LANGUAGE: what protoc and gRPC's plugin for it make of the contract.
generate() {
  local plugin
  plugin=$(command -v "grpc_$1_plugin") || skip "no grpc_$1_plugin (Debian: protobuf-compiler-grpc, for Java protobuf-compiler-grpc-java-plugin)"
  (cd "$proto" && protoc -I . -I "$googleapis" --plugin=protoc-gen-grpc="$plugin" --"$1"_out="$folder" --grpc_out="$folder" \
    dateline/v1/*.proto "${errors[@]}")
}

run_python() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import grpc, google.protobuf' 2>/dev/null; then break; fi
    python=
  done
  [ -n "$python" ] || skip "no python3 that can import grpc (Debian: python3-grpcio)"
  generate python
  PYTHONPATH=$folder "$python" "${@:-$clients/python/first_fact.py}"
}

run_ruby() {
  ruby -e 'require "grpc"' 2>/dev/null || skip "no ruby that can require grpc (Debian: ruby-grpc)"
  generate ruby
  ruby -I "$folder" "$clients/ruby/first_fact.rb"
}

# NODE_MODULES: what npm ci makes of node/package-lock.json.
run_node() {
  local modules=${NODE_MODULES:-$clients/node/node_modules}
  [ -x "$modules/.bin/tsc" ] || skip "no $modules (npm ci in deploy/clients/node)"
  ln -sfn "$modules" "$folder/node_modules"
  cp "$clients/node/first_fact.ts" "$folder/"
  cd "$folder"
  node_modules/.bin/proto-loader-gen-types --longs=String --enums=String --defaults --oneofs --keepCase \
    --grpcLib=@grpc/grpc-js -I "$proto" "$googleapis" --outDir=types dateline/v1/ingest_service.proto dateline/v1/query_service.proto
  node_modules/.bin/tsc --strict --skipLibCheck --target es2022 --module commonjs --moduleResolution node first_fact.ts
  PROTO_PATH=$proto:$googleapis SERVICE_CONFIG=$clients/service_config.json node first_fact.js
}

run_java() {
  local name libraries=
  command -v javac >/dev/null || skip "no javac (Debian: default-jdk-headless)"
  for name in grpc-{api,context,core,netty,protobuf,protobuf-lite,stub} protobuf guava perfmark-api \
    netty-{buffer,codec,codec-http,codec-http2,codec-socks,common,handler,handler-proxy,resolver,transport,transport-native-unix-common} \
    geronimo-annotation-1.3-spec; do
    [ -e "/usr/share/java/$name.jar" ] ||
      skip "no /usr/share/java/$name.jar (Debian: libgrpc-java libprotobuf-java libguava-java libnetty-java libperfmark-java" \
        "libgeronimo-annotation-1.3-spec-java)"
    libraries+=/usr/share/java/$name.jar:
  done
  generate java
  find "$folder" -name '*.java' >"$folder/sources"
  javac -nowarn -encoding UTF-8 -cp "$libraries" -d "$folder/classes" -proc:none @"$folder/sources" "$clients/java/FirstFact.java"
  java -Dfile.encoding=UTF-8 -cp "$folder/classes:$libraries" FirstFact
}

language=${1:?run.sh python|ruby|node|java FOLDER}
folder=$(realpath "${2:?run.sh $language FOLDER}")
shift 2
"run_$language" "$@"
