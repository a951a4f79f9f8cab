#include "tests/testing/postgres_messages.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PostgresMessageReader, CutsWhateverTheirPieces) {
  const std::string bytes = PostgresMessageOf('P', "abc") + PostgresMessageOf('S', "");
  PostgresMessageReader reader;
  std::string types, bodies;
  for (const char byte : bytes) {
    reader.Add(std::string(1, byte));
    while (const auto message = reader.Next(true)) {
      types += message->type;
      bodies += std::string(message->Body()) + ";";
    }
  }
  EXPECT_EQ(types, "PS");
  EXPECT_EQ(bodies, "abc;;");
}

TEST(PostgresMessageReader, FirstMessageHasNoType) {
  PostgresMessageReader reader;
  reader.Add(std::string("\0\0\0\x08\x04\xd2\x16\x2f", 8) + PostgresMessageOf('Q', ""));
  const auto first = reader.Next(false);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(RequestCodeOf(*first), kTlsRequest);
  EXPECT_EQ(reader.Next(true)->type, 'Q');
}

TEST(PostgresMessageReader, MessageThatIsTooLongNeverComes) {
  PostgresMessageReader reader;
  reader.Add(std::string("D\x7f\xff\xff\xff", 5) + std::string(100, 'x'));
  EXPECT_FALSE(reader.Next(true).has_value());
}

TEST(PostgresMessages, LengthCountsItselfAndNotTheType) {
  EXPECT_EQ(PostgresMessageOf('Q', std::string(300, 'x')).substr(0, 5), std::string("Q\0\0\x01\x30", 5));
}

TEST(PostgresMessages, ErrorNamesItsState) {
  EXPECT_THAT(PostgresErrorOf("40001", "no"), HasSubstr(std::string("C40001\0Mno\0\0", 12)));
}

TEST(PostgresMessages, StringsEndWithZero) {
  EXPECT_THAT(StringsOf(absl::string_view("a\0\0bc\0", 6), 4), ElementsAre("a", "", "bc", ""));
  EXPECT_THAT(StringsOf("no end", 1), ElementsAre("no end"));
}

TEST(PostgresMessages, KnowsWhatCommits) {
  for (const char* const sql : {"COMMIT", " commit;", "BEGIN; INSERT INTO a VALUES (1); Commit", "END",
                                "END TRANSACTION", "COMMIT AND CHAIN", "\n\tcommit work"}) {
    EXPECT_TRUE(IsCommit(sql)) << sql;
  }
  for (const char* const sql : {"", ";", "BEGIN", "ROLLBACK", "SELECT 'commit'", "committed", "endless",
                                "DO $$ BEGIN PERFORM 1; END; $$", "SELECT commit FROM versions"}) {
    EXPECT_FALSE(IsCommit(sql)) << sql;
  }
}

}  // namespace
}  // namespace dateline::testing
