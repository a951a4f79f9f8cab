#include "cli/article_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/explanation_card.h"
#include "cli/labels.h"
#include "cli/report_page.h"
#include "ingest_service/text/reader.h"

namespace dateline::cli {
namespace {

// Where a trigger stands in the readable text.
struct Underline {
  text::Span span;
  size_t fact;  // index
};

// Finds bytes of the body in the text that was made of it.
class TextPositions {
 public:
  explicit TextPositions(const text::Document& document) : document_(document) {}

  // The first position in the text whose source is at `body_byte` or behind it.
  uint32_t Find(uint32_t body_byte) const {
    uint32_t low = 0;
    auto high = static_cast<uint32_t>(document_.text.size());
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (document_.offsets.ToBody({middle, middle + 1}).begin_byte < body_byte) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

 private:
  const text::Document& document_;
};

std::vector<Underline> UnderlinesOf(const text::Document& document, const std::vector<v1::Fact>& facts) {
  const TextPositions positions(document);
  std::vector<Underline> underlines;
  for (size_t i = 0; i < facts.size(); ++i) {
    const text::Span span{positions.Find(static_cast<uint32_t>(facts[i].trigger().begin_byte())),
                          positions.Find(static_cast<uint32_t>(facts[i].trigger().end_byte()))};
    if (!span.empty()) underlines.push_back({span, i});
  }
  std::stable_sort(underlines.begin(), underlines.end(),
                   [](const Underline& one, const Underline& other) { return one.span < other.span; });
  return underlines;
}

std::string NumberLink(size_t fact) { return absl::StrCat("<a href=\"#fact-", fact + 1, "\">", fact + 1, "</a>"); }

// A paragraph. Words that name several facts, or parts of whose words do, are underlined once and followed by their
// numbers.
std::string Paragraph(const text::Document& document, text::Span block, const std::vector<Underline>& underlines,
                      const std::vector<v1::Fact>& facts) {
  std::string html = "<p>";
  uint32_t at = block.begin_byte;
  for (auto next = underlines.begin(); next != underlines.end();) {
    if (!block.Contains(next->span)) {
      ++next;
      continue;
    }
    text::Span words = next->span;
    std::vector<std::string> numbers;
    const size_t first = next->fact;
    for (; next != underlines.end() && next->span.begin_byte < words.end_byte; ++next) {
      words.end_byte = std::max(words.end_byte, std::min(next->span.end_byte, block.end_byte));
      numbers.push_back(NumberLink(next->fact));
    }
    absl::StrAppend(&html, Escape(text::Slice(document.text, {at, words.begin_byte})), "<a class=\"named ",
                    KindClass(facts[first]), "\" href=\"#fact-", first + 1, "\">",
                    Escape(text::Slice(document.text, words)), "</a><sup>", absl::StrJoin(numbers, " "), "</sup>");
    at = words.end_byte;
  }
  return absl::StrCat(html, Escape(text::Slice(document.text, {at, block.end_byte})), "</p>\n");
}

std::string Heading(const v1::Article& article) {
  std::vector<std::string> details;
  for (const std::string& detail : {article.publisher(), article.byline(), DateLabel(article.published()),
                                    absl::StrCat("revision ", article.revision()), EnumLabel(article.status())}) {
    if (!detail.empty()) details.push_back(Escape(detail));
  }
  const std::string title = article.title().empty() ? article.name() : article.title();
  std::string html = absl::StrCat("<header>\n<h1>", Escape(title), "</h1>\n<p class=\"details\">",
                                  absl::StrJoin(details, " · "), "</p>\n");
  if (!article.url().empty()) absl::StrAppend(&html, "<p class=\"name\">", Escape(article.url()), "</p>\n");
  return absl::StrCat(html, "<p class=\"name\">", Escape(article.name()), " · sha256 ", Escape(article.sha256()),
                      "</p>\n</header>\n");
}

}  // namespace

void SortByPlace(std::vector<v1::Fact>& facts) {
  std::stable_sort(facts.begin(), facts.end(), [](const v1::Fact& one, const v1::Fact& other) {
    return one.trigger().begin_byte() < other.trigger().begin_byte();
  });
}

absl::StatusOr<std::string> ArticleReport(const v1::Article& article, std::vector<v1::Fact> facts,
                                          const std::map<std::string, v1::ExplainFactResponse>& explanations,
                                          absl::string_view style) {
  const bool is_html = article.media_type() == "text/html";
  const absl::StatusOr<text::Document> document =
      text::ReadArticle(article.body(), is_html ? text::MediaType::kHtml : text::MediaType::kPlain);
  if (!document.ok()) return document.status();
  SortByPlace(facts);
  const std::vector<Underline> underlines = UnderlinesOf(*document, facts);
  std::string body = absl::StrCat(Heading(article), "<main class=\"columns\">\n<section class=\"text\">\n");
  for (const text::Block& block : document->blocks) {
    absl::StrAppend(&body, Paragraph(*document, block.span, underlines, facts));
  }
  absl::StrAppend(&body, "</section>\n<section>\n<h2>", facts.size(), facts.size() == 1 ? " fact" : " facts",
                  "</h2>\n");
  if (explanations.size() < facts.size()) {
    absl::StrAppend(&body, "<p class=\"details\">", explanations.size(), " of them are explained.</p>\n");
  }
  for (size_t i = 0; i < facts.size(); ++i) {
    const auto explained = explanations.find(facts[i].name());
    const std::string explanation = explained == explanations.end() ? "" : ExplanationCard(explained->second);
    absl::StrAppend(&body, FactCard(facts[i], absl::StrCat("fact-", i + 1), absl::StrCat(i + 1, ". "), explanation));
  }
  absl::StrAppend(&body, "</section>\n</main>\n");
  return ReportPage(article.title().empty() ? article.name() : article.title(), style, body);
}

}  // namespace dateline::cli
