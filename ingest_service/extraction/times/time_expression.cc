#include "ingest_service/extraction/times/time_expression.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/extraction/times/patterns.h"
#include "ingest_service/extraction/times/resolve.h"
#include "ingest_service/extraction/times/tense.h"
#include "ingest_service/extraction/times/words.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;
using language::Sentence;
using Type = TimeExpression::Type;

// Tokens of names that are no time whatever they look like: "April Jones", "The Friday Times".
std::vector<bool> FindNameTokens(const language::Analysis& analysis) {
  std::vector<bool> in_name(analysis.tokens.size());
  for (const Name& name : analysis.names) {
    const bool covers = name.type == NameType::kPerson ||
                        (name.type == NameType::kOrganization && name.end_token - name.begin_token > 1);
    if (covers) std::fill(in_name.begin() + name.begin_token, in_name.begin() + name.end_token, true);
  }
  return in_name;
}

// "May's" of an article about Theresa May, where the name finder left it out.
void AddOwningFamilyNames(const text::Document& document, const language::Analysis& analysis,
                          std::vector<bool>& in_name) {
  const auto text_of = [&](int token) { return text::Slice(document.text, analysis.tokens[token].span); };
  absl::flat_hash_set<absl::string_view> family_names;
  for (const Name& name : analysis.names) {
    const bool is_whole = name.type == NameType::kPerson && name.end_token - name.begin_token > 1;
    if (is_whole) family_names.insert(text_of(name.end_token - 1));
  }
  for (int token = 0; token + 1 < static_cast<int>(analysis.tokens.size()); ++token) {
    const absl::string_view next = text_of(token + 1);
    if ((next == "'s" || next == "’s") && family_names.contains(text_of(token))) in_name[token] = true;
  }
}

// An expression and the words it came from.
struct Located {
  TimeExpression expression;
  Found found;
};

class SentenceReader {
 public:
  SentenceReader(const text::Document& document, const language::Analysis& analysis, const Sentence& sentence,
                 std::optional<absl::CivilDay> published, std::optional<Period>* spoken)
      : words_(SplitWords(document, analysis, sentence)),
        tenses_(document, analysis, sentence),
        published_(published),
        spoken_(spoken) {}

  std::vector<Located> Read(const std::vector<bool>& in_name) {
    std::vector<Located> located;
    for (int at = 0; at < static_cast<int>(words_.size());) {
      const std::optional<Found> found = in_name[words_[at].token] ? std::nullopt : TimeAt(words_, at);
      if (!found) {
        ++at;
        continue;
      }
      located.push_back({Express(*found), *found});
      at = found->end;
    }
    LinkRanges(&located);
    DateClockTimes(&located);
    return located;
  }

 private:
  TimeExpression Express(const Found& found) {
    TimeExpression expression;
    const Word &first = words_[found.begin], &last = words_[found.end - 1];
    expression.span = {first.span.begin_byte, last.span.end_byte};
    expression.begin_token = first.token;
    expression.end_token = last.token + 1;
    expression.type = found.meaning.first_months ? Type::kDuration : found.meaning.type;
    const bool ahead = ReadsAny(words_, found.begin - 1, {"until", "till", "effective"}) ||
                       Reads(words_, found.begin - 3, "as soon as") || Reads(words_, found.begin - 3, "as early as");
    const Tense tense = ahead ? Tense::kFuture : tenses_.At(last.token);
    ResolvedTime time = Resolve(found.meaning, {published_, *spoken_, tense});
    if (time.period) {
      if (!found.meaning.first_months)
        expression.type = found.meaning.type == Type::kDuration ? Type::kDate : found.meaning.type;
      expression.earliest = time.period->first;
      expression.latest = time.period->last;
      *spoken_ = time.period;
    }
    expression.timex3_value = std::move(time.timex3);
    expression.edtf = std::move(time.edtf);
    return expression;
  }

  // "from 2008 to 2016", "between May and June": both name the whole. "since 2011": open at the end.
  void LinkRanges(std::vector<Located>* located) const {
    for (size_t i = 0; i < located->size(); ++i) {
      TimeExpression& first = (*located)[i].expression;
      const int before = (*located)[i].found.begin - 1, behind = (*located)[i].found.end;
      if (!IsSimple(first)) continue;
      if (Reads(words_, before, "since")) {
        first.edtf += "/..";
        first.latest.reset();
        continue;
      }
      if (i + 1 == located->size() || behind + 1 != (*located)[i + 1].found.begin) continue;
      TimeExpression& second = (*located)[i + 1].expression;
      const bool from = Reads(words_, before, "from") && ReadsAny(words_, behind, {"to", "until", "till", "through"});
      const bool between = Reads(words_, before, "between") && Reads(words_, behind, "and");
      if ((!from && !between) || !IsSimple(second)) continue;
      // "moved from May 2029 to December 31, 2021" is a change, not a period.
      if (first.earliest && second.latest && *second.latest < *first.earliest) continue;
      first.edtf = absl::StrCat(first.edtf, "/", second.edtf);
      first.latest = second.latest;
      second.edtf = first.edtf;
      second.earliest = first.earliest;
    }
  }

  static bool IsSimple(const TimeExpression& time) {
    return time.type == Type::kDate && !time.edtf.empty() && !absl::StrContains(time.edtf, "/");
  }

  // A clock time alone is on the day that the sentence names.
  void DateClockTimes(std::vector<Located>* located) const {
    for (size_t i = 0; i < located->size(); ++i) {
      const Meaning& meaning = (*located)[i].found.meaning;
      const bool alone = meaning.hour && !meaning.day && !meaning.weekday && !meaning.shift_unit;
      if (!alone) continue;
      for (const size_t other : {i + 1, i - 1}) {
        if (other >= located->size()) continue;
        const TimeExpression& day = (*located)[other].expression;
        if (day.edtf.size() != 10 || day.earliest != day.latest) continue;
        TimeExpression& time = (*located)[i].expression;
        const size_t clock_begin = time.timex3_value.find('T');
        time.timex3_value = absl::StrCat(day.edtf, time.timex3_value.substr(clock_begin));
        time.edtf = day.edtf;
        time.earliest = day.earliest;
        time.latest = day.latest;
        break;
      }
    }
  }

  std::vector<Word> words_;
  SentenceTenses tenses_;
  std::optional<absl::CivilDay> published_;
  std::optional<Period>* spoken_;  // the time last spoken of in the article
};

}  // namespace

std::vector<TimeExpression> FindTimes(const text::Document& document, const language::Analysis& analysis,
                                      std::optional<absl::CivilDay> published) {
  std::vector<bool> in_name = FindNameTokens(analysis);
  AddOwningFamilyNames(document, analysis, in_name);
  std::vector<TimeExpression> times;
  std::optional<Period> spoken;
  for (const Sentence& sentence : analysis.sentences) {
    for (Located& located : SentenceReader(document, analysis, sentence, published, &spoken).Read(in_name)) {
      times.push_back(std::move(located.expression));
    }
  }
  return times;
}

}  // namespace dateline::extraction
