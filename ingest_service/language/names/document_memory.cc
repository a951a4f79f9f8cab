#include "ingest_service/language/names/document_memory.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace dateline::language {
namespace {

constexpr size_t kLeastWordBytes = 3;  // shorter words of a name ("To", "Di") are too often something else

// Whether `acronym` (folded) is made of initials of the name's capitalised words, in order, beginning with the first.
bool IsAcronymOf(absl::string_view acronym, absl::Span<const MarkedToken> name) {
  size_t at = 0;
  for (const MarkedToken& word : name) {
    if (at < acronym.size() && word.IsCapital() && !word.folded.empty() && word.folded[0] == acronym[at]) ++at;
  }
  return at == acronym.size() && !name.empty() && name[0].folded[0] == acronym[0];
}

// Whether "(", one word and ")" stand from `open` on.
bool IsParenthesized(absl::Span<const MarkedToken> tokens, size_t open) {
  return open + 2 < tokens.size() && tokens[open].text == "(" && tokens[open + 2].text == ")";
}

}  // namespace

std::string DocumentMemory::Key(int begin, int end) const {
  std::string key = tokens_[begin].folded;
  for (int i = begin + 1; i < end; ++i) absl::StrAppend(&key, " ", tokens_[i].folded);
  return key;
}

void DocumentMemory::Remember(std::string key, Known known) {
  const auto [entry, is_new] = known_.try_emplace(std::move(key), known);
  if (!is_new && known.certainty > entry->second.certainty) entry->second = std::move(known);
}

void DocumentMemory::Learn(absl::Span<const CandidateName> candidates) {
  for (const CandidateName& candidate : candidates) {
    if (candidate.certainty == Certainty::kDoubtful) continue;
    const Name& name = candidate.name;
    Remember(Key(name.begin_token, name.end_token), {name.type, name.country_code, candidate.certainty});
    if (name.end_token - name.begin_token > 1) LearnWords(candidate);
    if (name.type == NameType::kOrganization) LearnAcronym(name);
  }
  LearnDefinitions();
}

// The words by which a name of several may be called: any of a person's, the first of an organization's.
void DocumentMemory::LearnWords(const CandidateName& candidate) {
  const Name& name = candidate.name;
  if (name.type != NameType::kPerson && name.type != NameType::kOrganization) return;
  for (int i = name.begin_token; i < name.end_token; ++i) {
    const MarkedToken& word = tokens_[i];
    const bool is_organization = name.type == NameType::kOrganization;
    const bool is_other = word.match != nullptr && !word.Matches(SenseKind::kCity);
    if (is_organization &&
        (i > name.begin_token || is_other || word.Is(kCommon | kPeople | kOrganizationHead | kOrganizationPrefix))) {
      return;
    }
    if (!word.IsCapital() || word.text.size() < kLeastWordBytes || word.Is(kPersonSuffix)) continue;
    if (!is_organization && word.Matches(SenseKind::kCountry)) continue;
    const Certainty certainty = is_organization ? Certainty::kLikely : candidate.certainty;
    Remember(word.folded, {name.type, name.country_code, certainty});
  }
}

// "Cambodian People's Party (CPP)", "Institute of Volcanology and Seismology (Phivolcs)".
void DocumentMemory::LearnAcronym(const Name& name) {
  const size_t open = name.end_token;
  if (!IsParenthesized(tokens_, open) || name.end_token - name.begin_token == 1) return;
  const MarkedToken& acronym = tokens_[open + 1];
  if (!acronym.IsCapital() || acronym.match != nullptr) return;
  const auto words = tokens_.subspan(name.begin_token, name.end_token - name.begin_token);
  if (acronym.shape == Shape::kCapitals && !IsAcronymOf(acronym.folded, words)) return;
  Remember(acronym.folded, {NameType::kOrganization, name.country_code, Certainty::kEvident});
}

// "Iraqi security forces (ISF)": a body whose full name is no proper name, so that only its acronym is one.
void DocumentMemory::LearnDefinitions() {
  for (size_t open = 1; open + 2 < tokens_.size(); ++open) {
    const MarkedToken& acronym = tokens_[open + 1];
    const size_t length = acronym.folded.size();
    if (!IsParenthesized(tokens_, open) || acronym.shape != Shape::kCapitals || length < 3 || length > open) continue;
    const auto words = tokens_.subspan(open - length, length);
    bool spells = true;
    for (size_t i = 0; i < length; ++i) spells &= !words[i].folded.empty() && words[i].folded[0] == acronym.folded[i];
    if (!spells || acronym.match != nullptr) continue;
    const Sense* first = words[0].match;
    const bool is_national = first != nullptr && first->kind == SenseKind::kNationality;
    Remember(acronym.folded,
             {NameType::kOrganization, is_national ? std::string(first->country_code) : "", Certainty::kEvident});
  }
}

const DocumentMemory::Known* DocumentMemory::FindKnown(int begin, int end) const {
  const auto found = known_.find(Key(begin, end));
  return found == known_.end() ? nullptr : &found->second;
}

int DocumentMemory::PersonAtEnd(const Name& name) const {
  if (name.type != NameType::kOrganization) return name.begin_token;
  for (int i = name.begin_token + 1; i < name.end_token; ++i) {
    const Known* known = FindKnown(i, name.end_token);
    if (known == nullptr || known->type != NameType::kPerson || !tokens_[i - 1].IsCapital()) continue;
    const MarkedToken& first = tokens_[name.begin_token];
    const bool title_before = first.Matches(SenseKind::kTitle) && first.match_end == i;
    if (title_before || name.end_token - i > 1) return i;
  }
  return name.begin_token;
}

std::vector<Name> DocumentMemory::Settle(std::vector<CandidateName> candidates) const {
  std::vector<Name> names;
  int at = 0;
  for (CandidateName& candidate : candidates) {
    Name& name = candidate.name;
    if (const int person = PersonAtEnd(name); person != name.begin_token) {
      name = {person, name.end_token, NameType::kPerson, ""};
    }
    AddMissing(at, name.begin_token, names);
    at = name.end_token;
    const Known* known = FindKnown(name.begin_token, name.end_token);
    if (known == nullptr && candidate.certainty == Certainty::kDoubtful) continue;
    if (known != nullptr && known->certainty > candidate.certainty) {
      name.type = known->type;
      name.country_code = known->country_code;
    }
    names.push_back(std::move(name));
  }
  AddMissing(at, static_cast<int>(tokens_.size()), names);
  return names;
}

void DocumentMemory::AddMissing(int begin, int end, std::vector<Name>& names) const {
  for (int i = begin; i < end; ++i) {
    if (!tokens_[i].IsCapital() || tokens_[i].text.size() < 2 || tokens_[i].Is(kCalendar)) continue;
    const Known* known = FindKnown(i, i + 1);
    if (known == nullptr) continue;
    const bool is_acronym = tokens_[i].shape == Shape::kCapitals && known->certainty == Certainty::kEvident;
    if (is_acronym ? known->type != NameType::kOrganization : known->type != NameType::kPerson) continue;
    names.push_back({i, i + 1, known->type, known->country_code});
  }
}

}  // namespace dateline::language
