// What words name: countries with their adjectives and capitals, places, organizations, titles.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_GAZETTEER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_GAZETTEER_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::language {

enum class TitleKind : uint8_t {
  kOffice,
  kRank,
  kHonorific,
  kProfession,
  kModifier,   // changes the title after it: "Deputy", "former"
  kPortfolio,  // what a minister or secretary is of: "Foreign Affairs"
};

enum class Gender : uint8_t { kUnknown, kMale, kFemale };

struct Title {
  std::string normalized;  // "Prime Minister" for "PM"
  TitleKind kind = TitleKind::kOffice;
  Gender gender = Gender::kUnknown;  // what the word itself tells: "King" is kMale
};

enum class SenseKind : uint8_t {
  kCountry,
  kNationality,
  kCapital,
  kPlace,
  kRegion,
  kCity,
  kOrganization,
  kTitle,
};
inline constexpr int kSenseKinds = 8;

// One meaning of a phrase. Views and pointers live as long as the Gazetteer.
struct Sense {
  SenseKind kind;
  bool capitals_only = false;           // an acronym: "US" is a country, "us" is not
  absl::string_view country_code = {};  // ISO 3166-1 alpha-2; empty: no country, or several have one of this name
  absl::string_view display_name = {};  // the first of its names: "United Nations" for "UN", "Vietnam" for "Vietnamese"
  const Title* title = nullptr;         // kTitle only
};

// Classes of words that tell what the name around them is (name_words.tsv, person_names.tsv); a bit each.
inline constexpr int kWordClassBits = 16;
enum WordClass : uint32_t {
  kOrganizationHead = 1 << 0,
  kOrganizationSuffix = 1 << 1,
  kPlaceHead = 1 << 2,
  kRegionModifier = 1 << 3,
  kEventHead = 1 << 4,
  kParticle = 1 << 5,
  kPersonSuffix = 1 << 6,
  kPersonVerb = 1 << 7,
  kLocative = 1 << 8,
  kCalendar = 1 << 9,
  kPeople = 1 << 10,
  kOrganizationPrefix = 1 << 11,
  kCommon = 1 << 12,
  kGivenMale = 1 << 13,
  kGivenFemale = 1 << 14,
  kFamilyName = 1 << 15,
};

// Const after Create; any number of threads. About 6 MB.
class Gazetteer {
 public:
  // Reads countries.tsv, country_forms.tsv, places.tsv, regions.tsv, cities.tsv, organizations.tsv, titles.tsv,
  // name_words.tsv, person_names.tsv and common_words.txt. NOT_FOUND names a missing file; DATA_LOSS a file and line
  // that cannot be read.
  static absl::StatusOr<std::unique_ptr<const Gazetteer>> Create(absl::string_view data_directory);

  // The country that a name or an adjective stands for, in any case and with or without marks: "Việt Nam",
  // "Vietnamese", "U.S.". Capitals are not countries. Unset: none.
  std::optional<absl::string_view> FindCountryCode(absl::string_view name_or_adjective) const;

  // "Vietnam" for "VN"; empty: no such country.
  absl::string_view CountryName(absl::string_view code) const;

  // The title that `form` spells ("PM", "prime minister"); null: none.
  const Title* FindTitle(absl::string_view form) const;

  // All meanings of a phrase, most telling first. Ignores case, marks and punctuation; heed Sense::capitals_only.
  std::vector<Sense> Find(absl::string_view phrase) const;

  // The same by key (phrase_key.h): index into Senses() of the first meaning, or -1; NextSense leads on, -1 at the end.
  int FindFirst(uint64_t phrase) const;
  int NextSense(int sense) const { return next_[sense]; }
  const Sense& SenseAt(int sense) const { return senses_[sense]; }
  // Whether a longer phrase begins with this one.
  bool IsPrefix(uint64_t phrase) const { return prefixes_.contains(phrase); }

  // The gender that a given name tells; kUnknown: none, or given to both.
  Gender GivenNameGender(absl::string_view given_name) const;

  // The classes of a folded word; 0: none.
  uint32_t WordClasses(absl::string_view folded_word) const;

 private:
  Gazetteer() = default;
  absl::Status Load(const std::string& directory, absl::string_view file);
  absl::Status AddLine(absl::string_view file, absl::string_view line);
  void AddCountry(const std::vector<absl::string_view>& fields);
  void AddPlaces(const std::vector<absl::string_view>& fields, SenseKind kind);
  absl::Status AddTitle(const std::vector<absl::string_view>& fields);
  absl::Status AddWords(const std::vector<absl::string_view>& fields);
  void AddForms(absl::string_view forms, const Sense& sense);
  void AddForm(absl::string_view form, Sense sense);
  absl::string_view Keep(absl::string_view text);

  std::deque<std::string> strings_;
  std::deque<Title> titles_;
  std::vector<Sense> senses_;
  std::vector<int> next_;
  absl::flat_hash_map<uint64_t, int> first_;
  absl::flat_hash_set<uint64_t> prefixes_;
  absl::flat_hash_map<uint64_t, uint32_t> word_classes_;
  absl::flat_hash_map<std::string, absl::string_view> country_names_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_GAZETTEER_H_
