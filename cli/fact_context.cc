#include "cli/fact_context.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/fact_text.h"
#include "cli/reading_text.h"

namespace dateline::cli {
namespace {

constexpr size_t kContextBytes = 240;  // on each side of the evidence

// Moves `at` towards `limit` until a word begins or ends there.
size_t SnapBack(absl::string_view body, size_t at, size_t limit) {
  while (at < limit && at > 0 && !absl::ascii_isspace(body[at - 1])) ++at;
  return at;
}

size_t SnapForward(absl::string_view body, size_t at, size_t limit) {
  while (at > limit && at < body.size() && !absl::ascii_isspace(body[at])) --at;
  return at;
}

}  // namespace

std::string ArticleOf(const v1::Fact& fact) {
  const size_t end = fact.name().find("/facts/");
  return end == std::string::npos ? "" : fact.name().substr(0, end);
}

absl::StatusOr<std::string> FactContextText(const v1::Fact& fact, const v1::Article& article,
                                            const TextLayout& layout) {
  const v1::TextSpan& evidence = fact.evidence();
  const absl::string_view body = article.body();
  const auto begin = static_cast<size_t>(evidence.begin_byte());
  const auto end = static_cast<size_t>(evidence.end_byte());
  if (begin > end || end > body.size() || body.substr(begin, end - begin) != evidence.text()) {
    return absl::DataLossError(absl::StrCat("bytes ", begin, " to ", end, " of ", article.name(),
                                            " are not the words that ", fact.name(), " quotes"));
  }
  const size_t first = SnapBack(body, begin - std::min(begin, kContextBytes), begin);
  const size_t last = SnapForward(body, std::min(body.size(), end + kContextBytes), end);
  return absl::StrCat(FactSummary(fact, 0, layout), "\nThe article says so in bytes ", begin, " to ", end, ":\n\n",
                      LayOutMarkedText(body.substr(first, last - first), {{begin - first, end - first}}, 4, layout),
                      "\n", ArticleHeading(article, layout), Dim(absl::StrCat("sha256 ", article.sha256()), layout),
                      "\n");
}

}  // namespace dateline::cli
