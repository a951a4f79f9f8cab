#include "tests/testing/postgres_relay.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "absl/strings/str_cat.h"

namespace dateline::testing {
namespace {

// More waits at its sender.
constexpr size_t kMaxUnsentBytes = 1 << 20;
// A prepared statement, and a portal, that no client has.
constexpr absl::string_view kOurs = "dateline_relay";
constexpr absl::string_view kMissing = "dateline_relay_missing";
constexpr absl::string_view kNoSql = "refused by the relay";
constexpr absl::string_view kZero("\0", 1);
constexpr absl::string_view kNoNumber16("\0\0", 2), kNoNumber32("\0\0\0\0", 4);

bool IsRefusal(const PostgresFault& fault) {
  return fault.kind == PostgresFaultKind::kSerializationFailure || fault.kind == PostgresFaultKind::kStatementTimeout;
}

std::string ErrorFor(const PostgresFault& fault) {
  return fault.kind == PostgresFaultKind::kSerializationFailure
             ? PostgresErrorOf("40001", "could not serialize access (injected)")
             : PostgresErrorOf("57014", "canceling statement due to statement timeout (injected)");
}

void SendSoon(int socket) {
  const int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

}  // namespace

PostgresRelay::PostgresRelay(int client_socket, int server_port, PostgresFaults& faults)
    : faults_(faults),
      server_port_(server_port),
      client_{client_socket, {}},
      server_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), {}} {
  SendSoon(client_.socket);
  SendSoon(server_.socket);
}

PostgresRelay::~PostgresRelay() {
  close(client_.socket);
  close(server_.socket);
}

void PostgresRelay::Cut() {
  shutdown(client_.socket, SHUT_RDWR);
  shutdown(server_.socket, SHUT_RDWR);
}

