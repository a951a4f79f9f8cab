#include "ingest_service/language/names/name_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"

namespace dateline::language {
namespace {

bool IsPlaceSense(SenseKind kind) {
  return kind == SenseKind::kCapital || kind == SenseKind::kPlace || kind == SenseKind::kRegion ||
         kind == SenseKind::kCity;
}

// Walks one sentence from left to right.
class SentenceReader {
 public:
  SentenceReader(absl::Span<const MarkedToken> tokens, const Sentence& sentence)
      : tokens_(tokens), begin_(sentence.begin_token), end_(sentence.end_token) {
    int words = 0, capitals = 0;
    for (int i = begin_; i < end_; ++i) {
      words += tokens_[i].IsCapital() || tokens_[i].shape == Shape::kSmall;
      capitals += tokens_[i].shape == Shape::kCapitals;
    }
    in_capitals_ = 2 * capitals > words;
  }

  std::vector<CandidateName> Read() {
    for (int at = begin_; at < end_;) at = ReadAt(at);
    return std::move(candidates_);
  }

 private:
  // Each Read function takes what begins at `at` and returns where to go on.
  int ReadAt(int at) {
    if (const int title_end = TitleEnd(at); title_end > at && !IsOrganizationDespiteTitle(at, title_end)) {
      title_end_ = title_end;
      return title_end;
    }
    const MarkedToken& token = tokens_[at];
    const bool is_capital = token.IsCapital() || (token.match != nullptr && token.match->kind != SenseKind::kTitle);
    if (!is_capital || IsDatePart(at)) return at + 1;
    if (IsOrdinaryOpening(at)) return at + 1;
    if (const int organization_end = OrganizationEnd(at); organization_end > at) {
      return AddOrganization(at, organization_end);
    }
    if (token.match != nullptr && !token.Matches(SenseKind::kTitle)) {
      if (const int end = ReadMatch(at); end > at) return end;
    }
    return ReadUnknown(at);
  }

  // "General Services Administration" begins with a title's word.
  bool IsOrganizationDespiteTitle(int at, int title_end) const {
    return tokens_[at].IsCapital() && title_end == at + 1 && IsCapital(title_end) && tokens_[title_end].Is(kCommon) &&
           HasOrganizationHead(title_end);
  }

  // "Commission" alone may be a name here and a word there.
  int AddOrganization(int at, int end) {
    const bool is_lone_head = end == at + 1 && !tokens_[at].Matches(SenseKind::kOrganization);
    return Add(at, end, NameType::kOrganization, CountryInside(at, end),
               is_lone_head ? Certainty::kGuess : Certainty::kEvident);
  }

  // A capitalised word that opens the sentence (or a quotation) and is written small elsewhere tells nothing.
  bool IsOrdinaryOpening(int at) const {
    const MarkedToken& token = tokens_[at];
    if (!token.Is(kCommon) || token.is_proper_noun) return false;
    if (token.match != nullptr && (token.match_end > at + 1 || token.Matches(SenseKind::kNationality))) return false;
    if (at > begin_ && !OpensSentence(tokens_[at - 1])) return false;
    return !token.Is(kOrganizationHead | kRegionModifier) || !IsCapital(at + 1);
  }

  static bool OpensSentence(const MarkedToken& before) {
    static constexpr absl::string_view kOpenings[] = {"\"", "“", "‘", "'", "``", ":", "—", "–",
                                                      "-",  "•", "*", ".", "?",  "!", "["};
    return std::find(std::begin(kOpenings), std::end(kOpenings), before.text) != std::end(kOpenings);
  }

  bool IsCapital(int at) const { return at < end_ && tokens_[at].IsCapital(); }
  bool Is(int at, absl::string_view folded) const { return at < end_ && tokens_[at].folded == folded; }

  const Title* TitleAt(int at) const {
    return at < end_ && tokens_[at].Matches(SenseKind::kTitle) ? tokens_[at].match->title : nullptr;
  }

