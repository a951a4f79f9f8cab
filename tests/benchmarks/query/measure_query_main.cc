// How fast facts are found, beside servers that only send the same bytes, and beside PostgreSQL.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "dateline/v1/query_service.pb.h"
#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/news/news_facts.h"
#include "tests/benchmarks/query/echo_server.h"
#include "tests/benchmarks/query/fed_index.h"
#include "tests/benchmarks/query/load.h"
#include "tests/benchmarks/query/postgres_facts.h"
#include "tests/testing/child_process.h"

namespace dateline::testing {
namespace {

using nlohmann::json;

constexpr uint32_t kSeed = 6;
constexpr int kRounds = 5;
constexpr int kInFlight = 16;
constexpr std::chrono::milliseconds kRound(800);
constexpr size_t kRequests = 512;
// Of each kind, whose answers are compared with PostgreSQL's.
constexpr size_t kComparedRequests = 16;

using Rows = std::vector<std::string>;

// One kind of question, to the service and to PostgreSQL.
struct Question {
  std::string name;
  std::string method;
  std::vector<std::string> requests = {};
  Statement statement = {};
  std::optional<double> echo_bar = {}, postgres_bar = {}, p99_bar = {};
  // What must be PostgreSQL's: facts, or numbers as it sends them; of a search, which it ranks otherwise, only how
  // many.
  std::function<Rows(const std::string&)> read_rows = {};
  bool has_same_rows = true;
};

class QueryBench {
 public:
  QueryBench(const std::string& programs, const std::string& folder, int64_t facts, const std::string& postgres)
      : programs_(programs), folder_(folder), facts_(facts), news_(kSeed, facts) {
    if (!postgres.empty()) postgres_ = std::make_unique<PostgresFacts>(postgres);
  }

  int Run() {
    measures_.Add("facts", static_cast<double>(facts_), "", nullptr, "higher");
    FillIndexes();
    ChildProcess service({programs_ + "/dateline-query", "--listen=127.0.0.1:0", "--ingest=127.0.0.1:1",
                          "--store=sqlite:" + folder_ + "/index.db"},
                         {}, folder_ + "/service");
    const std::string address = service.WaitForOutputAfter("listening on ");
    if (address.empty()) {
      std::cerr << service.Errors();
      return 1;
    }
    GrpcCaller caller(address);
    for (const Question& question : Questions()) Measure(question, caller);
    MeasureMemory(service.id());
    std::cout << measures_.json() << "\n";
    return 0;
  }

 private:
  void FillIndexes() {
    FedIndex index(folder_ + "/index.db");
    int64_t added = 0;
    while (added < facts_) {
      std::vector<v1::Change> changes = news_.NextArticle();
      const v1::Article article = changes.front().article_added().article();
      for (v1::Change& change : changes) {
        if (change.has_fact_added()) {
          const v1::Fact& fact = change.fact_added().fact();
          ++added;
          if (names_.size() < kRequests || news_.Below(64) == 0) names_.push_back(fact.name());
          if (postgres_ != nullptr) postgres_->Add(article, fact);
        }
        index.Add(std::move(change));
      }
    }
    index.Finish();
    const auto facts = static_cast<double>(facts_);
    measures_.Add("changes applied", facts / index.seconds(), "facts/s", 50'000, "higher");
    measures_.Add("changes applied, by processor time", facts / index.processor_seconds(), "facts/s", nullptr,
                  "higher");
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file() && absl::StrContains(entry.path().string(), "index.db")) bytes += entry.file_size();
    }
    measures_.Add("index on disk", static_cast<double>(bytes) / facts, "bytes/fact", nullptr, "lower");
    if (postgres_ != nullptr) postgres_->Finish();
  }

  template <typename Response>
  static Response Parse(const std::string& bytes) {
    Response response;
    if (response.ParseFromString(bytes)) return response;
    std::cerr << "no " << Response::descriptor()->name() << "\n";
    std::exit(1);
  }

