// What an attacker does to a server, and how its other clients fare meanwhile.
#include <sys/resource.h>
#include <zlib.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/doors/queued_feed.h"
#include "tests/testing/http2_frames.h"
#include "tests/testing/loopback_socket.h"
#include "tests/testing/scripted_feed.h"
#include "tests/testing/status_matchers.h"

namespace dateline::testing {
namespace {

constexpr char kUnary[] = "/dateline.v1.FeedService/GetFeedInfo";
constexpr char kStream[] = "/dateline.v1.FeedService/StreamChanges";
constexpr int64_t kMiB = 1 << 20;

// The most memory that this process has had since ForgetPeak.
int64_t PeakBytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  int64_t kibibytes = 0;
  while (status >> word && word != "VmHWM:") {
  }
  status >> kibibytes;
  return 1024 * kibibytes;
}

void ForgetPeak() { std::ofstream("/proc/self/clear_refs") << 5; }

// How calls are served: dateline-ingest does the one, dateline-query the other.
enum class Served { kByCallbacks, kOverQueues };

class Attacks : public ::testing::TestWithParam<Served> {
 protected:
  void Start() {
    auto host = over_queues() ? rpc::ServerHost::Start(options_, {}, nullptr, {&queued_feed_})
                              : rpc::ServerHost::Start(options_, {feed_.Served()});
    ASSERT_THAT(host, IsOk());
    host_ = *std::move(host);
    friend_ = std::make_unique<FeedCaller>(host_->address());
    ASSERT_THAT(friend_->GetFeedInfo().status, IsOk());
    ForgetPeak();
    peak_bytes_ = PeakBytes();
  }

  // A client with a connection of its own, then one that comes anew, are both served.
  void ExpectOthersServed() {
    EXPECT_THAT(friend_->GetFeedInfo().status, IsOk());
    EXPECT_THAT(FeedCaller(host_->address()).GetFeedInfo().status, IsOk());
  }

  void ExpectMemoryBounded(int64_t bytes) { EXPECT_LT(PeakBytes() - peak_bytes_, bytes); }

  static bool over_queues() { return GetParam() == Served::kOverQueues; }
  // Where the one message of a call is too large. What is for a queue gRPC ends itself, before anybody sees it.
  static grpc::StatusCode TooLarge() {
    return over_queues() ? grpc::StatusCode::INTERNAL : grpc::StatusCode::RESOURCE_EXHAUSTED;
  }

