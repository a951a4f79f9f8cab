// compare_facts: which facts of different articles confirm or contradict each other, for evaluate_claims.py.
#include <google/protobuf/util/json_util.h>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "dateline/v1/ingest_service.pb.h"
#include "query_service/claims/relation.h"

namespace dateline {
namespace {

struct ReadFact {
  size_t article;
  int fact;
  claims::Assertion assertion;
};

// Reads answers of `dateline extract --format=jsonl`; writes lines "ARTICLE FACT ARTICLE FACT confirms|contradicts",
// both counted from 0, the article that comes first in front.
int Run() {
  std::vector<ReadFact> facts;
  std::string line;
  for (size_t article = 0; std::getline(std::cin, line); ++article) {
    v1::ExtractFactsResponse response;
    if (const auto parsed = google::protobuf::util::JsonStringToMessage(line, &response); !parsed.ok()) {
      std::cerr << "compare_facts: line " << article + 1 << ": " << parsed.ToString() << "\n";
      return 1;
    }
    const auto stands_for = [](const std::string& entity) { return entity; };
    const std::optional<int32_t> published = claims::DayNumber(response.article().published());
    for (int fact = 0; fact < response.facts_size(); ++fact) {
      facts.push_back({article, fact, claims::AssertionOf(response.facts(fact), published, stands_for)});
    }
  }
  for (const ReadFact& one : facts) {
    for (const ReadFact& other : facts) {
      if (one.article >= other.article) continue;
      const claims::Relation relation = claims::Compare(one.assertion, other.assertion);
      if (relation == claims::Relation::kNone) continue;
      std::cout << one.article << " " << one.fact << " " << other.article << " " << other.fact << " "
                << (relation == claims::Relation::kConfirms ? "confirms" : "contradicts") << "\n";
    }
  }
  return 0;
}

}  // namespace
}  // namespace dateline

int main() { return dateline::Run(); }
