#include "tests/index_model/text_query.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace dateline::testing {
namespace {

bool HasPhrase(const std::vector<std::string>& words, const std::vector<std::string>& phrase) {
  return std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) != words.end();
}

bool HasPrefix(const std::vector<std::string>& words, const std::string& prefix) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return absl::StartsWith(word, prefix); });
}

bool Chance(int of, std::mt19937& random) { return std::uniform_int_distribution<int>(1, of)(random) == 1; }

std::string WriteWord(const std::string& word, std::mt19937& random) {
  std::string written = Chance(3, random) ? absl::AsciiStrToUpper(word) : word;
  if (Chance(6, random)) written += ",";
  return written;
}

std::string WriteAll(const TextQuery& query, std::mt19937& random) {
  std::string written;
  for (const TextQuery& part : query.parts) {
    const bool is_excluded = part.kind == TextQuery::Kind::kNot;
    std::string text = Write(is_excluded ? part.parts.front() : part, random);
    const TextQuery::Kind kind = is_excluded ? part.parts.front().kind : part.kind;
    if (kind == TextQuery::Kind::kAny || kind == TextQuery::Kind::kAll) text = absl::StrCat("(", text, ")");
    if (is_excluded) text = absl::StrCat(Chance(2, random) ? "-" : "NOT ", text);
    if (!written.empty()) written += !is_excluded && Chance(4, random) ? " AND " : Chance(5, random) ? " & " : " ";
    written += text;
  }
  return written;
}

}  // namespace

bool TextQuery::Matches(const ModelFact& fact) const {
  const auto part_matches = [&](const TextQuery& part) { return part.Matches(fact); };
  const auto in_a_text = [&](auto has) {
    return std::any_of(fact.texts.begin(), fact.texts.end(), [&](const ModelText& text) { return has(text.words); });
  };
  switch (kind) {
    case Kind::kWord:
    case Kind::kPhrase:
      return in_a_text([&](const auto& text) { return HasPhrase(text, words); });
    case Kind::kPrefix:
      return in_a_text([&](const auto& text) { return HasPrefix(text, words.front()); });
    case Kind::kAll:
      return std::all_of(parts.begin(), parts.end(), part_matches);
    case Kind::kAny:
      return std::any_of(parts.begin(), parts.end(), part_matches);
    case Kind::kNot:
      return !parts.front().Matches(fact);
  }
  return false;
}

void TextQuery::AddWanted(std::vector<const TextQuery*>& wanted) const {
  if (kind == Kind::kNot) return;
  if (parts.empty()) wanted.push_back(this);
  for (const TextQuery& part : parts) part.AddWanted(wanted);
}

std::string Write(const TextQuery& query, std::mt19937& random) {
  switch (query.kind) {
    case TextQuery::Kind::kWord:
      return WriteWord(query.words.front(), random);
    case TextQuery::Kind::kPrefix:
      return absl::StrCat(query.words.front(), "*");
    case TextQuery::Kind::kPhrase:
      if (Chance(3, random)) return absl::StrJoin(query.words, "-");
      return absl::StrCat("\"", absl::StrJoin(query.words, Chance(2, random) ? " " : ", "), "\"");
    case TextQuery::Kind::kAll:
      return WriteAll(query, random);
    case TextQuery::Kind::kAny: {
      std::vector<std::string> written;
      for (const TextQuery& part : query.parts) written.push_back(Write(part, random));
      return absl::StrJoin(written, " OR ");
    }
    case TextQuery::Kind::kNot:
      break;
  }
  return "";
}

}  // namespace dateline::testing
