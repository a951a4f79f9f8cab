#include "tests/benchmarks/query/postgres_facts.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kCopiedBytes = 8 << 20;

constexpr char kTables[] = R"(
  CREATE UNLOGGED TABLE facts (
    id bigint NOT NULL, name text COLLATE "C" NOT NULL, event_type smallint NOT NULL, publisher text COLLATE "C" NOT NULL,
    month int NOT NULL, words tsvector NOT NULL, body bytea NOT NULL);
  ALTER TABLE facts ALTER body SET STORAGE EXTERNAL;
  CREATE UNLOGGED TABLE loaded (
    id bigint, name text, event_type smallint, publisher text, month int, words text, body bytea);
  CREATE UNLOGGED TABLE fact_entities (entity int NOT NULL, id bigint NOT NULL, event_type smallint NOT NULL, month int NOT NULL);
  CREATE UNLOGGED TABLE fact_countries (country text COLLATE "C" NOT NULL, id bigint NOT NULL);)";

// Each question has an index from which it is read in order, or alone.
constexpr char kIndexes[] = R"(
  INSERT INTO facts SELECT id, name, event_type, publisher, month, to_tsvector('simple', words), body FROM loaded ORDER BY id;
  DROP TABLE loaded;
  ALTER TABLE facts ADD PRIMARY KEY (id);
  CREATE UNIQUE INDEX ON facts (name);
  CREATE INDEX ON facts (event_type, id DESC);
  CREATE INDEX ON facts (publisher, id DESC);
  CREATE INDEX ON facts (event_type, publisher, id DESC);
  CREATE INDEX ON facts (month, event_type);
  CREATE INDEX ON facts USING gin (words);
  CREATE UNIQUE INDEX ON fact_entities (entity, id DESC) INCLUDE (month, event_type);
  CREATE UNIQUE INDEX ON fact_countries (country, id DESC);)";

const std::map<std::string, std::string>& Statements() {
  static const auto* const kStatements = new std::map<std::string, std::string>{
      {kGetFact, "SELECT body FROM facts WHERE name = $1"},
      {kListOfEntity,
       "SELECT f.body FROM fact_entities e JOIN facts f USING (id) WHERE e.entity = $1::int ORDER BY e.id DESC LIMIT "
       "20"},
      {kListFiltered,
       "SELECT f.body FROM facts f WHERE f.event_type = $2::smallint AND f.publisher = $3 AND EXISTS (SELECT 1 FROM "
       "fact_countries c WHERE c.country = $1 AND c.id = f.id) ORDER BY f.id DESC LIMIT 20"},
      {kSearch,
       "SELECT body, ts_rank(words, query) AS rank FROM facts, to_tsquery('simple', $1) query WHERE words @@ query "
       "ORDER BY rank DESC, id DESC LIMIT 20"},
      {kMonthsOfEntity, "SELECT month, event_type, count(*) FROM fact_entities WHERE entity = $1::int GROUP BY 1, 2"},
      {kMonths, "SELECT month, event_type, count(*) FROM facts GROUP BY 1, 2"},
  };
  return *kStatements;
}

[[noreturn]] void Fail(PGconn* connection) {
  std::cerr << "PostgreSQL: " << PQerrorMessage(connection);
  std::exit(1);
}

void Check(PGconn* connection, PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) Fail(connection);
  PQclear(result);
}

void Send(PGconn* connection, const Statement& statement, size_t number) {
  std::vector<const char*> values;
  if (!statement.parameters.empty()) {
    for (const std::string& value : statement.parameters[number % statement.parameters.size()]) {
      values.push_back(value.c_str());
    }
  }
  constexpr int kBinary = 1;
  const int sent = PQsendQueryPrepared(connection, statement.name.c_str(), static_cast<int>(values.size()),
                                       values.data(), nullptr, nullptr, kBinary);
  if (sent == 0 || PQflush(connection) != 0) Fail(connection);
}

// The words of a fact as SearchFacts sees them.
std::string WordsOf(const v1::Fact& fact) {
  std::string words = absl::StrCat(fact.evidence().text(), " ", fact.theme().text());
  for (const v1::Participant& participant : fact.participants())
    absl::StrAppend(&words, " ", participant.display_name());
  return absl::StrCat(words, " ", fact.place().display_name());
}

int NumberOf(const std::string& entity) { return std::stoi(entity.substr(entity.find("/e") + 2)); }

}  // namespace

PostgresFacts::PostgresFacts(const std::string& connection) : connection_string_(connection), connection_(Connect()) {
  Execute(kTables);
}

