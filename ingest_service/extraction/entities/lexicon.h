// What the entity finder knows about words before it reads an article.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_LEXICON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_LEXICON_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/language/names/gazetteer.h"

namespace dateline::extraction {

// What a common noun can stand for; a bit each, since a noun can stand for several ("state").
enum NounKind : uint32_t {
  kOfficialNoun = 1 << 0,      // a person in an office
  kPersonNoun = 1 << 1,        // any other person
  kPeopleNoun = 1 << 2,        // several persons: "police", "people"
  kOrganizationNoun = 1 << 3,  // a body that acts as one
  kGovernmentNoun = 1 << 4,    // with a country before it, a name of the country
  kCountryNoun = 1 << 5,
  kPlaceNoun = 1 << 6,
  kOrganizationsNoun = 1 << 8,  // a body only in the plural: "forces"
  kSideNoun = 1 << 7,           // whoever takes part: "the two sides"
};

struct RoleNoun {
  uint32_t kinds = 0;  // of NounKind
  Gender gender = Gender::kUnknown;
};

struct Pronoun {
  enum class Number : uint8_t { kOne, kMany, kAny };
  enum class Role : uint8_t { kSubject, kObject, kPossessive, kReflexive, kRelative };
  int person = 3;
  Number number = Number::kAny;
  Gender gender = Gender::kUnknown;
  bool thing = false;  // "it", "which": never a person
  Role role = Role::kSubject;
};

// Words and patterns that lead from a person to the title the person has, or stand between the parts of a title.
enum TitleWordClass : uint32_t {
  kTitleAdjective = 1 << 0,     // belongs to the title after it: "national", "deputy"
  kFormerWord = 1 << 1,         // "former", "ex"
  kTitleOrganization = 1 << 2,  // a body before a title, not part of it: "Party", "House"
  kTitleVerb = 1 << 3,          // "is", "became", "serves as": what follows is the subject's title
  kFixedObject = 1 << 4,        // of-phrases that belong to the title: "member of parliament"
  kPlaceTitle = 1 << 5,         // keeps the place it is of: "mayor of London"
  kPortfolioTitle = 1 << 6,     // keeps the portfolio it is of: "Minister of Justice"
  kPostNoun = 1 << 7,           // "the office of Speaker", "the post of Speaker"
  kAppointingVerb = 1 << 11,    // "elected": what follows is the object's title, in the passive the subject's
  kMembership = 1 << 9,         // "member": a title if the body is said
  kAppointingNoun = 1 << 10,    // "his election as minister"
  kUntitled = 1 << 8,           // an official noun that is no title: "official"
};

// Pronouns, role nouns, words around titles, and the gazetteer of titles and countries. Const after Load; any number of
// threads.
class EntityLexicon {
 public:
  // Reads role_nouns.tsv, pronouns.tsv, title_words.tsv and the gazetteer's tables from `data_directory`
  // (`share/dateline` of an installation). NOT_FOUND names a missing file, DATA_LOSS the line of a table that cannot be
  // read.
  static absl::StatusOr<EntityLexicon> Load(absl::string_view data_directory);

  // By folded word; null: no such word.
  const RoleNoun* FindRoleNoun(absl::string_view folded_lemma) const;
  const Pronoun* FindPronoun(absl::string_view folded_word) const;
  // Classes of a folded word around titles; 0: none.
  uint32_t TitleWordClasses(absl::string_view folded_word) const;

  const language::Gazetteer& gazetteer() const { return *gazetteer_; }

 private:
  absl::Status AddRoleNouns(const std::vector<absl::string_view>& fields);
  absl::Status AddPronoun(const std::vector<absl::string_view>& fields);
  absl::Status AddTitleWords(const std::vector<absl::string_view>& fields);

  absl::flat_hash_map<std::string, RoleNoun> role_nouns_;
  absl::flat_hash_map<std::string, Pronoun> pronouns_;
  absl::flat_hash_map<std::string, uint32_t> title_words_;
  std::shared_ptr<const language::Gazetteer> gazetteer_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_LEXICON_H_
