#include "ingest_service/fact_log/article_knowledge.h"

#include "gmock/gmock.h"
#include "ingest_service/fact_log/schema.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleEntity;

TEST(SetKnowledge, MergesAnEntityAfterItIsKnown) {
  testing::StoreDirectory directory;
  auto database = directory.OpenStore("log");
  ASSERT_THAT(database->EnsureSchema(kSchema), IsOk());
  ChangeWriter writer(*database, *TakeOver(*database), absl::Now());
  const std::vector<resolution::PersonEvidence> evidence = {
      {"entities/person.vn.bui-thanh-son", "bui thanh son", false, "VN", {{"minister", 2024}}},
      {"entities/person.son.a", "son", true, "VN", {{"minister", 2025}}}};
  const std::vector<v1::Entity> entities = {SampleEntity("entities/person.vn.bui-thanh-son", "Bùi Thanh Sơn"),
                                            SampleEntity("entities/person.son.a", "Son")};
  ASSERT_THAT(SetKnowledge({"articles/a", 1, true}, entities, {EntityChanges(entities), evidence, {}}, writer), IsOk());
  EXPECT_EQ((*FindEntity(*database, "entities/person.son.a"))->merged_into(), "entities/person.vn.bui-thanh-son");
  EXPECT_EQ(writer.head().offset, 3);
}

}  // namespace
}  // namespace dateline::fact_log
