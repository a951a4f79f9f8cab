#include "ingest_service/language/names/name_finder.h"

#include <string>

#include "ingest_service/language/names/document_memory.h"
#include "ingest_service/language/names/marked_token.h"
#include "ingest_service/language/names/name_rules.h"

namespace dateline::language {

absl::StatusOr<std::unique_ptr<const NameFinder>> NameFinder::Create(absl::string_view data_directory) {
  absl::StatusOr<std::unique_ptr<const Gazetteer>> gazetteer = Gazetteer::Create(data_directory);
  if (!gazetteer.ok()) return gazetteer.status();
  return std::unique_ptr<const NameFinder>(new NameFinder(*std::move(gazetteer)));
}

std::vector<Name> NameFinder::Find(const text::Document& document, const std::vector<Token>& tokens,
                                   const std::vector<Sentence>& sentences) const {
  const std::vector<MarkedToken> marked = MarkTokens(*gazetteer_, document, tokens, sentences);
  std::vector<CandidateName> candidates;
  for (const Sentence& sentence : sentences) {
    for (CandidateName& candidate : FindCandidates(marked, sentence)) candidates.push_back(std::move(candidate));
  }
  DocumentMemory memory(marked);
  memory.Learn(candidates);
  return memory.Settle(std::move(candidates));
}

}  // namespace dateline::language