  Question GetFact() {
    Question question = {.name = "GetFact", .method = "GetFact"};
    question.statement.name = kGetFact;
    question.echo_bar = 0.85;
    question.postgres_bar = 1;
    for (size_t i = 0; i < kRequests; ++i) {
      v1::GetFactRequest request;
      request.set_name(names_[static_cast<size_t>(news_.Below(static_cast<int>(names_.size())))]);
      question.requests.push_back(request.SerializeAsString());
      question.statement.parameters.push_back({request.name()});
    }
    question.read_rows = [](const std::string& bytes) {
      return Rows{Parse<v1::GetFactResponse>(bytes).fact().SerializeAsString()};
    };
    return question;
  }

  static Rows PageRows(const std::string& bytes) {
    Rows rows;
    const auto page = Parse<v1::ListFactsResponse>(bytes);
    for (const v1::Fact& fact : page.facts()) rows.push_back(fact.SerializeAsString());
    return rows;
  }
  // The counts, without what they are of.
  static Rows GroupRows(const std::string& bytes) {
    Rows rows;
    const auto response = Parse<v1::AggregateFactsResponse>(bytes);
    for (const v1::FactGroup& group : response.groups()) {
      std::string& row = rows.emplace_back();
      for (int shift = 56; shift >= 0; shift -= 8) row += static_cast<char>(group.fact_count() >> shift);
    }
    return rows;
  }

  Question PageOfEntity() {
    Question question = {.name = "ListFacts, 20 of an entity", .method = "ListFacts"};
    question.statement.name = kListOfEntity;
    question.echo_bar = 0.85;
    question.postgres_bar = 1;
    question.read_rows = PageRows;
    for (size_t i = 0; i < kRequests; ++i) {
      const int entity = news_.DrawEntity();
      v1::ListFactsRequest request;
      request.set_page_size(20);
      request.mutable_filter()->add_entities(news_.EntityName(entity));
      question.requests.push_back(request.SerializeAsString());
      question.statement.parameters.push_back({absl::StrCat(entity)});
    }
    return question;
  }

  Question ThreeFilters() {
    Question question = {.name = "ListFacts, 20 by country, type and publisher", .method = "ListFacts"};
    question.statement.name = kListFiltered;
    question.postgres_bar = 5;
    question.p99_bar = 5;
    question.read_rows = PageRows;
    for (int i = 0; i < 125; ++i) {
      constexpr v1::EventType kFrequent[] = {v1::EVENT_TYPE_CONSULT, v1::EVENT_TYPE_AGREE, v1::EVENT_TYPE_SUPPORT,
                                             v1::EVENT_TYPE_REQUEST, v1::EVENT_TYPE_ACCUSE};
      v1::ListFactsRequest request;
      request.set_page_size(20);
      request.mutable_filter()->add_countries(news_.CountryCode(i % 5));
      request.mutable_filter()->add_event_types(kFrequent[i / 5 % 5]);
      request.mutable_filter()->add_publishers(news_.PublisherName(i / 25));
      question.requests.push_back(request.SerializeAsString());
      question.statement.parameters.push_back({request.filter().countries(0),
                                               absl::StrCat(static_cast<int>(request.filter().event_types(0))),
                                               request.filter().publishers(0)});
    }
    return question;
  }

  Question Search() {
    Question question = {.name = "SearchFacts, 20 with two frequent words", .method = "SearchFacts"};
    question.statement.name = kSearch;
    question.postgres_bar = 5;
    question.p99_bar = 20;
    question.has_same_rows = false;
    question.read_rows = [](const std::string& bytes) {
      return Rows(static_cast<size_t>(Parse<v1::SearchFactsResponse>(bytes).hits_size()));
    };
    for (size_t i = 0; i < kRequests; ++i) {
      // Not the two or three words that stand everywhere.
      const int first = 5 + news_.Below(100);
      const std::string words[] = {news_.Word(first), news_.Word(first + 1 + news_.Below(100))};
      v1::SearchFactsRequest request;
      request.set_page_size(20);
      request.set_query(absl::StrCat(words[0], " ", words[1]));
      question.requests.push_back(request.SerializeAsString());
      question.statement.parameters.push_back({absl::StrCat(words[0], " & ", words[1])});
    }
    return question;
  }

