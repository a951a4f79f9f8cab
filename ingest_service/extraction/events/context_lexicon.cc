#include "ingest_service/extraction/events/context_lexicon.h"

#include <fstream>
#include <set>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::extraction {

using language::Analysis;
using language::Sentence;
using language::Token;

absl::StatusOr<ContextLexicon> ContextLexicon::Load(absl::string_view data_directory) {
  const std::string path = absl::StrCat(data_directory, "/contexts.tsv");
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the contexts ", path));
  ContextLexicon lexicon;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 2)
      return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": not a context: ", line));
    for (absl::string_view lemma : absl::StrSplit(fields[1], '|'))
      lexicon.contexts_of_lemma_[lemma].push_back(fields[0]);
  }
  return lexicon;
}

std::vector<std::string> ContextLexicon::ContextsOf(absl::Span<const Token> tokens) const {
  std::set<std::string> contexts;
  for (const Token& token : tokens) {
    const auto found = contexts_of_lemma_.find(absl::AsciiStrToLower(token.lemma));
    if (found != contexts_of_lemma_.end()) contexts.insert(found->second.begin(), found->second.end());
  }
  return {contexts.begin(), contexts.end()};
}

void ContextLexicon::SetContexts(const Analysis& analysis, std::vector<Candidate>& events) const {
  for (Candidate& event : events) {
    const auto after =
        absl::c_upper_bound(analysis.sentences, event.trigger_token,
                            [](int token, const Sentence& sentence) { return token < sentence.begin_token; });
    if (after != analysis.sentences.begin()) event.contexts = ContextsOf(analysis.TokensOf(*(after - 1)));
  }
}

}  // namespace dateline::extraction
