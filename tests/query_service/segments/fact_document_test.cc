#include "query_service/segments/fact_document.h"

#include "gmock/gmock.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::DocumentOf;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSaying;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> ValuesOf(FactField field, const FactDocument& document) {
  std::vector<std::string> values;
  for (size_t i = 0; i < document.term_count(); ++i) {
    if (document.term(i)[0] == static_cast<char>(field)) values.emplace_back(document.term(i).substr(1));
  }
  return values;
}

std::vector<std::string> WordsOf(const FactDocument& document) {
  std::vector<std::string> words;
  for (size_t i = 0; i < document.word_count(); ++i) {
    const absl::string_view key = document.word(i);
    words.emplace_back(key.empty() ? "|" : std::string(key.substr(1)));
  }
  return words;
}

TEST(FactDocument, HasATermForEachFieldOfAFilter) {
  v1::Fact fact = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/x"}});
  fact.mutable_participants(0)->set_country_code("VN");
  fact.set_mode("visit");
  fact.add_contexts("economic");
  fact.add_contexts("military");
  fact.set_negated(true);
  fact.mutable_place()->set_entity("entities/hanoi");
  const FactDocument document = DocumentOf(1, fact, {"VNA", std::nullopt});
  EXPECT_THAT(ValuesOf(FactField::kEntity, document), ElementsAre("entities/x"));
  EXPECT_THAT(ValuesOf(FactField::kEntityInRole, document), ElementsAre("\x01"
                                                                        "entities/x"));
  EXPECT_THAT(ValuesOf(FactField::kRole, document), ElementsAre("1"));
  EXPECT_THAT(ValuesOf(FactField::kKind, document), ElementsAre("1"));
  EXPECT_THAT(ValuesOf(FactField::kEventType, document), ElementsAre("2"));
  EXPECT_THAT(ValuesOf(FactField::kMode, document), ElementsAre("visit"));
  EXPECT_THAT(ValuesOf(FactField::kContext, document), ElementsAre("economic", "military"));
  EXPECT_THAT(ValuesOf(FactField::kModality, document), ElementsAre("1"));
  EXPECT_THAT(ValuesOf(FactField::kNegated, document), ElementsAre(""));
  EXPECT_THAT(ValuesOf(FactField::kArticle, document), ElementsAre("articles/a"));
  EXPECT_THAT(ValuesOf(FactField::kPublisher, document), ElementsAre("VNA"));
  EXPECT_THAT(ValuesOf(FactField::kCountry, document), ElementsAre("VN"));
  EXPECT_THAT(ValuesOf(FactField::kPlace, document), ElementsAre("entities/hanoi"));
}

TEST(FactDocument, HasNoTermForWhatTheFactLacks) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.clear_event_type();
  const FactDocument document = DocumentOf(1, fact);
  for (const FactField field :
       {FactField::kEventType, FactField::kMode, FactField::kContext, FactField::kNegated, FactField::kPublisher,
        FactField::kCountry, FactField::kMonth, FactField::kLongTime, FactField::kSpeaker, FactField::kOfficeWord}) {
    EXPECT_THAT(ValuesOf(field, document), IsEmpty()) << static_cast<int>(field);
  }
  EXPECT_FALSE(document.days().has_value());
  EXPECT_FALSE(document.published().has_value());
}

TEST(FactDocument, NamesEveryMonthOfAShortTimeAndNoneOfALongOne) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  *fact.mutable_time()->mutable_earliest() = DateOf(2025, 8, 30);
  *fact.mutable_time()->mutable_latest() = DateOf(2025, 9, 2);
  EXPECT_THAT(ValuesOf(FactField::kMonth, DocumentOf(1, fact)), ElementsAre("2025-08", "2025-09"));
  fact.mutable_time()->clear_latest();
  EXPECT_THAT(ValuesOf(FactField::kMonth, DocumentOf(1, fact)), IsEmpty());
  EXPECT_THAT(ValuesOf(FactField::kLongTime, DocumentOf(1, fact)), ElementsAre(""));
}

TEST(FactDocument, HasTheSpeakersOfAStatementAndOfAnAttribution) {
  v1::Fact fact = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_SPEAKER, "entities/x"}});
  EXPECT_THAT(ValuesOf(FactField::kSpeaker, DocumentOf(1, fact)), IsEmpty());
  fact.set_kind(v1::FACT_KIND_STATEMENT);
  fact.mutable_attribution()->mutable_speaker()->set_entity("entities/y");
  EXPECT_THAT(ValuesOf(FactField::kSpeaker, DocumentOf(1, fact)), UnorderedElementsAre("entities/x", "entities/y"));
}

TEST(FactDocument, HasTheWordsOfItsTextsApart) {
  v1::Fact fact = FactSaying("articles/a/facts/1", "&amp; Trade talks");
  fact.mutable_evidence()->set_plain_text("Trade talks");
  fact.mutable_theme()->set_text("Việt Nam");
  fact.add_participants()->set_display_name("…");
  fact.add_participants()->set_display_name("Sơn");
  fact.mutable_place()->set_display_name("Hà Nội");
  fact.mutable_attribution()->mutable_speaker()->set_display_name("Phạm Thu Hằng");
  EXPECT_THAT(WordsOf(DocumentOf(1, fact)), ElementsAre("trade", "talks", "|", "viet", "nam", "|", "son", "|", "ha",
                                                        "noi", "|", "pham", "thu", "hang"));
}

TEST(FactDocument, HasTheWordsOfItsOffice) {
  v1::Fact fact = FactOf("articles/a/facts/1");
  fact.mutable_office()->set_normalized_title("Minister of Foreign Affairs");
  EXPECT_THAT(ValuesOf(FactField::kOfficeWord, DocumentOf(1, fact)),
              ElementsAre("minister", "of", "foreign", "affairs"));
}

TEST(ContextOf, KnowsTheDaysThatAPartlyKnownDateMayBe) {
  v1::Article article;
  article.set_publisher("VNA");
  *article.mutable_published() = DateOf(2024, 2, 0);
  const ArticleContext context = ContextOf(article);
  EXPECT_EQ(context.publisher, "VNA");
  EXPECT_EQ(context.published->first, FirstDay(DateOf(2024, 2, 1)));
  EXPECT_EQ(context.published->last, FirstDay(DateOf(2024, 2, 29)));
  article.mutable_published()->set_year(0);
  EXPECT_FALSE(ContextOf(article).published.has_value());
}

TEST(ArticleOfFact, IsWhatComesBeforeTheFact) {
  EXPECT_EQ(ArticleOfFact("articles/a/facts/1"), "articles/a");
  EXPECT_EQ(ArticleOfFact("articles/a"), "");
}

}  // namespace
}  // namespace dateline::segments
