#include "cli/entity_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/fact_counts_text.h"
#include "cli/labels.h"
#include "cli/table.h"

namespace dateline::cli {

std::string EntityText(const v1::GetEntityResponse& response, const TextLayout& layout) {
  const v1::Entity& entity = response.entity();
  std::string result = absl::StrCat(Bold(entity.display_name(), layout), "\n");
  std::vector<std::vector<std::string>> rows = {{"  type", EnumLabel(entity.type())}};
  if (!entity.country_code().empty()) rows.push_back({"  country", entity.country_code()});
  if (!entity.aliases().empty()) rows.push_back({"  also", absl::StrJoin(entity.aliases(), ", ")});
  for (const v1::EntityOffice& office : entity.offices()) {
    std::string text = office.normalized_title();
    if (!office.country_code().empty()) absl::StrAppend(&text, ", ", office.country_code());
    if (!office.edtf().empty()) absl::StrAppend(&text, ", ", office.edtf());
    rows.push_back({"  office", absl::StrCat(text, ", by ", office.fact())});
    if (!office.evidence().empty()) rows.push_back({"", absl::StrCat("  ", office.evidence())});
  }
  const std::vector<const v1::FactTypeCount*> counts(response.fact_type_counts().pointer_begin(),
                                                     response.fact_type_counts().pointer_end());
  const std::string types = counts.empty() ? "" : absl::StrCat(": ", TypeCountsText(counts));
  rows.push_back({"  facts", absl::StrCat(response.fact_count(), types)});
  rows.push_back({"  name", entity.name()});
  if (!entity.merged_into().empty()) rows.push_back({"  merged into", entity.merged_into()});
  return absl::StrCat(result, AlignColumns(rows));
}

std::string ResolvedEntitiesText(const v1::ResolveEntitiesResponse& response, const TextLayout& layout) {
  if (response.entities().empty()) return "Nobody of that name.\n";
  std::vector<std::vector<std::string>> rows = {{"SCORE", "FACTS", "TYPE", "COUNTRY", "NAME", "ENTITY"}};
  for (const v1::ResolvedEntity& resolved : response.entities()) {
    const v1::Entity& entity = resolved.entity();
    rows.push_back({absl::StrFormat("%.2f", resolved.score()), absl::StrCat(resolved.fact_count()),
                    EnumLabel(entity.type()), entity.country_code(), entity.display_name(), entity.name()});
  }
  const std::string table = AlignColumns(rows);
  const size_t head_length = table.find('\n');
  return absl::StrCat(Bold(table.substr(0, head_length), layout), table.substr(head_length));
}

}  // namespace dateline::cli
