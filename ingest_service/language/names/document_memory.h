// The second pass: what a document establishes in full, it may use short.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_DOCUMENT_MEMORY_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_DOCUMENT_MEMORY_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "ingest_service/language/names/marked_token.h"
#include "ingest_service/language/names/name_rules.h"

namespace dateline::language {

// Collects the surer names of a document, then settles its lone words and acronyms by them. Used by one call only.
class DocumentMemory {
 public:
  explicit DocumentMemory(absl::Span<const MarkedToken> tokens) : tokens_(tokens) {}

  // REQUIRES: candidates of the whole document, in order.
  void Learn(absl::Span<const CandidateName> candidates);

  // Gives candidates the type that the document establishes for their words, drops the doubtful ones that it does not
  // establish, and adds the words of established persons where no candidate stands. The result is in order, disjoint.
  std::vector<Name> Settle(std::vector<CandidateName> candidates) const;

 private:
  struct Known {
    NameType type;
    std::string country_code;
    Certainty certainty;
  };

  void LearnWords(const CandidateName& candidate);
  void LearnAcronym(const Name& name);
  void LearnDefinitions();
  std::string Key(int begin, int end) const;
  const Known* FindKnown(int begin, int end) const;
  // Where the person begins that ends what was taken for an organization: a person known from elsewhere, behind a title
  // ("FM Son") or called by several words ("Minister of Trade Ana Lima"); name.begin_token if there is none.
  int PersonAtEnd(const Name& name) const;
  void AddMissing(int begin, int end, std::vector<Name>& names) const;
  void Remember(std::string key, Known known);

  absl::Span<const MarkedToken> tokens_;
  absl::flat_hash_map<std::string, Known> known_;  // by folded words
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_DOCUMENT_MEMORY_H_
