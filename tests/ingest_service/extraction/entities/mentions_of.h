// What the entity finder makes of a hand-made analysis, in lines that tests compare.
#ifndef DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_ENTITIES_MENTIONS_OF_H_
#define DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_ENTITIES_MENTIONS_OF_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/extraction/entities/find_entities.h"
#include "tests/testing/annotated.h"
#include "tests/testing/directories.h"

namespace dateline::extraction {

inline const EntityLexicon& TestLexicon() {
  static const EntityLexicon lexicon = EntityLexicon::Load(DATELINE_DATA_DIRECTORY).value();
  return lexicon;
}

// "words = entity, entity" of every mention of a kind, in text order.
inline std::vector<std::string> MentionsOf(const testing::Annotated& article, Mention::Kind kind) {
  const Entities entities = FindEntities(article.document, article.analysis, TestLexicon());
  std::vector<std::string> lines;
  for (const Mention& mention : entities.mentions) {
    if (mention.kind != kind) continue;
    std::string line = absl::StrCat(text::Slice(article.document.text, mention.span), " =");
    for (int e : mention.entities)
      absl::StrAppend(&line, e == mention.entities[0] ? " " : ", ", entities.entities[e].display_name);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace dateline::extraction

#endif  // DATELINE_TESTS_INGEST_SERVICE_EXTRACTION_ENTITIES_MENTIONS_OF_H_
