#include "cli/fact_change_text.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/fact_text.h"
#include "cli/labels.h"

namespace dateline::cli {
namespace {

std::string FactWithEvidence(const v1::Fact& fact, const TextLayout& layout) {
  const v1::Fact* facts[] = {&fact};
  return absl::StrCat(FactSummary(fact, 2, layout), EvidenceText(facts, 4, layout));
}

std::string ChangeText(const v1::FactChange& change, const TextLayout& layout) {
  std::string text = absl::StrCat("\n", absl::AsciiStrToUpper(EnumLabel(change.kind())), "\n");
  if (change.has_before()) absl::StrAppend(&text, FactWithEvidence(change.before(), layout));
  if (change.has_before() && change.has_after()) absl::StrAppend(&text, "by\n");
  if (change.has_after()) absl::StrAppend(&text, FactWithEvidence(change.after(), layout));
  return text;
}

}  // namespace

std::string FactChangesText(absl::Span<const v1::FactChange* const> changes, const TextLayout& layout) {
  if (changes.empty()) return "No fact is changed.\n";
  std::map<v1::FactChangeKind, int> counts;
  std::string details;
  for (const v1::FactChange* const change : changes) {
    ++counts[change->kind()];
    if (change->kind() != v1::FACT_CHANGE_KIND_CONFIRMED) absl::StrAppend(&details, ChangeText(*change, layout));
  }
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) parts.push_back(absl::StrCat(count, " ", EnumLabel(kind)));
  return absl::StrCat(changes.size(), " facts: ", absl::StrJoin(parts, ", "), "\n", details);
}

}  // namespace dateline::cli
