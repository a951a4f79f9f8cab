// Tokens as the patterns of numbers and times read them: hyphens, slashes and digits are taken apart.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_WORDS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_WORDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::extraction {

// A run of letters, a number, or one other character of a token. "mid-November" is three words, "16th" two,
// "1,000" and "2.5" one, "p.m." one.
struct Word {
  text::Span span;
  int token = 0;             // index into Analysis::tokens
  std::string lower;         // in lower case, without the periods of abbreviations
  double number = -1;        // of a word of digits; -1: none
  bool capitalized = false;  // begins with a capital
  bool glued = false;        // no space before it
};

using Words = absl::Span<const Word>;

// The words of a sentence.
std::vector<Word> SplitWords(const text::Document& document, const language::Analysis& analysis,
                             const language::Sentence& sentence);

// The word at `at`; an empty one beyond either end, so that patterns may look ahead and back without checks.
const Word& At(Words words, int at);

// Whether the words from `at` on are `text`'s, which are separated by single spaces: At(words, 3) is "the", 4 is "end".
bool Reads(Words words, int at, absl::string_view text);

// Whether the word at `at` is one of `choices`.
bool ReadsAny(Words words, int at, std::initializer_list<absl::string_view> choices);

// A hyphen or dash without a space before it.
bool IsGluedDash(const Word& word);

// A number in digits or letters: "15", "2.5", "twenty-five", "two hundred and six", "2 1/2", "a dozen".
struct Number {
  double value = 0;
  int end = 0;  // behind its last word
};

// The number that begins at `at`. "a" and "an" are none.
std::optional<Number> NumberAt(Words words, int at);

// The ordinal that begins at `at`: "21st", "third", "twenty-first".
std::optional<Number> OrdinalAt(Words words, int at);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_TIMES_WORDS_H_
