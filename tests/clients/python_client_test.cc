// A client in another language, generated from the contract: what the service's other callers do.
#include <optional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::FinishedProgram;
using ::dateline::testing::RunProgram;
using ::dateline::testing::ServicePair;
using ::dateline::testing::TemporaryDirectory;
using ::testing::HasSubstr;

constexpr char kShell[] = "/bin/sh";

// The first interpreter that has gRPC; nullopt: none.
std::optional<std::string> PythonWithGrpc() {
  for (const char* python : {"python3", "/usr/bin/python3"}) {
    if (RunProgram({kShell, "-c", std::string(python) + " -c 'import grpc, google.protobuf'"}).exit_code == 0) {
      return python;
    }
  }
  return std::nullopt;
}

// Generates the stubs into `folder`.
FinishedProgram GenerateStubs(const std::string& folder) {
  return RunProgram({kShell, "-c",
                     "cd " DATELINE_SOURCE_DIRECTORY "/proto && protoc -I . -I " DATELINE_GOOGLEAPIS_DIRECTORY
                     " --plugin=protoc-gen-grpc_python=\"$(command -v grpc_python_plugin)\" --python_out=" +
                         folder + " --grpc_python_out=" + folder +
                         " dateline/v1/*.proto google/rpc/status.proto google/rpc/error_details.proto"});
}

TEST(PythonClient, IngestsAsksAndReadsErrors) {
  const std::optional<std::string> python = PythonWithGrpc();
  if (!python.has_value()) GTEST_SKIP() << "no python3 that can import grpc (Debian: python3-grpcio)";
  if (RunProgram({kShell, "-c", "command -v grpc_python_plugin"}).exit_code != 0) {
    GTEST_SKIP() << "no grpc_python_plugin (Debian: protobuf-compiler-grpc)";
  }
  const TemporaryDirectory stubs;
  const FinishedProgram generated = GenerateStubs(stubs.path());
  ASSERT_EQ(generated.exit_code, 0) << generated.err;
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  pair.StartQuery();
  pair.WaitUntilCaughtUp();
  const FinishedProgram client =
      RunProgram({kShell, "-c",
                  *python + " " DATELINE_SOURCE_DIRECTORY "/tests/clients/python/ask.py " + stubs.path() + " " +
                      pair.ingest_address() + " " + pair.query_address()});
  EXPECT_EQ(client.exit_code, 0) << client.err;
  EXPECT_THAT(client.out, HasSubstr("met: Anne Dubois, Karl Weber"));
  EXPECT_THAT(client.out, HasSubstr("found: Karl Weber Paris"));
  EXPECT_THAT(client.out, HasSubstr("'EVENT_TYPE_CONSULT': 1"));
  EXPECT_THAT(client.out, HasSubstr("counterparts: ['Karl Weber']"));
  EXPECT_THAT(client.out, HasSubstr("error: NOT_FOUND dateline FACT_NOT_FOUND"));
}

}  // namespace
}  // namespace dateline
