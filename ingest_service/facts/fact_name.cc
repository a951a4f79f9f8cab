#include "ingest_service/facts/fact_name.h"

#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace dateline::facts {
namespace {

constexpr size_t kNameDigits = 20;

void AppendField(absl::string_view field, std::string& content) {
  absl::StrAppend(&content, field.size(), ":", field, "\n");
}

}  // namespace

std::string Sha256Hex(absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return absl::BytesToHexString(digest);
}

std::string FactName(absl::string_view article_name, const v1::Fact& fact) {
  std::string content;
  AppendField(absl::StrCat(fact.kind(), "/", fact.event_type(), "/", fact.negated()), content);
  for (const v1::Participant& participant : fact.participants()) {
    AppendField(absl::StrCat(participant.role(), "/", participant.entity()), content);
  }
  AppendField(fact.trigger().text(), content);
  AppendField(fact.evidence().text(), content);
  return absl::StrCat(article_name, "/facts/", Sha256Hex(content).substr(0, kNameDigits));
}

}  // namespace dateline::facts
