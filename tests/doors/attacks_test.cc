// What an attacker does to a server, and how its other clients fare meanwhile.
#include <sys/resource.h>
#include <zlib.h>

#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "tests/testing/http2_frames.h"
#include "tests/testing/loopback_socket.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::testing {
namespace {

constexpr char kUnary[] = "/dateline.v1.FeedService/GetFeedInfo";
constexpr char kStream[] = "/dateline.v1.FeedService/StreamChanges";
constexpr int64_t kMiB = 1 << 20;

// The most memory that this process has had.
int64_t PeakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{1024} * usage.ru_maxrss;
}

class Attacks : public ::testing::Test {
 protected:
  void Start() {
    auto host = rpc::ServerHost::Start(options_, {feed_.Served()});
    ASSERT_THAT(host, IsOk());
    host_ = *std::move(host);
    friend_ = std::make_unique<FeedCaller>(host_->address());
    ASSERT_THAT(friend_->GetFeedInfo().status, IsOk());
    peak_bytes_ = PeakBytes();
  }

  // A client with a connection of its own, then one that comes anew, are both served.
  void ExpectOthersServed() {
    EXPECT_THAT(friend_->GetFeedInfo().status, IsOk());
    EXPECT_THAT(FeedCaller(host_->address()).GetFeedInfo().status, IsOk());
  }

  void ExpectMemoryBounded(int64_t bytes) { EXPECT_LT(PeakBytes() - peak_bytes_, bytes); }

  ScriptedFeed feed_;
  rpc::ServerOptions options_ = LoopbackServer();
  std::unique_ptr<rpc::ServerHost> host_;
  std::unique_ptr<FeedCaller> friend_;
  int64_t peak_bytes_ = 0;
};

TEST_F(Attacks, OversizedMetadataIsRefused) {
  Start();
  const Headers headers = {{"x-large", std::string(options_.max_metadata_bytes + 1, 'x')}};
  EXPECT_EQ(FeedCaller(host_->address()).GetFeedInfo(headers).status.code(), absl::StatusCode::kResourceExhausted);
  ExpectOthersServed();
}

TEST_F(Attacks, MoreConnectionsThanAllowedAreClosed) {
  options_.connections = {100, 100};
  Start();
  std::vector<LoopbackSocket> sockets;
  for (int i = 0; i < 200; ++i) sockets.emplace_back(host_->address());
  EXPECT_THAT(friend_->GetFeedInfo().status, IsOk());
  EXPECT_TRUE(sockets.back().IsClosed());
  sockets.clear();
  absl::Status status;
  // gRPC's clients wait a second before they connect again.
  for (int i = 0; i < 60 && !(status = FeedCaller(host_->address()).GetFeedInfo().status).ok(); ++i) {
    absl::SleepFor(absl::Milliseconds(100));
  }
  EXPECT_THAT(status, IsOk());
}

TEST_F(Attacks, ASlowTalkerIsCutOff) {
  Start();
  std::vector<LoopbackSocket> sockets;
  for (int i = 0; i < 50; ++i) {
    sockets.emplace_back(host_->address());
    sockets.back().Send("PRI * HTTP/2.0\r\n");  // and no more
  }
  ExpectOthersServed();
  // When the time for the handshake is over. The server's own settings come first.
  for (const LoopbackSocket& socket : sockets) EXPECT_TRUE(socket.IsClosed());
}

TEST_F(Attacks, AMessageOfTwoGigabytesIsRefusedUnread) {
  Start();
  LoopbackSocket socket(host_->address());
  socket.Send(Preface() + CallHeaders(1, kUnary) +
              Frame(FrameType::kData, 0, 1, MessageHead(/*compressed=*/false, 0x7fffffff)));
  const std::string megabyte_of_frames = [] {
    std::string frames;
    for (int i = 0; i < 64; ++i) frames += Frame(FrameType::kData, 0, 1, std::string(16384, 'x'));
    return frames;
  }();
  // As much as the server lets through; it never gives the window for more.
  std::thread sender([&] {
    for (int i = 0; i < 16 && socket.Send(megabyte_of_frames); ++i) {
    }
  });
  ExpectOthersServed();
  EXPECT_EQ(feed_.calls, 3);  // those of the friends
  ExpectMemoryBounded(64 * kMiB);
  socket.Cut();
  sender.join();
}

TEST_F(Attacks, AMessageOverTheLimitGetsTheRightCode) {
  Start();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  v1::StreamChangesRequest request;
  request.set_cursor(std::string(options_.max_receive_message_bytes + 1, 'x'));
  const auto stub = v1::FeedService::NewStub(grpc::CreateChannel(host_->address(), grpc::InsecureChannelCredentials()));
  const auto stream = stub->StreamChanges(&context, request);
  v1::StreamChangesResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  ExpectOthersServed();
}

