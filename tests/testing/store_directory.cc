#include "tests/testing/store_directory.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/skipped_test.h"

namespace dateline::testing {
namespace {

const std::string& Wanted() {
  static const std::string* const wanted = [] {
    const char* const value = std::getenv("DATELINE_TEST_STORE");
    return new std::string(value == nullptr ? "" : value);
  }();
  return *wanted;
}

// The database in which every store is a schema; from the first test to the last.
class Server : public ::testing::Environment {
 public:
  void SetUp() override {
    if (!StoreDirectory::IsPostgres()) return;
    if (store::IsPostgres(Wanted())) {
      url_ = Wanted();
    } else if (PostgresCluster::IsInstalled()) {
      cluster_ = std::make_unique<PostgresCluster>();
      url_ = cluster_->Url(cluster_->MakeDatabase());
    } else {
      SkipTest("PostgreSQL 15 is not installed");
    }
  }
  void TearDown() override { cluster_.reset(); }

  const std::string& url() const { return url_; }

 private:
  std::unique_ptr<PostgresCluster> cluster_;
  std::string url_;
};

Server* const server = static_cast<Server*>(::testing::AddGlobalTestEnvironment(new Server));

store::Location MakeSchema() {
  static std::atomic<int> count = 0;
  const std::string schema = absl::StrCat("store_", getpid(), "_", absl::ToUnixMillis(absl::Now()), "_", ++count);
  const auto database = store::Database::OpenWriter(server->url());
  const absl::Status made =
      database.ok() ? (*database)->Execute(absl::StrCat("CREATE SCHEMA ", schema)) : database.status();
  EXPECT_TRUE(made.ok()) << made;
  const absl::string_view separator = absl::StrContains(server->url(), '?') ? "&" : "?";
  return absl::StrCat(server->url(), separator, "options=-csearch_path%3D", schema);
}

}  // namespace

bool StoreDirectory::IsPostgres() { return absl::StartsWith(Wanted(), "postgresql"); }

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
  const auto database = store::Database::OpenWriter(server->url());
  ASSERT_TRUE(database.ok()) << database.status();
  auto end = (*database)->Prepare(
      "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_TRUE(end->Step().ok());
}

}  // namespace dateline::testing
