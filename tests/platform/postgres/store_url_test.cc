#include "platform/postgres/store_url.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::postgres {
namespace {

using ::dateline::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(StoreUrl, IsToldFromPaths) {
  EXPECT_TRUE(IsStoreUrl("postgresql://host/database"));
  EXPECT_TRUE(IsStoreUrl("postgres://host/database"));
  EXPECT_FALSE(IsStoreUrl("/var/lib/postgresql"));
  EXPECT_FALSE(IsStoreUrl("host=localhost"));
}

TEST(StoreUrl, MayNameManyHostsAndOptions) {
  EXPECT_THAT(CheckStoreUrl("postgresql://u:p@a:1,b:2/news?target_session_attrs=primary&sslmode=verify-full"), IsOk());
}

TEST(StoreUrl, IsShownWithoutWhatIsSecret) {
  EXPECT_EQ(ShownUrl("postgresql://user:secret@a:1,b:2/news?sslpassword=hidden"), "postgresql://a:1,b:2/news");
  EXPECT_EQ(ShownUrl("postgresql://user:secret@a,b:2/news?port=5&password=other"), "postgresql://a:5,b:5/news");
  EXPECT_EQ(ShownUrl("postgresql:///news?host=/run/postgresql"), "postgresql:///run/postgresql/news");
}

TEST(StoreUrl, IsRefusedWithoutBeingShown) {
  for (const char* const url : {"postgresql://user:secret@host:1/news?secret=secret", "postgresql://user:secret@[host",
                                "postgresql://user:secret%zz@host/news"}) {
    const absl::Status refused = CheckStoreUrl(url);
    EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument) << url;
    EXPECT_THAT(std::string(refused.message()), Not(HasSubstr("secret"))) << url;
    EXPECT_THAT(ShownUrl(url), Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace dateline::postgres
