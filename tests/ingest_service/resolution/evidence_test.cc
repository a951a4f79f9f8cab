#include "ingest_service/resolution/evidence.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/resolution/resolve.h"

namespace dateline::resolution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::Article ArticleOf(int year) {
  v1::Article article;
  article.set_name("articles/a");
  if (year > 0) article.mutable_published()->set_year(year);
  return article;
}

// The entity that the article's person becomes; without names: a description.
v1::Entity PersonOf(const std::string& display_name, const std::string& country_code, bool is_named = true) {
  extraction::Entities entities;
  extraction::ArticleEntity& person = entities.entities.emplace_back();
  person.display_name = display_name;
  person.country_code = country_code;
  if (is_named) person.names = {display_name};
  return ResolveEntities(entities, "articles/a").front();
}

v1::Fact OfficeOf(const v1::Entity& holder, const std::string& title) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_OFFICE);
  fact.mutable_office()->set_normalized_title(title);
  fact.add_participants()->set_role(v1::PARTICIPANT_ROLE_HOLDER);
  fact.mutable_participants(0)->set_entity(holder.name());
  return fact;
}

TEST(EvidenceOf, FullNameIsItsNameCountryAndOffices) {
  const v1::Entity person = PersonOf("Bùi Thanh Sơn", "VN");
  const auto evidence = EvidenceOf(ArticleOf(2025), {person}, {OfficeOf(person, "Deputy Prime Minister")});
  ASSERT_THAT(evidence, SizeIs(1));
  EXPECT_EQ(evidence[0].entity, "entities/person.vn.bui-thanh-son");
  EXPECT_EQ(evidence[0].name, "bui thanh son");
  EXPECT_FALSE(evidence[0].is_short);
  EXPECT_EQ(evidence[0].country_code, "VN");
  EXPECT_THAT(evidence[0].offices, ElementsAre(OfficeEvidence{"deputy minister prime", 2025}));
}

TEST(EvidenceOf, OneWordNeedsCountryAndOffice) {
  const v1::Entity son = PersonOf("Son", "VN");
  const v1::Entity without_country = PersonOf("Son", "");
  EXPECT_THAT(EvidenceOf(ArticleOf(0), {son}, {}), IsEmpty());
  EXPECT_THAT(EvidenceOf(ArticleOf(0), {without_country}, {OfficeOf(without_country, "King")}), IsEmpty());
  const auto evidence = EvidenceOf(ArticleOf(0), {son}, {OfficeOf(son, "King")});
  ASSERT_THAT(evidence, SizeIs(1));
  EXPECT_TRUE(evidence[0].is_short);
}

TEST(EvidenceOf, ThereIsNoneOfDescriptionsOrOfWhatIsNoPerson) {
  v1::Entity body = PersonOf("National Assembly", "VN");
  body.set_type(v1::ENTITY_TYPE_ORGANIZATION);
  EXPECT_THAT(EvidenceOf(ArticleOf(0), {PersonOf("the Thai delegation", "TH", false), body}, {}), IsEmpty());
}

TEST(OfficeKey, IsOneForTheFormsOfATitle) {
  EXPECT_EQ(OfficeKey("Minister of Foreign Affairs"), OfficeKey("Foreign Minister"));
  EXPECT_EQ(OfficeKey("Minister for the Interior"), OfficeKey("Interior Minister"));
  EXPECT_NE(OfficeKey("Deputy Prime Minister"), OfficeKey("Prime Minister"));
}

}  // namespace
}  // namespace dateline::resolution