  // "Deputy Prime Minister and Minister of Foreign Affairs and International Cooperation"; `at`: no title here.
  int TitleEnd(int at) const {
    int head = at;
    while (TitleAt(head) != nullptr && TitleAt(head)->kind == TitleKind::kModifier) head = tokens_[head].match_end;
    const Title* title = TitleAt(head);
    if (title != nullptr && title->kind == TitleKind::kPortfolio) {  // "Public Security Minister"
      head = tokens_[head].match_end;
      title = TitleAt(head);
    }
    if (title == nullptr || title->kind == TitleKind::kModifier || title->kind == TitleKind::kPortfolio) return at;
    int end = tokens_[head].match_end;
    if (!Is(end, "of") && !Is(end, "for") && !(Is(end, "and") && end - head > 1)) return end;
    int portfolio = Is(end + 1, "the") ? end + 2 : end + 1;
    while (TitleAt(portfolio) != nullptr && TitleAt(portfolio)->kind == TitleKind::kPortfolio) {
      end = tokens_[portfolio].match_end;
      if (!Is(end, "and") && !Is(end, ",") && !Is(end, "&")) break;
      portfolio = end + 1;
    }
    return end;
  }

  // Whether the word at `at` goes on a capitalised run that began before it.
  bool GoesOn(int at) const {
    if (at >= end_) return false;
    const MarkedToken& token = tokens_[at];
    if (token.IsCapital()) return !IsDatePart(at) && !BreaksRun(at);
    if (token.text == "-" || token.text == "–") return IsCapital(at + 1) && !IsDash(at);
    if (token.text == "&") return IsCapital(at + 1);
    if (token.text == ".") return !token.space_before && tokens_[at - 1].text.size() == 1 && IsCapital(at + 1);
    if (token.text == "'s" || token.text == "’s" || token.text == "'" || token.text == "’") return false;
    return false;
  }

  // A title parts "US President Trump", but "Hun Sen" and "Stephen King" are names whose last word is spelled like one.
  bool BreaksRun(int at) const {
    const int end = TitleEnd(at);
    return end > at + 1 || (end > at && IsCapital(end));
  }

  // "BAGHDAD - Task Force"; but "Economic - Cultural Cooperation" is one name.
  bool IsDash(int at) const {
    if (!tokens_[at].space_before || !tokens_[at + 1].space_before) return false;
    return !tokens_[at - 1].Is(kCommon) || !tokens_[at + 1].Is(kCommon);
  }

  // "May 5", "Thursday"; but "Theresa May" and "Jan van Eyck" are names.
  bool IsDatePart(int at) const {
    static constexpr absl::string_view kAlsoNames[] = {"april", "august", "jan", "june", "may", "march"};
    if (!tokens_[at].Is(kCalendar)) return false;
    if (std::find(std::begin(kAlsoNames), std::end(kAlsoNames), tokens_[at].folded) == std::end(kAlsoNames))
      return true;
    if (at + 1 < end_ && tokens_[at + 1].shape == Shape::kNumber) return true;
    const bool goes_on = at + 1 < end_ && !tokens_[at + 1].Is(kCalendar) &&
                         (tokens_[at + 1].IsCapital() || tokens_[at + 1].Is(kParticle)) &&
                         tokens_[at + 1].match == nullptr;
    const bool went_before = at > begin_ && tokens_[at - 1].IsCapital() && !tokens_[at - 1].Is(kCommon | kCalendar) &&
                             tokens_[at - 1].match == nullptr;
    return !goes_on && !went_before;
  }

  int RunEnd(int at) const {
    int end = at + 1;
    while (GoesOn(end)) ++end;
    return end;
  }

