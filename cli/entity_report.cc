#include "cli/entity_report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/counterpart_graph.h"
#include "cli/labels.h"
#include "cli/report_page.h"

namespace dateline::cli {
namespace {

constexpr size_t kMostMonths = 24;

std::string Heading(const v1::GetEntityResponse& response) {
  const v1::Entity& entity = response.entity();
  std::vector<std::string> details = {EnumLabel(entity.type())};
  if (!entity.country_code().empty()) details.push_back(entity.country_code());
  details.push_back(absl::StrCat(response.fact_count(), response.fact_count() == 1 ? " fact" : " facts"));
  std::string html = absl::StrCat("<header>\n<h1>", Escape(entity.display_name()), "</h1>\n<p class=\"details\">",
                                  Escape(absl::StrJoin(details, " · ")), "</p>\n");
  if (!entity.aliases().empty()) {
    absl::StrAppend(&html, "<p>Also: ", Escape(absl::StrJoin(entity.aliases(), "; ")), "</p>\n");
  }
  return absl::StrCat(html, "<p class=\"name\">", Escape(entity.name()), "</p>\n</header>\n");
}

std::string Offices(const v1::Entity& entity) {
  if (entity.offices().empty()) return "";
  std::string html = "<section>\n<h2>Offices</h2>\n<ul class=\"offices\">\n";
  for (const v1::EntityOffice& office : entity.offices()) {
    std::vector<std::string> details;
    for (const std::string& detail : {office.country_code(), office.organization(), office.edtf()}) {
      if (!detail.empty()) details.push_back(detail);
    }
    absl::StrAppend(&html, "<li><strong>", Escape(office.normalized_title()), "</strong> ",
                    Escape(absl::StrJoin(details, " · ")));
    if (!office.evidence().empty()) absl::StrAppend(&html, "<blockquote>", Escape(office.evidence()), "</blockquote>");
    absl::StrAppend(&html, "</li>\n");
  }
  return absl::StrCat(html, "</ul>\n</section>\n");
}

// A bar for each month that has facts, the last ones.
std::string Timeline(const v1::AggregateFactsResponse& months) {
  std::map<std::string, int64_t> counts;
  for (const v1::FactGroup& group : months.groups()) {
    if (group.keys_size() == 1 && !group.keys(0).empty()) counts[group.keys(0)] = group.fact_count();
  }
  if (counts.empty()) return "";
  while (counts.size() > kMostMonths) counts.erase(counts.begin());
  int64_t most = 1;
  for (const auto& [month, count] : counts) most = std::max(most, count);
  std::string html = "<section>\n<h2>Over time</h2>\n<table class=\"timeline\">\n";
  for (const auto& [month, count] : counts) {
    absl::StrAppendFormat(&html,
                          "<tr><th scope=\"row\">%s</th><td><span class=\"bar\" style=\"width:%.1f%%\"></span></td>"
                          "<td class=\"count\">%d</td></tr>\n",
                          Escape(month), 100.0 * static_cast<double>(count) / static_cast<double>(most), count);
  }
  return absl::StrCat(html, "</table>\n</section>\n");
}

std::string Counterparts(const EntityKnowledge& knowledge) {
  const auto& counterparts = knowledge.counterparts.counterparts();
  if (counterparts.empty()) return "";
  const std::vector<v1::Counterpart> listed(counterparts.begin(), counterparts.end());
  return absl::StrCat("<section>\n<h2>Counterparts</h2>\n",
                      CounterpartGraph(knowledge.entity.entity().display_name(), listed), "</section>\n");
}

std::string LatestFacts(const v1::ListFactsResponse& latest) {
  std::string html = "<section>\n<h2>Latest facts</h2>\n";
  for (int i = 0; i < latest.facts_size(); ++i) {
    absl::StrAppend(&html, FactCard(latest.facts(i), absl::StrCat("fact-", i + 1), ""));
  }
  return absl::StrCat(html, "</section>\n");
}

}  // namespace

std::string EntityReport(const EntityKnowledge& knowledge, absl::string_view style) {
  const v1::Entity& entity = knowledge.entity.entity();
  return ReportPage(entity.display_name(), style,
                    absl::StrCat(Heading(knowledge.entity), "<main class=\"columns\">\n<div>\n", Offices(entity),
                                 Timeline(knowledge.months), Counterparts(knowledge), "</div>\n",
                                 LatestFacts(knowledge.latest), "</main>\n"));
}

}  // namespace dateline::cli
