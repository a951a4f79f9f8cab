// What the entity finder has read of an article so far.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_READING_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_READING_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/discourse.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/entities/lexicon.h"
#include "ingest_service/extraction/entities/quotations.h"

namespace dateline::extraction {

// An entity that something stands for, and how sure that is; no entities: unresolved.
struct Antecedent {
  std::vector<int> entities;
  float certainty = 0;
};

// Passed from resolver to resolver while an article is read from its beginning to its end.
struct Reading {
  Reading(const ArticleView& article_view, const EntityLexicon& entity_lexicon)
      : article(article_view), lexicon(entity_lexicon), quotations(article_view) {}

  const ArticleView& article;
  const EntityLexicon& lexicon;
  const Quotations quotations;
  Entities result;
  std::vector<int> entity_of_name;  // by index into Analysis::names
  Discourse discourse;
  std::vector<std::vector<std::string>> nouns;  // by entity: nouns that the article calls it by, folded singular
  std::vector<Title> appointed;                 // titles found while reading: "his election as minister"
  std::vector<bool> plural;                     // by entity: several persons or bodies
  std::vector<int> body;                        // by entity: the organization that one without a name is of; -1: none
  std::vector<std::vector<int>> titles;         // by entity: indices into result.titles
  std::vector<int> last_token;                  // by entity: where it occurred last; -1: not yet
  std::vector<std::vector<std::string>> modifiers;  // by entity: of one without a name, the words before its noun
  absl::flat_hash_map<std::string, std::vector<int>> unnamed;  // by noun: entities without a name
  absl::flat_hash_map<std::string, int> country_by_code;

  const ArticleEntity& entity(int e) const { return result.entities[e]; }
  bool IsPerson(int e) const { return entity(e).type == language::NameType::kPerson; }
  bool IsCountry(int e) const { return entity(e).type == language::NameType::kCountry; }
  bool IsOrganization(int e) const { return entity(e).type == language::NameType::kOrganization; }

  int SentencesSince(int t, const Occurrence& occurrence) const { return article.sentence_of(t) - occurrence.sentence; }

  // A new entity without a name; its index.
  int AddUnnamed(language::NameType type, std::string description, std::string country_code);
  // Index of the entity for a country's code; -1: the article names no such country.
  int CountryEntity(absl::string_view code) const;
  // Records a mention and that its entities occurred.
  void AddMention(Mention mention, bool several = false);

 private:
  void Remember(const Mention& mention, bool several);
  bool IsFirst(const Occurrence& occurrence);

  int first_in_sentence_ = -1;  // the last sentence of which somebody was named
};

// Sizes the vectors by entity to the entities there are.
void PrepareReading(Reading& reading);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_READING_H_
