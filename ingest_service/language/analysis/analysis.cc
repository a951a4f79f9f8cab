#include "ingest_service/language/analysis/analysis.h"

#include <algorithm>
#include <array>

namespace dateline::language {
namespace {

constexpr std::array<absl::string_view, kPartOfSpeechCount> kPartOfSpeechNames = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

constexpr std::array<absl::string_view, kRelationCount> kRelationNames = {
    "root",       "acl",        "acl:relcl", "advcl",       "advcl:relcl",   "advmod",   "amod",        "appos",
    "aux",        "aux:pass",   "case",      "cc",          "cc:preconj",    "ccomp",    "compound",    "compound:prt",
    "conj",       "cop",        "csubj",     "csubj:outer", "csubj:pass",    "dep",      "det",         "det:predet",
    "discourse",  "dislocated", "expl",      "fixed",       "flat",          "goeswith", "iobj",        "list",
    "mark",       "nmod",       "nmod:desc", "nmod:poss",   "nmod:unmarked", "nsubj",    "nsubj:outer", "nsubj:pass",
    "nummod",     "obj",        "obl",       "obl:agent",   "obl:unmarked",  "orphan",   "parataxis",   "punct",
    "reparandum", "vocative",   "xcomp",
};

constexpr std::array<absl::string_view, 5> kNameTypeNames = {"PERSON", "ORGANIZATION", "COUNTRY", "PLACE",
                                                             "NATIONALITY"};

template <typename Enum, size_t kSize>
std::optional<Enum> Find(const std::array<absl::string_view, kSize>& names, absl::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

absl::string_view PartOfSpeechName(PartOfSpeech part_of_speech) {
  return kPartOfSpeechNames[static_cast<size_t>(part_of_speech)];
}

std::optional<PartOfSpeech> FindPartOfSpeech(absl::string_view name) {
  return Find<PartOfSpeech>(kPartOfSpeechNames, name);
}

absl::string_view RelationName(Relation relation) { return kRelationNames[static_cast<size_t>(relation)]; }

std::optional<Relation> FindRelation(absl::string_view name) { return Find<Relation>(kRelationNames, name); }

absl::string_view NameTypeName(NameType type) { return kNameTypeNames[static_cast<size_t>(type)]; }

}  // namespace dateline::language
