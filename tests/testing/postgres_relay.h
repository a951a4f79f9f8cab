// One connection between a client and PostgreSQL, on which faults happen.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_RELAY_H_
#define DATELINE_TESTS_TESTING_POSTGRES_RELAY_H_

#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "tests/testing/postgres_faults.h"
#include "tests/testing/postgres_messages.h"

namespace dateline::testing {

// Hands messages on in both directions, and knows for each that the client sends what the server has to answer. Thread
// safety: Cut and has_ended from any thread, Run on one.
class PostgresRelay {
 public:
  // Takes over `client_socket`. The server listens on 127.0.0.1:`server_port`.
  PostgresRelay(int client_socket, int server_port, PostgresFaults& faults);
  ~PostgresRelay();
  PostgresRelay(const PostgresRelay&) = delete;
  PostgresRelay& operator=(const PostgresRelay&) = delete;

  // Returns when a side has ended the connection, a fault or Cut.
  void Run();
  void Cut();
  bool has_ended() const { return has_ended_; }

 private:
  using Clock = std::chrono::steady_clock;

  // What the client has sent and the server has to answer.
  enum class Step { kStartup, kParse, kBind, kDescribe, kClose, kExecute, kQuery, kSync };
  struct Expected {
    Step step;
    std::optional<PostgresFault> fault = {};
    bool is_ours = false;  // of the relay itself: the client does not see the answer
  };
  struct Side {
    int socket;
    PostgresMessageReader reader;  // what it says
    std::string unsent = "";       // what it is told
  };
  struct Held {
    PostgresMessage message;
    Step step;
    Clock::time_point until;
  };

  bool ConnectToServer() const;
  // Waits for a side to be ready, and moves what can be moved.
  void TakeTurn();
  void Receive(Side& side);
  void Send(Side& side);
  void SendRest(Side& side);
  void ReleaseHeld();

  // From the client.
  void TakeFromClient(const PostgresMessage& message);
  void TakeFirstFromClient(const PostgresMessage& message);
  void TakeStatement(Step step, const std::string& sql, const PostgresMessage& message);
  void Forward(const PostgresMessage& message, Step step, const std::optional<PostgresFault>& fault = {});
  void Refuse(Step step, const std::string& sql, const PostgresFault& fault);
  void Ask(char type, const std::string& body, const Expected& expected);

  // From the server.
  void TakeFromServer(const PostgresMessage& message);
  void TakeCompletion(const PostgresMessage& message);
  void TakeError(const PostgresMessage& message);
  void TakeReady(const PostgresMessage& message);
  void AnswerRefusal();
  // The first expected step is done.
  void PassAndPop(const PostgresMessage& message);
  // The server passes over all steps until a Sync.
  void SkipToSync();
  bool IsExpected(Step step) const { return !expected_.empty() && expected_.front().step == step; }
  bool IsRefused() const;
  void Tell(const PostgresMessage& message);

  PostgresFaults& faults_;
  const int server_port_;
  Side client_;
  Side server_;
  bool has_started_ = false;  // messages of the client have a type
  bool is_skipping_ = false;  // the server passes over what comes until a Sync
  bool is_silent_ = false;    // the client is told nothing more
  bool is_over_ = false;
  std::atomic<bool> has_ended_ = false;
  std::optional<Held> held_;
  std::deque<Expected> expected_;
  std::map<std::string, std::string> statements_;  // SQL by name
  std::map<std::string, std::string> portals_;     // SQL by name
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_RELAY_H_
