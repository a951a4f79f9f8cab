// measure_postgresql PROGRAMS DATA_DIRECTORY ARTICLES URL SERVER_LOG FOLDER: how fast the log is on PostgreSQL. For
// `./dev bench postgresql`.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/read_articles.h"
#include "tests/benchmarks/recorded_sql.h"
#include "tests/benchmarks/repeated_articles.h"
#include "tests/testing/child_process.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

constexpr int kRounds = 5;
constexpr int kArticlesOfARound = 1500;
constexpr int kReplayedArticles = 128;  // pgbench takes a time to read a script that grows with its square
constexpr int kReadArticlesOfARound = 560;
constexpr int kCallers = 4;  // of a process that reads one article at a time

[[noreturn]] void Fail(const std::string& why) {
  std::cerr << why << "\n";
  std::exit(1);
}

// Makes stores, each a schema of one database.
class Server {
 public:
  Server(std::string url, std::string log_path, std::string folder)
      : url_(std::move(url)), log_path_(std::move(log_path)), folder_(std::move(folder)) {}

  std::string MakeStore() {
    const std::string schema = absl::StrCat("store", ++stores_);
    const auto database = store::Database::OpenWriter(url_);
    const absl::Status made =
        database.ok() ? (*database)->Execute(absl::StrCat("CREATE SCHEMA ", schema)) : database.status();
    if (!made.ok()) Fail(std::string(made.message()));
    return absl::StrCat(url_, "?options=-csearch_path%3D", schema);
  }

  const std::string& log_path() const { return log_path_; }
  std::string File(const std::string& name) const { return absl::StrCat(folder_, "/", name); }

 private:
  const std::string url_, log_path_, folder_;
  int stores_ = 0;
};

std::unique_ptr<fact_log::FactLog> OpenLog(const std::string& store) {
  auto log = fact_log::FactLog::Open(store, {}, [](const fact_log::FeedHead&) {});
  if (!log.ok()) Fail(std::string(log.status().message()));
  return *std::move(log);
}

double AppendRate(const std::string& store, const RepeatedArticles& articles) {
  return kArticlesOfARound / AppendAll(*OpenLog(store), articles, 0, kArticlesOfARound);
}

// The SQL of kReplayedArticles appended articles, as two scripts; statements an article.
double RecordScripts(Server& server, const RepeatedArticles& articles) {
  const std::string store = server.MakeStore();
  OpenLog(store).reset();  // makes the tables
  AppendAll(*OpenLog(store + "%20-clog_statement%3Dall%20-clog_parameter_max_length%3D-1"), articles, 0,
            kReplayedArticles);
  double statements = 0;
  for (const bool pipelined : {false, true}) {
    std::ifstream server_log(server.log_path());
    const std::string script = RecordedSql(server_log, pipelined);
    std::ofstream(server.File(pipelined ? "pipelined.sql" : "plain.sql")) << script;
    statements = static_cast<double>(CountStatements(script)) / kReplayedArticles;
  }
  return statements;
}

double ReplayRate(Server& server, bool pipelined) {
  const std::string store = server.MakeStore();
  OpenLog(store).reset();  // makes the tables
  const FinishedProgram run = RunProgram({"/usr/lib/postgresql/15/bin/pgbench", "--no-vacuum", "--client=1",
                                          "--transactions=1", pipelined ? "--protocol=extended" : "--protocol=simple",
                                          "--file=" + server.File(pipelined ? "pipelined.sql" : "plain.sql"), store});
  const size_t rate = run.out.find("tps = ");
  if (run.exit_code != 0 || rate == std::string::npos) Fail(run.out + run.err);
  return kReplayedArticles * std::stod(run.out.substr(rate + 6));
}

void MeasureLog(Server& server, const RepeatedArticles& articles, Measures& measures) {
  measures.Add("statements an article", RecordScripts(server, articles), "", nullptr, "lower");
  std::vector<double> log, plain, pipelined, ratios, sqlite, of_sqlite;
  for (int round = 0; round < kRounds; ++round) {
    log.push_back(AppendRate(server.MakeStore(), articles));
    plain.push_back(ReplayRate(server, false));
    pipelined.push_back(ReplayRate(server, true));
    sqlite.push_back(AppendRate(server.File(absl::StrCat("sqlite", round)), articles));
    ratios.push_back(log.back() / std::max(plain.back(), pipelined.back()));
    of_sqlite.push_back(log.back() / sqlite.back());
  }
  measures.Add("the log on PostgreSQL, without extraction", Median(log), "articles/s", nullptr, "higher");
  measures.Add("pgbench -f, the same SQL", Median(plain), "articles/s", nullptr, "higher");
  measures.Add("pgbench -f, the same SQL in a pipeline", Median(pipelined), "articles/s", nullptr, "higher");
  measures.Add("the log beside the faster pgbench", Median(ratios), "", 0.5, "higher");
  measures.Add("the log on SQLite", Median(sqlite), "articles/s", nullptr, "higher");
  measures.Add("PostgreSQL beside SQLite", Median(of_sqlite), "", nullptr, "higher");
}