bool PostgresRelay::ConnectToServer() const {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(server_port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(server_.socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

void PostgresRelay::Run() {
  is_over_ = !ConnectToServer();
  while (!is_over_) TakeTurn();
  SendRest(server_);
  SendRest(client_);
  Cut();
  // What the client never heard of did not happen to it.
  for (const Expected& expected : expected_) {
    if (expected.fault.has_value()) faults_.TakeBack(*expected.fault);
  }
  has_ended_ = true;
}

void PostgresRelay::TakeTurn() {
  const auto polled = [](const Side& side, bool is_read) {
    const int events = (is_read ? POLLIN : 0) | (side.unsent.empty() ? 0 : POLLOUT);
    return pollfd{events == 0 ? -1 : side.socket, static_cast<short>(events), 0};
  };
  std::array<pollfd, 2> sides = {
      polled(client_, !held_.has_value() && server_.unsent.size() < kMaxUnsentBytes),
      polled(server_, client_.unsent.size() < kMaxUnsentBytes),
  };
  std::chrono::milliseconds patience(-1);
  if (held_.has_value()) {
    patience = std::max(std::chrono::milliseconds(0),
                        std::chrono::ceil<std::chrono::milliseconds>(held_->until - Clock::now()));
  }
  poll(sides.data(), sides.size(), static_cast<int>(patience.count()));
  constexpr int kEnded = POLLHUP | POLLERR;
  if (sides[0].revents & (POLLIN | kEnded)) Receive(client_);
  if (sides[1].revents & (POLLIN | kEnded)) Receive(server_);
  ReleaseHeld();
  while (!is_over_ && !held_.has_value()) {
    const auto message = client_.reader.Next(has_started_);
    if (!message.has_value()) break;
    TakeFromClient(*message);
  }
  Send(server_);
  Send(client_);
}

void PostgresRelay::Receive(Side& side) {
  std::array<char, 1 << 16> buffer;
  const ssize_t count = recv(side.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return;
  if (count <= 0) {
    is_over_ = true;
    return;
  }
  side.reader.Add({buffer.data(), static_cast<size_t>(count)});
  if (&side == &client_) return;
  while (!is_over_) {
    const auto message = side.reader.Next(true);
    if (!message.has_value()) return;
    TakeFromServer(*message);
  }
}

void PostgresRelay::Send(Side& side) {
  if (side.unsent.empty()) return;
  const ssize_t count = send(side.socket, side.unsent.data(), side.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (count > 0) side.unsent.erase(0, static_cast<size_t>(count));
  if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) is_over_ = true;
}

// Cut makes it return.
void PostgresRelay::SendRest(Side& side) {
  while (!side.unsent.empty()) {
    const ssize_t count = send(side.socket, side.unsent.data(), side.unsent.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    side.unsent.erase(0, static_cast<size_t>(count));
  }
}

void PostgresRelay::ReleaseHeld() {
  if (!held_.has_value() || Clock::now() < held_->until) return;
  faults_.CountAsMet(PostgresFaultKind::kDelay);
  Forward(held_->message, held_->step);
  held_.reset();
}

void PostgresRelay::TakeFromClient(const PostgresMessage& message) {
  if (message.type == kNoType) return TakeFirstFromClient(message);
  if (message.type == kSyncMessage) is_skipping_ = false;
  if (is_skipping_) {
    server_.unsent += message.bytes;
    return;
  }
  const absl::string_view body = message.Body();
  const std::vector<std::string> strings = StringsOf(body, 2);
  switch (message.type) {
    case kQueryMessage:
      return TakeStatement(Step::kQuery, strings[0], message);
    case kExecuteMessage:
      return TakeStatement(Step::kExecute, portals_[strings[0]], message);
    case kParseMessage:
      statements_[strings[0]] = strings[1];
      return Forward(message, Step::kParse);
    case kBindMessage:
      portals_[strings[0]] = statements_[strings[1]];
      return Forward(message, Step::kBind);
    case kDescribeMessage:
      return Forward(message, Step::kDescribe);
    case kCloseMessage:
      return Forward(message, Step::kClose);
    case kSyncMessage:
      return Forward(message, Step::kSync);
    case kFunctionCallMessage:
      return Forward(message, Step::kQuery);
    default:  // it has no answer
      server_.unsent += message.bytes;
  }
}

void PostgresRelay::TakeFirstFromClient(const PostgresMessage& message) {
  const int32_t code = RequestCodeOf(message);
  if (code == kTlsRequest || code == kGssEncryptionRequest) {
    client_.unsent += 'N';
    return;
  }
  has_started_ = code == kProtocolThree;
  Forward(message, Step::kStartup);
}

void PostgresRelay::TakeStatement(Step step, const std::string& sql, const PostgresMessage& message) {
  const std::optional<PostgresFault> fault = faults_.Choose(sql);
  if (!fault.has_value()) return Forward(message, step);
  switch (fault->kind) {
    case PostgresFaultKind::kSerializationFailure:
    case PostgresFaultKind::kStatementTimeout:
      return Refuse(step, sql, *fault);
    case PostgresFaultKind::kCutBefore:
      faults_.CountAsMet(fault->kind);
      is_over_ = true;
      return;
    case PostgresFaultKind::kCutAfter:
      return Forward(message, step, fault);
    case PostgresFaultKind::kDelay:
      held_ = Held{message, step, Clock::now() + absl::ToChronoNanoseconds(fault->delay)};
  }
}

void PostgresRelay::Forward(const PostgresMessage& message, Step step, const std::optional<PostgresFault>& fault) {
  server_.unsent += message.bytes;
  expected_.push_back({step, fault});
}

void PostgresRelay::Ask(char type, const std::string& body, const Expected& expected) {
  Forward({type, PostgresMessageOf(type, body)}, expected.step, expected.fault);
  expected_.back().is_ours = expected.is_ours;
}

// The server gets what it refuses by itself, so that it and the client agree on what follows; its error is replaced by
// that of the fault. Where the statement commits, it rolls back before.
void PostgresRelay::Refuse(Step step, const std::string& sql, const PostgresFault& fault) {
  const bool is_commit = IsCommit(sql);
  if (step == Step::kQuery) {
    const absl::string_view instead = is_commit ? "ROLLBACK" : kNoSql;
    return Ask(kQueryMessage, absl::StrCat(instead, kZero), {step, fault});
  }
  if (is_commit) {
    Ask(kCloseMessage, absl::StrCat("S", kOurs, kZero), {Step::kClose, {}, true});
    Ask(kParseMessage, absl::StrCat(kOurs, kZero, "ROLLBACK", kZero, kNoNumber16), {Step::kParse, {}, true});
    Ask(kBindMessage, absl::StrCat(kOurs, kZero, kOurs, kZero, kNoNumber16, kNoNumber16, kNoNumber16),
        {Step::kBind, {}, true});
    Ask(kExecuteMessage, absl::StrCat(kOurs, kZero, kNoNumber32), {Step::kExecute, {}, true});
  }
  Ask(kExecuteMessage, absl::StrCat(kMissing, kZero, kNoNumber32), {step, fault});
}

void PostgresRelay::TakeFromServer(const PostgresMessage& message) {
  switch (message.type) {
    case kParseComplete:
    case kBindComplete:
    case kCloseComplete:
      return PassAndPop(message);
    case kRowDescription:
    case kNoRows:
      return IsExpected(Step::kDescribe) ? PassAndPop(message) : Tell(message);
    case kCommandComplete:
    case kEmptyQueryResponse:
    case kPortalSuspended:
      return TakeCompletion(message);
    case kErrorResponse:
      return TakeError(message);
    case kReadyForQuery:
      return TakeReady(message);
    case kCopyInResponse:
      // The server does not answer a Sync that comes before the rows.
      if (IsExpected(Step::kExecute)) std::erase_if(expected_, [](const Expected& e) { return e.step == Step::kSync; });
      return Tell(message);
    default:
      return Tell(message);
  }
}

bool PostgresRelay::IsRefused() const {
  return !expected_.empty() && expected_.front().fault.has_value() && IsRefusal(*expected_.front().fault);
}

// Of a query there may be several.
void PostgresRelay::TakeCompletion(const PostgresMessage& message) {
  if (IsRefused()) return AnswerRefusal();
  is_silent_ = is_silent_ || (!expected_.empty() && expected_.front().fault.has_value());
  return IsExpected(Step::kExecute) ? PassAndPop(message) : Tell(message);
}

void PostgresRelay::TakeError(const PostgresMessage& message) {
  if (IsRefused()) return AnswerRefusal();
  is_silent_ = is_silent_ || (!expected_.empty() && expected_.front().fault.has_value());
  if (is_silent_ && !expected_.empty()) expected_.front().fault.reset();
  Tell(message);
  SkipToSync();
}

void PostgresRelay::AnswerRefusal() {
  const PostgresFault fault = *expected_.front().fault;
  expected_.front().fault.reset();
  faults_.CountAsMet(fault.kind);
  client_.unsent += ErrorFor(fault);
  SkipToSync();
}

// After an error in a query the server is ready by itself.
void PostgresRelay::SkipToSync() {
  if (expected_.empty() || IsExpected(Step::kQuery) || IsExpected(Step::kStartup)) return;
  while (!expected_.empty() && !IsExpected(Step::kSync)) {
    if (expected_.front().fault.has_value()) faults_.TakeBack(*expected_.front().fault);
    expected_.pop_front();
  }
  is_skipping_ = expected_.empty();
}

void PostgresRelay::TakeReady(const PostgresMessage& message) {
  if (is_silent_) {
    faults_.CountAsMet(PostgresFaultKind::kCutAfter);
    is_over_ = true;
    expected_.clear();
    return;
  }
  Tell(message);
  if (!expected_.empty()) expected_.pop_front();
}

void PostgresRelay::PassAndPop(const PostgresMessage& message) {
  if (expected_.empty()) return Tell(message);
  const bool is_ours = expected_.front().is_ours;
  expected_.pop_front();
  if (!is_ours) Tell(message);
}

void PostgresRelay::Tell(const PostgresMessage& message) {
  if (!is_silent_) client_.unsent += message.bytes;
}

}  // namespace dateline::testing
