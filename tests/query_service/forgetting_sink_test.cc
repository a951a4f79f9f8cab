#include "query_service/forgetting_sink.h"

#include <vector>

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::query_service {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::testing::ElementsAre;

class ForgettingSinkTest : public testing::IndexFixture {
 protected:
  std::vector<std::string> forgotten_;
  ForgettingSink sink_{*writer_,
                       [this](const std::string& article) {
                         // The index shows nothing of it any more.
                         EXPECT_EQ(Totals().articles, 1);
                         forgotten_.push_back(article);
                       },
                       [this] { forgotten_.emplace_back("all"); }};
};

TEST_F(ForgettingSinkTest, TellsOfPurgesThatTheIndexHasTaken) {
  feed_.Add({ArticleChange("articles/a"), ArticleChange("articles/b")});
  ASSERT_THAT(feed_.Give(sink_), IsOk());
  EXPECT_THAT(forgotten_, ElementsAre("all"));
  forgotten_.clear();
  feed_.Add({PurgeChange("articles/a")});
  ASSERT_THAT(feed_.Give(sink_), IsOk());
  EXPECT_THAT(forgotten_, ElementsAre("articles/a"));
  EXPECT_EQ(sink_.ConfirmPosition()->offset, 3);
}

}  // namespace
}  // namespace dateline::query_service
