#include "cli/explanation_card.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/explanation_text.h"
#include "cli/labels.h"
#include "cli/report_page.h"
#include "google/protobuf/util/time_util.h"

namespace dateline::cli {
namespace {

constexpr int kMostOthers = 5;  // of a version
constexpr int kMostEntries = 3;

std::string SourcesLine(const v1::ExplainFactResponse& response) {
  int said = 0;
  int otherwise = 0;
  for (const v1::ClaimVersion& version : response.versions()) {
    (version.is_asked() ? said : otherwise) += version.independent_sources();
  }
  std::string line = absl::StrCat("Said by ", said, said == 1 ? " source" : " independent sources");
  if (otherwise > 0) absl::StrAppend(&line, ", otherwise by ", otherwise);
  if (response.versions_incomplete()) absl::StrAppend(&line, "; older facts were not compared");
  return absl::StrCat("<p>", line, "</p>\n");
}

std::string OthersOf(const v1::ClaimVersion& version, const std::string& fact) {
  std::string items;
  int left = version.fact_count() - (version.is_asked() ? 1 : 0);
  int given = 0;
  for (const v1::Testimony& testimony : version.testimonies()) {
    if (testimony.fact().name() == fact) continue;
    if (given++ == kMostOthers) break;
    absl::StrAppend(&items, "<li>", version.is_asked() ? "Also: " : "Otherwise: ", Escape(SourceOf(testimony)),
                    EvidenceQuote(testimony.fact()), "</li>\n");
    --left;
  }
  if (left > 0) absl::StrAppend(&items, "<li>and ", left, " more</li>\n");
  return items;
}

std::string LastEntries(const v1::ExplainFactResponse& response) {
  std::string items;
  for (int i = std::max(0, response.history_size() - kMostEntries); i < response.history_size(); ++i) {
    const v1::FactHistoryEntry& entry = response.history(i);
    absl::StrAppend(&items, "<li>", google::protobuf::util::TimeUtil::ToString(entry.record_time()), " ",
                    EnumLabel(entry.kind()));
    const std::string notes = NotesOf(entry, response.testimony().fact().name());
    if (!notes.empty()) absl::StrAppend(&items, ", ", Escape(notes));
    absl::StrAppend(&items, "</li>\n");
  }
  return items;
}

std::string List(const std::string& items) { return items.empty() ? "" : absl::StrCat("<ul>\n", items, "</ul>\n"); }

}  // namespace

std::string ExplanationCard(const v1::ExplainFactResponse& response) {
  std::string others;
  for (const v1::ClaimVersion& version : response.versions()) {
    absl::StrAppend(&others, OthersOf(version, response.testimony().fact().name()));
  }
  return absl::StrCat("<div class=\"why\">\n", SourcesLine(response), List(others), List(LastEntries(response)),
                      "</div>\n");
}

}  // namespace dateline::cli