  // The end of the organization whose name begins at `at`; `at`: none does.
  int OrganizationEnd(int at) const {
    int end = RunEnd(at);
    if (IsPossessive(end) && HasOrganizationHead(end + 1)) end = RunEnd(end + 1);  // "Cambodian People's Party"
    if (Is(end, "and") && end - at > 1 && tokens_[at].match == nullptr && IsCapital(end + 1) &&
        tokens_[end + 1].match == nullptr && tokens_[end + 1].Is(kCommon) && RunEnd(end + 1) - end > 2 &&
        HasOrganizationHead(end + 1)) {
      end = RunEnd(end + 1);  // "Disaster Risk Reduction and Management Council"
    }
    int head = end - 1;
    while (head >= at && !tokens_[head].Is(kOrganizationHead | kOrganizationSuffix)) --head;
    const int gazetteer_end = GazetteerOrganizationEnd(at);
    if (tokens_[at].Matches(SenseKind::kCountry) && tokens_[at].match_end > head) return gazetteer_end;
    if (head < at || (head == at && tokens_[head].Is(kOrganizationSuffix) && !tokens_[head].Is(kOrganizationHead))) {
      return gazetteer_end;
    }
    if (title_end_ == at && title_end_ > begin_ && head > at + 1) return gazetteer_end;
    return std::max(gazetteer_end, ComplementEnd(head + 1));
  }

  // "House of Commons", "Libyan House of Representatives", "House of Commons Library".
  int GazetteerOrganizationEnd(int at) const {
    const MarkedToken& token = tokens_[at];
    if (token.Matches(SenseKind::kNationality) || token.Matches(SenseKind::kCountry)) {
      const int next = token.match_end;
      if (next >= end_ || !tokens_[next].Matches(SenseKind::kOrganization)) return at;
      return tokens_[next].match_end > next + 1 ? tokens_[next].match_end : at;
    }
    if (!token.Matches(SenseKind::kOrganization)) return at;
    const int end = token.match_end;
    return IsCapital(end) && tokens_[end].Is(kOrganizationHead) && tokens_[end].match == nullptr ? end + 1 : end;
  }

  bool IsPossessive(int at) const {
    return at < end_ &&
           (tokens_[at].text == "'s" || tokens_[at].text == "’s" || tokens_[at].text == "'" ||
            tokens_[at].text == "’") &&
           IsCapital(at + 1) && !tokens_[at].space_before && tokens_[at - 1].Is(kCommon);
  }

  bool HasOrganizationHead(int at) const {
    const int end = RunEnd(at);
    for (int i = at; i < end; ++i) {
      if (tokens_[i].Is(kOrganizationHead)) return true;
    }
    return false;
  }

  // Takes "of Foreign Affairs and International Cooperation of Cambodia" after an organization's head.
  int ComplementEnd(int at) const {
    int end = at;
    while (Is(end, "of") || Is(end, "for") || Is(end, "on") || Is(end, "against")) {
      const int next = Is(end + 1, "the") ? end + 2 : end + 1;
      if (!IsCapital(next) || tokens_[next].Is(kCalendar)) break;
      end = PartEnd(next);
      while ((Is(end, "and") || Is(end, ",")) && IsCapital(end + 1) && IsAbstract(tokens_[end + 1]) &&
             !tokens_[end + 1].Matches(SenseKind::kOrganization) && (Is(end, "and") || EnumerationGoesOn(end + 1))) {
        end = PartEnd(end + 1);
      }
    }
    return end;
  }

  // A field of work rather than a name: "Prevention", "Seismology".
  static bool IsAbstract(const MarkedToken& token) {
    static constexpr absl::string_view kEndings[] = {"logy", "ics",  "tion", "sion", "ment",
                                                     "ance", "ence", "ity",  "ure"};
    return token.Is(kCommon) || std::any_of(std::begin(kEndings), std::end(kEndings), [&](absl::string_view ending) {
             return absl::EndsWith(token.folded, ending);
           });
  }

  bool EnumerationGoesOn(int at) const {
    const int end = PartEnd(at);
    return Is(end, "and") || (Is(end, ",") && IsCapital(end + 1));
  }

  int PartEnd(int at) const {
    const MarkedToken& token = tokens_[at];
    if (token.match != nullptr &&
        (token.Matches(SenseKind::kCountry) || IsPlaceSense(token.match->kind) || token.Matches(SenseKind::kTitle))) {
      const bool ends_here =
          !IsCapital(token.match_end) || !tokens_[token.match_end].Is(kCommon) || BreaksRun(token.match_end);
      if (ends_here) return token.match_end;
    }
    return RunEnd(at);
  }

