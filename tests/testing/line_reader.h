// A reader of articles that needs no language: every line of a body is a fact about the person it names.
#ifndef DATELINE_TESTS_TESTING_LINE_READER_H_
#define DATELINE_TESTS_TESTING_LINE_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ingest_service/pipeline/pipeline.h"
#include "platform/encoding/sha256.h"

namespace dateline::testing {

// The article is named by its body's hash where it has no name.
inline absl::StatusOr<pipeline::Reading> ReadLines(const v1::Article& article) {
  pipeline::Reading reading;
  reading.article = article;
  reading.article.set_sha256(encoding::Sha256Hex(article.body()));
  if (article.name().empty()) reading.article.set_name("articles/" + reading.article.sha256());
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(article.body(), '\n', absl::SkipEmpty())) {
    v1::Fact& fact = reading.facts.emplace_back();
    fact.set_name(absl::StrCat(reading.article.name(), "/facts/f", number));
    fact.set_kind(v1::FACT_KIND_STATEMENT);
    fact.mutable_evidence()->set_text(std::string(line));
    v1::Entity& entity = reading.entities.emplace_back();
    entity.set_name(absl::StrCat("entities/e", number++));
    entity.set_type(v1::ENTITY_TYPE_PERSON);
    entity.set_display_name(std::string(line));
  }
  return reading;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_LINE_READER_H_
