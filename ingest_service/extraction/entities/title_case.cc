#include "ingest_service/extraction/entities/title_case.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace dateline::extraction {
namespace {

bool IsSmall(absl::string_view word) {
  return word == "of" || word == "and" || word == "the" || word == "for" || word == "to" || word == "at";
}

}  // namespace

std::string TitleCase(absl::string_view text) {
  std::string result;
  for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (!result.empty()) result += ' ';
    const size_t first = result.size();
    result += std::string(word);
    if (first == 0 || !IsSmall(word)) result[first] = absl::ascii_toupper(static_cast<unsigned char>(result[first]));
  }
  return result;
}

}  // namespace dateline::extraction
