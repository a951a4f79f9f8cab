#include "ingest_service/facts/fact_name.h"

#include "absl/strings/str_cat.h"
#include "platform/encoding/sha256.h"

namespace dateline::facts {
namespace {

constexpr size_t kNameDigits = 20;

void AppendField(absl::string_view field, std::string& content) {
  absl::StrAppend(&content, field.size(), ":", field, "\n");
}

}  // namespace

std::string FactName(absl::string_view article_name, const v1::Fact& fact) {
  std::string content;
  AppendField(absl::StrCat(fact.kind(), "/", fact.event_type(), "/", fact.negated()), content);
  for (const v1::Participant& participant : fact.participants()) {
    AppendField(absl::StrCat(participant.role(), "/", participant.entity()), content);
  }
  AppendField(fact.trigger().text(), content);
  AppendField(fact.evidence().text(), content);
  return absl::StrCat(article_name, "/facts/", encoding::Sha256Hex(content).substr(0, kNameDigits));
}

}  // namespace dateline::facts
