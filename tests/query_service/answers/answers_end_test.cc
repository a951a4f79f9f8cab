#include "query_service/answers/answers_end.h"

#include <thread>

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {
namespace {

// Reads for as long as it may; its deadline never comes.
absl::Status ReadSlowly() {
  while (true) {
    if (absl::Status in_time = CheckDeadline(absl::InfiniteFuture()); !in_time.ok()) return in_time;
  }
}

TEST(AnswersEnd, EndsWhatIsReadMeanwhile) {
  AnswersEnd end;
  absl::Status answer;
  std::thread thread([&] {
    const AnswersEnd::Scope scope(end);
    answer = ReadSlowly();
  });
  end.Set(absl::Now() + absl::Milliseconds(20));
  thread.join();
  EXPECT_EQ(answer.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(errors::Reason(answer), "SHUTTING_DOWN");
}

TEST(AnswersEnd, IsOfNobodyElse) {
  AnswersEnd past;
  past.Set(absl::Now());
  EXPECT_TRUE(CheckDeadline(absl::InfiniteFuture()).ok());
  {
    const AnswersEnd::Scope scope(past);
    EXPECT_FALSE(CheckDeadline(absl::InfiniteFuture()).ok());
    const AnswersEnd never;
    const AnswersEnd::Scope inner(never);
    EXPECT_TRUE(CheckDeadline(absl::InfiniteFuture()).ok());
  }
  EXPECT_TRUE(CheckDeadline(absl::InfiniteFuture()).ok());
}

}  // namespace
}  // namespace dateline::answers
