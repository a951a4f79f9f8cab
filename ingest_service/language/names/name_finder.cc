#include "ingest_service/language/names/name_finder.h"

#include <iterator>

#include "ingest_service/language/names/document_memory.h"
#include "ingest_service/language/names/marked_token.h"
#include "ingest_service/language/names/name_features.h"
#include "ingest_service/language/names/name_merge.h"
#include "ingest_service/language/names/name_rules.h"

namespace dateline::language {
namespace {

std::vector<CandidateName> FindByRules(absl::Span<const MarkedToken> tokens, absl::Span<const Sentence> sentences) {
  std::vector<CandidateName> candidates;
  for (const Sentence& sentence : sentences) {
    std::vector<CandidateName> found = FindCandidates(tokens, sentence);
    candidates.insert(candidates.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return candidates;
}

std::vector<CandidateName> FindByModel(const NameRecognizer& recognizer, absl::Span<const MarkedToken> tokens,
                                       absl::Span<const Sentence> sentences) {
  const NameFeatureExtractor extractor(tokens, sentences);
  RecognizerWorkspace workspace;
  std::vector<CandidateName> candidates;
  for (const Sentence& sentence : sentences) {
    std::vector<CandidateName> found = MergeCandidates(tokens, sentence, FindCandidates(tokens, sentence),
                                                       recognizer.Recognize(extractor, sentence, workspace));
    candidates.insert(candidates.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return candidates;
}

// "US" or "US$" in "US$25 billion".
bool IsPartOfCurrency(const text::Document& document, const std::vector<Token>& tokens, const Name& name) {
  const uint32_t end = tokens[name.end_token - 1].span.end_byte;
  return document.text[end - 1] == '$' || (end < document.text.size() && document.text[end] == '$');
}

}  // namespace

absl::StatusOr<std::unique_ptr<const NameFinder>> NameFinder::Create(absl::string_view data_directory) {
  absl::StatusOr<std::unique_ptr<const Gazetteer>> gazetteer = Gazetteer::Create(data_directory);
  if (!gazetteer.ok()) return gazetteer.status();
  return std::unique_ptr<const NameFinder>(new NameFinder(*std::move(gazetteer)));
}

absl::StatusOr<std::unique_ptr<const NameFinder>> NameFinder::Create(absl::string_view data_directory,
                                                                     const ModelFile& model) {
  absl::StatusOr<std::unique_ptr<const Gazetteer>> gazetteer = Gazetteer::Create(data_directory);
  if (!gazetteer.ok()) return gazetteer.status();
  absl::StatusOr<NameRecognizer> recognizer = NameRecognizer::Load(model);
  if (!recognizer.ok()) return recognizer.status();
  std::unique_ptr<NameFinder> finder(new NameFinder(*std::move(gazetteer)));
  finder->recognizer_ = *std::move(recognizer);
  return finder;
}

std::vector<Name> NameFinder::Find(const text::Document& document, const std::vector<Token>& tokens,
                                   const std::vector<Sentence>& sentences) const {
  const std::vector<MarkedToken> marked = MarkTokens(*gazetteer_, document, tokens, sentences);
  std::vector<CandidateName> candidates =
      recognizer_.has_value() ? FindByModel(*recognizer_, marked, sentences) : FindByRules(marked, sentences);
  DocumentMemory memory(marked);
  memory.Learn(candidates);
  std::vector<Name> names = memory.Settle(std::move(candidates));
  std::erase_if(names, [&](const Name& name) { return IsPartOfCurrency(document, tokens, name); });
  return names;
}

}  // namespace dateline::language
