#include "ingest_service/pipeline/article_fields.h"

#include "absl/strings/str_cat.h"
#include "ingest_service/facts/conversion.h"
#include "ingest_service/text/text_sketch.h"
#include "platform/encoding/sha256.h"

namespace dateline::pipeline {
namespace {

constexpr char kHtml[] = "text/html";
constexpr char kPlain[] = "text/plain";
constexpr size_t kNameDigits = 24;

}  // namespace

text::MediaType MediaTypeOf(const v1::Article& article) {
  if (article.media_type().empty()) return text::SniffMediaType(article.body());
  return article.media_type() == kHtml ? text::MediaType::kHtml : text::MediaType::kPlain;
}

std::string DerivedName(absl::string_view url, absl::string_view body) {
  const absl::string_view canonical = url.substr(0, url.find('#'));
  if (!canonical.empty()) return absl::StrCat("articles/url-", encoding::Sha256Hex(canonical).substr(0, kNameDigits));
  return absl::StrCat("articles/sha256-", encoding::Sha256Hex(body).substr(0, kNameDigits));
}

std::optional<absl::CivilDay> WholeDay(const v1::Date& date) {
  if (date.year() == 0 || date.month() == 0 || date.day() == 0) return std::nullopt;
  return absl::CivilDay(date.year(), date.month(), date.day());
}

void FillFields(const text::Document& document, text::MediaType media_type, v1::Article& article) {
  if (article.title().empty()) article.set_title(document.title);
  if (article.url().empty()) article.set_url(document.url);
  if (article.publisher().empty()) article.set_publisher(document.publisher);
  if (article.byline().empty() && document.byline.size() <= kMaxBylineBytes) article.set_byline(document.byline);
  if (!article.has_published() && document.published.has_value()) {
    *article.mutable_published() = facts::ToProto(*document.published);
  }
  if (article.language().empty()) article.set_language("en");
  article.set_media_type(media_type == text::MediaType::kHtml ? kHtml : kPlain);
  article.set_sha256(encoding::Sha256Hex(article.body()));
  article.set_text_sketch(text::SketchText(document));
  if (article.name().empty()) article.set_name(DerivedName(article.url(), article.body()));
}

}  // namespace dateline::pipeline
