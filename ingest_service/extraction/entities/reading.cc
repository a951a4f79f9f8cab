#include "ingest_service/extraction/entities/reading.h"

#include <utility>

#include "ingest_service/extraction/entities/noun_phrase.h"

namespace dateline::extraction {
namespace {

// Whether a preposition "with" introduces the phrase that begins at `begin`.
bool FollowsWith(const ArticleView& article, int begin) {
  return begin > article.sentence_begin(begin) && article.folded(begin - 1) == "with";
}

bool IsPossessor(const ArticleView& article, int end) {
  return end < article.size() &&
         (article.folded(end) == "'s" || article.folded(end) == "’s" || article.folded(end) == "'");
}

}  // namespace

int Reading::AddUnnamed(language::NameType type, std::string description, std::string country_code) {
  ArticleEntity& added = result.entities.emplace_back();
  added.type = type;
  added.display_name = std::move(description);
  added.country_code = std::move(country_code);
  PrepareReading(*this);
  return static_cast<int>(result.entities.size()) - 1;
}

int Reading::CountryEntity(absl::string_view code) const {
  const auto found = country_by_code.find(code);
  return found == country_by_code.end() ? -1 : found->second;
}

void Reading::AddMention(Mention mention, bool several) {
  mention.span = article.SpanOf(mention.begin_token, mention.end_token);
  Remember(mention, several);
  result.mentions.push_back(std::move(mention));
}

void Reading::Remember(const Mention& mention, bool several) {
  Occurrence occurrence;
  occurrence.entities = mention.entities;
  occurrence.token = mention.head_token;
  occurrence.sentence = article.sentence_of(mention.head_token);
  occurrence.subject = IsSubject(article, mention.head_token);
  occurrence.clause = SubjectOf(article, mention.head_token);
  occurrence.type = entity(mention.entities[0]).type;
  occurrence.first = IsFirst(occurrence);
  occurrence.possessive = IsPossessor(article, mention.end_token);
  occurrence.quoted = quotations.At(mention.head_token) >= 0;
  occurrence.with = FollowsWith(article, mention.begin_token);
  occurrence.plural = several || (mention.entities.size() == 1 && plural[mention.entities[0]]);
  for (int e : mention.entities) last_token[e] = mention.head_token;
  discourse.Add(std::move(occurrence));
}

bool Reading::IsFirst(const Occurrence& occurrence) {
  const bool acts =
      occurrence.type == language::NameType::kPerson || occurrence.type == language::NameType::kOrganization;
  if (!acts || first_in_sentence_ == occurrence.sentence) return false;
  first_in_sentence_ = occurrence.sentence;
  return true;
}

void PrepareReading(Reading& reading) {
  const size_t known = reading.nouns.size();
  const size_t size = reading.result.entities.size();
  reading.nouns.resize(size);
  reading.titles.resize(size);
  reading.modifiers.resize(size);
  reading.plural.resize(size, false);
  reading.body.resize(size, -1);
  reading.last_token.resize(size, -1);
  for (size_t e = known; e < size; ++e) {
    const ArticleEntity& entity = reading.result.entities[e];
    if (entity.type == language::NameType::kCountry && !entity.country_code.empty()) {
      reading.country_by_code.try_emplace(entity.country_code, static_cast<int>(e));
    }
  }
}

}  // namespace dateline::extraction
