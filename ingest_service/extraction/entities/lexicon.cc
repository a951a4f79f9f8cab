#include "ingest_service/extraction/entities/lexicon.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::extraction {
namespace {

template <typename Value>
using Row = std::pair<absl::string_view, Value>;

constexpr Row<uint32_t> kNounKinds[] = {{"official", kOfficialNoun},
                                        {"person", kPersonNoun},
                                        {"people", kPeopleNoun},
                                        {"organization", kOrganizationNoun},
                                        {"government", kGovernmentNoun},
                                        {"country", kCountryNoun},
                                        {"place", kPlaceNoun},
                                        {"side", kSideNoun},
                                        {"organizations", kOrganizationsNoun}};

constexpr Row<uint32_t> kTitleWordClasses[] = {
    {"title_adjective", kTitleAdjective}, {"former", kFormerWord},        {"title_organization", kTitleOrganization},
    {"title_verb", kTitleVerb},           {"fixed_object", kFixedObject}, {"place_title", kPlaceTitle},
    {"portfolio_title", kPortfolioTitle}, {"post_noun", kPostNoun},       {"untitled", kUntitled},
    {"appointing_verb", kAppointingVerb}, {"membership", kMembership},    {"appointing_noun", kAppointingNoun}};

constexpr Row<Gender> kGenders[] = {{"", Gender::kUnknown},
                                    {"any", Gender::kUnknown},
                                    {"thing", Gender::kUnknown},
                                    {"male", Gender::kMale},
                                    {"female", Gender::kFemale}};

constexpr Row<Pronoun::Number> kNumbers[] = {
    {"one", Pronoun::Number::kOne}, {"many", Pronoun::Number::kMany}, {"any", Pronoun::Number::kAny}};

constexpr Row<Pronoun::Role> kRoles[] = {{"subject", Pronoun::Role::kSubject},
                                         {"object", Pronoun::Role::kObject},
                                         {"possessive", Pronoun::Role::kPossessive},
                                         {"reflexive", Pronoun::Role::kReflexive},
                                         {"relative", Pronoun::Role::kRelative}};

template <typename Value, size_t size>
const Value* Named(const Row<Value> (&table)[size], absl::string_view name) {
  const auto* found =
      std::find_if(std::begin(table), std::end(table), [&](const auto& row) { return row.first == name; });
  return found == std::end(table) ? nullptr : &found->second;
}

// Calls `add` with the fields of each line that is no comment.
template <typename Add>
absl::Status ReadTable(absl::string_view directory, absl::string_view file, Add add) {
  const std::string path = absl::StrCat(directory, "/", file);
  std::ifstream in(path);
  if (!in) return absl::NotFoundError(absl::StrCat("cannot open ", path));
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    const absl::Status status = add(fields);
    if (!status.ok()) return absl::DataLossError(absl::StrCat(path, ":", number, ": ", status.message()));
  }
  return absl::OkStatus();
}

absl::Status WrongFields() { return absl::DataLossError("a field is missing or unknown"); }

}  // namespace

absl::StatusOr<EntityLexicon> EntityLexicon::Load(absl::string_view data_directory) {
  EntityLexicon lexicon;
  absl::StatusOr<std::unique_ptr<const language::Gazetteer>> gazetteer = language::Gazetteer::Create(data_directory);
  if (!gazetteer.ok()) return gazetteer.status();
  lexicon.gazetteer_ = *std::move(gazetteer);
  absl::Status status =
      ReadTable(data_directory, "role_nouns.tsv", [&](const auto& fields) { return lexicon.AddRoleNouns(fields); });
  if (!status.ok()) return status;
  status = ReadTable(data_directory, "pronouns.tsv", [&](const auto& fields) { return lexicon.AddPronoun(fields); });
  if (!status.ok()) return status;
  status =
      ReadTable(data_directory, "title_words.tsv", [&](const auto& fields) { return lexicon.AddTitleWords(fields); });
  if (!status.ok()) return status;
  return lexicon;
}

absl::Status EntityLexicon::AddRoleNouns(const std::vector<absl::string_view>& fields) {
  if (fields.size() != 3) return WrongFields();
  const uint32_t* kind = Named(kNounKinds, fields[0]);
  const Gender* gender = Named(kGenders, fields[1]);
  if (kind == nullptr || gender == nullptr) return WrongFields();
  for (absl::string_view noun : absl::StrSplit(fields[2], '|')) {
    RoleNoun& entry = role_nouns_[noun];
    entry.kinds |= *kind;
    if (entry.gender == Gender::kUnknown) entry.gender = *gender;
  }
  return absl::OkStatus();
}

absl::Status EntityLexicon::AddPronoun(const std::vector<absl::string_view>& fields) {
  Pronoun pronoun;
  if (fields.size() != 5 || !absl::SimpleAtoi(fields[1], &pronoun.person)) return WrongFields();
  const Pronoun::Number* number = Named(kNumbers, fields[2]);
  const Gender* gender = Named(kGenders, fields[3]);
  const Pronoun::Role* role = Named(kRoles, fields[4]);
  if (number == nullptr || gender == nullptr || role == nullptr) return WrongFields();
  pronoun.number = *number;
  pronoun.gender = *gender;
  pronoun.thing = fields[3] == "thing";
  pronoun.role = *role;
  pronouns_.emplace(fields[0], pronoun);
  return absl::OkStatus();
}

absl::Status EntityLexicon::AddTitleWords(const std::vector<absl::string_view>& fields) {
  if (fields.size() != 2) return WrongFields();
  const uint32_t* word_class = Named(kTitleWordClasses, fields[0]);
  if (word_class == nullptr) return WrongFields();
  for (absl::string_view word : absl::StrSplit(fields[1], '|')) title_words_[word] |= *word_class;
  return absl::OkStatus();
}

const RoleNoun* EntityLexicon::FindRoleNoun(absl::string_view folded_lemma) const {
  const auto found = role_nouns_.find(folded_lemma);
  return found == role_nouns_.end() ? nullptr : &found->second;
}

const Pronoun* EntityLexicon::FindPronoun(absl::string_view folded_word) const {
  const auto found = pronouns_.find(folded_word);
  return found == pronouns_.end() ? nullptr : &found->second;
}

uint32_t EntityLexicon::TitleWordClasses(absl::string_view folded_word) const {
  const auto found = title_words_.find(folded_word);
  return found == title_words_.end() ? 0 : found->second;
}

}  // namespace dateline::extraction