  std::string CountryInside(int at, int end) const {
    if (tokens_[at].Matches(SenseKind::kOrganization) && tokens_[at].match_end == end) {
      return std::string(tokens_[at].match->country_code);
    }
    for (int i = at; i < end; ++i) {
      if ((tokens_[i].Matches(SenseKind::kCountry) || tokens_[i].Matches(SenseKind::kNationality)) &&
          tokens_[i].match_end <= end) {
        return std::string(tokens_[i].match->country_code);
      }
    }
    return "";
  }

  // A country, nationality or place of the gazetteer; `at`: the match does not hold here.
  int ReadMatch(int at) {
    const MarkedToken& token = tokens_[at];
    const int end = token.match_end;
    const int run_end = RunEnd(at);
    const bool after_title = title_end_ == at && at > begin_;
    const std::string code(token.match->country_code);
    switch (token.match->kind) {
      case SenseKind::kNationality:
        return Add(at, end, NameType::kNationality, code, Certainty::kEvident);
      case SenseKind::kCountry:
        if (after_title && run_end > end && tokens_[at].shape != Shape::kCapitals) return at;
        return Add(at, end, NameType::kCountry, code, Certainty::kEvident);
      case SenseKind::kOrganization:
        return Add(at, end, NameType::kOrganization, code, Certainty::kEvident);
      default:
        break;
    }
    if (after_title) return at;
    const bool fills_run = end >= run_end || tokens_[end].text == "-" ||
                           (tokens_[end].match != nullptr && !tokens_[end].Matches(SenseKind::kTitle));
    if (!fills_run) {
      const bool is_place_phrase = tokens_[run_end - 1].Is(kPlaceHead);
      if (is_place_phrase) return Add(at, run_end, NameType::kPlace, code, Certainty::kEvident);
      return token.match->kind == SenseKind::kCity || end == at + 1
                 ? at
                 : Add(at, end, NameType::kPlace, code, Certainty::kGuess);
    }
    const bool is_known = token.match->kind == SenseKind::kCapital || token.match->kind == SenseKind::kPlace;
    const bool is_evident = (end > at + 1 || is_known) && !token.match->capitals_only;
    if (token.Is(kCommon) && !AfterLocative(at)) return at;
    return Add(at, end, NameType::kPlace, code, is_evident ? Certainty::kEvident : Certainty::kGuess);
  }

  bool AfterLocative(int at) const {
    if (at == begin_) return false;
    int before = at - 1;
    if (tokens_[before].folded == "the" && before > begin_) --before;
    return tokens_[before].Is(kLocative);
  }

  int ReadUnknown(int at) {
    const bool after_title = title_end_ == at && at > begin_;
    int end = NameEnd(at);
    if (tokens_[end - 1].Is(kEventHead) && !after_title) return end;
    if (end - at > 1 && (tokens_[at].Is(kPlaceHead) || tokens_[end - 1].Is(kPlaceHead)) && !after_title) {
      if (Is(end, "of") && IsCapital(end + 1)) end = PartEnd(end + 1);  // "Western District of Texas"
      return Add(at, end, NameType::kPlace, CountryInside(at, end), Certainty::kLikely);
    }
    if (tokens_[at].Is(kPeople)) return at + 1;
    if (after_title) return Add(at, end, NameType::kPerson, "", Certainty::kEvident);
    if (tokens_[at].Is(kRegionModifier) && end - at > 1) return ReadRegion(at, end);
    if (tokens_[at].Is(kOrganizationPrefix)) {
      return Add(at, end, NameType::kOrganization, "", Certainty::kEvident);
    }
    if (end - at == 1) return ReadSingle(at);
    return ReadSeveral(at, end);
  }

