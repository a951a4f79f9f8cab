#include "query_service/answers/snippets.h"

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "tests/query_service/index/sample_changes.h"

namespace dateline::answers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The texts with their highlights in brackets.
std::vector<std::string> Shown(const v1::Fact& fact, const std::string& query) {
  std::vector<std::string> shown;
  for (const v1::Snippet& snippet : SnippetsOf(fact, *ParseSearchQuery(query))) {
    std::string text;
    int end = 0;
    for (const v1::Highlight& highlight : snippet.highlights()) {
      text += snippet.text().substr(end, highlight.begin_byte() - end) + "[";
      end = highlight.end_byte();
      text += snippet.text().substr(highlight.begin_byte(), end - highlight.begin_byte()) + "]";
    }
    shown.push_back(v1::SearchField_Name(snippet.field()).substr(13) + ": " + text + snippet.text().substr(end));
  }
  return shown;
}

v1::Fact FactSaying(const std::string& evidence) {
  v1::Fact fact = testing::FactOf("articles/a/facts/1");
  fact.mutable_evidence()->set_text(evidence);
  return fact;
}

TEST(SnippetsOf, MarkWordsAsTheyAreWritten) {
  EXPECT_THAT(Shown(FactSaying("Bùi Thanh Sơn met SON."), "son"), ElementsAre("EVIDENCE: Bùi Thanh [Sơn] met [SON]."));
}

TEST(SnippetsOf, MarkOnlyWhereAPhraseStands) {
  EXPECT_THAT(Shown(FactSaying("trade deal, deal trade"), "\"trade deal\""),
              ElementsAre("EVIDENCE: [trade] [deal], deal trade"));
}

TEST(SnippetsOf, MarkBeginningsAndNotWhatIsExcluded) {
  EXPECT_THAT(Shown(FactSaying("Traders said trade war"), "trad* -war"),
              ElementsAre("EVIDENCE: [Traders] said [trade] war"));
}

TEST(SnippetsOf, ShowEachTextThatHasAWord) {
  v1::Fact fact = FactSaying("They met");
  fact.mutable_theme()->set_text("met");
  fact.add_participants()->set_display_name("Met Museum");
  fact.add_participants()->set_display_name("Nobody");
  fact.mutable_place()->set_display_name("Met");
  fact.mutable_attribution()->mutable_speaker()->set_display_name("Met Office");
  EXPECT_THAT(Shown(fact, "met"), ElementsAre("EVIDENCE: They [met]", "THEME: [met]", "PARTICIPANT: [Met] Museum",
                                              "PLACE: [Met]", "SPEAKER: [Met] Office"));
  EXPECT_THAT(Shown(fact, "left"), IsEmpty());
  for (int i = 0; i < 10; ++i) fact.add_participants()->set_display_name("met");
  EXPECT_THAT(Shown(fact, "met"), SizeIs(8));
}

TEST(SnippetsOf, CutALongTextBetweenWords) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "word" + std::to_string(i) + " ";
  const auto snippets = SnippetsOf(FactSaying(text), *ParseSearchQuery("word50"));
  ASSERT_THAT(snippets, SizeIs(1));
  const std::string& shown = snippets[0].text();
  EXPECT_LE(shown.size(), 300u);
  EXPECT_GT(shown.size(), 280u);
  EXPECT_TRUE(absl::StrContains(" " + text, " " + shown + " ")) << shown;
  const v1::Highlight& highlight = snippets[0].highlights(0);
  EXPECT_EQ(shown.substr(highlight.begin_byte(), highlight.end_byte() - highlight.begin_byte()), "word50");
}

TEST(SnippetsOf, CutAWordThatIsTooLongBetweenCharacters) {
  std::string word;
  for (int i = 0; i < 200; ++i) word += "ơ";
  const auto snippets = SnippetsOf(FactSaying(word), *ParseSearchQuery(std::string(200, 'o')));
  ASSERT_THAT(snippets, SizeIs(1));
  EXPECT_EQ(snippets[0].text().size(), 300u);
  EXPECT_EQ(snippets[0].highlights(0).end_byte(), 300);
}

}  // namespace
}  // namespace dateline::answers
