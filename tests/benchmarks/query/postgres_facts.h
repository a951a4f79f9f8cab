// The same facts in PostgreSQL, with the indexes that the questions need.
#ifndef DATELINE_TESTS_BENCHMARKS_QUERY_POSTGRES_FACTS_H_
#define DATELINE_TESTS_BENCHMARKS_QUERY_POSTGRES_FACTS_H_

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "tests/benchmarks/query/load.h"

namespace dateline::testing {

// A prepared statement and one list of parameters for each time that it is executed.
struct Statement {
  std::string name;
  std::vector<std::vector<std::string>> parameters;
};

// Names of the statements.
inline constexpr char kGetFact[] = "get_fact";                 // $1 name
inline constexpr char kListOfEntity[] = "list_of_entity";      // $1 number of the entity
inline constexpr char kListFiltered[] = "list_filtered";       // $1 country, $2 event type, $3 publisher
inline constexpr char kSearch[] = "search";                    // $1 tsquery
inline constexpr char kMonthsOfEntity[] = "months_of_entity";  // $1 number of the entity
inline constexpr char kMonths[] = "months";

// Whatever fails ends the program.
class PostgresFacts {
 public:
  // An empty database.
  explicit PostgresFacts(const std::string& connection);

  // In the order in which they are recorded.
  void Add(const v1::Article& article, const v1::Fact& fact);
  // Makes the indexes, the statistics and the visibility map when all are there.
  void Finish();

  // Executes it in turns on `load.in_flight` connections, one statement at a time on each; rows come in binary.
  LoadResult Run(const Statement& statement, const Load& load);
  // Of each row that it gives for the parameters of this number the fact or, where there is none, the count.
  std::vector<std::string> Ask(const Statement& statement, size_t number);

 private:
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  using Connection = std::unique_ptr<PGconn, Close>;

  Connection Connect() const;
  void Execute(const std::string& sql);
  void Copy(const std::string& table);

  const std::string connection_string_;
  Connection connection_;
  int64_t added_ = 0;
  std::map<std::string, std::string> rows_;  // by table, not copied yet
  std::vector<Connection> callers_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_QUERY_POSTGRES_FACTS_H_
