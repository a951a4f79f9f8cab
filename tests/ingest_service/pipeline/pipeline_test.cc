#include "ingest_service/pipeline/pipeline.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::pipeline {
namespace {

using dateline::testing::IsOk;
using dateline::testing::StatusIs;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Property;

constexpr char kArticle[] =
    "OSLO — Norwegian Foreign Minister Kari Lunde met her Danish counterpart Mads Holm in Oslo on Tuesday. "
    "Lunde said the talks were useful.";

const Pipeline& SharedPipeline() {
  static const Pipeline* pipeline = Pipeline::Create(DATELINE_DATA_DIRECTORY)->release();
  return *pipeline;
}

v1::Article ArticleOf(absl::string_view body) {
  v1::Article article;
  article.set_body(std::string(body));
  return article;
}

std::string Serialized(const Reading& reading) {
  std::string bytes = reading.article.SerializeAsString();
  for (const v1::Fact& fact : reading.facts) absl::StrAppend(&bytes, fact.SerializeAsString());
  for (const v1::Entity& entity : reading.entities) absl::StrAppend(&bytes, entity.SerializeAsString());
  return bytes;
}

TEST(Pipeline, FindsWhoMetWhom) {
  const auto reading = SharedPipeline().Read(ArticleOf(kArticle));
  ASSERT_THAT(reading, IsOk());
  EXPECT_THAT(reading->facts, Contains(Property(&v1::Fact::event_type, v1::EVENT_TYPE_CONSULT)));
  EXPECT_THAT(reading->facts, Contains(Property(&v1::Fact::kind, v1::FACT_KIND_OFFICE)));
  EXPECT_THAT(reading->facts, Contains(Property(&v1::Fact::kind, v1::FACT_KIND_STATEMENT)));
  EXPECT_THAT(reading->entities, Contains(Property(&v1::Entity::display_name, "Kari Lunde")));
}

TEST(Pipeline, EveryThreadReadsTheSame) {
  const std::string expected = Serialized(*SharedPipeline().Read(ArticleOf(kArticle)));
  std::vector<std::string> read(8);
  std::vector<std::thread> threads;
  for (std::string& result : read) {
    threads.emplace_back([&result] { result = Serialized(*SharedPipeline().Read(ArticleOf(kArticle))); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(read, ::testing::Each(expected));
}

TEST(Pipeline, BadBytesAndEmptyBodiesAreNamed) {
  EXPECT_THAT(SharedPipeline().Read(ArticleOf("abc\xff")),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("3")));
  EXPECT_THAT(SharedPipeline().Read(ArticleOf(" \n")),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("empty")));
}

TEST(Pipeline, TextWithoutWordsSaysNothing) {
  const auto reading = SharedPipeline().Read(ArticleOf("*** — ..."));
  ASSERT_THAT(reading, IsOk());
  EXPECT_THAT(reading->facts, IsEmpty());
  EXPECT_THAT(reading->entities, IsEmpty());
}

TEST(Pipeline, MissingDataDirectoryIsNamed) {
  EXPECT_THAT(Pipeline::Create("/nowhere"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere")));
}

}  // namespace
}  // namespace dateline::pipeline
