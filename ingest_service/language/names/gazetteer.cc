#include "ingest_service/language/names/gazetteer.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ingest_service/language/names/phrase_key.h"
#include "ingest_service/text/fold.h"

namespace dateline::language {
namespace {

// In the order of trust: of two senses of one phrase the earlier file's comes first.
constexpr std::array kFiles = {"countries.tsv",    "country_forms.tsv", "places.tsv", "organizations.tsv",
                               "titles.tsv",       "regions.tsv",       "cities.tsv", "name_words.tsv",
                               "person_names.tsv", "common_words.txt"};

constexpr size_t kExpectedPhrases = 50'000;  // spares rehashing; more are no harm

constexpr std::pair<absl::string_view, uint32_t> kWordClasses[] = {{"organization_head", kOrganizationHead},
                                                                   {"organization_suffix", kOrganizationSuffix},
                                                                   {"place_head", kPlaceHead},
                                                                   {"region_modifier", kRegionModifier},
                                                                   {"event_head", kEventHead},
                                                                   {"particle", kParticle},
                                                                   {"person_suffix", kPersonSuffix},
                                                                   {"person_verb", kPersonVerb},
                                                                   {"locative", kLocative},
                                                                   {"calendar", kCalendar},
                                                                   {"people", kPeople},
                                                                   {"organization_prefix", kOrganizationPrefix},
                                                                   {"given_male", kGivenMale},
                                                                   {"given_female", kGivenFemale},
                                                                   {"family", kFamilyName}};

constexpr std::pair<absl::string_view, TitleKind> kTitleKinds[] = {
    {"office", TitleKind::kOffice},         {"rank", TitleKind::kRank},         {"honorific", TitleKind::kHonorific},
    {"profession", TitleKind::kProfession}, {"modifier", TitleKind::kModifier}, {"portfolio", TitleKind::kPortfolio}};

constexpr std::pair<absl::string_view, Gender> kGenders[] = {
    {"", Gender::kUnknown}, {"male", Gender::kMale}, {"female", Gender::kFemale}};

template <typename Value, size_t size>
const Value* Named(const std::pair<absl::string_view, Value> (&table)[size], absl::string_view name) {
  const auto* found =
      std::find_if(std::begin(table), std::end(table), [&](const auto& row) { return row.first == name; });
  return found == std::end(table) ? nullptr : &found->second;
}

// "US", "U.N.", "G-7": capitals, digits and punctuation without a small letter, in one word.
bool IsAcronym(absl::string_view form) {
  return std::none_of(form.begin(), form.end(),
                      [](unsigned char c) { return absl::ascii_islower(c) || c == ' ' || c >= 0x80; });
}

absl::string_view OnlyCode(absl::string_view codes) { return codes.size() == 2 ? codes : absl::string_view(); }

}  // namespace

absl::StatusOr<std::unique_ptr<const Gazetteer>> Gazetteer::Create(absl::string_view data_directory) {
  auto gazetteer = std::unique_ptr<Gazetteer>(new Gazetteer());
  gazetteer->senses_.reserve(kExpectedPhrases);
  gazetteer->next_.reserve(kExpectedPhrases);
  gazetteer->first_.reserve(kExpectedPhrases);
  gazetteer->prefixes_.reserve(kExpectedPhrases / 2);
  for (absl::string_view file : kFiles) {
    absl::Status status = gazetteer->Load(std::string(data_directory), file);
    if (!status.ok()) return status;
  }
  return gazetteer;
}

absl::Status Gazetteer::Load(const std::string& directory, absl::string_view file) {
  const std::string path = absl::StrCat(directory, "/", file);
  std::ifstream in(path);
  if (!in) return absl::NotFoundError(absl::StrCat("cannot open ", path));
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    absl::Status status = AddLine(file, line);
    if (!status.ok()) return absl::DataLossError(absl::StrCat(path, ":", number, ": ", status.message()));
  }
  return absl::OkStatus();
}

absl::Status Gazetteer::AddLine(absl::string_view file, absl::string_view line) {
  if (file == "common_words.txt") {
    word_classes_[ExtendPhrase(kEmptyPhrase, text::Fold(line))] |= kCommon;
    return absl::OkStatus();
  }
  const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
  const size_t wanted = file == "countries.tsv" ? 6 : file == "titles.tsv" ? 4 : file == "country_forms.tsv" ? 3 : 2;
  if (fields.size() != wanted) return absl::DataLossError(absl::StrCat("expected ", wanted, " fields"));
  if (file == "titles.tsv") return AddTitle(fields);
  if (file == "name_words.tsv" || file == "person_names.tsv") return AddWords(fields);
  if (file == "countries.tsv" || file == "country_forms.tsv") {
    AddCountry(fields);
  } else {
    AddPlaces(fields, file == "places.tsv"    ? SenseKind::kPlace
                      : file == "regions.tsv" ? SenseKind::kRegion
                      : file == "cities.tsv"  ? SenseKind::kCity
                                              : SenseKind::kOrganization);
  }
  return absl::OkStatus();
}

