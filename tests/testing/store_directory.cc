#include "tests/testing/store_directory.h"

#include <unistd.h>

#include <atomic>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "tests/testing/store_server.h"

namespace dateline::testing {
namespace {

store::Location MakeSchema() {
  static std::atomic<int> count = 0;
  const std::string schema = absl::StrCat("store_", getpid(), "_", absl::ToUnixMillis(absl::Now()), "_", ++count);
  const auto database = store::Database::OpenWriter(StoreServer::Url());
  const absl::Status made =
      database.ok() ? (*database)->Execute(absl::StrCat("CREATE SCHEMA ", schema)) : database.status();
  EXPECT_TRUE(made.ok()) << made;
  const absl::string_view separator = absl::StrContains(StoreServer::Url(), '?') ? "&" : "?";
  return absl::StrCat(StoreServer::Url(), separator, "options=-csearch_path%3D", schema);
}

}  // namespace

bool StoreDirectory::IsPostgres() { return StoreServer::IsWanted(); }

store::Location StoreDirectory::Store(const std::string& name) {
  if (!IsPostgres()) return File(name);
  store::Location& location = stores_[name];
  if (location.empty()) location = MakeSchema();
  return location;
}

std::unique_ptr<store::Database> StoreDirectory::OpenStore(const std::string& name) {
  auto database = store::Database::OpenWriter(Store(name));
  EXPECT_TRUE(database.ok()) << database.status();
  return database.ok() ? *std::move(database) : nullptr;
}

void StoreDirectory::EndOtherSessions() {
  const auto database = store::Database::OpenWriter(StoreServer::Url());
  ASSERT_TRUE(database.ok()) << database.status();
  auto end = (*database)->Prepare(
      "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_TRUE(end->Step().ok());
}

}  // namespace dateline::testing
