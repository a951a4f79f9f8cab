#include "tests/crash/watch_history.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

constexpr int kAttempts = 20;

}  // namespace

void WatchHistory::ReadOn(v1::QueryService::Stub& query, const std::string& revision_token) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (ReadOnce(query, revision_token)) return;
  }
  ADD_FAILURE() << "the watch did not come to the state of the index";
}

bool WatchHistory::ReadOnce(v1::QueryService::Stub& query, const std::string& revision_token) {
  v1::WatchFactsRequest request;
  request.set_include_present(true);
  request.set_resume_token(resume_token_);
  request.set_bookmark_interval_ms(100);
  const std::unique_ptr<grpc::ClientContext> context = CallContext();
  const auto reader = query.WatchFacts(context.get(), request);
  for (v1::WatchFactsResponse response; reader->Read(&response);) {
    Take(response);
    if (response.revision_token() != revision_token) continue;
    context->TryCancel();
    reader->Finish();
    return true;
  }
  const grpc::Status status = reader->Finish();
  if (status.error_code() == grpc::StatusCode::OUT_OF_RANGE) {
    resume_token_.clear();
    facts_.clear();
  } else if (status.error_code() != grpc::StatusCode::UNAVAILABLE) {
    ADD_FAILURE() << status.error_message();
  }
  return false;
}

void WatchHistory::Take(const v1::WatchFactsResponse& response) {
  for (const v1::WatchEvent& event : response.events()) TakeEvent(event);
  resume_token_ = response.resume_token();
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
