// Small documents and segments of them.
#ifndef DATELINE_TESTS_QUERY_SERVICE_SEGMENTS_SEGMENT_SAMPLES_H_
#define DATELINE_TESTS_QUERY_SERVICE_SEGMENTS_SEGMENT_SAMPLES_H_

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "query_service/segments/fact_document.h"
#include "query_service/segments/segment_builder.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::testing {

inline segments::FactDocument DocumentOf(int64_t recorded_from, const v1::Fact& fact,
                                         const segments::ArticleContext& context = {}) {
  return {{recorded_from, recorded_from * 1000}, fact, fact.SerializeAsString(), context};
}

inline v1::Fact FactSaying(const std::string& name, const std::string& evidence) {
  v1::Fact fact = FactOf(name);
  fact.mutable_evidence()->set_text(evidence);
  return fact;
}

inline std::shared_ptr<const segments::Segment> SegmentOf(const std::vector<segments::FactDocument>& documents) {
  segments::SegmentBuilder builder;
  std::string content;
  for (const segments::FactDocument& document : documents) {
    builder.Add(document);
    content += document.bytes();
  }
  return segments::Segment::FromMemory(builder.Build(), content);
}

// Facts of few words and entities, recorded by the changes 2, 4, 6, ...; the same seed gives the same.
inline std::vector<segments::FactDocument> RandomDocuments(uint32_t seed, int count) {
  std::mt19937 random(seed);
  const std::vector<std::string> words = {"trade", "deal", "talks", "Việt", "Nam", "war", "said", "on"};
  std::vector<segments::FactDocument> documents;
  for (int i = 1; i <= count; ++i) {
    std::string evidence;
    for (uint32_t length = random() % 12; length > 0; --length) evidence += words[random() % words.size()] + " ";
    v1::Fact fact = FactSaying(absl::StrCat("articles/a", random() % 5, "/facts/", i), evidence);
    fact.set_kind(static_cast<v1::FactKind>(1 + random() % 4));
    fact.set_confidence((random() % 100) / 100.0);
    for (uint32_t length = random() % 3; length > 0; --length) {
      fact.add_participants()->set_entity(absl::StrCat("entities/", random() % 6));
    }
    if (random() % 2 == 0) *fact.mutable_time()->mutable_earliest() = DateOf(2025, 1 + random() % 12, 1);
    documents.push_back(DocumentOf(i * 2, fact));
  }
  return documents;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_SEGMENTS_SEGMENT_SAMPLES_H_
