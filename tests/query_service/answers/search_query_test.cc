#include "query_service/answers/search_query.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

// As it was understood: & all, | any, ! not.
std::string Show(const SearchQuery& query) {
  std::vector<std::string> parts;
  for (const SearchQuery& part : query.parts) parts.push_back(Show(part));
  switch (query.kind) {
    case SearchQuery::Kind::kWord:
      return query.words.front();
    case SearchQuery::Kind::kPhrase:
      return absl::StrCat("'", absl::StrJoin(query.words, " "), "'");
    case SearchQuery::Kind::kPrefix:
      return absl::StrCat(query.words.front(), "*");
    case SearchQuery::Kind::kAll:
      return absl::StrCat("(", absl::StrJoin(parts, "&"), ")");
    case SearchQuery::Kind::kAny:
      return absl::StrCat("(", absl::StrJoin(parts, "|"), ")");
    case SearchQuery::Kind::kNot:
      return absl::StrCat("!", parts.front());
  }
  return "";
}

std::string Understood(absl::string_view text) {
  const absl::StatusOr<SearchQuery> query = ParseSearchQuery(text);
  EXPECT_THAT(query, IsOk()) << text;
  return query.ok() ? Show(*query) : "";
}

TEST(ParseSearchQuery, TakesWordsTogether) {
  EXPECT_EQ(Understood("trade"), "trade");
  EXPECT_EQ(Understood(" trade  Việt "), "(trade&viet)");
  EXPECT_EQ(Understood("trade AND war"), "(trade&war)");
  EXPECT_EQ(Understood("and or not"), "(and&or&not)");
}

TEST(ParseSearchQuery, BindsOrLessThanAnd) {
  EXPECT_EQ(Understood("a b OR c"), "((a&b)|c)");
  EXPECT_EQ(Understood("a (b OR c)"), "(a&(b|c))");
}

TEST(ParseSearchQuery, TakesExclusions) {
  EXPECT_EQ(Understood("a -b"), "(a&!b)");
  EXPECT_EQ(Understood("NOT b a"), "(!b&a)");
  EXPECT_EQ(Understood("a NOT (b OR \"c d\")"), "(a&!(b|'c d'))");
  EXPECT_EQ(Understood("a -(b c)"), "(a&!(b&c))");
  EXPECT_EQ(Understood("a - b"), "(a&b)");
}

TEST(ParseSearchQuery, TakesPhrasesAndBeginnings) {
  EXPECT_EQ(Understood("\"Trade, deal\""), "'trade deal'");
  EXPECT_EQ(Understood("\"trade\""), "trade");
  EXPECT_EQ(Understood("Jean-Noël"), "'jean noel'");
  EXPECT_EQ(Understood("tra*"), "tra*");
  EXPECT_EQ(Understood("a\"b c\"d"), "(a&'b c'&d)");
}

TEST(ParseSearchQuery, PassesOverWhatHasNoLetter) {
  EXPECT_EQ(Understood("trade & war ..."), "(trade&war)");
  EXPECT_EQ(Understood("trade, \"—\""), "trade");
}

TEST(ParseSearchQuery, NamesTheByteAtWhichItIsBroken) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "at byte 0: no word"},
      {"&", "at byte 0: no word"},
      {"a (", "at byte 3: no word"},
      {"a (b", "at byte 2: \"(\""},
      {"a )", "at byte 2: \")\""},
      {"a OR", "at byte 4: no word"},
      {"OR a", "at byte 0: no word"},
      {"a OR -b", "at byte 5: no word"},
      {"-a", "at byte 0: no word"},
      {"AND a", "nothing stands before AND"},
      {"a AND", "nothing stands after AND"},
      {"a AND AND b", "nothing stands before AND"},
      {"a NOT", "at byte 2: nothing stands after NOT"},
      {"a NOT &", "at byte 2: nothing stands after NOT"},
      {"a \"b", "at byte 2: a quotation mark"},
      {"a b*c", "at byte 3: \"*\""},
      {"a b*", "at byte 2: the beginning"},
      {"ab-cd*", "at byte 0: the beginning"},
      {"*", "at byte 0: the beginning"},
      {"\"a b*\"", "at byte 4: the beginning"},
  };
  for (const auto& [text, message] : cases) {
    const absl::Status broken = ParseSearchQuery(text).status();
    EXPECT_THAT(broken, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message))) << text;
    EXPECT_EQ(errors::Reason(broken), "FIELD_INVALID");
  }
}

TEST(ParseSearchQuery, HasLimits) {
  std::string words, deep = "a";
  for (int i = 0; i < 64; ++i) words += "a ";
  EXPECT_THAT(ParseSearchQuery(words), IsOk());
  EXPECT_THAT(ParseSearchQuery(words + "a"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("64 words")));
  for (int i = 0; i < 16; ++i) deep = "(" + deep + ")";
  EXPECT_THAT(ParseSearchQuery(deep), IsOk());
  EXPECT_THAT(ParseSearchQuery("(" + deep + ")"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("16")));
}

TEST(SearchQuery, WantsWhatIsNotExcluded) {
  const SearchQuery query = *ParseSearchQuery("a (\"b c\" OR dd*) -e");
  std::vector<std::string> wanted;
  for (const SearchQuery* word : query.Wanted()) wanted.push_back(Show(*word));
  EXPECT_THAT(wanted, ::testing::ElementsAre("a", "'b c'", "dd*"));
}

}  // namespace
}  // namespace dateline::answers
