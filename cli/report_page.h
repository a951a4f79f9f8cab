// Pages for people: HTML that needs nothing but itself.
#ifndef DATELINE_CLI_REPORT_PAGE_H_
#define DATELINE_CLI_REPORT_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::cli {

// `text` as it may stand between tags and inside quoted attributes.
std::string Escape(absl::string_view text);

// A whole page. `body` is HTML; `style` is CSS and goes into the page. Nothing is loaded and nothing runs.
std::string ReportPage(absl::string_view title, absl::string_view style, absl::string_view body);

// The fact's evidence, the words that name it marked.
std::string EvidenceQuote(const v1::Fact& fact);

// A fact as a card with the anchor `id` and its evidence; `explanation` is HTML that stands behind it.
std::string FactCard(const v1::Fact& fact, absl::string_view id, absl::string_view heading_prefix,
                     absl::string_view explanation = "");

// "event", "statement", ...: the class by which the style tells facts apart.
std::string KindClass(const v1::Fact& fact);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_REPORT_PAGE_H_
