// SQL in a few words, for tests.
#ifndef DATELINE_TESTS_TESTING_POSTGRES_SESSION_H_
#define DATELINE_TESTS_TESTING_POSTGRES_SESSION_H_

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace dateline::testing {

// What the server, or libpq in its place, said to a statement.
struct SqlAnswer {
  bool is_done = false;
  std::string sqlstate;  // of an error; empty where the connection was lost, or there is none
  std::string error;
  std::vector<std::vector<std::string>> rows;  // NULL is ""
};

inline SqlAnswer AnswerOf(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  SqlAnswer answer;
  answer.is_done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
  const char* const sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  answer.sqlstate = sqlstate == nullptr ? "" : sqlstate;
  answer.error = PQresultErrorMessage(result);
  for (int row = 0; row < PQntuples(result); ++row) {
    std::vector<std::string>& values = answer.rows.emplace_back();
    for (int column = 0; column < PQnfields(result); ++column) values.emplace_back(PQgetvalue(result, row, column));
  }
  return answer;
}

// A connection of libpq that says nothing on standard error. Not thread-safe.
class PostgresSession {
 public:
  explicit PostgresSession(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    PQsetNoticeProcessor(
        get(), [](void*, const char*) {}, nullptr);
  }

  PGconn* get() const { return connection_.get(); }
  bool is_open() const { return PQstatus(get()) == CONNECTION_OK; }
  std::string error() const { return PQerrorMessage(get()); }

  // By the simple protocol; of several statements the answer to the last, or to the first that failed.
  SqlAnswer Execute(const std::string& sql) const { return Taken(PQexec(get(), sql.c_str())); }
  // By the extended protocol.
  SqlAnswer ExecuteWith(const std::string& sql, const std::vector<std::string>& parameters) const {
    const std::vector<const char*> values = Pointers(parameters);
    return Taken(
        PQexecParams(get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr, 0));
  }
  // The first value of the answer; empty where there is none.
  std::string Value(const std::string& sql) const {
    const SqlAnswer answer = Execute(sql);
    return answer.rows.empty() || answer.rows[0].empty() ? "" : answer.rows[0][0];
  }

  // `result` is freed.
  static SqlAnswer Taken(PGresult* result) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> owned(result, &PQclear);
    return AnswerOf(owned.get());
  }
  static std::vector<const char*> Pointers(const std::vector<std::string>& strings) {
    std::vector<const char*> pointers;
    for (const std::string& string : strings) pointers.push_back(string.c_str());
    return pointers;
  }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  std::unique_ptr<PGconn, Finish> connection_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_POSTGRES_SESSION_H_
