#include "tests/disk_faults/simulated_disk.h"

#include <sqlite3.h>

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

std::set<DiskImage> Outcomes(const SimulatedDisk& disk) {
  std::mt19937_64 random(7);
  std::set<DiskImage> outcomes;
  for (int i = 0; i < 500; ++i) outcomes.insert(disk.AfterPowerCut(random));
  return outcomes;
}

SimulatedDisk::File OpenFile(SimulatedDisk& disk, const std::string& path) {
  SimulatedDisk::File file;
  bool is_new = false;
  EXPECT_EQ(disk.Open(path, true, true, file, is_new), SQLITE_OK);
  return file;
}

TEST(SimulatedDisk, ForgetsANewFileUntilItsFolderIsSynced) {
  SimulatedDisk disk;
  const auto file = OpenFile(disk, "a");
  disk.Write(file, 0, "x");
  disk.Sync(file, false);
  EXPECT_EQ(Outcomes(disk), (std::set<DiskImage>{{}, {{"a", "x"}}}));
  disk.Sync(file, true);
  EXPECT_EQ(Outcomes(disk), (std::set<DiskImage>{{{"a", "x"}}}));
}

TEST(SimulatedDisk, BringsADeletedFileBackUntilItsFolderIsSynced) {
  SimulatedDisk disk(DiskImage{{"a", "x"}});
  disk.Delete("a", false);
  EXPECT_EQ(Outcomes(disk), (std::set<DiskImage>{{}, {{"a", "x"}}}));
  const auto other = OpenFile(disk, "b");
  disk.Sync(other, true);
  EXPECT_EQ(Outcomes(disk), (std::set<DiskImage>{{{"b", ""}}}));
}

TEST(SimulatedDisk, IsFullForWhatGrowsOnly) {
  SimulatedDisk disk(DiskImage{{"a", "xy"}});
  const auto file = OpenFile(disk, "a");
  disk.SetFault(DiskFault::kFull);
  EXPECT_EQ(disk.Write(file, 0, "zz"), SQLITE_OK);
  EXPECT_EQ(disk.Write(file, 1, "zz"), SQLITE_FULL);
  disk.SetFault(DiskFault::kNone);
  EXPECT_EQ(disk.Write(file, 1, "zz"), SQLITE_OK);
}

TEST(SimulatedDisk, FailsFromTheChosenChangeOn) {
  SimulatedDisk disk(DiskImage{{"a", ""}});
  const auto file = OpenFile(disk, "a");
  disk.SetFaultAfter(DiskFault::kPowerIsOff, 2);
  EXPECT_EQ(disk.Write(file, 0, "x"), SQLITE_OK);
  EXPECT_EQ(disk.Write(file, 1, "y"), SQLITE_IOERR_WRITE);
  EXPECT_EQ(disk.Sync(file, true), SQLITE_IOERR);
  char byte = 0;
  EXPECT_EQ(disk.Read(file, 0, 1, &byte), SQLITE_IOERR_READ);
}

}  // namespace
}  // namespace dateline::testing
