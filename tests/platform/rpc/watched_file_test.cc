#include "platform/rpc/watched_file.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

constexpr absl::Duration kInterval = absl::Milliseconds(5);

absl::Status RefuseBad(absl::string_view content) {
  return content == "bad" ? absl::InvalidArgumentError("it is bad") : absl::OkStatus();
}

void Write(const std::string& path, const std::string& content) {
  std::ofstream(path + ".new") << content;
  std::filesystem::rename(path + ".new", path);
}

TEST(WatchedFile, RefusesToStartWithWhatItsLoaderRefuses) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.File("policy");
  const auto ignore = [](const absl::Status&) {};
  EXPECT_THAT(WatchedFile::Start(path, kInterval, RefuseBad, ignore),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr(path)));
  Write(path, "bad");
  EXPECT_THAT(WatchedFile::Start(path, kInterval, RefuseBad, ignore),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(path + ": it is bad")));
}

TEST(WatchedFile, TellsOfEachChangeOnceWhatCameOfIt) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.File("policy");
  Write(path, "one");
  threading::Mutex mutex;
  threading::ConditionVariable changed;
  std::vector<std::string> heard;
  const auto file = WatchedFile::Start(path, kInterval, RefuseBad, [&](const absl::Status& status) {
    threading::MutexLock lock(mutex);
    heard.emplace_back(status.message());
    changed.NotifyAll();
  });
  ASSERT_THAT(file, IsOk());
  const auto wait_for = [&](size_t count) {
    threading::MutexLock lock(mutex);
    while (heard.size() < count) changed.Wait(mutex);
  };
  Write(path, "bad");
  wait_for(1);
  absl::SleepFor(10 * kInterval);
  Write(path, "two");
  wait_for(2);
  EXPECT_EQ(heard, (std::vector<std::string>{"it is bad", ""}));
}

TEST(ReadSmallFile, RefusesALargeFile) {
  const testing::TemporaryDirectory directory;
  Write(directory.File("large"), std::string(kMaxWatchedFileBytes + 1, 'x'));
  EXPECT_THAT(ReadSmallFile(directory.File("large")),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("larger than")));
}

}  // namespace
}  // namespace dateline::rpc
