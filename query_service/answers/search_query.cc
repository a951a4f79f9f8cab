#include "query_service/answers/search_query.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/unicode/fold.h"

namespace dateline::answers {
namespace {

using Kind = SearchQuery::Kind;

constexpr int kMaxDepth = 16;
constexpr size_t kMaxWords = 64;
constexpr size_t kLeastPrefixLetters = 2;

absl::Status Broken(size_t byte, absl::string_view what) {
  return errors::FieldError("FIELD_INVALID", "query", absl::StrCat("at byte ", byte, ": ", what));
}

// Does it ask for a word that it does not exclude, whichever of its alternatives is true?
bool Asks(const SearchQuery& query) {
  switch (query.kind) {
    case Kind::kNot:
      return false;
    case Kind::kAll:
      return std::any_of(query.parts.begin(), query.parts.end(), Asks);
    case Kind::kAny:
      return std::all_of(query.parts.begin(), query.parts.end(), Asks);
    default:
      return true;
  }
}

size_t CountLetters(absl::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  absl::StatusOr<SearchQuery> Parse() {
    absl::StatusOr<SearchQuery> query = ParseAny(0);
    if (query.ok() && at_ < text_.size()) return Broken(at_, "\")\" without \"(\"");
    return query;
  }

 private:
  // Alternatives up to the end or a ")".
  absl::StatusOr<SearchQuery> ParseAny(int depth) {
    SearchQuery any;
    any.kind = Kind::kAny;
    while (true) {
      absl::StatusOr<SearchQuery> all = ParseAll(depth);
      if (!all.ok()) return all;
      any.parts.push_back(*std::move(all));
      if (!TakeOperator("OR")) break;
    }
    return any.parts.size() == 1 ? std::move(any.parts.front()) : std::move(any);
  }

  absl::StatusOr<SearchQuery> ParseAll(int depth) {
    SearchQuery all;
    all.kind = Kind::kAll;
    SkipSpace();
    const size_t begin = at_;
    bool needs_more = false;  // behind AND
    while (!AtEndOfAll()) {
      if (TakeOperator("AND")) {
        if (all.parts.empty() || needs_more) return Broken(at_, "nothing stands before AND");
        needs_more = true;
        continue;
      }
      const size_t before = all.parts.size();
      if (absl::Status parsed = ParsePart(depth, all); !parsed.ok()) return parsed;
      if (all.parts.size() > before) needs_more = false;
    }
    if (needs_more) return Broken(at_, "nothing stands after AND");
    if (!Asks(all)) return Broken(begin, "no word is asked for that is not excluded");
    return all.parts.size() == 1 ? std::move(all.parts.front()) : std::move(all);
  }

  absl::Status ParsePart(int depth, SearchQuery& all) {
    const size_t begin = at_;
    const bool is_excluded = TakeMinus() || TakeOperator("NOT");
    SkipSpace();
    if (is_excluded && AtEndOfAll()) return Broken(begin, "nothing stands after NOT");
    std::vector<SearchQuery> found;
    if (absl::Status parsed = ParsePrimary(depth, found); !parsed.ok()) return parsed;
    if (found.empty()) return is_excluded ? Broken(begin, "nothing stands after NOT") : absl::OkStatus();
    if (!is_excluded) {
      all.parts.push_back(std::move(found.front()));
      return absl::OkStatus();
    }
    SearchQuery excluded;
    excluded.kind = Kind::kNot;
    excluded.parts = std::move(found);
    all.parts.push_back(std::move(excluded));
    return absl::OkStatus();
  }

  // Finds one query or, where no letter or digit stands, none.
  absl::Status ParsePrimary(int depth, std::vector<SearchQuery>& found) {
    if (text_[at_] == '(') return ParseParentheses(depth, found);
    if (text_[at_] == '"') return ParseQuotes(found);
    const size_t begin = at_;
    while (at_ < text_.size() && !absl::ascii_isspace(static_cast<unsigned char>(text_[at_])) &&
           !absl::StrContains("()\"", text_.substr(at_, 1))) {
      ++at_;
    }
    return AddWords(begin, text_.substr(begin, at_ - begin), found);
  }

  absl::Status ParseParentheses(int depth, std::vector<SearchQuery>& found) {
    const size_t begin = at_++;
    if (depth == kMaxDepth) return Broken(begin, absl::StrCat("more than ", kMaxDepth, " parentheses deep"));
    absl::StatusOr<SearchQuery> inside = ParseAny(depth + 1);
    if (!inside.ok()) return inside.status();
    if (at_ == text_.size()) return Broken(begin, "\"(\" without \")\"");
    ++at_;
    found.push_back(*std::move(inside));
    return absl::OkStatus();
  }

  absl::Status ParseQuotes(std::vector<SearchQuery>& found) {
    const size_t begin = at_ + 1;
    const size_t end = text_.find('"', begin);
    if (end == absl::string_view::npos) return Broken(at_, "a quotation mark without another");
    at_ = end + 1;
    const absl::string_view inside = text_.substr(begin, end - begin);
    if (const size_t star = inside.find('*'); star != absl::string_view::npos) {
      return Broken(begin + star, "the beginning of a word cannot stand in a phrase");
    }
    return AddWords(begin, inside, found);
  }

  absl::Status AddWords(size_t begin, absl::string_view written, std::vector<SearchQuery>& found) {
    const size_t star = written.find('*');
    SearchQuery query;
    query.words = unicode::FoldedWords(written);
    word_count_ += query.words.size();
    if (word_count_ > kMaxWords) return Broken(begin, absl::StrCat("more than ", kMaxWords, " words"));
    if (star != absl::string_view::npos) {
      if (star + 1 != written.size()) return Broken(begin + star, "\"*\" stands only at the end of a word");
      if (query.words.size() != 1 || CountLetters(query.words.front()) < kLeastPrefixLetters) {
        return Broken(begin, "the beginning of one word with two letters or digits at least must stand before \"*\"");
      }
      query.kind = Kind::kPrefix;
    } else {
      if (query.words.empty()) return absl::OkStatus();
      query.kind = query.words.size() == 1 ? Kind::kWord : Kind::kPhrase;
    }
    found.push_back(std::move(query));
    return absl::OkStatus();
  }

  void SkipSpace() {
    while (at_ < text_.size() && absl::ascii_isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }

  bool AtEndOfAll() {
    SkipSpace();
    return at_ == text_.size() || text_[at_] == ')' || SeesOperator("OR");
  }

  bool SeesOperator(absl::string_view name) const {
    if (!absl::StartsWith(text_.substr(at_), name)) return false;
    const size_t end = at_ + name.size();
    return end == text_.size() || absl::ascii_isspace(static_cast<unsigned char>(text_[end])) ||
           absl::StrContains("()\"", text_.substr(end, 1));
  }

  bool TakeOperator(absl::string_view name) {
    SkipSpace();
    if (!SeesOperator(name)) return false;
    at_ += name.size();
    return true;
  }

  // A "-" before a word, a phrase or a parenthesis.
  bool TakeMinus() {
    const bool is_minus = text_[at_] == '-' && at_ + 1 < text_.size() &&
                          !absl::ascii_isspace(static_cast<unsigned char>(text_[at_ + 1])) && text_[at_ + 1] != ')';
    if (is_minus) ++at_;
    return is_minus;
  }

  const absl::string_view text_;
  size_t at_ = 0;
  size_t word_count_ = 0;
};

void AddWanted(const SearchQuery& query, std::vector<const SearchQuery*>& wanted) {
  if (query.kind == Kind::kNot) return;
  if (query.parts.empty()) wanted.push_back(&query);
  for (const SearchQuery& part : query.parts) AddWanted(part, wanted);
}

}  // namespace

std::vector<const SearchQuery*> SearchQuery::Wanted() const {
  std::vector<const SearchQuery*> wanted;
  AddWanted(*this, wanted);
  return wanted;
}

absl::StatusOr<SearchQuery> ParseSearchQuery(absl::string_view text) { return Parser(text).Parse(); }

}  // namespace dateline::answers
