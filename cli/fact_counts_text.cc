#include "cli/fact_counts_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/display_width.h"
#include "cli/labels.h"
#include "cli/table.h"

namespace dateline::cli {
namespace {

// "FACT_KIND_EVENT" -> "event"; other keys are what people read already.
std::string KeyText(int dimension, const v1::FactGroup& group, int place) {
  const std::string& key = group.keys(place);
  if (key.empty()) return "-";
  if (!group.display_names(place).empty()) return absl::StrCat(group.display_names(place), " (", key, ")");
  v1::FactKind kind;
  if (dimension == v1::FACT_DIMENSION_KIND && v1::FactKind_Parse(key, &kind)) return EnumLabel(kind);
  v1::EventType type;
  if (dimension == v1::FACT_DIMENSION_EVENT_TYPE && v1::EventType_Parse(key, &type)) return EnumLabel(type);
  v1::Modality modality;
  if (dimension == v1::FACT_DIMENSION_MODALITY && v1::Modality_Parse(key, &modality)) return EnumLabel(modality);
  return key;
}

std::string WithBoldHead(const std::string& table, const TextLayout& layout) {
  const size_t head_length = table.find('\n');
  return absl::StrCat(Bold(table.substr(0, head_length), layout), table.substr(head_length));
}

std::string Facts(int64_t count) { return absl::StrCat(count, count == 1 ? " fact" : " facts"); }

}  // namespace

std::string TypeCountsText(absl::Span<const v1::FactTypeCount* const> counts) {
  return absl::StrJoin(counts, ", ", [](std::string* text, const v1::FactTypeCount* count) {
    const bool is_event = count->event_type() != v1::EVENT_TYPE_UNSPECIFIED;
    absl::StrAppend(text, is_event ? EnumLabel(count->event_type()) : EnumLabel(count->kind()), " ",
                    count->fact_count());
  });
}

std::string GroupsText(const v1::AggregateFactsResponse& response, absl::Span<const int> dimensions,
                       const TextLayout& layout) {
  std::vector<std::vector<std::string>> rows = {{"FACTS"}};
  for (const int dimension : dimensions) {
    rows[0].push_back(absl::AsciiStrToUpper(EnumLabel(static_cast<v1::FactDimension>(dimension))));
  }
  for (const v1::FactGroup& group : response.groups()) {
    std::vector<std::string>& row = rows.emplace_back();
    row.push_back(absl::StrCat(group.fact_count()));
    for (int place = 0; place < group.keys_size(); ++place) {
      row.push_back(KeyText(dimensions[static_cast<size_t>(place)], group, place));
    }
  }
  std::string text = WithBoldHead(AlignColumns(rows), layout);
  absl::StrAppend(&text, Facts(response.total_facts()), " in ", response.total_groups(),
                  response.total_groups() == 1 ? " group" : " groups");
  if (response.total_groups() > response.groups_size()) {
    absl::StrAppend(&text, ", ", response.groups_size(), " of them shown");
  }
  return absl::StrCat(text, "\n");
}

std::string TimelineText(const v1::AggregateFactsResponse& response, const TextLayout& layout) {
  int64_t most = 1;
  int key_columns = 0, count_columns = 0;
  for (const v1::FactGroup& group : response.groups()) {
    most = std::max(most, group.fact_count());
    key_columns = std::max(key_columns, DisplayWidth(group.keys(0).empty() ? "undated" : group.keys(0)));
    count_columns = std::max(count_columns, static_cast<int>(absl::StrCat(group.fact_count()).size()));
  }
  const int64_t bar_columns = std::max(10, layout.width_columns - key_columns - count_columns - 4);
  std::string text;
  for (const v1::FactGroup& group : response.groups()) {
    const std::string count = absl::StrCat(group.fact_count());
    std::string bar;
    const int64_t columns = std::max<int64_t>(1, group.fact_count() * bar_columns / most);
    for (int64_t column = 0; column < columns; ++column) bar += "█";
    absl::StrAppend(&text, Bold(PadRight(group.keys(0).empty() ? "undated" : group.keys(0), key_columns), layout), "  ",
                    std::string(static_cast<size_t>(count_columns) - count.size(), ' '), count, "  ", bar, "\n");
  }
  absl::StrAppend(&text, Facts(response.total_facts()));
  if (response.total_groups() > response.groups_size()) {
    absl::StrAppend(&text, "; ", response.groups_size(), " of ", response.total_groups(), " bars shown");
  }
  return absl::StrCat(text, "\n");
}

std::string CounterpartsText(const v1::ListCounterpartsResponse& response, const TextLayout& layout) {
  std::vector<std::vector<std::string>> rows = {{"FACTS", "TYPE", "NAME", "FIRST", "LAST", "WAYS", "ENTITY"}};
  for (const v1::Counterpart& counterpart : response.counterparts()) {
    const std::vector<const v1::FactTypeCount*> counts(counterpart.fact_type_counts().pointer_begin(),
                                                       counterpart.fact_type_counts().pointer_end());
    const std::string type =
        counterpart.entity_type() == v1::ENTITY_TYPE_UNSPECIFIED ? "-" : EnumLabel(counterpart.entity_type());
    rows.push_back({absl::StrCat(counterpart.fact_count()), type, counterpart.display_name(),
                    DateLabel(counterpart.first_day()), DateLabel(counterpart.last_day()), TypeCountsText(counts),
                    counterpart.entity()});
  }
  if (response.counterparts().empty()) return "Nobody.\n";
  std::string text = WithBoldHead(AlignColumns(rows), layout);
  if (!response.next_page_token().empty()) text += "There are more: use --limit or --all.\n";
  return text;
}

}  // namespace dateline::cli