PostgresFacts::Connection PostgresFacts::Connect() const {
  Connection connection(PQconnectdb(connection_string_.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) Fail(connection.get());
  return connection;
}

void PostgresFacts::Execute(const std::string& sql) {
  Check(connection_.get(), PQexec(connection_.get(), sql.c_str()));
}

void PostgresFacts::Add(const v1::Article& article, const v1::Fact& fact) {
  const int64_t id = ++added_;
  const v1::Date& day = fact.time().earliest();
  const int month = day.year() * 12 + day.month();
  absl::StrAppend(&rows_["loaded"], id, "\t", fact.name(), "\t", fact.event_type(), "\t", article.publisher(), "\t",
                  month, "\t", WordsOf(fact), "\t\\\\x", absl::BytesToHexString(fact.SerializeAsString()), "\n");
  std::set<int> entities;
  std::set<std::string> countries = {fact.place().country_code()};
  for (const v1::Participant& participant : fact.participants()) {
    entities.insert(NumberOf(participant.entity()));
    countries.insert(participant.country_code());
  }
  countries.erase("");
  for (const int entity : entities) {
    absl::StrAppend(&rows_["fact_entities"], entity, "\t", id, "\t", fact.event_type(), "\t", month, "\n");
  }
  for (const std::string& country : countries) absl::StrAppend(&rows_["fact_countries"], country, "\t", id, "\n");
  for (const auto& [table, rows] : rows_) {
    if (rows.size() > kCopiedBytes) Copy(table);
  }
}

void PostgresFacts::Copy(const std::string& table) {
  PGconn* connection = connection_.get();
  Execute(absl::StrCat("COPY ", table, " FROM STDIN"));
  std::string& rows = rows_[table];
  if (PQputCopyData(connection, rows.data(), static_cast<int>(rows.size())) != 1) Fail(connection);
  if (PQputCopyEnd(connection, nullptr) != 1) Fail(connection);
  while (PGresult* result = PQgetResult(connection)) Check(connection, result);
  rows.clear();
}

void PostgresFacts::Finish() {
  for (const char* table : {"loaded", "fact_entities", "fact_countries"}) Copy(table);
  Execute(kIndexes);
  for (const char* table : {"facts", "fact_entities", "fact_countries"})
    Execute(absl::StrCat("VACUUM ANALYZE ", table));
  Execute("CHECKPOINT");
}

LoadResult PostgresFacts::Run(const Statement& statement, const Load& load) {
  const auto count = static_cast<size_t>(load.in_flight);
  while (callers_.size() < count) {
    callers_.push_back(Connect());
    for (const auto& [name, sql] : Statements()) {
      PGconn* connection = callers_.back().get();
      Check(connection, PQprepare(connection, name.c_str(), sql.c_str(), 0, nullptr));
    }
  }
  std::vector<pollfd> sockets(count);
  std::vector<Clock::time_point> starts(count);
  std::vector<double> milliseconds;
  size_t next = 0, running = count;
  const auto begin = Clock::now();
  for (size_t i = 0; i < count; ++i) {
    sockets[i] = {PQsocket(callers_[i].get()), POLLIN, 0};
    starts[i] = Clock::now();
    Send(callers_[i].get(), statement, next++);
  }
  while (running > 0) {
    poll(sockets.data(), sockets.size(), -1);
    for (size_t i = 0; i < count; ++i) {
      PGconn* connection = callers_[i].get();
      if ((sockets[i].revents & POLLIN) == 0) continue;
      if (PQconsumeInput(connection) == 0) Fail(connection);
      if (PQisBusy(connection) != 0) continue;
      while (PGresult* result = PQgetResult(connection)) Check(connection, result);
      const auto now = Clock::now();
      milliseconds.push_back(std::chrono::duration<double, std::milli>(now - starts[i]).count());
      if (now - begin < load.duration) {
        starts[i] = now;
        Send(connection, statement, next++);
      } else {
        sockets[i].fd = -1;
        --running;
      }
    }
  }
  return LoadResult::From(std::move(milliseconds), std::chrono::duration<double>(Clock::now() - begin).count());
}

std::vector<std::string> PostgresFacts::Ask(const Statement& statement, size_t number) {
  Run(statement, {.in_flight = 1, .duration = std::chrono::milliseconds(0)});
  PGconn* connection = callers_.front().get();
  Send(connection, statement, number);
  std::vector<std::string> rows;
  while (PGresult* result = PQgetResult(connection)) {
    const int column = std::max({0, PQfnumber(result, "body"), PQfnumber(result, "count")});
    for (int row = 0; row < PQntuples(result); ++row) {
      rows.emplace_back(PQgetvalue(result, row, column), static_cast<size_t>(PQgetlength(result, row, column)));
    }
    Check(connection, result);
  }
  return rows;
}

}  // namespace dateline::testing