void Gazetteer::AddCountry(const std::vector<absl::string_view>& fields) {
  Sense sense{.kind = SenseKind::kCountry, .country_code = Keep(fields[0])};
  if (fields.size() == 3) {
    if (fields[1] == "adjective") sense.kind = SenseKind::kNationality;
    if (!country_names_.contains(fields[0])) country_names_[fields[0]] = Keep(fields[2].substr(0, fields[2].find('|')));
    sense.display_name = CountryName(fields[0]);
    AddForms(fields[2], sense);
    return;
  }
  sense.display_name = country_names_[fields[0]] = Keep(fields[1]);
  AddForms(fields[3], sense);
  sense.kind = SenseKind::kNationality;
  AddForms(fields[4], sense);
  sense.kind = SenseKind::kCapital;
  for (absl::string_view capital : absl::StrSplit(fields[5], '|', absl::SkipEmpty())) {
    sense.display_name = Keep(capital);
    AddForm(capital, sense);
  }
}

void Gazetteer::AddPlaces(const std::vector<absl::string_view>& fields, SenseKind kind) {
  AddForms(fields[0], {.kind = kind,
                       .country_code = Keep(OnlyCode(fields[1])),
                       .display_name = Keep(fields[0].substr(0, fields[0].find('|')))});
}

absl::Status Gazetteer::AddTitle(const std::vector<absl::string_view>& fields) {
  const TitleKind* kind = Named(kTitleKinds, fields[2]);
  const Gender* gender = Named(kGenders, fields[3]);
  if (kind == nullptr || gender == nullptr) return absl::DataLossError("unknown kind or gender");
  titles_.push_back({std::string(fields[1]), *kind, *gender});
  const Sense sense{.kind = SenseKind::kTitle, .display_name = titles_.back().normalized, .title = &titles_.back()};
  AddForms(fields[0], sense);
  const bool has_plural = *kind == TitleKind::kOffice || *kind == TitleKind::kRank || *kind == TitleKind::kProfession;
  if (!has_plural) return absl::OkStatus();                        // "Mrs" is no plural of "Mr"
  for (absl::string_view form : absl::StrSplit(fields[0], '|')) {  // "Presidents Buhari and Talon"
    if (absl::ascii_islower(form.back()) && form.back() != 's') AddForm(absl::StrCat(form, "s"), sense);
  }
  return absl::OkStatus();
}

absl::Status Gazetteer::AddWords(const std::vector<absl::string_view>& fields) {
  const uint32_t* word_class = Named(kWordClasses, fields[0]);
  if (word_class == nullptr) return absl::DataLossError(absl::StrCat("unknown class ", fields[0]));
  for (absl::string_view word : absl::StrSplit(fields[1], '|')) {
    word_classes_[ExtendPhrase(kEmptyPhrase, text::Fold(word))] |= *word_class;
  }
  return absl::OkStatus();
}

void Gazetteer::AddForms(absl::string_view forms, const Sense& sense) {
  for (absl::string_view form : absl::StrSplit(forms, '|', absl::SkipEmpty())) AddForm(form, sense);
}

void Gazetteer::AddForm(absl::string_view form, Sense sense) {
  sense.capitals_only = IsAcronym(form);
  uint64_t phrase = kEmptyPhrase;
  const std::string folded = text::Fold(form);
  for (absl::string_view word : absl::StrSplit(folded, absl::ByAnyChar(" -'"), absl::SkipEmpty())) {
    if (phrase != kEmptyPhrase) prefixes_.insert(phrase);
    phrase = ExtendPhrase(phrase, word);
  }
  const int index = static_cast<int>(senses_.size());
  const auto [entry, is_new] = first_.try_emplace(phrase, index);
  if (!is_new) {
    int last = entry->second;
    while (next_[last] >= 0) last = next_[last];
    next_[last] = index;
  }
  senses_.push_back(sense);
  next_.push_back(-1);
}

absl::string_view Gazetteer::Keep(absl::string_view text) {
  if (text.empty()) return {};
  return strings_.emplace_back(text);
}

int Gazetteer::FindFirst(uint64_t phrase) const {
  const auto found = first_.find(phrase);
  return found == first_.end() ? -1 : found->second;
}

std::vector<Sense> Gazetteer::Find(absl::string_view phrase) const {
  std::vector<Sense> senses;
  for (int sense = FindFirst(ExtendPhrase(kEmptyPhrase, text::Fold(phrase))); sense >= 0; sense = NextSense(sense)) {
    senses.push_back(SenseAt(sense));
  }
  return senses;
}

std::optional<absl::string_view> Gazetteer::FindCountryCode(absl::string_view name_or_adjective) const {
  for (const Sense& sense : Find(name_or_adjective)) {
    if (sense.kind != SenseKind::kCountry && sense.kind != SenseKind::kNationality) continue;
    if (!sense.capitals_only || IsAcronym(name_or_adjective)) return sense.country_code;
  }
  return std::nullopt;
}

absl::string_view Gazetteer::CountryName(absl::string_view code) const {
  const auto found = country_names_.find(code);
  return found == country_names_.end() ? absl::string_view() : found->second;
}

const Title* Gazetteer::FindTitle(absl::string_view form) const {
  for (const Sense& sense : Find(form)) {
    if (sense.title != nullptr && (!sense.capitals_only || IsAcronym(form))) return sense.title;
  }
  return nullptr;
}

Gender Gazetteer::GivenNameGender(absl::string_view given_name) const {
  const uint32_t classes = WordClasses(text::Fold(given_name)) & (kGivenMale | kGivenFemale);
  return classes == kGivenMale ? Gender::kMale : classes == kGivenFemale ? Gender::kFemale : Gender::kUnknown;
}

uint32_t Gazetteer::WordClasses(absl::string_view folded_word) const {
  const auto found = word_classes_.find(ExtendPhrase(kEmptyPhrase, folded_word));
  return found == word_classes_.end() ? 0 : found->second;
}

}  // namespace dateline::language
