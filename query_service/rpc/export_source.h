// The messages of ExportFacts.
#ifndef DATELINE_QUERY_SERVICE_RPC_EXPORT_SOURCE_H_
#define DATELINE_QUERY_SERVICE_RPC_EXPORT_SOURCE_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.pb.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/freshness_gate.h"
#include "query_service/rpc/answer_stream.h"

namespace dateline::rpc {

// Each message goes on where the one before ended, at its state. Waits for a state that the index has not reached.
class ExportSource final : public AnswerSource {
 public:
  // REQUIRES: the request is valid. `message_duration` is how long one message may take. The others must outlive this.
  ExportSource(v1::ExportFactsRequest request, const answers::Answers& answers, answers::FreshnessGate& gate,
               absl::Duration message_duration)
      : request_(std::move(request)), answers_(answers), gate_(gate), message_duration_(message_duration) {}

  absl::StatusOr<std::optional<std::string>> Next() override;
  bool WhenReady(const absl::Status& error, std::function<void()> wake) override;

 private:
  v1::ExportFactsRequest request_;
  const answers::Answers& answers_;
  answers::FreshnessGate& gate_;
  const absl::Duration message_duration_;
  bool is_done_ = false;
  bool has_waited_ = false;
  answers::FreshnessGate::Outcome outcome_ = answers::FreshnessGate::Outcome::kReached;  // of waiting
};

// The text field of a serialized message; empty: it has none. Nothing is parsed beside it.
std::string TextField(absl::string_view message, int field);

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_EXPORT_SOURCE_H_
