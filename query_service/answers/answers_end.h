// When whatever is read for answers has to end, for the service ends.
#ifndef DATELINE_QUERY_SERVICE_ANSWERS_ANSWERS_END_H_
#define DATELINE_QUERY_SERVICE_ANSWERS_ANSWERS_END_H_

#include <atomic>
#include <cstdint>
#include <limits>

#include "absl/time/time.h"

namespace dateline::answers {

// However late the deadlines of calls are. Never, until it is set. Thread safety: any thread.
class AnswersEnd {
 public:
  void Set(absl::Time end) { unix_nanoseconds_ = absl::ToUnixNanos(end); }

  // It has come for what this thread reads.
  static bool HasCome();

  // While it lives, CheckDeadline on its thread heeds `end`, which must outlive it.
  class Scope {
   public:
    explicit Scope(const AnswersEnd& end);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    const AnswersEnd* const previous_;
  };

 private:
  std::atomic<int64_t> unix_nanoseconds_ = std::numeric_limits<int64_t>::max();
};

}  // namespace dateline::answers

#endif  // DATELINE_QUERY_SERVICE_ANSWERS_ANSWERS_END_H_