  ScriptedFeed feed_;
  QueuedFeed queued_feed_{feed_};
  rpc::ServerOptions options_ = LoopbackServer();
  std::unique_ptr<rpc::ServerHost> host_;
  std::unique_ptr<FeedCaller> friend_;
  int64_t peak_bytes_ = 0;
};

TEST_P(Attacks, OversizedMetadataIsRefused) {
  Start();
  const Headers headers = {{"x-large", std::string(options_.max_metadata_bytes + 1, 'x')}};
  EXPECT_EQ(FeedCaller(host_->address()).GetFeedInfo(headers).status.code(), absl::StatusCode::kResourceExhausted);
  ExpectOthersServed();
}

TEST_P(Attacks, MoreConnectionsThanAllowedAreClosed) {
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

TEST_P(Attacks, ASlowTalkerIsCutOff) {
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

TEST_P(Attacks, AMessageOfTwoGigabytesIsRefusedUnread) {
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
  std::string heard;
  for (std::string part = socket.Receive(); !part.empty(); part = socket.Receive()) {
    heard += part;
    if (absl::StrContains(heard, "grpc-message")) break;
  }
  // A header's value stands behind its size.
  const std::string code = absl::StrCat(TooLarge());
  EXPECT_TRUE(absl::StrContains(heard, "grpc-status" + BigEndian(code.size(), 1) + code));
  EXPECT_EQ(feed_.calls, 3);  // those of the friends
  ExpectMemoryBounded(64 * kMiB);
  socket.Cut();
  sender.join();
}

TEST_P(Attacks, AMessageOverTheLimitGetsTheRightCode) {
  Start();
  const std::string large(options_.max_receive_message_bytes + 1, 'x');
  const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(30);
  const auto stub = v1::FeedService::NewStub(grpc::CreateChannel(host_->address(), grpc::InsecureChannelCredentials()));
  grpc::ClientContext streaming;
  streaming.set_deadline(deadline);
  v1::StreamChangesRequest request;
  request.set_cursor(large);
  const auto stream = stub->StreamChanges(&streaming, request);
  v1::StreamChangesResponse changes;
  EXPECT_FALSE(stream->Read(&changes));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  grpc::ClientContext calling;
  calling.set_deadline(deadline);
  v1::AcknowledgeChangesRequest acknowledgement;
  acknowledgement.set_cursor(large);
  v1::AcknowledgeChangesResponse response;
  EXPECT_EQ(stub->AcknowledgeChanges(&calling, acknowledgement, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
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

TEST_P(Attacks, ACompressionBombIsNotUnpacked) {
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

TEST_P(Attacks, CompressedCallsGetTheRightCode) {
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

// A hundred calls, of each of the methods in turn, each taken back as soon as it is made.
std::string CallsTakenBack(uint32_t batch, const std::vector<std::string>& methods) {
  std::string frames;
  for (uint32_t i = 0; i < 100; ++i) {
    const uint32_t stream = 2 * (batch * 100 + i) + 1;
    frames += CallHeaders(stream, methods[i % methods.size()]) + ResetStream(stream);
  }
  return frames;
}

class AttacksOnCallbacks : public Attacks {};

TEST_P(AttacksOnCallbacks, AFloodOfResetsIsShutOut) {
  Start();
  std::thread attacker([&] {
    const LoopbackSocket socket(host_->address(), kAttackingHost);
    socket.Send(Preface());
    // With ten thousand resets to answer gRPC itself reads no more, until its keepalive ends the connection.
    for (uint32_t batch = 0; batch < 80 && socket.Send(CallsTakenBack(batch, {kUnary, kStream})); ++batch) {
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

// What is for a queue gRPC drops itself and nobody counts; so few do not take enough memory to be shut out for it.
TEST_P(Attacks, AFloodOfResetsHarmsNobodyElse) {
  Start();
  const LoopbackSocket socket(host_->address(), kAttackingHost);
  socket.Send(Preface());
  std::thread attacker([&] {
    for (uint32_t batch = 0; batch < 80 && socket.Send(CallsTakenBack(batch, {kUnary, kStream})); ++batch) {
    }
  });
  for (int i = 0; i < 50; ++i) EXPECT_THAT(friend_->GetFeedInfo().status, IsOk());
  ExpectOthersServed();
  socket.Cut();
  attacker.join();
  ExpectOthersServed();
  EXPECT_EQ(feed_.calls, 55);       // those of the friends
  ExpectMemoryBounded(192 * kMiB);  // 24 KiB for each of the 8,000, were they all there at once
}

// Far over the limit: no call of them gets to a method or to the guard.
TEST_P(Attacks, AFloodOfMetadataIsShutOut) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizers have memory of their own";
#endif
  options_.max_metadata_bytes = 4096;
  Start();
  const HeaderList metadata(130, {"x-flood", std::string(100, 'y')});  // in one frame
  std::vector<std::thread> attackers;
  for (int i = 0; i < 4; ++i) {
    attackers.emplace_back([&] {
      const LoopbackSocket socket(host_->address(), kAttackingHost);
      socket.Send(Preface());
      constexpr uint32_t kMost = 500'000;  // seven gigabytes
      for (uint32_t call = 0; call < kMost && socket.Send(CallHeaders(2 * call + 1, kUnary, metadata)); ++call) {
      }
      EXPECT_TRUE(socket.IsClosed());
    });
  }
  for (std::thread& attacker : attackers) attacker.join();
  EXPECT_TRUE(LoopbackSocket(host_->address(), kAttackingHost).IsClosed());
  ExpectOthersServed();
  ExpectMemoryBounded(512 * kMiB);
  EXPECT_EQ(feed_.calls, 3);  // those of the friends
}

TEST_P(Attacks, WithoutFileDescriptorsNewcomersWaitAndOthersAreServed) {
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

TEST_P(Attacks, AFloodOfPingsIsShownOut) {
  Start();
  LoopbackSocket socket(host_->address());
  socket.Send(Preface());
  std::string pings;
  for (int i = 0; i < 1000; ++i) pings += Frame(FrameType::kPing, 0, 0, "12345678");
  socket.Send(pings);
  EXPECT_TRUE(absl::StrContains(socket.ReceiveAll(), "too_many_pings"));
  ExpectOthersServed();
}

INSTANTIATE_TEST_SUITE_P(All, AttacksOnCallbacks, ::testing::Values(Served::kByCallbacks));
INSTANTIATE_TEST_SUITE_P(All, Attacks, ::testing::Values(Served::kByCallbacks, Served::kOverQueues),
                         [](const auto& served) {
                           return std::string(served.param == Served::kOverQueues ? "OverQueues" : "ByCallbacks");
                         });

}  // namespace
}  // namespace dateline::testing
