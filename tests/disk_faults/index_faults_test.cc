// The index on a disk that is full, fails or cannot be written.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"
#include "query_service/index/index_writer.h"
#include "tests/disk_faults/simulated_vfs.h"
#include "tests/disk_faults/store_content.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

using ::testing::_;

constexpr int kBatches = 40;
constexpr size_t kChangesOfABatch = 10;

class IndexFaults : public ::testing::Test {
 protected:
  IndexFaults() : disk_(std::make_shared<SimulatedDisk>()), vfs_(disk_) {
    for (int i = 0; i < kBatches * static_cast<int>(kChangesOfABatch); ++i) {
      const std::string article = absl::StrCat("articles/", i / 5);
      const std::string entity = absl::StrCat("entities/", i % 7);
      if (i % 5 == 0) feed_.Add({ArticleChange(article, "Reuters")});
      if (i % 5 == 1) feed_.Add({EntityChange(EntityOf(entity, absl::StrCat("Name ", i)))});
      if (i % 5 > 1) {
        feed_.Add({FactChange(FactOf(absl::StrCat(article, "/facts/", i), {{v1::PARTICIPANT_ROLE_ACTOR, entity}}))});
      }
    }
    writer_ = Open("index", published_);
  }

  std::unique_ptr<index::IndexWriter> Open(const std::string& name, index::PublishedIndex& published) {
    auto writer = index::IndexWriter::Open({directory_.File(name)}, published);
    EXPECT_THAT(writer, IsOk());
    return *std::move(writer);
  }

  // Each batch meets `fault` after more changes of the disk, and is applied again without it. How many were refused.
  int ApplyAllUnder(DiskFault fault, absl::StatusCode code, const std::string& reason) {
    int refused = 0;
    for (int batch = 0; batch < kBatches; ++batch) {
      const int64_t before = writer_->Position()->offset;
      disk_->SetFaultAfter(fault, 1 + batch);
      const absl::Status applied = feed_.Give(*writer_, kChangesOfABatch);
      disk_->SetFault(DiskFault::kNone);
      if (applied.ok()) continue;
      ++refused;
      EXPECT_THAT(applied, StatusIs(code, _));
      EXPECT_EQ(errors::Reason(applied), reason);
      EXPECT_EQ(writer_->Position()->offset, before);
    }
    return refused;
  }

  // It goes on, to what an index holds that met no fault in the same batches.
  void ExpectWhatASoundDiskHolds() {
    while (writer_->Position()->offset < Head()) ASSERT_THAT(feed_.Give(*writer_, kChangesOfABatch), IsOk());
    EXPECT_EQ(writer_->ConfirmPosition()->offset, Head());
    index::PublishedIndex published;
    auto sound = Open("sound", published);
    while (sound->Position()->offset < Head()) ASSERT_THAT(feed_.Give(*sound, kChangesOfABatch), IsOk());
    EXPECT_TRUE(published_.Get()->state.totals == published.Get()->state.totals);
    writer_.reset();
    sound.reset();
    const auto held = DigestIndex("index"), expected = DigestIndex("sound");
    ASSERT_THAT(held, IsOk());
    ASSERT_THAT(expected, IsOk());
    EXPECT_EQ(*held, *expected);
  }

  // But for the number that is drawn when an index begins.
  absl::StatusOr<std::string> DigestIndex(const std::string& name) {
    const auto database = *sqlite::Database::OpenWriter(directory_.File(name), sqlite::Durability::kNormal);
    EXPECT_THAT(database->Execute("UPDATE index_state SET generation = 0"), IsOk());
    return DigestStore(directory_.File(name));
  }

  int64_t Head() const { return static_cast<int64_t>(feed_.records().size()); }

  TemporaryDirectory directory_;
  std::shared_ptr<SimulatedDisk> disk_;
  SimulatedVfs vfs_;
  SampleFeed feed_;
  index::PublishedIndex published_;
  std::unique_ptr<index::IndexWriter> writer_;
};

TEST_F(IndexFaults, AFullDiskLeavesTheIndexWhereItStoodUntilThereIsSpace) {
  EXPECT_GT(ApplyAllUnder(DiskFault::kFull, absl::StatusCode::kResourceExhausted, sqlite::kStoreFull), 0);
  ExpectWhatASoundDiskHolds();
}

TEST_F(IndexFaults, AFailedWriteLeavesTheIndexWhereItStood) {
  EXPECT_GT(ApplyAllUnder(DiskFault::kWritesFail, absl::StatusCode::kUnavailable, sqlite::kStoreUnavailable), 0);
  ExpectWhatASoundDiskHolds();
}

// The process that is to die opens the index itself, on a disk of its own.
TEST_F(IndexFaults, AFailedSyncOfWhatIsConfirmedEndsTheProcess) {
  writer_.reset();
  EXPECT_DEATH(
      {
        disk_ = std::make_shared<SimulatedDisk>();
        vfs_.Use(disk_);
        writer_ = Open("index", published_);
        static_cast<void>(feed_.Give(*writer_, kChangesOfABatch));
        disk_->SetFault(DiskFault::kSyncsFail);
        static_cast<void>(writer_->ConfirmPosition());
      },
      "fsync");
}

}  // namespace
}  // namespace dateline::testing