  // A run of capitals with the particles of persons' names, up to what the gazetteer knows to be something else.
  int NameEnd(int at) const {
    int end = at + 1;
    while (end < end_) {
      const MarkedToken& token = tokens_[end];
      if (GoesOn(end)) {
        const bool is_other = (token.Matches(SenseKind::kNationality) || token.Matches(SenseKind::kCountry)) &&
                              token.text.size() > 3 && tokens_[end - 1].text != "-";
        if (is_other) break;
        ++end;
      } else if (token.Is(kParticle) && token.shape == Shape::kSmall && token.folded != "y" && token.folded != "e" &&
                 token.folded != "do") {
        int after = end + 1;
        while (after < end_ &&
               (tokens_[after].text == "-" || (tokens_[after].Is(kParticle) && tokens_[after].shape == Shape::kSmall)))
          ++after;
        if (!IsCapital(after) || tokens_[after].Is(kCalendar)) break;
        end = after + 1;
      } else {
        break;
      }
    }
    if (end + 1 < end_ && tokens_[end].text == "," && tokens_[end + 1].Is(kPersonSuffix)) end += 2;
    return end;
  }

  int ReadRegion(int at, int end) {
    const MarkedToken& next = tokens_[at + 1];
    if (next.match != nullptr && (next.Matches(SenseKind::kCountry) || IsPlaceSense(next.match->kind))) {
      return Add(at, std::max(next.match_end, at + 2), NameType::kPlace, std::string(next.match->country_code),
                 Certainty::kEvident);
    }
    return ReadSeveral(at, end);
  }

  int ReadSingle(int at) {
    const MarkedToken& token = tokens_[at];
    if (token.text.size() < 2 || token.Is(kPersonSuffix)) return at + 1;
    if (token.shape == Shape::kCapitals) {
      return Add(at, at + 1, NameType::kOrganization, "", in_capitals_ ? Certainty::kDoubtful : Certainty::kGuess);
    }
    if (token.Is(kCommon)) return Add(at, at + 1, NameType::kPerson, "", Certainty::kDoubtful);
    if (at + 1 < end_ && tokens_[at + 1].Is(kPersonVerb))
      return Add(at, at + 1, NameType::kPerson, "", Certainty::kGuess);
    if (AfterLocative(at)) return Add(at, at + 1, NameType::kPlace, "", Certainty::kGuess);
    return Add(at, at + 1, NameType::kOrganization, "", Certainty::kGuess);
  }

  int ReadSeveral(int at, int end) {
    const bool is_ordinary = std::all_of(tokens_.begin() + at, tokens_.begin() + end, [](const MarkedToken& token) {
      return token.Is(kCommon) || !token.IsCapital();
    });
    const bool in_capitals = std::all_of(tokens_.begin() + at, tokens_.begin() + end,
                                         [](const MarkedToken& token) { return token.shape != Shape::kCapitalized; });
    if (is_ordinary) return Add(at, end, NameType::kOrganization, "", Certainty::kDoubtful);
    if (in_capitals) {
      return Add(at, end, NameType::kOrganization, "", in_capitals_ ? Certainty::kDoubtful : Certainty::kGuess);
    }
    const bool begins_with_acronym =
        tokens_[at].shape == Shape::kCapitals && tokens_[at].text.size() > 2 && !in_capitals_;
    if (begins_with_acronym) return Add(at, end, NameType::kOrganization, "", Certainty::kGuess);
    return Add(at, end, NameType::kPerson, "", Certainty::kLikely);
  }

  int Add(int at, int end, NameType type, std::string country_code, Certainty certainty) {
    candidates_.push_back({{at, end, type, std::move(country_code)}, certainty});
    return end;
  }

  absl::Span<const MarkedToken> tokens_;
  int begin_;
  int end_;
  bool in_capitals_ = false;  // a headline: capitals tell nothing
  int title_end_ = -1;        // where the last title ended
  std::vector<CandidateName> candidates_;
};

}  // namespace

std::vector<CandidateName> FindCandidates(absl::Span<const MarkedToken> tokens, const Sentence& sentence) {
  return SentenceReader(tokens, sentence).Read();
}

}  // namespace dateline::language
