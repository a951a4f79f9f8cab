#include "query_service/answers/answers_end.h"

#include <utility>

#include "absl/time/clock.h"

namespace dateline::answers {
namespace {

thread_local const AnswersEnd* current_end = nullptr;

}  // namespace

bool AnswersEnd::HasCome() {
  return current_end != nullptr && absl::GetCurrentTimeNanos() >= current_end->unix_nanoseconds_;
}

AnswersEnd::Scope::Scope(const AnswersEnd& end) : previous_(std::exchange(current_end, &end)) {}

AnswersEnd::Scope::~Scope() { current_end = previous_; }

}  // namespace dateline::answers
