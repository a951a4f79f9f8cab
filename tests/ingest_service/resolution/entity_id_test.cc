#include "ingest_service/resolution/entity_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::resolution {
namespace {

using extraction::ArticleEntity;
using language::NameType;
using ::testing::Ne;
using ::testing::StartsWith;

ArticleEntity Named(NameType type, std::string name, std::string country = "") {
  ArticleEntity entity;
  entity.type = type;
  entity.display_name = name;
  entity.names = {std::move(name)};
  entity.country_code = std::move(country);
  return entity;
}

TEST(Slug, FoldsMarks) { EXPECT_EQ(Slug("Bùi Thanh Sơn", 90), "bui-thanh-son"); }
TEST(Slug, WritesOtherScriptsAsBytes) { EXPECT_EQ(Slug("Ян", 90), "~d1~8f~d0~bd"); }
TEST(Slug, OfNothingIsNotEmpty) { EXPECT_EQ(Slug("—", 90), "x"); }

TEST(Slug, CutsLongNamesAndKeepsThemApart) {
  const std::string one = Slug(std::string(300, 'a') + "b", 90);
  const std::string two = Slug(std::string(300, 'a') + "c", 90);
  EXPECT_EQ(one.size(), 90u);
  EXPECT_NE(one, two);
}

TEST(EntityId, OfCountryIsItsCode) {
  EXPECT_EQ(EntityId(Named(NameType::kCountry, "Việt Nam", "VN"), "articles/a"), "country.vn");
}

TEST(EntityId, OfFullNameIsTheSameInEveryArticle) {
  const std::string id = EntityId(Named(NameType::kPerson, "Bùi Thanh Sơn"), "articles/a");
  EXPECT_EQ(id, "person.bui-thanh-son");
  EXPECT_EQ(EntityId(Named(NameType::kPerson, "Bui Thanh Son"), "articles/b"), id);
}

TEST(EntityId, OfFullNameHasItsCountry) {
  EXPECT_EQ(EntityId(Named(NameType::kPerson, "Bùi Thanh Sơn", "VN"), "articles/a"), "person.vn.bui-thanh-son");
}

TEST(EntityId, OfOneWordPersonBelongsToItsArticle) {
  const std::string id = EntityId(Named(NameType::kPerson, "Son"), "articles/a");
  EXPECT_THAT(id, StartsWith("person.son."));
  EXPECT_THAT(EntityId(Named(NameType::kPerson, "Son"), "articles/b"), Ne(id));
}

TEST(EntityId, OfBodyHasItsCountry) {
  EXPECT_EQ(EntityId(Named(NameType::kOrganization, "National Assembly", "KH"), "articles/a"),
            "organization.kh.national-assembly");
}

TEST(EntityId, OfKnownBodyIsItsKnownName) {
  ArticleEntity entity = Named(NameType::kOrganization, "UN");
  entity.known_as = "United Nations";
  EXPECT_EQ(EntityId(entity, "articles/a"), "organization.united-nations");
}

TEST(EntityId, OfDescriptionBelongsToItsArticle) {
  ArticleEntity entity;
  entity.type = NameType::kPerson;
  entity.display_name = "the Chinese official";
  EXPECT_THAT(EntityId(entity, "articles/a"), StartsWith("person.chinese-official."));
  EXPECT_THAT(EntityId(entity, "articles/b"), Ne(EntityId(entity, "articles/a")));
}

TEST(IsOfOneArticle, TellsWhoIsKnownElsewhere) {
  EXPECT_TRUE(IsOfOneArticle(EntityId(Named(NameType::kPerson, "Son", "VN"), "articles/a"), "articles/a"));
  EXPECT_FALSE(IsOfOneArticle(EntityId(Named(NameType::kPerson, "Bùi Thanh Sơn"), "articles/a"), "articles/a"));
}

}  // namespace
}  // namespace dateline::resolution
