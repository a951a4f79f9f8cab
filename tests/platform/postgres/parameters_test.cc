#include "platform/postgres/parameters.h"

#include "gtest/gtest.h"

namespace dateline::postgres {
namespace {

TEST(NumberParameters, CountsThemFromLeftToRight) {
  EXPECT_EQ(NumberParameters("SELECT a FROM t WHERE b = ? AND c > ? LIMIT ?"),
            "SELECT a FROM t WHERE b = $1 AND c > $2 LIMIT $3");
}

TEST(NumberParameters, KeepsNumbers) {
  EXPECT_EQ(NumberParameters("DELETE FROM t WHERE a = ?2 OR b = ?1 OR c = ?2"),
            "DELETE FROM t WHERE a = $2 OR b = $1 OR c = $2");
}

TEST(NumberParameters, LeavesTextsAlone) {
  EXPECT_EQ(NumberParameters("SELECT '?', 'it''s ?' WHERE a = ?"), "SELECT '?', 'it''s ?' WHERE a = $1");
}

}  // namespace
}  // namespace dateline::postgres
