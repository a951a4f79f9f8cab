#include "ingest_service/resolution/entity_id.h"

#include <openssl/sha.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "ingest_service/extraction/entities/name_words.h"

namespace dateline::resolution {
namespace {

using extraction::ArticleEntity;
using language::NameType;

constexpr size_t kMaxNameBytes = 90;  // of a slug in an id
constexpr size_t kHashCharacters = 16;

std::string Hash(absl::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  const absl::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
  return absl::BytesToHexString(bytes).substr(0, kHashCharacters);
}

absl::string_view TypeName(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return "person";
    case NameType::kOrganization:
      return "organization";
    case NameType::kPlace:
      return "place";
    case NameType::kCountry:
    case NameType::kNationality:
      return "country";
  }
  return "entity";
}

// A person with one name only is not told from others who bear it, nor is anybody without a name.
bool IsKnownOutside(const ArticleEntity& entity) {
  if (entity.names.empty()) return false;
  return entity.type != NameType::kPerson || extraction::NameWords(entity.display_name).size() > 1;
}

}  // namespace

std::string Slug(absl::string_view name, size_t max_bytes) {
  std::string slug;
  for (const char c : absl::StrJoin(extraction::NameWords(name), "-")) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-')
      slug += c;
    else
      absl::StrAppendFormat(&slug, "~%02x", static_cast<unsigned char>(c));
  }
  if (slug.empty()) return "x";
  if (slug.size() <= max_bytes) return slug;
  return absl::StrCat(slug.substr(0, max_bytes - kHashCharacters - 1), ".", Hash(slug));
}

std::string EntityId(const ArticleEntity& entity, absl::string_view article_name) {
  const absl::string_view type = TypeName(entity.type);
  if (type == "country" && entity.country_code.size() == 2)
    return absl::StrCat(type, ".", absl::AsciiStrToLower(entity.country_code));
  if (!entity.known_as.empty()) return absl::StrCat(type, ".", Slug(entity.known_as, kMaxNameBytes));
  const std::string slug = Slug(entity.display_name, kMaxNameBytes);
  if (!IsKnownOutside(entity)) return absl::StrCat(type, ".", slug, ".", Hash(article_name));
  const bool of_country = entity.type != NameType::kPlace && entity.country_code.size() == 2;
  return of_country ? absl::StrCat(type, ".", absl::AsciiStrToLower(entity.country_code), ".", slug)
                    : absl::StrCat(type, ".", slug);
}

bool IsOfOneArticle(absl::string_view entity, absl::string_view article_name) {
  return absl::StrContains(entity, absl::StrCat(".", Hash(article_name)));
}

}  // namespace dateline::resolution
