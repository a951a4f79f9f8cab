#include "cli/report_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/fact_text.h"
#include "cli/labels.h"

namespace dateline::cli {

std::string Escape(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string ReportPage(absl::string_view title, absl::string_view style, absl::string_view body) {
  return absl::StrCat(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      // Whatever an article says, no browser fetches or runs anything.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>",
      Escape(title), "</title>\n<style>\n", style, "</style>\n</head>\n<body>\n", body, "</body>\n</html>\n");
}

std::string KindClass(const v1::Fact& fact) { return EnumLabel(fact.kind()); }

std::string EvidenceQuote(const v1::Fact& fact) {
  const absl::string_view evidence = ReadableText(fact.evidence());
  const TextRange trigger = TriggerInEvidence(fact).value_or(TextRange{0, 0});
  const absl::string_view words = evidence.substr(trigger.begin, trigger.end - trigger.begin);
  return absl::StrCat("<blockquote>", Escape(evidence.substr(0, trigger.begin)),
                      words.empty() ? "" : absl::StrCat("<mark>", Escape(words), "</mark>"),
                      Escape(evidence.substr(trigger.end)), "</blockquote>");
}

std::string FactCard(const v1::Fact& fact, absl::string_view id, absl::string_view heading_prefix,
                     absl::string_view explanation) {
  std::string card = absl::StrCat("<article class=\"fact ", KindClass(fact), "\" id=\"", id, "\">\n<h3>",
                                  Escape(heading_prefix), Escape(FactHeading(fact)), "</h3>\n<dl>\n");
  for (const auto& [label, text] : FactRows(fact)) {
    absl::StrAppend(&card, "<dt>", Escape(label), "</dt><dd>", Escape(text), "</dd>\n");
  }
  return absl::StrCat(card, "</dl>\n", EvidenceQuote(fact), "\n", explanation, "<p class=\"name\">",
                      Escape(fact.name()), "</p>\n</article>\n");
}

}  // namespace dateline::cli
