#include "ingest_service/extraction/quantities/quantity.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/extraction/quantities/figure.h"
#include "ingest_service/extraction/quantities/measure.h"
#include "ingest_service/extraction/times/words.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;
using language::PartOfSpeech;
using language::Sentence;
using language::Tree;

// Tokens inside names of several words, whose numbers are part of them: "Group of 20".
std::vector<bool> FindNameTokens(const language::Analysis& analysis) {
  std::vector<bool> in_name(analysis.tokens.size());
  for (const Name& name : analysis.names) {
    if (name.end_token - name.begin_token > 1)
      std::fill(in_name.begin() + name.begin_token, in_name.begin() + name.end_token, true);
  }
  return in_name;
}

// "member" -> "members", "country" -> "countries".
std::string Plural(absl::string_view noun) {
  if (absl::EndsWith(noun, "s")) return std::string(noun);
  const bool consonant_y =
      noun.size() > 1 && absl::EndsWith(noun, "y") && !absl::StrContains("aeiou", noun.substr(noun.size() - 2, 1));
  return consonant_y ? absl::StrCat(noun.substr(0, noun.size() - 1), "ies") : absl::StrCat(noun, "s");
}

class SentenceReader {
 public:
  // `times` are those of the sentence, `previous` is the last quantity of the one before it; nullptr: none.
  SentenceReader(const text::Document& document, const Tree& tree, const Sentence& sentence,
                 absl::Span<const TimeExpression> times, const Quantity* previous)
      : document_(document),
        tree_(tree),
        sentence_(sentence),
        times_(times),
        previous_(previous),
        words_(SplitWords(document, tree.analysis(), sentence)) {}

  std::vector<Quantity> Read(const std::vector<bool>& in_name) {
    for (int at = 0; at < static_cast<int>(words_.size());) {
      const std::optional<Figure> figure = FigureAt(words_, at);
      if (!figure) {
        ++at;
        continue;
      }
      Consider(*figure, in_name);
      at = figure->end;
    }
    return std::move(quantities_);
  }

 private:
  text::Span SpanOf(const Figure& figure) const {
    return {words_[figure.begin].span.begin_byte, words_[figure.end - 1].span.end_byte};
  }
  absl::string_view TextOf(text::Span span) const { return text::Slice(document_.text, span); }

  void Consider(const Figure& figure, const std::vector<bool>& in_name) {
    const text::Span span = SpanOf(figure);
    for (const TimeExpression& time : times_) {
      if (!time.span.Overlaps(span)) continue;
      if (time.type == TimeExpression::Type::kDuration && IsSentenceServed(figure, time)) AddTerm(figure, time);
      return;
    }
    if (in_name[words_[figure.begin].token] || !IsReported(words_, figure)) return;
    if (figure.unit.empty()) {
      AddCount(figure);
    } else {
      AddAmount(figure);
    }
  }

  Quantity MakeQuantity(const Figure& figure) const {
    Quantity quantity;
    quantity.span = SpanOf(figure);
    quantity.begin_token = words_[figure.begin].token;
    quantity.end_token = words_[figure.end - 1].token + 1;
    quantity.head_token = quantity.end_token - 1;
    quantity.value = figure.value;
    quantity.value_max = figure.value_max;
    quantity.unit = figure.unit;
    quantity.approximate = figure.approximate;
    return quantity;
  }

  void SetMetric(Quantity* quantity, const Phrase& phrase) const {
    if (phrase.empty()) return;
    quantity->metric_span = language::SpanOfTokens(tree_.analysis(), phrase.begin, phrase.end);
    quantity->metric = std::string(TextOf(quantity->metric_span));
  }

  // Money and percentages.
  void AddAmount(const Figure& figure) {
    Quantity quantity = MakeQuantity(figure);
    const Phrase counted = Counted(quantity);
    SetMetric(&quantity, !counted.empty() ? counted : Measured(quantity, quantity.end_token));
    quantities_.push_back(std::move(quantity));
  }

  // The noun phrase behind the figure, which no time expression is.
  Phrase Counted(const Quantity& quantity) const {
    const Phrase phrase = CountedPhraseAt(tree_, document_.text, quantity.end_token, sentence_.end_token);
    const bool is_time = std::any_of(times_.begin(), times_.end(), [&](const TimeExpression& time) {
      return !phrase.empty() && time.begin_token < phrase.end && phrase.begin < time.end_token;
    });
    return is_time ? Phrase() : phrase;
  }

  // What the tokens from the figure to `end` measure.
  Phrase Measured(const Quantity& quantity, int end) const {
    const Phrase partitive = PartitivePhraseAt(tree_, document_.text, end, sentence_.end_token);
    return !partitive.empty() ? partitive : MeasuredPhrase(tree_, document_.text, quantity.begin_token, end);
  }

