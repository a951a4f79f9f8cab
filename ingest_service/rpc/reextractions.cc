#include "ingest_service/rpc/reextractions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/facts/fact_builder.h"
#include "ingest_service/rpc/article_validation.h"
#include "platform/errors/errors.h"

namespace dateline::ingest_rpc {
namespace {

constexpr int kMaxArticles = 1000;

absl::Status ValidateReextractionName(absl::string_view name) {
  absl::string_view digits = name;
  if (absl::ConsumePrefix(&digits, "reextractions/") && !digits.empty() && digits.size() <= 18 &&
      std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit)) {
    return absl::OkStatus();
  }
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_NAME_INVALID), "name",
                            "not of the form reextractions/{reextraction} with a number");
}

absl::Status Validate(const v1::ReextractArticlesRequest& request) {
  if (absl::Status valid = ValidateRequestId(request.request_id()); !valid.ok()) return valid;
  if (request.articles_size() > kMaxArticles) {
    return errors::FieldError(
        fact_log::ReasonName(v1::ERROR_REASON_BATCH_TOO_LARGE), "articles",
        absl::StrCat(request.articles_size(), " names; at most ", kMaxArticles, ", or none for every article"));
  }
  for (int i = 0; i < request.articles_size(); ++i) {
    const absl::Status valid = ValidateArticleName(request.articles(i), absl::StrCat("articles[", i, "]"));
    if (!valid.ok()) return valid;
  }
  return absl::OkStatus();
}

// Answers with a Response that holds how the re-extraction stands.
template <class Response>
fact_log::FactLog::Done<v1::Reextraction> AnswerWith(std::function<void(absl::StatusOr<Response>)> done) {
  return [done = std::move(done)](absl::StatusOr<v1::Reextraction> reextraction) {
    if (!reextraction.ok()) return done(reextraction.status());
    Response response;
    *response.mutable_reextraction() = *std::move(reextraction);
    done(std::move(response));
  };
}

}  // namespace

void StartStoredReextraction(fact_log::FactLog& log, const v1::ReextractArticlesRequest& request,
                             std::function<void(absl::StatusOr<v1::ReextractArticlesResponse>)> done) {
  if (absl::Status valid = Validate(request); !valid.ok()) return done(valid);
  log.StartReextraction(request, std::string(facts::ExtractorName()), AnswerWith(std::move(done)));
}

void CancelStoredReextraction(fact_log::FactLog& log, const v1::CancelReextractionRequest& request,
                              std::function<void(absl::StatusOr<v1::CancelReextractionResponse>)> done) {
  if (absl::Status valid = ValidateReextractionName(request.name()); !valid.ok()) return done(valid);
  log.EndReextraction(request.name(), v1::REEXTRACTION_STATE_CANCELED, AnswerWith(std::move(done)));
}

absl::StatusOr<v1::GetReextractionResponse> GetStoredReextraction(fact_log::LogReader& reader,
                                                                  const v1::GetReextractionRequest& request) {
  if (absl::Status valid = ValidateReextractionName(request.name()); !valid.ok()) return valid;
  absl::StatusOr<v1::Reextraction> reextraction = reader.ReadReextraction(request.name());
  if (!reextraction.ok()) return reextraction.status();
  v1::GetReextractionResponse response;
  *response.mutable_reextraction() = *std::move(reextraction);
  return response;
}

}  // namespace dateline::ingest_rpc