  Question Months(bool of_entity) {
    Question question = {.name = of_entity ? "AggregateFacts, an entity by month and type"
                                           : "AggregateFacts, everything by month and type",
                         .method = "AggregateFacts"};
    question.statement.name = of_entity ? kMonthsOfEntity : kMonths;
    question.postgres_bar = 5;
    question.p99_bar = of_entity ? 20 : 300;
    question.read_rows = GroupRows;
    for (int rank = 0; rank < (of_entity ? 50 : 1); ++rank) {
      v1::AggregateFactsRequest request;
      request.add_group_by(v1::FACT_DIMENSION_MONTH);
      request.add_group_by(v1::FACT_DIMENSION_EVENT_TYPE);
      request.set_max_groups(10'000);
      if (of_entity) request.mutable_filter()->add_entities(news_.EntityName(rank));
      question.requests.push_back(request.SerializeAsString());
      if (of_entity) question.statement.parameters.push_back({absl::StrCat(rank)});
    }
    return question;
  }

  std::vector<Question> Questions() {
    return {GetFact(), PageOfEntity(), ThreeFilters(), Search(), Months(true), Months(false)};
  }

  // Service, echoes and PostgreSQL in turns, so that what else the machine does falls on all.
  void Measure(const Question& question, GrpcCaller& caller) {
    const std::string method = "/dateline.v1.QueryService/" + question.method;
    std::vector<std::string> answers;
    for (const std::string& request : question.requests) answers.push_back(caller.Ask(method, request));
    CheckRows(question, answers);
    WriteAnswers(answers, folder_ + "/answers");
    ChildProcess bytes_server(EchoCommand("bytes"), {}, folder_ + "/echo-bytes");
    ChildProcess protobuf_server(EchoCommand("protobuf"), {}, folder_ + "/echo-protobuf");
    GrpcCaller bytes(bytes_server.WaitForOutputAfter("listening on "));
    GrpcCaller protobuf(protobuf_server.WaitForOutputAfter("listening on "));

    std::vector<double> service_rates, bytes_rates, protobuf_rates, postgres_rates;
    std::vector<double> bytes_ratios, protobuf_ratios, postgres_ratios, milliseconds, postgres_milliseconds;
    const Load load = {.in_flight = kInFlight, .duration = kRound};
    WarmUp(question, method, load, {&caller, &bytes, &protobuf});
    for (int round = 0; round < kRounds; ++round) {
      const LoadResult service = caller.Run(method, question.requests, load);
      service_rates.push_back(service.answers_per_second);
      milliseconds.insert(milliseconds.end(), service.milliseconds.begin(), service.milliseconds.end());
      bytes_rates.push_back(bytes.Run(method, question.requests, load).answers_per_second);
      bytes_ratios.push_back(service.answers_per_second / bytes_rates.back());
      protobuf_rates.push_back(protobuf.Run(method, question.requests, load).answers_per_second);
      protobuf_ratios.push_back(service.answers_per_second / protobuf_rates.back());
      if (postgres_ == nullptr) continue;
      const LoadResult postgres = postgres_->Run(question.statement, load);
      postgres_rates.push_back(postgres.answers_per_second);
      postgres_ratios.push_back(service.answers_per_second / postgres.answers_per_second);
      postgres_milliseconds.insert(postgres_milliseconds.end(), postgres.milliseconds.begin(),
                                   postgres.milliseconds.end());
    }
    const auto add = [&](const std::string& what, double value, const char* unit, const json& bar, const char* better) {
      measures_.Add(question.name + ": " + what, value, unit, bar, better);
    };
    const auto bar = [](const std::optional<double>& value) { return value.has_value() ? json(*value) : json(); };
    add("answers", Median(service_rates), "/s", nullptr, "higher");
    add("echo of bytes", Median(bytes_rates), "/s", nullptr, "higher");
    add("echo of protobuf", Median(protobuf_rates), "/s", nullptr, "higher");
    add("by the echo of bytes", Median(bytes_ratios), "", nullptr, "higher");
    add("by the echo of protobuf", Median(protobuf_ratios), "", bar(question.echo_bar), "higher");
    if (postgres_ != nullptr) {
      add("PostgreSQL", Median(postgres_rates), "/s", nullptr, "higher");
      add("by PostgreSQL", Median(postgres_ratios), "", bar(question.postgres_bar), "higher");
      const LoadResult all = LoadResult::From(postgres_milliseconds, 1);
      add("PostgreSQL, p50 of 16 in flight", all.Percentile(0.5), "ms", nullptr, "lower");
      add("PostgreSQL, p99 of 16 in flight", all.Percentile(0.99), "ms", nullptr, "lower");
    }
    const LoadResult all = LoadResult::From(milliseconds, 1);
    add("p50 of 16 in flight", all.Percentile(0.5), "ms", nullptr, "lower");
    add("p99 of 16 in flight", all.Percentile(0.99), "ms", nullptr, "lower");
    const LoadResult one = caller.Run(method, question.requests, {.in_flight = 1, .duration = 2 * kRound});
    add("p50 of one in flight", one.Percentile(0.5), "ms", nullptr, "lower");
    add("p99 of one in flight", one.Percentile(0.99), "ms", bar(question.p99_bar), "lower");
  }

  // A round of each that is not measured.
  void WarmUp(const Question& question, const std::string& method, const Load& load,
              const std::vector<GrpcCaller*>& callers) {
    for (GrpcCaller* caller : callers) caller->Run(method, question.requests, load);
    if (postgres_ != nullptr) postgres_->Run(question.statement, load);
  }

  std::vector<std::string> EchoCommand(const std::string& form) const {
    return {"/proc/self/exe", "echo", folder_ + "/answers", form};
  }

  // The two answer the same question, or the comparison says nothing.
  void CheckRows(const Question& question, const std::vector<std::string>& answers) {
    if (postgres_ == nullptr) return;
    const size_t step = std::max<size_t>(1, answers.size() / kComparedRequests);
    for (size_t number = 0; number < answers.size(); number += step) {
      Rows rows = question.read_rows(answers[number]), expected = postgres_->Ask(question.statement, number);
      std::sort(rows.begin(), rows.end());
      std::sort(expected.begin(), expected.end());
      if (question.has_same_rows ? rows == expected : rows.size() == expected.size()) continue;
      std::cerr << question.name << ", request " << number << ": " << rows.size() << " rows, other ones than the "
                << expected.size() << " of PostgreSQL\n";
      std::exit(1);
    }
  }

  void MeasureMemory(int process) {
    const std::string folder = absl::StrCat("/proc/", process);
    const bool is_ten_million = facts_ > 1'000'000;
    AddKibibytes(folder + "/status", "VmRSS:", "resident memory", is_ten_million ? 3000 : 500);
    AddKibibytes(folder + "/smaps_rollup", "Pss:", "proportional memory (Pss)", nullptr);
    AddKibibytes(folder + "/smaps_rollup", "Anonymous:", "anonymous memory", nullptr);
  }

  void AddKibibytes(const std::string& path, const std::string& field, const std::string& name, const json& bar) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (!absl::StartsWith(line, field)) continue;
      measures_.Add(name, std::stod(line.substr(field.size())) * 1024 / 1e6, "MB", bar, "lower");
    }
  }

  const std::string programs_;
  const std::string folder_;
  const int64_t facts_;
  NewsFacts news_;
  std::unique_ptr<PostgresFacts> postgres_;
  std::vector<std::string> names_;  // of facts, drawn
  Measures measures_;
};

}  // namespace
}  // namespace dateline::testing

int main(int argc, char** argv) {
  using dateline::testing::EchoForm;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "echo") {
    return dateline::testing::ServeEchoes(arguments[1],
                                          arguments[2] == "bytes" ? EchoForm::kBytes : EchoForm::kProtobuf);
  }
  if (arguments.size() == 4) {
    return dateline::testing::QueryBench(arguments[0], arguments[1], std::stoll(arguments[2]), arguments[3]).Run();
  }
  std::cerr << "usage: measure_query PROGRAMS FOLDER FACTS POSTGRES_CONNECTION\n";
  return 2;
}
