#include "ingest_service/language/segmentation/sentence_splitter.h"

#include <algorithm>
#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/language/segmentation/segmentation_words.h"

namespace dateline::language {
namespace {

using Words = absl::Span<const BoundaryWord>;

constexpr size_t kMaxFormBytes = 24;

// Half of the largest weight: what a boundary without punctuation must score. The treebanks' mails and reviews end
// sentences in the midst of a line, news does not, and a sentence torn apart costs more than two that stay together.
constexpr int kUnpunctuatedScore = 15000;

absl::string_view Form(Words words, int index) {
  if (index < 0) return "<";
  if (index >= static_cast<int>(words.size())) return ">";
  return absl::string_view(words[index].normalized).substr(0, kMaxFormBytes);
}

absl::string_view Shape(Words words, int index) {
  if (index < 0) return "<";
  if (index >= static_cast<int>(words.size())) return ">";
  return absl::string_view(words[index].shape).substr(0, kMaxFormBytes);
}

int Bucket(int count) {
  for (const int limit : {1, 2, 3, 5, 8, 13, 20, 30, 45}) {
    if (count <= limit) return limit;
  }
  return 100;
}

bool EndsInLetterOrDigit(const BoundaryWord& word) {
  const char last = word.shape.back();
  return last == 'x' || last == 'X' || last == 'a' || last == 'd';
}

// The last words that can tell whether the sentence has said something yet.
bool HasTerminator(absl::string_view form) { return form.find_first_of(".!?") != absl::string_view::npos; }

// "p.m.", "Corp.", "J.": a word whose period need not end a sentence.
bool IsAbbreviated(absl::string_view form) { return form.size() > 1 && form.back() == '.'; }

// Before a name these never end a sentence; the treebanks have too few of them.
bool IsTitle(absl::string_view form) { return absl::c_linear_search(segmentation_words::kTitle, form); }

// "J.", which may be two words: "J" and ".".
bool IsLetterWithPeriod(Words words, int letter) {
  return Shape(words, letter) == "X" && !words[letter].space_after && Form(words, letter + 1) == ".";
}

bool BeginsInitial(Words words, int index) { return Shape(words, index) == "X." || IsLetterWithPeriod(words, index); }

// Where the initial begins that ends at words[index]; -1: none does.
int BeginOfInitial(Words words, int index) {
  if (Shape(words, index) == "X.") return index;
  return Form(words, index) == "." && IsLetterWithPeriod(words, index - 1) ? index - 1 : -1;
}

// "J." of "J. K. Rowling", "K." of it; but "Washington, D. C. The".
bool BeginsName(Words words, int index) {
  const int begin = BeginOfInitial(words, index);
  if (begin < 0) return false;
  if (BeginsInitial(words, index + 1)) return true;
  return BeginOfInitial(words, begin - 1) >= 0 && Shape(words, index + 1)[0] == 'X' &&
         !absl::c_linear_search(segmentation_words::kOpening, Form(words, index + 1));
}

// A bracket that closes in mid-sentence: "(CPP) Hun Sen" goes on.
bool ClosesInside(Words words, int index) {
  const absl::string_view form = Form(words, index);
  return (form == ")" || form == "]") && !HasTerminator(Form(words, index - 1));
}

}  // namespace

void SentenceState::Read(const BoundaryWord& word) {
  if (words == 0) first_word = word.normalized.substr(0, kMaxFormBytes);
  ++words;
  const char first = word.normalized[0];
  if (first == '"') quotes = quotes != '-' ? '-' : words == 1 ? 's' : 'm';
  if (first == '(' || first == '[') ++open_brackets;
  if (first == ')' || first == ']') open_brackets = std::max(0, open_brackets - 1);
}

bool MayEndSentence(Words words, int index) {
  if (ClosesInside(words, index)) return false;
  if (!EndsInLetterOrDigit(words[index])) return true;
  return words[index].space_after && words[index + 1].shape[0] != 'x';
}

void AddSentenceBoundaryFeatures(Words words, int index, const SentenceState& state, FeatureList& features) {
  const absl::string_view before = Form(words, index), after = Form(words, index + 1);
  const absl::string_view before_shape = Shape(words, index), after_shape = Shape(words, index + 1);
  const absl::string_view earlier = Form(words, index - 1), earlier_shape = Shape(words, index - 1);
  const absl::string_view later = Form(words, index + 2), later_shape = Shape(words, index + 2);
  const absl::string_view gap = words[index].space_after ? " " : "";
  const absl::string_view quotes(&state.quotes, 1);
  const absl::string_view brackets = state.open_brackets > 0 ? "b" : "";
  const int length = Bucket(state.words);
  const int remaining = Bucket(static_cast<int>(words.size()) - index - 1);
  int kind = 100;
  const auto add = [&](const auto&... parts) { features.Add(kind++, absl::StrCat(parts...)); };
  add("");
  add(before, gap);
  add(after, "|", after_shape, gap);
  add(before, "|", after);
  add(before, "|", after_shape, gap);
  add(before_shape, "|", after_shape, gap);
  add(before_shape, "|", after);
  add(earlier, "|", before);
  add(earlier, "|", before, "|", after_shape);
  add(earlier_shape, "|", before, "|", after_shape);
  add(earlier_shape, "|", before_shape, "|", after_shape, "|", later_shape);
  add(before, "|", after_shape, "|", later_shape, gap);
  add(before, "|", after, "|", later);
  add(after, "|", later);
  add(length, "|", before, "|", after_shape.substr(0, 1));
  add(length, "|", remaining);
  add(remaining, "|", before);
  add(quotes, brackets, "|", before, "|", after_shape.substr(0, 1), gap);
  add(quotes, "|", earlier, before, "|", after);
  add(state.first_word, "|", before);
  add(HasTerminator(earlier) ? "t" : "-", before, "|", after_shape);
  add(quotes, "|", after, "|", after_shape, gap);
  add(quotes, "|", before_shape, "|", after_shape, "|", later_shape, gap);
  add(IsAbbreviated(before) ? "a" : "-", "|", after, "|", after_shape);
  add(IsAbbreviated(earlier) ? "a" : "-", "|", IsAbbreviated(before) ? before_shape : "-", "|", after_shape);
  add(length == 1 ? "1" : length <= 5 ? "s" : "l", "|", before_shape, "|", after_shape, quotes, brackets);
}

void SentenceSplitter::Split(Words words, FeatureList& features, std::vector<int>& lengths) const {
  SentenceState state;
  for (int index = 0; index < static_cast<int>(words.size()); ++index) {
    state.Read(words[index]);
    bool ends = index + 1 == static_cast<int>(words.size()) || state.words == kMaxSentenceTokens;
    if (!ends && MayEndSentence(words, index) && !IsTitle(words[index].normalized) && !BeginsName(words, index)) {
      features.Clear();
      AddSentenceBoundaryFeatures(words, index, state, features);
      ends = classifier_.Score(features) > (EndsInLetterOrDigit(words[index]) ? kUnpunctuatedScore : 0);
    }
    if (!ends) continue;
    lengths.push_back(state.words);
    state = SentenceState();
  }
}

}  // namespace dateline::language
