#include "platform/rpc/token_table.h"

#include "absl/strings/str_cat.h"
#include "platform/encoding/sha256.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(TokenTable, KnowsTheHolderByTheToken) {
  const auto table = TokenTable::Parse(absl::StrCat("# who may come in\n\n", encoding::Sha256Hex("s3cret"),
                                                    " newsroom reader,writer\n", encoding::Sha256Hex("other"),
                                                    "\tarchive  reader\r\n"));
  ASSERT_THAT(table, IsOk());
  const TokenHolder* const holder = table->Find("s3cret");
  ASSERT_NE(holder, nullptr);
  EXPECT_EQ(holder->name, "newsroom");
  EXPECT_THAT(holder->roles, ElementsAre("reader", "writer"));
  EXPECT_EQ(table->Find("other")->name, "archive");
  EXPECT_EQ(table->Find(""), nullptr);
  EXPECT_EQ(table->Find(encoding::Sha256Hex("s3cret")), nullptr);  // the hash is no token
}

TEST(TokenTable, NamesTheLineThatIsWrong) {
  const std::string hash = encoding::Sha256Hex("x");
  for (const std::string& line : {std::string("x reader"), std::string("abc name reader"), hash + " name",
                                  hash + " na,me reader", hash + " name reader,,writer", hash + " name reader extra"}) {
    EXPECT_THAT(TokenTable::Parse("\n" + line), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2")))
        << line;
  }
  EXPECT_THAT(TokenTable::Parse(hash + " a reader\n" + hash + " b reader"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2")));
}

}  // namespace
}  // namespace dateline::rpc
