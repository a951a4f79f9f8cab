#include "tests/crash/watch_history.h"

#include <chrono>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

constexpr int kAttempts = 20;
constexpr auto kPause = std::chrono::milliseconds(10);

}  // namespace

void WatchHistory::Follow(v1::QueryService::Stub& query, const std::atomic<bool>& ending) {
  const auto is_last = [&](const v1::WatchFactsResponse&) { return ending.load(); };
  while (!ending && !ReadOnce(query, is_last)) std::this_thread::sleep_for(kPause);
}

void WatchHistory::ReadOn(v1::QueryService::Stub& query, const std::string& revision_token) {
  const auto is_last = [&](const v1::WatchFactsResponse& response) {
    return response.revision_token() == revision_token;
  };
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (ReadOnce(query, is_last)) return;
  }
  ADD_FAILURE() << "the watch did not come to the state of the index";
}

bool WatchHistory::ReadOnce(v1::QueryService::Stub& query,
                            absl::FunctionRef<bool(const v1::WatchFactsResponse&)> is_last) {
  v1::WatchFactsRequest request;
  *request.mutable_filter() = filter_;
  request.set_query(words_);
  request.set_include_present(true);
  request.set_resume_token(resume_token_);
  request.set_bookmark_interval_ms(100);
  const std::unique_ptr<grpc::ClientContext> context = CallContext();
  const auto reader = query.WatchFacts(context.get(), request);
  for (v1::WatchFactsResponse response; reader->Read(&response);) {
    Take(response);
    if (!is_last(response)) continue;
    context->TryCancel();
    reader->Finish();
    return true;
  }
  const grpc::Status status = reader->Finish();
  // OUT_OF_RANGE neither: these feeds are never compacted, and an index made anew knows them from the beginning.
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
  return false;
}

void WatchHistory::Take(const v1::WatchFactsResponse& response) {
  for (const v1::WatchEvent& event : response.events()) {
    TakeTime(event);
    TakeEvent(event);
  }
  if (!response.revision_token().empty()) is_whole_ = true;
  resume_token_ = response.resume_token();
  // A bookmark may repeat the token before it.
  if (response.events_size() > 0 && !tokens_.insert(resume_token_).second) {
    violations_.push_back(absl::StrCat("the token ", resume_token_, " was given before"));
  }
}

void WatchHistory::TakeTime(const v1::WatchEvent& event) {
  if (!event.has_record_time()) return;  // it is of one that matched at the beginning
  const int64_t time = google::protobuf::util::TimeUtil::TimestampToNanoseconds(event.record_time());
  // All of a transaction have one time.
  if (time < last_nanoseconds_ || (is_whole_ && time == last_nanoseconds_)) {
    violations_.push_back(
        absl::StrCat("an event of ", time, " comes after ", is_whole_ ? "all" : "one", " of ", last_nanoseconds_));
  }
  last_nanoseconds_ = time;
  is_whole_ = false;
}

void WatchHistory::TakeEvent(const v1::WatchEvent& event) {
  ++event_count_;
  if (event.cause() == v1::WATCH_EVENT_CAUSE_PURGED) {
    const std::string prefix = event.purged_article() + "/facts/";
    std::erase_if(facts_, [&](const auto& fact) { return fact.first.rfind(prefix, 0) == 0; });
    return;
  }
  const bool was_there = facts_.erase(event.fact_name()) > 0;
  if (was_there != (event.kind() != v1::WATCH_EVENT_KIND_MATCH)) {
    violations_.push_back(absl::StrCat(v1::WatchEventKind_Name(event.kind()), " of ", event.fact_name(), ", which ",
                                       was_there ? "matched already" : "did not match"));
  }
  if (event.has_fact()) facts_[event.fact().name()] = event.fact().SerializeAsString();
}

}  // namespace dateline::testing
