#include "tests/benchmarks/query/load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <utility>

#include "absl/strings/string_view.h"

namespace dateline::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWindow = 16 << 20;
// Of gRPC: a byte that says whether the message is compressed, and its length.
constexpr size_t kMessagePrefix = 5;

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

[[noreturn]] void Fail(const std::string& what) {
  std::cerr << what << "\n";
  std::exit(1);
}

int Connect(const std::string& address) {
  const size_t colon = address.rfind(':');
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(colon + 1))));
  inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (connect(file, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0) Fail("cannot connect to " + address);
  return file;
}

nghttp2_nv Header(absl::string_view name, absl::string_view value) {
  const auto bytes = [](absl::string_view text) {
    return reinterpret_cast<uint8_t*>(const_cast<char*>(text.data()));  // NOLINT: nghttp2 does not write
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

// A call under way.
struct Call {
  Clock::time_point start;
  std::string request;  // with its prefix
  size_t sent = 0;
  std::string answer;
  std::string status;  // grpc-status
};

}  // namespace

LoadResult LoadResult::From(std::vector<double> milliseconds, double seconds) {
  LoadResult result;
  result.answers_per_second = static_cast<double>(milliseconds.size()) / seconds;
  result.milliseconds = std::move(milliseconds);
  std::sort(result.milliseconds.begin(), result.milliseconds.end());
  return result;
}

double LoadResult::Percentile(double fraction) const {
  return milliseconds[static_cast<size_t>(fraction * static_cast<double>(milliseconds.size() - 1) + 0.5)];
}

class GrpcCaller::Connection {
 public:
  using Take = std::function<void(Call& call)>;

  explicit Connection(const std::string& address) : address_(address), socket_(Connect(address)) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, OnData);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
    nghttp2_session_client_new(&session_, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
    const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindow}};
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, 1);
    nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kWindow);
  }
  ~Connection() {
    nghttp2_session_del(session_);
    close(socket_);
  }

  // Sends the request with the next Exchange, in `call`, which is given to `take` when it is answered.
  void Ask(const std::string& path, const std::string& message, Call& call) {
    const auto size = static_cast<uint32_t>(message.size());
    call.request.assign(1, '\0');
    for (unsigned shift = 32; shift > 0; shift -= 8) call.request += static_cast<char>(size >> (shift - 8));
    call.request += message;
    call.sent = 0;
    call.answer.clear();
    call.status.clear();
    const nghttp2_nv headers[] = {Header(":method", "POST"),    Header(":scheme", "http"),
                                  Header(":path", path),        Header(":authority", address_),
                                  Header("te", "trailers"),     Header("content-type", "application/grpc"),
                                  Header("grpc-timeout", "60S")};
    nghttp2_data_provider body = {{.ptr = &call}, ReadRequest};
    call.start = Clock::now();
    if (nghttp2_submit_request(session_, nullptr, headers, std::size(headers), &body, &call) < 0)
      Fail("no more streams");
  }

  // Sends what there is to send, and waits for what comes.
  void Exchange(const Take& take) {
    take_ = &take;
    std::string sent;
    const uint8_t* bytes = nullptr;
    for (ssize_t size = 0; (size = nghttp2_session_mem_send(session_, &bytes)) > 0;) {
      sent.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
    }
    for (absl::string_view rest = sent; !rest.empty();) {
      const ssize_t count = send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (count <= 0) Fail("the connection to " + address_ + " broke");
      rest.remove_prefix(static_cast<size_t>(count));
    }
    const ssize_t count = recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (count <= 0) Fail("the connection to " + address_ + " broke");
    const auto* received = reinterpret_cast<const uint8_t*>(buffer_.data());
    if (nghttp2_session_mem_recv(session_, received, static_cast<size_t>(count)) != count) Fail("no HTTP/2");
  }

 private:
  static ssize_t ReadRequest(nghttp2_session*, int32_t, uint8_t* buffer, size_t length, uint32_t* flags,
                             nghttp2_data_source* source, void*) {
    Call& call = *static_cast<Call*>(source->ptr);
    const size_t size = std::min(length, call.request.size() - call.sent);
    std::memcpy(buffer, call.request.data() + call.sent, size);
    call.sent += size;
    if (call.sent == call.request.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(size);
  }
  static Call& CallOf(nghttp2_session* session, int32_t stream) {
    return *static_cast<Call*>(nghttp2_session_get_stream_user_data(session, stream));
  }
  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame, const uint8_t* name, size_t name_size,
                      const uint8_t* value, size_t size, uint8_t, void*) {
    const absl::string_view key(reinterpret_cast<const char*>(name), name_size);
    if (key != "grpc-status" && key != "grpc-message") return 0;
    std::string& status = CallOf(session, frame->hd.stream_id).status;
    status.append(status.empty() ? "" : " ").append(reinterpret_cast<const char*>(value), size);
    return 0;
  }
  static int OnData(nghttp2_session* session, uint8_t, int32_t stream, const uint8_t* bytes, size_t size, void*) {
    CallOf(session, stream).answer.append(reinterpret_cast<const char*>(bytes), size);
    return 0;
  }
  static int OnClose(nghttp2_session* session, int32_t stream, uint32_t, void* connection) {
    (*static_cast<Connection*>(connection)->take_)(CallOf(session, stream));
    return 0;
  }

  const std::string address_;
  const int socket_;
  nghttp2_session* session_ = nullptr;
  const Take* take_ = nullptr;
  std::string buffer_ = std::string(256 << 10, '\0');
};

GrpcCaller::GrpcCaller(const std::string& address) : connection_(std::make_unique<Connection>(address)) {}

GrpcCaller::~GrpcCaller() = default;

LoadResult GrpcCaller::Run(const std::string& method, const std::vector<std::string>& requests, const Load& load) {
  std::vector<Call> calls(static_cast<size_t>(load.in_flight));
  std::vector<double> milliseconds;
  size_t next = 0, running = calls.size();
  const auto begin = Clock::now();
  const Connection::Take take = [&](Call& call) {
    if (call.status != "0") Fail(method + ": " + call.status);
    const auto now = Clock::now();
    milliseconds.push_back(Seconds(now - call.start) * 1e3);
    if (now - begin < load.duration) {
      connection_->Ask(method, requests[next++ % requests.size()], call);
    } else {
      --running;
    }
  };
  for (Call& call : calls) connection_->Ask(method, requests[next++ % requests.size()], call);
  while (running > 0) connection_->Exchange(take);
  return LoadResult::From(std::move(milliseconds), Seconds(Clock::now() - begin));
}

std::string GrpcCaller::Ask(const std::string& method, const std::string& request) {
  Call call;
  bool is_answered = false;
  const Connection::Take take = [&](Call&) { is_answered = true; };
  connection_->Ask(method, request, call);
  while (!is_answered) connection_->Exchange(take);
  if (call.status != "0") Fail(method + ": " + call.status);
  return call.answer.substr(std::min(kMessagePrefix, call.answer.size()));
}

}  // namespace dateline::testing
