#include "query_service/answers/told_facts.h"

#include <optional>

#include "query_service/segments/fact_document.h"

namespace dateline::answers {

absl::StatusOr<ToldFact> ToldFactReader::Read(absl::string_view fact_bytes) {
  ToldFact told;
  if (!told.fact.ParseFromArray(fact_bytes.data(), static_cast<int>(fact_bytes.size()))) {
    return absl::DataLossError("a stored fact cannot be read; delete the store and start again to build it anew");
  }
  const std::string name(segments::ArticleOfFact(told.fact.name()));
  auto known = articles_.find(name);
  if (known == articles_.end()) {
    absl::StatusOr<std::optional<v1::Article>> article = state_.snapshot.FindArticle(name, state_.at);
    if (!article.ok()) return article.status();
    known = articles_.emplace(name, article->value_or(v1::Article())).first;
    known->second.set_name(name);
  }
  told.article = known->second;
  return told;
}

claims::Testimony ToldFactReader::TestimonyOf(const ToldFact& told) const {
  const auto stands_for = [this](const std::string& entity) {
    return state_.snapshot.merged_names().StandsFor(entity, state_.at);
  };
  return {told.fact.name(), told.article.name(),
          claims::AssertionOf(told.fact, claims::DayNumber(told.article.published()), stands_for),
          claims::OriginOf(told.article.text_sketch(), told.article.publisher(), told.article.byline())};
}

}  // namespace dateline::answers
