#include "ingest_service/extraction/statements/cue_lexicon.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
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
    else if (part == "quotation")
      cue.clause = cue.quotation = true;
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
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the cues ", path));
  std::ostringstream lines;
  lines << file.rdbuf();
  return Parse(lines.str());
}

absl::StatusOr<CueLexicon> CueLexicon::Parse(absl::string_view lines) {
  CueLexicon lexicon;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(lines, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (!lexicon.Add(line)) return absl::InvalidArgumentError(absl::StrCat("cues.tsv:", number, ": not a cue: ", line));
  }
  return lexicon;
}

bool CueLexicon::Add(absl::string_view line) {
  const std::vector<std::string> fields = absl::StrSplit(line, '\t');
  if (fields.size() != 5 || (fields[2] != "reports" && fields[2] != "holds")) return false;
  std::optional<Cue> cue = ParseContent(fields[3]);
  if (!cue.has_value()) return false;
  cue->reports = fields[2] == "reports";
  Cues* cues = fields[1] == "verb"   ? &verbs_
               : fields[1] == "noun" ? &nouns_
               : fields[1] == "adj"  ? &adjectives_
                                     : nullptr;
  return cues != nullptr && cues->try_emplace(fields[0], *std::move(cue)).second;
}

const Cue* CueLexicon::Find(const language::Tree& tree, int token) const {
  const language::Token& word = tree[token];
  const absl::string_view part = word.part_of_speech == PartOfSpeech::kVerb   ? "verb"
                                 : word.part_of_speech == PartOfSpeech::kNoun ? "noun"
                                 : word.part_of_speech == PartOfSpeech::kAdj  ? "adj"
                                                                              : "";
  if (part.empty()) return nullptr;
  if (part == "verb" && token + 1 < tree.size() && tree[token + 1].head == token) {
    if (const Cue* cue = Named(absl::StrCat(word.lemma, " ", tree[token + 1].lemma), part)) return cue;
  }
  if (const Cue* cue = Named(word.lemma, part)) return cue;
  // The lemma of a rare verb is guessed, and its last "e" guessed wrong: "boaste", "opin".
  if (part != "verb" || word.lemma.size() < 4) return nullptr;
  return absl::EndsWith(word.lemma, "e") ? Named(absl::StripSuffix(word.lemma, "e"), part)
                                         : Named(absl::StrCat(word.lemma, "e"), part);
}

const Cue* CueLexicon::Named(absl::string_view lemma, absl::string_view part) const {
  const Cues& cues = part == "verb" ? verbs_ : part == "noun" ? nouns_ : adjectives_;
  const auto found = cues.find(lemma);
  return found == cues.end() ? nullptr : &found->second;
}

}  // namespace dateline::extraction