  // Counts of persons and things, and bare numbers.
  void AddCount(const Figure& figure) {
    Quantity quantity = MakeQuantity(figure);
    if (IsGluedDash(At(words_, figure.end)) && At(words_, figure.end + 1).glued)
      return AddCompound(figure, std::move(quantity));
    const Phrase counted = Counted(quantity);
    if (figure.value == 1 && !CountsOne(figure, counted)) return;
    if (counted.empty()) return AddBare(figure, std::move(quantity));
    SetMetric(&quantity, counted);
    quantity.head_token = counted.head;
    if (IsAddress(figure, counted) || IsLabelOf(figure, counted)) return;
    const bool is_condition = tree_[counted.head].part_of_speech == PartOfSpeech::kAdj ||
                              tree_[counted.head].part_of_speech == PartOfSpeech::kVerb;
    const absl::string_view noun = TextOf(tree_[counted.head].span);
    quantity.unit = is_condition ? "people" : std::string(noun);
    const bool singular = !absl::EndsWith(tree_[counted.head].treebank_tag, "S");
    if (IsFraction(figure) && singular && counted.end - counted.begin > 1) {  // "6.3 magnitude earthquake"
      SetMetric(&quantity, {counted.begin, counted.end - 1, counted.end - 2});
      quantity.unit.clear();
    }
    if (IsMeasureUnit(noun)) {
      quantity.unit = quantity.metric;  // "square kilometers"
      SetMetric(&quantity, Measured(quantity, counted.end));
    }
    quantity.end_token = counted.end;
    quantity.span.end_byte = tree_[counted.end - 1].span.end_byte;
    quantities_.push_back(std::move(quantity));
  }

  // "55-member", "5.3-magnitude"; what is said in letters ("two-state") is a kind, not a count.
  void AddCompound(const Figure& figure, Quantity quantity) {
    const Word& noun = At(words_, figure.end + 1);
    const bool is_kind = At(words_, figure.begin).number < 0;
    if (is_kind || noun.lower.empty() || !absl::ascii_isalpha(noun.lower[0])) return;
    quantity.span.end_byte = noun.span.end_byte;
    quantity.end_token = noun.token + 1;
    quantity.head_token = noun.token;
    quantity.unit = IsFraction(figure) ? "" : Plural(noun.lower);
    quantity.metric = IsFraction(figure) ? noun.lower : quantity.unit;
    quantity.metric_span = noun.span;
    quantities_.push_back(std::move(quantity));
  }

  // A number whose noun stands before it ("magnitude 6.3"), was said before ("36 in North Cotabato") or governs it
  // ("the toll rose to six").
  void AddBare(const Figure& figure, Quantity quantity) {
    const bool in_letters = At(words_, figure.begin).number < 0;
    const bool after_name = quantity.begin_token > sentence_.begin_token &&
                            tree_[quantity.begin_token - 1].part_of_speech == PartOfSpeech::kPropn;
    if (after_name && !in_letters) return;
    const Phrase before = PhraseBefore(tree_, document_.text, quantity.begin_token);
    if (!before.empty()) {
      SetMetric(&quantity, before);
      if (Reads(words_, figure.begin - 1, ",")) quantity.unit = std::string(TextOf(tree_[before.head].span));
      quantities_.push_back(std::move(quantity));
      return;
    }
    const Phrase members = Reads(words_, figure.end, "of")
                               ? PartitivePhraseAt(tree_, document_.text, quantity.end_token, sentence_.end_token)
                               : Phrase();
    if (!members.empty()) {  // "two of the victims"
      SetMetric(&quantity, members);
      quantity.unit = std::string(TextOf(tree_[members.head].span));
      quantities_.push_back(std::move(quantity));
      return;
    }
    const Phrase measured = MeasuredPhrase(tree_, document_.text, quantity.begin_token, quantity.end_token);
    const Quantity* last = IsFraction(figure) ? nullptr : LastCount();
    if (last != nullptr) quantity.unit = last->unit;
    if (!measured.empty()) {
      SetMetric(&quantity, measured);
      if (tree_[measured.head].part_of_speech != PartOfSpeech::kNoun) quantity.unit = "people";  // "190 were dead"
    } else if (last != nullptr) {
      quantity.metric = last->metric;
      quantity.metric_span = last->metric_span;
    } else if (in_letters) {
      return;
    }
    quantities_.push_back(std::move(quantity));
  }

  // A number with a fraction measures; it does not count.
  static bool IsFraction(const Figure& figure) { return figure.value != std::floor(figure.value); }

  // The count that a bare number may go on from; nullptr: none.
  const Quantity* LastCount() const {
    const Quantity* last = quantities_.empty() ? previous_ : &quantities_.back();
    return last != nullptr && IsCount(*last) ? last : nullptr;
  }