// A control group whose processes get seven tenths of a core, in slices so short that they look like a slower core:
// what is held back with a lock keeps others waiting for a millisecond.
class SlowerCore {
 public:
  explicit SlowerCore(int number) {
    const bool is_first_version = std::filesystem::exists("/sys/fs/cgroup/cpu/cpu.shares");
    folder_ = absl::StrCat("/sys/fs/cgroup/", is_first_version ? "cpu/" : "", "dateline-bench-", getpid(), "-", number);
    std::error_code failed;
    std::filesystem::create_directory(folder_, failed);
    if (is_first_version) std::ofstream(folder_ + "/cpu.cfs_period_us") << 4000;
    std::ofstream limit(folder_ + (is_first_version ? "/cpu.cfs_quota_us" : "/cpu.max"));
    limit << (is_first_version ? "2800" : "2800 4000") << std::flush;
    if (!limit) Fail("there is no control group for processors at " + folder_ + ": run this as root");
  }
  // The kernel lets go of a process that ended a moment later.
  ~SlowerCore() {
    for (int i = 0; i < 100 && rmdir(folder_.c_str()) != 0; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  SlowerCore(const SlowerCore&) = delete;
  SlowerCore& operator=(const SlowerCore&) = delete;

  // The command, run in it.
  std::vector<std::string> Running(std::vector<std::string> command) const {
    command.insert(command.begin(), {"/bin/sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", folder_ + "/cgroup.procs"});
    return command;
  }

 private:
  std::string folder_;
};

// An ingest process that is kept on one core; `slower_core` may be null.
class PinnedIngest {
 public:
  PinnedIngest(const std::string& programs, const Server& server, const std::string& store, int core,
               std::unique_ptr<SlowerCore> slower_core)
      : slower_core_(std::move(slower_core)),
        process_(Command(programs, store, core), {}, server.File(absl::StrCat("ingest", ++starts_))),
        address_(process_.WaitForOutputAfter("listening on ")) {
    if (address_.empty()) Fail(process_.Errors());
  }

  // Sends articles from `next` on up to kReadArticlesOfARound, each when one before it was answered.
  void Send(const RepeatedArticles& articles, std::atomic<int64_t>& next) const {
    std::vector<std::thread> callers;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back([&] {
        const auto ingest =
            v1::IngestService::NewStub(grpc::CreateChannel(address_, grpc::InsecureChannelCredentials()));
        for (int64_t number; (number = next++) < kReadArticlesOfARound;) {
          v1::IngestArticleRequest request;
          *request.mutable_article() = articles.Article(number);
          v1::IngestArticleResponse response;
          const grpc::Status status = ingest->IngestArticle(CallContext().get(), request, &response);
          if (!status.ok()) Fail(status.error_message());
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
  }

 private:
  std::vector<std::string> Command(const std::string& programs, const std::string& store, int core) const {
    std::vector<std::string> command = {
        "/usr/bin/taskset",     "--cpu-list",         std::to_string(core), programs + "/dateline-ingest",
        "--listen=127.0.0.1:0", "--worker-threads=1", "--store=" + store};
    return slower_core_ == nullptr ? command : slower_core_->Running(std::move(command));
  }

  static inline int starts_ = 0;
  const std::unique_ptr<SlowerCore> slower_core_;
  ChildProcess process_;
  const std::string address_;
};

// What the processes that read run on.
enum class Cores { kWhole, kSlower };

// Articles a second of so many processes on one database, which share the same articles, whoever is free.
double ReadRate(const std::string& programs, Server& server, const RepeatedArticles& articles, Cores cores,
                int processes) {
  const std::string store = server.MakeStore();
  std::vector<std::unique_ptr<PinnedIngest>> ingests;
  for (int core = 0; core < processes; ++core) {
    auto slower = cores == Cores::kSlower ? std::make_unique<SlowerCore>(core) : nullptr;
    ingests.push_back(std::make_unique<PinnedIngest>(programs, server, store, core, std::move(slower)));
  }
  const auto start = Clock::now();
  std::atomic<int64_t> next = 0;
  std::vector<std::thread> senders;
  for (const auto& ingest : ingests) senders.emplace_back([&] { ingest->Send(articles, next); });
  for (std::thread& sender : senders) sender.join();
  return kReadArticlesOfARound / SecondsSince(start);
}

// `bar` of the ratio; null: none.
void MeasureProcesses(const std::string& programs, Server& server, const RepeatedArticles& articles, Cores cores,
                      const nlohmann::json& bar, Measures& measures) {
  std::vector<double> one, two, ratios;
  for (int round = 0; round < kRounds; ++round) {
    one.push_back(ReadRate(programs, server, articles, cores, 1));
    two.push_back(ReadRate(programs, server, articles, cores, 2));
    ratios.push_back(two.back() / one.back());
  }
  const std::string each = cores == Cores::kWhole ? "a core each" : "0.7 of a core each";
  measures.Add("one ingest process with extraction, " + each, Median(one), "articles/s", nullptr, "higher");
  measures.Add("two on one database, " + each, Median(two), "articles/s", nullptr, "higher");
  measures.Add("two beside one, " + each, Median(ratios), "", bar, "higher");
}

int Run(const std::string& programs, const std::string& data_directory, const std::string& articles_path,
        Server server) {
  auto readings = ReadArticlesOf(data_directory, articles_path);
  if (!readings.ok()) Fail(std::string(readings.status().message()));
  const RepeatedArticles articles(*std::move(readings));
  Measures measures;
  MeasureLog(server, articles, measures);
  // On whole cores they take them from the server and the callers, who have none of their own.
  MeasureProcesses(programs, server, articles, Cores::kWhole, nullptr, measures);
  MeasureProcesses(programs, server, articles, Cores::kSlower, 1.8, measures);
  std::cout << measures.json() << "\n";
  return 0;
}

}  // namespace
}  // namespace dateline::testing

int main(int argc, char** argv) {
  if (argc == 7) return dateline::testing::Run(argv[1], argv[2], argv[3], {argv[4], argv[5], argv[6]});
  std::cerr << "usage: measure_postgresql PROGRAMS DATA_DIRECTORY ARTICLES URL SERVER_LOG FOLDER\n";
  return 2;
}
