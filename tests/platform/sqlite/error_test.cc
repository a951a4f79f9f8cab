#include "platform/sqlite/error.h"

#include <sqlite3.h>

#include "gtest/gtest.h"
#include "platform/errors/errors.h"

namespace dateline::sqlite {
namespace {

struct Expectation {
  int sqlite_code;
  absl::StatusCode code;
  const char* reason;
};

TEST(ErrorFromCode, NamesTheReason) {
  for (const Expectation& expected : {
           Expectation{SQLITE_FULL, absl::StatusCode::kResourceExhausted, kStoreFull},
           Expectation{SQLITE_IOERR_WRITE, absl::StatusCode::kUnavailable, kStoreUnavailable},
           Expectation{SQLITE_CANTOPEN, absl::StatusCode::kUnavailable, kStoreUnavailable},
           Expectation{SQLITE_BUSY, absl::StatusCode::kUnavailable, kStoreUnavailable},
           Expectation{SQLITE_CORRUPT_INDEX, absl::StatusCode::kDataLoss, kStoreDamaged},
           Expectation{SQLITE_NOTADB, absl::StatusCode::kDataLoss, kStoreDamaged},
           Expectation{SQLITE_CONSTRAINT_UNIQUE, absl::StatusCode::kInternal, ""},
           Expectation{SQLITE_MISUSE, absl::StatusCode::kInternal, ""},
       }) {
    const absl::Status status = ErrorFromCode(expected.sqlite_code, "words", "write");
    EXPECT_EQ(status.code(), expected.code) << expected.sqlite_code;
    EXPECT_EQ(errors::Reason(status), expected.reason) << expected.sqlite_code;
  }
}

TEST(ErrorFromCodeDeathTest, EndsTheProcessWhenTheDiskDidNotKeepIt) {
  EXPECT_DEATH(static_cast<void>(ErrorFromCode(SQLITE_IOERR_FSYNC, "disk I/O error", "write the log")), "fsync");
}

}  // namespace
}  // namespace dateline::sqlite
