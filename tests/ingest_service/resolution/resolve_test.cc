#include "ingest_service/resolution/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::resolution {
namespace {

using extraction::Entities;
using language::NameType;
using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(ResolveEntities, GivesOtherSpellingsSorted) {
  Entities entities;
  entities.entities.resize(1);
  entities.entities[0].display_name = "Bùi Thanh Sơn";
  entities.entities[0].names = {"Sơn", "Bùi Thanh Sơn", "Son"};
  const std::vector<v1::Entity> resolved = ResolveEntities(entities, "articles/a");
  ASSERT_THAT(resolved, SizeIs(1));
  EXPECT_EQ(resolved[0].name(), "entities/person.bui-thanh-son");
  EXPECT_EQ(resolved[0].type(), v1::ENTITY_TYPE_PERSON);
  EXPECT_THAT(resolved[0].aliases(), ElementsAre("Son", "Sơn"));
}

TEST(ResolveEntities, TellsUnnamedEntitiesOfOneDescriptionApart) {
  Entities entities;
  entities.entities.resize(2);
  entities.entities[0].display_name = entities.entities[1].display_name = "the official";
  const std::vector<v1::Entity> resolved = ResolveEntities(entities, "articles/a");
  EXPECT_NE(resolved[0].name(), resolved[1].name());
}

TEST(ResolveEntities, GivesCountryItsCode) {
  Entities entities;
  entities.entities.resize(1);
  entities.entities[0].type = NameType::kCountry;
  entities.entities[0].display_name = "Laos";
  entities.entities[0].names = {"Laos"};
  entities.entities[0].country_code = "LA";
  const std::vector<v1::Entity> resolved = ResolveEntities(entities, "articles/a");
  EXPECT_EQ(resolved[0].name(), "entities/country.la");
  EXPECT_EQ(resolved[0].country_code(), "LA");
}

}  // namespace
}  // namespace dateline::resolution
