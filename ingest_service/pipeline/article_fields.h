// What the text of an article says about the article itself.
#ifndef DATELINE_INGEST_SERVICE_PIPELINE_ARTICLE_FIELDS_H_
#define DATELINE_INGEST_SERVICE_PIPELINE_ARTICLE_FIELDS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "dateline/v1/article.pb.h"
#include "ingest_service/text/document.h"
#include "ingest_service/text/reader.h"

namespace dateline::pipeline {

// The media type that the article names, else that of its body.
text::MediaType MediaTypeOf(const v1::Article& article);

// Of Article.byline.
inline constexpr size_t kMaxBylineBytes = 256;

// Fills the fields that `article` leaves empty from `document`: title, url, publisher, byline, published; then
// media_type, language, sha256, text_sketch and name.
void FillFields(const text::Document& document, text::MediaType media_type, v1::Article& article);

// `articles/{article}`, from the canonical URL (without its fragment) if there is one, else from the body.
std::string DerivedName(absl::string_view url, absl::string_view body);

// The day of `date`; unset unless year, month and day are known.
std::optional<absl::CivilDay> WholeDay(const v1::Date& date);

}  // namespace dateline::pipeline

#endif  // DATELINE_INGEST_SERVICE_PIPELINE_ARTICLE_FIELDS_H_
