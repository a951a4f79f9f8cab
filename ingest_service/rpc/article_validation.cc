#include "ingest_service/rpc/article_validation.h"

#include <google/protobuf/stubs/common.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "dateline/v1/error_reason.pb.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/pipeline/article_fields.h"
#include "platform/errors/errors.h"
#include "platform/errors/field_errors.h"

namespace dateline::ingest_rpc {
namespace {

constexpr size_t kMaxIdCharacters = 128;
constexpr int64_t kMaxEtagBytes = 64;
constexpr int64_t kMaxReasonBytes = 1024;

absl::Status Invalid(v1::ErrorReason reason, absl::string_view field, absl::string_view description,
                     const std::map<std::string, std::string>& metadata = {}) {
  return errors::FieldError(fact_log::ReasonName(reason), field, description, metadata);
}

absl::Status ValidateBody(const std::string& body, int64_t max_bytes) {
  const auto size = static_cast<int64_t>(body.size());
  if (size > max_bytes) {
    return Invalid(v1::ERROR_REASON_BODY_TOO_LARGE, "article.body",
                   absl::StrCat(size, " bytes; at most ", max_bytes, " are read"),
                   {{"limit_bytes", absl::StrCat(max_bytes)}, {"size_bytes", absl::StrCat(size)}});
  }
  if (absl::StripAsciiWhitespace(body).empty()) {
    return Invalid(v1::ERROR_REASON_BODY_EMPTY, "article.body", "empty or white space only");
  }
  const int valid_bytes = google::protobuf::internal::UTF8SpnStructurallyValid(body);
  if (valid_bytes < size) {
    return Invalid(v1::ERROR_REASON_BODY_NOT_UTF8, "article.body", absl::StrCat("not UTF-8 at byte ", valid_bytes),
                   {{"byte", absl::StrCat(valid_bytes)}});
  }
  return absl::OkStatus();
}

absl::Status ValidateLength(absl::string_view value, absl::string_view field, int64_t max_bytes) {
  const auto size = static_cast<int64_t>(value.size());
  if (size <= max_bytes) return absl::OkStatus();
  return Invalid(v1::ERROR_REASON_FIELD_INVALID, field, absl::StrCat(size, " bytes; at most ", max_bytes));
}

// 0 stands for unknown; a day needs a month. An unknown year may be a leap year.
bool IsDate(const v1::Date& date) {
  if (date.year() < 0 || date.year() > 9999 || date.month() < 0 || date.month() > 12 || date.day() < 0) return false;
  if (date.month() == 0) return date.day() == 0;
  const absl::CivilMonth month(date.year() == 0 ? 2000 : date.year(), date.month());
  return date.day() <= absl::CivilDay(absl::CivilDay(month + 1) - 1).day();
}

absl::Status ValidateStatus(v1::ArticleStatus status) {
  if (!v1::ArticleStatus_IsValid(status)) {
    return Invalid(v1::ERROR_REASON_ENUM_UNKNOWN, "article.status",
                   absl::StrCat("no ArticleStatus ", static_cast<int>(status)));
  }
  if (status == v1::ARTICLE_STATUS_CANCELED) {
    return Invalid(v1::ERROR_REASON_FIELD_INVALID, "article.status", "an article is canceled by RetractArticle");
  }
  return absl::OkStatus();
}

absl::Status ValidateForm(const v1::Article& article) {
  const auto check = [](bool valid, absl::string_view field, absl::string_view description) {
    return valid ? absl::OkStatus() : Invalid(v1::ERROR_REASON_FIELD_INVALID, field, description);
  };
  const std::string& language = article.language();
  const std::string& media_type = article.media_type();
  return errors::JoinFieldErrors({
      check(IsDate(article.published()), "article.published", "not a date of the calendar"),
      check(language.empty() || language == "en" || absl::StartsWith(language, "en-"), "article.language",
            "only \"en\" is read"),
      check(media_type.empty() || media_type == "text/plain" || media_type == "text/html", "article.media_type",
            "neither \"text/plain\" nor \"text/html\""),
      ValidateStatus(article.status()),
  });
}

bool IsNameCharacter(char character) {
  return absl::ascii_isalnum(static_cast<unsigned char>(character)) || absl::StrContains("._~-", character);
}

}  // namespace

absl::Status ValidateArticle(const v1::Article& article, const ArticleLimits& limits) {
  const absl::Status name =
      article.name().empty() ? absl::OkStatus() : ValidateArticleName(article.name(), "article.name");
  return errors::JoinFieldErrors({
      ValidateBody(article.body(), limits.max_body_bytes),
      name,
      ValidateLength(article.title(), "article.title", limits.max_title_bytes),
      ValidateLength(article.url(), "article.url", limits.max_url_bytes),
      ValidateLength(article.publisher(), "article.publisher", limits.max_publisher_bytes),
      ValidateLength(article.byline(), "article.byline", pipeline::kMaxBylineBytes),
      ValidateForm(article),
  });
}

absl::Status ValidateArticleName(absl::string_view name, absl::string_view field) {
  absl::string_view id = name;
  if (absl::ConsumePrefix(&id, "articles/") && !id.empty() && id.size() <= kMaxIdCharacters &&
      std::all_of(id.begin(), id.end(), IsNameCharacter)) {
    return absl::OkStatus();
  }
  return Invalid(v1::ERROR_REASON_NAME_INVALID, field,
                 "not of the form articles/{article} with 1 to 128 characters of [A-Za-z0-9._~-]");
}

absl::Status ValidateRequestId(absl::string_view request_id) {
  const auto is_printable = [](char character) { return absl::ascii_isprint(static_cast<unsigned char>(character)); };
  if (request_id.size() <= kMaxIdCharacters && std::all_of(request_id.begin(), request_id.end(), is_printable)) {
    return absl::OkStatus();
  }
  return Invalid(v1::ERROR_REASON_FIELD_INVALID, "request_id", "not 1 to 128 printable ASCII characters");
}

absl::Status ValidateEtag(absl::string_view etag) { return ValidateLength(etag, "etag", kMaxEtagBytes); }

absl::Status ValidateReason(absl::string_view reason) { return ValidateLength(reason, "reason", kMaxReasonBytes); }

}  // namespace dateline::ingest_rpc
