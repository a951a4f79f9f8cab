#include "tests/testing/store_server.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "tests/testing/postgres_cluster.h"
#include "tests/testing/postgres_session.h"
#include "tests/testing/skipped_test.h"

namespace dateline::testing {
namespace {

const std::string& Wanted() {
  static const std::string* const wanted = [] {
    const char* const value = std::getenv("DATELINE_STORE");
    return new std::string(value == nullptr ? "" : value);
  }();
  return *wanted;
}

class Server : public ::testing::Environment {
 public:
  void SetUp() override {
    if (!StoreServer::IsWanted()) return;
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

// The place of the name of the database in a URL.
struct NamePlace {
  size_t begin = 0;
  size_t end = 0;
};

NamePlace PlaceOfName(const std::string& url) {
  const size_t hosts = url.find("//") + 2;
  NamePlace place;
  place.end = std::min(url.find('?', hosts), url.size());
  place.begin = std::min(url.find('/', hosts), place.end);
  return place;
}

void Administer(const std::string& sql) {
  const PostgresSession session(server->url());
  const SqlAnswer answer = session.Execute(sql);
  EXPECT_TRUE(answer.is_done) << sql << ": " << answer.error << session.error();
}

}  // namespace

bool StoreServer::IsWanted() { return absl::StartsWith(Wanted(), "postgresql"); }

std::string StoreServer::Url() { return server->url(); }

store::Location StoreServer::MakeDatabase() {
  static std::atomic<int> count = 0;
  const std::string name = absl::StrCat("test_", getpid(), "_", absl::ToUnixMillis(absl::Now()), "_", ++count);
  Administer("CREATE DATABASE " + name);
  const NamePlace place = PlaceOfName(server->url());
  return absl::StrCat(server->url().substr(0, place.begin), "/", name, server->url().substr(place.end));
}

void StoreServer::DropDatabase(const store::Location& database) {
  const NamePlace place = PlaceOfName(database);
  Administer(
      absl::StrCat("DROP DATABASE ", database.substr(place.begin + 1, place.end - place.begin - 1), " WITH (FORCE)"));
}

}  // namespace dateline::testing