// Fifty mebibytes in fifty kibibytes, which fit into the window that a new stream has.
std::string Bomb() {
  constexpr int kMebibytes = 50;
  std::string zeros(kMiB, '\0');
  std::string packed(kMiB, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  for (int i = 0; i < kMebibytes; ++i) {
    stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
    stream.avail_in = static_cast<uInt>(zeros.size());
    deflate(&stream, i + 1 == kMebibytes ? Z_FINISH : Z_NO_FLUSH);
  }
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST_F(Attacks, ACompressionBombIsNotUnpacked) {
  const std::string bomb = Bomb();
  Start();
  const std::string message = MessageHead(/*compressed=*/true, static_cast<uint32_t>(bomb.size())) + bomb;
  std::string frames = Preface() + CallHeaders(1, kUnary, {{"grpc-encoding", "gzip"}});
  for (size_t begin = 0; begin < message.size(); begin += 16384) {
    const bool last = begin + 16384 >= message.size();
    frames += Frame(FrameType::kData, last ? kEndStream : 0, 1, message.substr(begin, 16384));
  }
  const LoopbackSocket socket(host_->address());
  EXPECT_TRUE(socket.Send(frames));
  ExpectOthersServed();
  absl::SleepFor(absl::Seconds(1));
  ExpectMemoryBounded(25 * kMiB);
  EXPECT_EQ(feed_.calls, 3);  // those of the friends
}

TEST_F(Attacks, CompressedCallsGetTheRightCode) {
  Start();
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  const auto stub = v1::FeedService::NewStub(grpc::CreateChannel(host_->address(), grpc::InsecureChannelCredentials()));
  v1::AcknowledgeChangesRequest request;
  request.set_cursor(std::string(100000, 'x'));
  v1::AcknowledgeChangesResponse response;
  EXPECT_EQ(stub->AcknowledgeChanges(&context, request, &response).error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

constexpr uint32_t kAttackingHost = 2;

// A hundred calls, each taken back as soon as it is made.
std::string CallsTakenBack(uint32_t batch) {
  std::string frames;
  for (uint32_t i = 0; i < 100; ++i) {
    const uint32_t stream = 2 * (batch * 100 + i) + 1;
    frames += CallHeaders(stream, i % 2 == 0 ? kUnary : kStream) + ResetStream(stream);
  }
  return frames;
}

TEST_F(Attacks, AFloodOfResetsIsShutOut) {
  Start();
  std::thread attacker([&] {
    const LoopbackSocket socket(host_->address(), kAttackingHost);
    socket.Send(Preface());
    // With ten thousand resets to answer gRPC itself reads no more, until its keepalive ends the connection.
    for (uint32_t batch = 0; batch < 80 && socket.Send(CallsTakenBack(batch)); ++batch) {
    }
    EXPECT_TRUE(socket.IsClosed());
  });
  // Calls without a request take no place.
  for (int i = 0; i < 50; ++i) EXPECT_THAT(friend_->GetFeedInfo().status, IsOk());
  attacker.join();
  EXPECT_TRUE(LoopbackSocket(host_->address(), kAttackingHost).IsClosed());
  ExpectOthersServed();
  ExpectMemoryBounded(128 * kMiB);
}

TEST_F(Attacks, WithoutFileDescriptorsNewcomersWaitAndOthersAreServed) {
  Start();
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit few = {512, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &few);
  std::vector<int> taken;
  for (int file = dup(0); file >= 0; file = dup(0)) taken.push_back(file);
  close(taken.back());  // for the newcomer's own end
  taken.pop_back();
  const LoopbackSocket newcomer(host_->address());
  EXPECT_TRUE(newcomer.connected());
  EXPECT_THAT(friend_->GetFeedInfo().status, IsOk());
  for (const int file : taken) close(file);
  setrlimit(RLIMIT_NOFILE, &before);
  newcomer.Send(Preface());
  EXPECT_FALSE(newcomer.Receive().empty());
  ExpectOthersServed();
}

TEST_F(Attacks, AFloodOfPingsIsShownOut) {
  Start();
  LoopbackSocket socket(host_->address());
  socket.Send(Preface());
  std::string pings;
  for (int i = 0; i < 1000; ++i) pings += Frame(FrameType::kPing, 0, 0, "12345678");
  socket.Send(pings);
  EXPECT_TRUE(absl::StrContains(socket.ReceiveAll(), "too_many_pings"));
  ExpectOthersServed();
}

}  // namespace
}  // namespace dateline::testing
