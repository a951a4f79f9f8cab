// Who and what an article is about, and every place where it speaks of them.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ENTITIES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ENTITIES_H_

#include <string>
#include <vector>

#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

enum class Gender { kUnknown, kFemale, kMale };

// A title that the article gives a person: "Deputy Prime Minister", "Minister of Foreign Affairs".
struct Title {
  text::Span span;  // as written, without the country's adjective
  int begin_token = 0;
  int end_token = 0;
  std::string text;              // as written; of a counterpart, the title that the other one has
  std::string normalized_title;  // spelled out and in title case: "Deputy Prime Minister" of "Deputy PM"
  int holder = -1;               // index into Entities::entities
  int organization = -1;         // index into Entities::entities; -1: not said
  int country = -1;              // index into Entities::entities; -1: not known
  bool former = false;           // "former", "ex-", "then"
  bool rank = false;             // a military or police rank: "Gen."
  bool counterpart = false;      // read from "his Thai counterpart"
};

// Somebody or something in one article.
struct ArticleEntity {
  language::NameType type = language::NameType::kPerson;  // never kNationality
  std::string display_name;        // the fullest name; an unnamed one's description ("the Chinese official")
  std::vector<std::string> names;  // every spelling in the article, without descriptions; empty: unnamed
  std::string known_as;            // its name in the gazetteer ("United Nations" of "UN"); empty: not there
  std::string country_code;        // ISO 3166-1 alpha-2 of the country it is or belongs to; empty: unknown
  Gender gender = Gender::kUnknown;
};

// Words that stand for one or more entities.
struct Mention {
  enum class Kind {
    kName,         // "Bùi Thanh Sơn", "Sơn", "Vietnamese"
    kPronoun,      // "he", "his", "they", "we", "who"
    kDescription,  // "the Thai minister", "the airline"
    kCollective,   // "the two sides", "both nations"
  };
  text::Span span;  // the whole phrase, with titles and articles, without relative clauses
  int begin_token = 0;
  int end_token = 0;
  int head_token = 0;  // the syntactic head of the phrase
  Kind kind = Kind::kName;
  std::vector<int> entities;  // indices into Entities::entities; several for a collective; never empty
  float certainty = 1;        // 0..1: how sure the link to `entities` is; 1 for a full name
};

// The result: chains, mentions in text order (by begin_token, then longer first; they may nest), titles in text order.
struct Entities {
  std::vector<ArticleEntity> entities;
  std::vector<Mention> mentions;
  std::vector<Title> titles;

  // Puts mentions and titles in the order above and makes mentions findable. Call once they are complete.
  void Arrange();

  // The outermost mention whose head is `token`; nullptr: none. REQUIRES: Arrange was called. O(log mentions).
  const Mention* MentionWithHead(int token) const;

 private:
  std::vector<int> by_head_;  // indices into mentions, by head_token; of one head the outermost only
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_ENTITIES_H_