  // "Voskhod 2 mission", "Boeing 737-800 jet": a name, its number and one thing of that kind.
  bool IsLabelOf(const Figure& figure, const Phrase& counted) const {
    const int begin_token = words_[figure.begin].token;
    const bool after_name =
        begin_token > sentence_.begin_token && tree_[begin_token - 1].part_of_speech == PartOfSpeech::kPropn;
    return after_name && At(words_, figure.begin).number >= 0 && !absl::EndsWith(tree_[counted.head].treebank_tag, "S");
  }

  // "at 36 Quai des Orfèvres".
  bool IsAddress(const Figure& figure, const Phrase& counted) const {
    return Reads(words_, figure.begin - 1, "at") && absl::ascii_isupper(TextOf(tree_[counted.begin].span)[0]);
  }

  static bool IsCount(const Quantity& quantity) {
    return quantity.unit.empty() || (absl::ascii_islower(quantity.unit[0]) &&
                                     !absl::StartsWith(quantity.unit, "percent") && !IsMeasureUnit(quantity.unit));
  }

  // "one" is a count where it is stressed or counts a person.
  bool CountsOne(const Figure& figure, const Phrase& counted) const {
    if (At(words_, figure.begin).number == 1 || figure.approximate) return !counted.empty();
    return !counted.empty() && ReadsAny(words_, figure.end, {"person", "soldier", "civilian"});
  }

  // Years in prison measure a sentence; other stretches of time are times.
  bool IsSentenceServed(const Figure& figure, const TimeExpression& time) const {
    const int first = FirstWordOf(time.begin_token), behind = FirstWordOf(time.end_token);
    const bool served = ReadsAny(words_, first - 1, {"serve", "served", "serving", "serves"}) ||
                        Reads(words_, first - 2, "sentenced to") || Reads(words_, first - 2, "jailed for") ||
                        Reads(words_, first - 2, "imprisoned for");
    const bool prison = Reads(words_, behind, "in prison") || Reads(words_, behind, "in jail") ||
                        Reads(words_, behind, "behind bars") ||
                        ReadsAny(words_, behind, {"prison", "jail", "sentence", "sentences", "imprisonment"}) ||
                        Reads(words_, behind, "of imprisonment") || Reads(words_, behind, "of a");
    const bool in_office = ReadsAny(words_, behind, {"as", "term", "terms"});
    return figure.value > 0 && (prison || (served && !in_office));
  }

  int FirstWordOf(int token) const {
    const auto found = std::lower_bound(words_.begin(), words_.end(), token,
                                        [](const Word& word, int wanted) { return word.token < wanted; });
    return static_cast<int>(found - words_.begin());
  }

  void AddTerm(const Figure& figure, const TimeExpression& time) {
    Quantity quantity = MakeQuantity(figure);
    quantity.span.end_byte = time.span.end_byte;
    quantity.end_token = time.end_token;
    quantity.head_token = time.end_token - 1;
    const int unit = IsGluedDash(At(words_, figure.end)) ? figure.end + 1 : figure.end;
    quantity.unit = Plural(At(words_, unit).lower);
    const int behind = FirstWordOf(time.end_token);
    if (Reads(words_, behind, "in prison") || Reads(words_, behind, "in jail")) {
      quantity.metric_span = words_[behind + 1].span;
      quantity.metric = std::string(TextOf(quantity.metric_span));
    } else {
      SetMetric(&quantity, CountedPhraseAt(tree_, document_.text, time.end_token, sentence_.end_token));
    }
    quantities_.push_back(std::move(quantity));
  }

  const text::Document& document_;
  const Tree& tree_;
  const Sentence& sentence_;
  absl::Span<const TimeExpression> times_;
  const Quantity* previous_;
  std::vector<Word> words_;
  std::vector<Quantity> quantities_;
};

}  // namespace

std::vector<Quantity> FindQuantities(const text::Document& document, const language::Analysis& analysis,
                                     const std::vector<TimeExpression>& times) {
  const Tree tree(analysis);
  const std::vector<bool> in_name = FindNameTokens(analysis);
  std::vector<Quantity> quantities;
  size_t next_time = 0, previous_begin = 0;  // the first quantity of the sentence before
  for (const Sentence& sentence : analysis.sentences) {
    const size_t first_time = next_time, begin = quantities.size();
    while (next_time < times.size() && times[next_time].begin_token < sentence.end_token) ++next_time;
    const auto in_sentence = absl::MakeConstSpan(times).subspan(first_time, next_time - first_time);
    const Quantity* previous = begin > previous_begin ? &quantities.back() : nullptr;
    std::vector<Quantity> found = SentenceReader(document, tree, sentence, in_sentence, previous).Read(in_name);
    std::move(found.begin(), found.end(), std::back_inserter(quantities));
    previous_begin = begin;
  }
  return quantities;
}

}  // namespace dateline::extraction
