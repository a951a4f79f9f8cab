// What is to go wrong between a client and PostgreSQL.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_FAULTS_H_
#define DATELINE_TESTS_TESTING_POSTGRES_FAULTS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/threading/mutex.h"

namespace dateline::testing {

enum class PostgresFaultKind {
  // The statement is not executed, and fails with SQLSTATE 40001 or 57014: as a COMMIT it has rolled back, else its
  // transaction is to be rolled back.
  kSerializationFailure,
  kStatementTimeout,
  // The connection is cut before the server knew of the statement: an open transaction is rolled back.
  kCutBefore,
  // The server has executed the statement, and committed if that was due, and the connection is cut before its answer
  // comes: the client cannot know.
  kCutAfter,
  // The server gets the statement later.
  kDelay,
};

struct PostgresFault {
  PostgresFaultKind kind = PostgresFaultKind::kSerializationFailure;
  std::string statement = "";                   // a part of the SQL that it concerns, as written; empty: what commits
  int passed = 0;                               // so many such statements are left alone before
  absl::Duration delay = absl::ZeroDuration();  // of kDelay
};

// Whom it concerns.
bool Concerns(const PostgresFault& fault, absl::string_view sql);

// Faults that wait for their statement. Thread safety: any thread.
class PostgresFaults {
 public:
  // `seed`: of what happens by chance.
  explicit PostgresFaults(uint32_t seed) : random_(seed) {}

  // Happens once. Of several that concern a statement, the one ordered first.
  void Order(const PostgresFault& fault);
  // Of the statements that any of `faults` concerns, and no order, this part (0 to 1) meets one of them. The same seed
  // and the same statements in the same order, the same faults.
  void SetChance(double chance, const std::vector<PostgresFault>& faults);

  // What is to happen to a statement.
  std::optional<PostgresFault> Choose(absl::string_view sql);
  // The statement for which it was chosen is not executed for another reason: the next one gets it.
  void TakeBack(const PostgresFault& fault);
  void CountAsMet(PostgresFaultKind kind);

  // How often it happened.
  int met(PostgresFaultKind kind) const;
  int met() const;
  // Orders that have not happened.
  int waiting() const;

 private:
  mutable threading::Mutex mutex_;
  std::deque<PostgresFault> orders_ ABSL_GUARDED_BY(mutex_);
  std::vector<PostgresFault> by_chance_ ABSL_GUARDED_BY(mutex_);
  double chance_ ABSL_GUARDED_BY(mutex_) = 0;
  std::mt19937 random_ ABSL_GUARDED_BY(mutex_);
  std::map<PostgresFaultKind, int> met_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_FAULTS_H_
