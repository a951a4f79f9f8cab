// Services that cannot start say in one line what to do.
#include <algorithm>
#include <fstream>
#include <future>
#include <utility>

#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/postgres_session.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::FinishedProgram;
using ::dateline::testing::PostgresSession;
using ::dateline::testing::RunProgram;
using ::dateline::testing::ServicePair;
using ::dateline::testing::TemporaryDirectory;
using ::testing::HasSubstr;

constexpr char kIngest[] = DATELINE_PROGRAM_DIRECTORY "/dateline-ingest";
constexpr char kQuery[] = DATELINE_PROGRAM_DIRECTORY "/dateline-query";

void ExpectOneLine(const FinishedProgram& program, const std::string& words) {
  EXPECT_EQ(program.exit_code, 1);
  EXPECT_EQ(std::count(program.err.begin(), program.err.end(), '\n'), 1) << program.err;
  EXPECT_THAT(program.err, HasSubstr(words));
}

// Of SQLite sets PRAGMA user_version: four bytes, the most significant first, at offset 60 of the file
// (sqlite.org/fileformat.html).
void MakeNewer(const store::Location& store) {
  if (store::IsPostgres(store)) {
    ASSERT_TRUE(PostgresSession(store).Execute("UPDATE dateline_schema SET version = 1000000").is_done);
    return;
  }
  std::fstream file(store, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(60);
  file.write("\x7f\xff\xff\xff", 4);
  ASSERT_TRUE(file.good());
}

TEST(Start, NamesPortThatIsTaken) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  const TemporaryDirectory directory;
  ExpectOneLine(RunProgram({kIngest, "--listen=" + pair.ingest_address(), "--store=sqlite:" + directory.File("a.db")}),
                pair.ingest_address());
  ExpectOneLine(RunProgram({kQuery, "--listen=" + pair.ingest_address(), "--store=sqlite:" + directory.File("b.db"),
                            "--ingest=" + pair.ingest_address()}),
                pair.ingest_address());
}

TEST(Start, NamesFolderThatIsNotThere) {
  ExpectOneLine(RunProgram({kIngest, "--listen=127.0.0.1:0", "--store=sqlite:/nonexistent/folder/a.db"}),
                "/nonexistent/folder");
  ExpectOneLine(
      RunProgram({kQuery, "--listen=127.0.0.1:0", "--ingest=127.0.0.1:1", "--store=sqlite:/nonexistent/folder/a.db"}),
      "/nonexistent/folder");
}

TEST(Start, NamesFolderThatIsNotWritable) {
  // /proc takes no files, not even from root.
  ExpectOneLine(RunProgram({kIngest, "--listen=127.0.0.1:0", "--store=sqlite:/proc/a.db"}), "/proc");
}

TEST(Start, RefusesStoreThatAnotherProcessHas) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  if (pair.IsOnPostgres()) GTEST_SKIP() << "of PostgreSQL the second process takes the feed over and fences the first";
  pair.StartIngest();
  ExpectOneLine(RunProgram({kIngest, "--listen=127.0.0.1:0", pair.IngestStoreFlag()}), pair.IngestStore());
}

TEST(Start, RefusesStoreOfNewerVersion) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  pair.StartIngest();
  ASSERT_EQ(pair.ingest_process().Terminate(), 0);
  MakeNewer(pair.IngestStore());
  ExpectOneLine(RunProgram({kIngest, "--listen=127.0.0.1:0", pair.IngestStoreFlag()}), "newer");
}

TEST(Start, RefusesFileThatIsNoStore) {
  const TemporaryDirectory directory;
  std::ofstream(directory.File("a.db")) << std::string(5000, 'x');
  ExpectOneLine(RunProgram({kIngest, "--listen=127.0.0.1:0", "--store=sqlite:" + directory.File("a.db")}), "a.db");
}

TEST(Start, BadFlagIsBadUsage) {
  for (const char* program : {kIngest, kQuery}) {
    EXPECT_EQ(RunProgram({program, "--nonsense"}).exit_code, 2);
    EXPECT_EQ(RunProgram({program, "--listen=127.0.0.1:0"}).exit_code, 2);
  }
}

// What a service answers to whoever asks for gRPC's inner state (grpc.channelz.v1.Channelz/GetServers).
grpc::Status AskChannelz(const std::string& address, grpc::ByteBuffer& servers) {
  grpc::GenericStub stub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  const auto context = testing::CallContext();
  const grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  std::promise<grpc::Status> done;
  stub.UnaryCall(context.get(), "/grpc.channelz.v1.Channelz/GetServers", grpc::StubOptions(), &request, &servers,
                 [&done](grpc::Status status) { done.set_value(std::move(status)); });
  return done.get_future().get();
}

TEST(Start, ShowsTheInnerStateOfGrpcOnlyWhenToldTo) {
  ServicePair pair(DATELINE_PROGRAM_DIRECTORY);
  grpc::ByteBuffer servers;
  pair.StartIngest();
  EXPECT_EQ(AskChannelz(pair.ingest_address(), servers).error_code(), grpc::StatusCode::UNIMPLEMENTED);
  ASSERT_EQ(pair.ingest_process().Terminate(), 0);
  pair.StartIngest({}, {"--channelz"});
  const grpc::Status status = AskChannelz(pair.ingest_address(), servers);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_GT(servers.Length(), 0u);  // at least one of them: this service
}

}  // namespace
}  // namespace dateline
