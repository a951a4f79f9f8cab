#include "ingest_service/extraction/statements/cue_lexicon.h"

#include <fstream>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;

// Unset: `content` names what no cue takes.
std::optional<Cue> ParseContent(absl::string_view content) {
  Cue cue;
  for (absl::string_view part : absl::StrSplit(content, ' ', absl::SkipEmpty())) {
    if (part == "clause")
      cue.clause = true;
    else if (part == "infinitive")
      cue.infinitive = true;
    else if (part == "object")
      cue.object = true;
    else if (part == "judged")
      cue.judged = true;
    else if (part == "aside")
      cue.aside = true;
    else if (part == "addressee")
      cue.addressee = true;
    else if (part == "raises")
      cue.raises = true;
    else if (part[0] == '+' && part.size() > 1)
      cue.prepositions.emplace_back(part.substr(1));
    else
      return std::nullopt;
  }
  if (!cue.clause && !cue.infinitive && !cue.object && !cue.aside && cue.prepositions.empty()) return std::nullopt;
  return cue;
}

}  // namespace

absl::StatusOr<CueLexicon> CueLexicon::Load(absl::string_view data_directory) {
  const std::string path = absl::StrCat(data_directory, "/cues.tsv");
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the reporting cues ", path));
  CueLexicon lexicon;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const auto bad = [&] { return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": not a cue: ", line)); };
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 5 || (fields[2] != "reports" && fields[2] != "holds")) return bad();
    std::optional<Cue> cue = ParseContent(fields[3]);
    if (!cue.has_value()) return bad();
    cue->reports = fields[2] == "reports";
    auto* cues = fields[1] == "verb"   ? &lexicon.verbs_
                 : fields[1] == "noun" ? &lexicon.nouns_
                 : fields[1] == "adj"  ? &lexicon.adjectives_
                                       : nullptr;
    if (cues == nullptr || !cues->try_emplace(fields[0], *cue).second) return bad();
  }
  return lexicon;
}

const Cue* CueLexicon::Find(const language::Tree& tree, int token) const {
  const language::Token& word = tree[token];
  const auto* cues = word.part_of_speech == PartOfSpeech::kVerb   ? &verbs_
                     : word.part_of_speech == PartOfSpeech::kNoun ? &nouns_
                     : word.part_of_speech == PartOfSpeech::kAdj  ? &adjectives_
                                                                  : nullptr;
  if (cues == nullptr) return nullptr;
  if (cues == &verbs_ && token + 1 < tree.size() && tree[token + 1].head == token) {
    const auto found = cues->find(absl::StrCat(word.lemma, " ", tree[token + 1].lemma));
    if (found != cues->end()) return &found->second;
  }
  // The lemma of a rare verb is guessed, and its last "e" guessed wrong: "boaste", "opin".
  const absl::string_view lemma = word.lemma;
  for (const std::string& guess :
       {word.lemma, std::string(absl::StripSuffix(lemma, "e")), absl::StrCat(lemma, lemma.size() > 3 ? "e" : "")}) {
    if (const auto found = cues->find(guess); found != cues->end()) return &found->second;
  }
  return nullptr;
}

}  // namespace dateline::extraction
