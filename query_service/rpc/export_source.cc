#include "query_service/rpc/export_source.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "absl/time/clock.h"
#include "query_service/answers/read_state.h"
#include "query_service/rpc/refusals.h"

namespace dateline::rpc {

absl::StatusOr<std::optional<std::string>> ExportSource::Next() {
  if (is_done_) return std::nullopt;
  if (gate_.is_shut_down()) return ShuttingDown();
  if (outcome_ == answers::FreshnessGate::Outcome::kTooManyWait) return Overloaded();
  const answers::AnswersEnd::Scope scope(answers_.end());
  absl::StatusOr<std::string> message = answers_.ExportFacts(request_, absl::Now() + message_duration_);
  if (!message.ok()) return message.status();
  request_.set_resume_token(TextField(*message, v1::ExportFactsResponse::kResumeTokenFieldNumber));
  is_done_ = request_.resume_token().empty();
  return *std::move(message);
}

bool ExportSource::WhenReady(const absl::Status& error, std::function<void()> wake) {
  const std::optional<int64_t> offset = answers::RequiredOffset(error);
  if (!offset.has_value() || has_waited_) return false;
  has_waited_ = true;
  gate_.WhenReached(*offset, absl::Now() + message_duration_,
                    [this, wake = std::move(wake)](answers::FreshnessGate::Outcome outcome) {
                      outcome_ = outcome;
                      wake();
                    });
  return true;
}

std::string TextField(absl::string_view message, int field) {
  using google::protobuf::internal::WireFormatLite;
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const uint8_t*>(message.data()),
                                               static_cast<int>(message.size()));
  std::string text;
  while (const uint32_t tag = input.ReadTag()) {
    const bool is_wanted = WireFormatLite::GetTagFieldNumber(tag) == field &&
                           WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    uint32_t length = 0;
    if (is_wanted) return input.ReadVarint32(&length) && input.ReadString(&text, static_cast<int>(length)) ? text : "";
    if (!WireFormatLite::SkipField(&input, tag)) return "";
  }
  return "";
}

}  // namespace dateline::rpc
