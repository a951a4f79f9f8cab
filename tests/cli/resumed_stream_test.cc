#include "cli/resumed_stream.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class ResumedStreamTest : public ::testing::Test {
 protected:
  // A message comes.
  void Move() {
    ++progress_.message_count;
    progress_.resume_token = "t";
  }
  absl::Status Read(absl::FunctionRef<absl::Status()> read) {
    calls_ = 0;
    const auto counted = [&] {
      ++calls_;
      return read();
    };
    return ReadResuming(progress_, console_, counted, absl::ZeroDuration());
  }

  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  Console console_ = {.in = in_, .out = out_, .err = err_};
  StreamProgress progress_;
  int calls_ = 0;
};

TEST_F(ResumedStreamTest, IsTakenUpAsLongAsMessagesCome) {
  EXPECT_THAT(Read([&] {
                Move();
                return calls_ < 20 ? absl::UnavailableError("gone") : absl::OkStatus();
              }),
              IsOk());
  EXPECT_EQ(calls_, 20);
}

TEST_F(ResumedStreamTest, IsGivenUpWhereNothingComes) {
  const absl::Status status = Read([&] {
    if (calls_ == 1) Move();
    return absl::UnavailableError("gone");
  });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("gone; go on with --resume=t")));
  EXPECT_EQ(calls_, 6);
}

TEST_F(ResumedStreamTest, ThatNeverBeganIsNotTakenUp) {
  progress_.resume_token = "given";
  EXPECT_THAT(Read([] { return absl::UnavailableError("gone"); }), Not(IsOk()));
  EXPECT_EQ(calls_, 1);
}

TEST_F(ResumedStreamTest, IsNotTakenUpAfterAnotherError) {
  Move();
  EXPECT_THAT(Read([] { return absl::DataLossError("damaged"); }),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("--resume=t")));
  EXPECT_EQ(calls_, 1);
}

TEST_F(ResumedStreamTest, NamesNoTokenThatLeadsNowhere) {
  Move();
  EXPECT_THAT(Read([] { return absl::OutOfRangeError("begin anew"); }),
              StatusIs(absl::StatusCode::kOutOfRange, Not(HasSubstr("--resume"))));
}

TEST_F(ResumedStreamTest, NamesNoTokenWhereOutputWasLost) {
  Move();
  out_.setstate(std::ios::badbit);
  EXPECT_THAT(Read([] { return absl::UnavailableError("gone"); }),
              StatusIs(absl::StatusCode::kUnavailable, Not(HasSubstr("--resume"))));
  EXPECT_EQ(calls_, 1);
}

}  // namespace
}  // namespace dateline::cli
