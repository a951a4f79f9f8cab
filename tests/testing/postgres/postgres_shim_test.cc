#include "tests/testing/postgres_shim.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/postgres_fixture.h"
#include "tests/testing/postgres_session.h"

namespace dateline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = PostgresFaultKind;

constexpr char kInsert[] = "INSERT INTO numbers VALUES (1)";

// A session by way of the shim, and one beside it that sees what is true.
class PostgresShimTest : public PostgresFixture<PostgresShimTest> {
 protected:
  void SetUp() override {
    PostgresFixture::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    shim_ = std::make_unique<PostgresShim>(cluster().port());
    beside_ = std::make_unique<PostgresSession>(Url());
    beside_->Execute("CREATE TABLE numbers (number int)");
    session_ = NewSession();
  }

  std::unique_ptr<PostgresSession> NewSession() const {
    return std::make_unique<PostgresSession>(shim_->Url(database()));
  }
  std::string Count() const { return beside_->Value("SELECT count(*) FROM numbers"); }
  void Order(Kind kind, const std::string& statement = "") {
    shim_->faults().Order({.kind = kind, .statement = statement});
  }
  PostgresFaults& faults() { return shim_->faults(); }

  std::unique_ptr<PostgresShim> shim_;
  std::unique_ptr<PostgresSession> beside_;
  std::unique_ptr<PostgresSession> session_;
};

// What stands at the end of a pipeline's statement: "" done, "aborted", "lost", else the SQLSTATE.
std::string Outcome(PGconn* connection) {
  std::string outcome;
  while (PGresult* const result = PQgetResult(connection)) {
    const bool is_aborted = PQresultStatus(result) == PGRES_PIPELINE_ABORTED;
    const SqlAnswer answer = PostgresSession::Taken(result);
    if (!answer.is_done) outcome = is_aborted ? "aborted" : answer.sqlstate.empty() ? "lost" : answer.sqlstate;
  }
  return outcome;
}

// Sends statements in one pipeline, with a Sync after each ";", and gives the outcome of each.
std::vector<std::string> RunPipeline(const PostgresSession& session, const std::vector<std::string>& statements) {
  PGconn* const connection = session.get();
  PQenterPipelineMode(connection);
  std::vector<std::string> outcomes;
  for (const std::string& sql : statements) {
    sql == ";" ? PQpipelineSync(connection)
               : PQsendQueryParams(connection, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
  }
  for (const std::string& sql : statements) {
    if (PQstatus(connection) != CONNECTION_OK) {
      outcomes.push_back("lost");
    } else if (sql == ";") {
      const SqlAnswer answer = PostgresSession::Taken(PQgetResult(connection));
      outcomes.push_back(answer.is_done ? ";" : "lost");
    } else {
      outcomes.push_back(Outcome(connection));
    }
  }
  PQexitPipelineMode(connection);
  return outcomes;
}

TEST_F(PostgresShimTest, HandsOnWhatBothSay) {
  EXPECT_TRUE(session_->is_open()) << session_->error();
  EXPECT_TRUE(session_->Execute(kInsert).is_done);
  EXPECT_TRUE(session_->ExecuteWith("INSERT INTO numbers VALUES ($1)", {"2"}).is_done);
  EXPECT_EQ(session_->Execute("SELECT nothing").sqlstate, "42703");
  EXPECT_EQ(session_->Value("SELECT string_agg(number::text, ' ') FROM numbers"), "1 2");
  EXPECT_EQ(session_->Execute("").is_done, false);
  EXPECT_EQ(session_->Value("SELECT 7"), "7");
  EXPECT_EQ(Count(), "2");
  EXPECT_EQ(faults().met(), 0);
}

TEST_F(PostgresShimTest, HandsOnWhatIsLong) {
  const std::string text(20 << 20, 'x');
  EXPECT_EQ(session_->ExecuteWith("SELECT $1::text", {text}).rows.at(0).at(0), text);
}

TEST_F(PostgresShimTest, HandsOnRowsThatAreCopied) {
  for (const bool is_extended : {false, true}) {
    const char kCopy[] = "COPY numbers FROM STDIN";
    PGresult* const begun = is_extended ? PQexecParams(session_->get(), kCopy, 0, nullptr, nullptr, nullptr, nullptr, 0)
                                        : PQexec(session_->get(), kCopy);
    EXPECT_EQ(PQresultStatus(begun), PGRES_COPY_IN);
    PQclear(begun);
    PQputCopyData(session_->get(), "1\n2\n", 4);
    PQputCopyEnd(session_->get(), nullptr);
    EXPECT_EQ(Outcome(session_->get()), "");
    // It still knows where both are.
    session_->Execute("BEGIN");
    Order(Kind::kSerializationFailure);
    EXPECT_EQ(session_->ExecuteWith("COMMIT", {}).sqlstate, "40001");
    EXPECT_EQ(session_->Value("SELECT 7"), "7");
  }
  EXPECT_EQ(Count(), "4");
}

TEST_F(PostgresShimTest, HandsOnCancellations) {
  PQsendQuery(session_->get(), "SELECT pg_sleep(60)");
  while (beside_->Value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") != "1") {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  PGcancel* const cancel = PQgetCancel(session_->get());
  char error[256];
  EXPECT_EQ(PQcancel(cancel, error, sizeof(error)), 1) << error;
  PQfreeCancel(cancel);
  EXPECT_EQ(Outcome(session_->get()), "57014");
}

TEST_F(PostgresShimTest, DeclinesTls) {
  const PostgresSession session(shim_->Url(database()) + "?sslmode=require");
  EXPECT_FALSE(session.is_open());
  EXPECT_THAT(session.error(), HasSubstr("does not support SSL"));
}

TEST_F(PostgresShimTest, SurvivesTheServersRestart) {
  cluster().Restart();
  EXPECT_FALSE(session_->Execute("SELECT 1").is_done);
  EXPECT_TRUE(NewSession()->Execute("SELECT 1").is_done);
}

TEST_F(PostgresShimTest, RefusedCommitHasRolledBack) {
  for (const bool is_extended : {false, true}) {
    session_->Execute("BEGIN");
    session_->Execute(kInsert);
    Order(Kind::kSerializationFailure);
    EXPECT_EQ((is_extended ? session_->ExecuteWith("COMMIT", {}) : session_->Execute("COMMIT")).sqlstate, "40001");
    EXPECT_EQ(PQtransactionStatus(session_->get()), PQTRANS_IDLE);
    EXPECT_EQ(Count(), "0");
  }
  EXPECT_EQ(faults().met(Kind::kSerializationFailure), 2);
  EXPECT_TRUE(session_->Execute("BEGIN; INSERT INTO numbers VALUES (1); COMMIT").is_done);
  EXPECT_EQ(Count(), "1");
}

TEST_F(PostgresShimTest, RefusesTheCommitThatAQueryEndsWith) {
  Order(Kind::kSerializationFailure);
  EXPECT_EQ(session_->Execute("BEGIN; INSERT INTO numbers VALUES (1); COMMIT").sqlstate, "40001");
  EXPECT_EQ(Count(), "0");
}

TEST_F(PostgresShimTest, RefusedStatementFailsItsTransaction) {
  for (const bool is_extended : {false, true}) {
    session_->Execute("BEGIN");
    Order(Kind::kStatementTimeout, "INSERT");
    EXPECT_EQ((is_extended ? session_->ExecuteWith(kInsert, {}) : session_->Execute(kInsert)).sqlstate, "57014");
    EXPECT_EQ(PQtransactionStatus(session_->get()), PQTRANS_INERROR);
    EXPECT_EQ(session_->Execute("SELECT 1").sqlstate, "25P02");
    EXPECT_TRUE(session_->Execute("ROLLBACK").is_done);
  }
  EXPECT_TRUE(session_->Execute(kInsert).is_done);
  EXPECT_EQ(Count(), "1");
}

TEST_F(PostgresShimTest, RefusedStatementWithoutTransactionIsNotDone) {
  for (const bool is_extended : {false, true}) {
    Order(Kind::kSerializationFailure, "INSERT");
    EXPECT_EQ((is_extended ? session_->ExecuteWith(kInsert, {}) : session_->Execute(kInsert)).sqlstate, "40001");
    EXPECT_EQ(PQtransactionStatus(session_->get()), PQTRANS_IDLE);
  }
  EXPECT_EQ(Count(), "0");
}

TEST_F(PostgresShimTest, KnowsPreparedStatementsByTheirNames) {
  for (const auto& [name, sql] : {std::pair("add", kInsert), std::pair("end", "COMMIT"), std::pair("begin", "BEGIN")}) {
    PQclear(PQprepare(session_->get(), name, sql, 0, nullptr));
  }
  const auto execute = [&](const char* name) {
    return PostgresSession::Taken(PQexecPrepared(session_->get(), name, 0, nullptr, nullptr, nullptr, 0)).sqlstate;
  };
  Order(Kind::kSerializationFailure);
  EXPECT_EQ(execute("begin"), "");
  EXPECT_EQ(execute("add"), "");
  EXPECT_EQ(execute("end"), "40001");
  EXPECT_EQ(Count(), "0");
  // They are still there.
  for (const char* const name : {"begin", "add", "end"}) EXPECT_EQ(execute(name), "");
  EXPECT_EQ(Count(), "1");
}

TEST_F(PostgresShimTest, RefusesInTheMiddleOfAPipeline) {
  Order(Kind::kSerializationFailure);
  EXPECT_THAT(RunPipeline(*session_, {"BEGIN", kInsert, "COMMIT", kInsert, ";", kInsert, ";"}),
              ElementsAre("", "", "40001", "aborted", ";", "", ";"));
  EXPECT_EQ(Count(), "1");
}

TEST_F(PostgresShimTest, RefusesTwiceOnOneConnection) {
  for (int time = 0; time < 2; ++time) {
    Order(Kind::kSerializationFailure);
    EXPECT_THAT(RunPipeline(*session_, {"BEGIN", kInsert, "COMMIT", ";"}), ElementsAre("", "", "40001", ";"));
  }
  EXPECT_EQ(Count(), "0");
}

TEST_F(PostgresShimTest, CommitThatNeverCameToItsTurnIsNotRefused) {
  Order(Kind::kSerializationFailure);
  EXPECT_THAT(RunPipeline(*session_, {"BEGIN", "SELECT nothing", "COMMIT", ";", "ROLLBACK", ";"}),
              ElementsAre("", "42703", "aborted", ";", "", ";"));
  EXPECT_EQ(faults().met(), 0);
  EXPECT_EQ(session_->Execute("COMMIT").sqlstate, "40001");
}

TEST_F(PostgresShimTest, CommitAfterAnErrorThatTheClientHasNotReadIsNotRefused) {
  PGconn* const connection = session_->get();
  const auto send = [&](const char* sql) {
    PQsendQueryParams(connection, sql, 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQsendFlushRequest(connection);
    PQflush(connection);
  };
  PQenterPipelineMode(connection);
  send("SELECT nothing");
  EXPECT_EQ(Outcome(connection), "42703");
  Order(Kind::kSerializationFailure);
  send("COMMIT");
  PQpipelineSync(connection);
  EXPECT_EQ(Outcome(connection), "aborted");
  // That the server is ready again, the client knows only when the relay has seen it all.
  EXPECT_TRUE(PostgresSession::Taken(PQgetResult(connection)).is_done);
  EXPECT_EQ(faults().met(), 0);
  EXPECT_EQ(faults().waiting(), 1);
}

TEST_F(PostgresShimTest, ConnectionCutBeforeCommitCommitsNothing) {
  for (const bool is_extended : {false, true}) {
    session_ = NewSession();
    session_->Execute("BEGIN");
    session_->Execute(kInsert);
    Order(Kind::kCutBefore);
    const SqlAnswer answer = is_extended ? session_->ExecuteWith("COMMIT", {}) : session_->Execute("COMMIT");
    EXPECT_FALSE(answer.is_done);
    EXPECT_EQ(answer.sqlstate, "");
    EXPECT_FALSE(session_->is_open());
  }
  // Who takes the table alone has waited for those who wrote to it.
  beside_->Execute("BEGIN; LOCK TABLE numbers");
  EXPECT_EQ(Count(), "0");
  EXPECT_EQ(faults().met(Kind::kCutBefore), 2);
}

TEST_F(PostgresShimTest, ConnectionCutAfterCommitHasCommitted) {
  int commits = 0;
  for (const bool is_extended : {false, true}) {
    session_ = NewSession();
    session_->Execute("BEGIN");
    session_->Execute(kInsert);
    Order(Kind::kCutAfter);
    const SqlAnswer answer = is_extended ? session_->ExecuteWith("COMMIT", {}) : session_->Execute("COMMIT");
    EXPECT_FALSE(answer.is_done);
    EXPECT_EQ(answer.sqlstate, "");
    EXPECT_FALSE(session_->is_open());
    EXPECT_EQ(Count(), std::to_string(++commits));
  }
  EXPECT_EQ(faults().met(Kind::kCutAfter), 2);
}

TEST_F(PostgresShimTest, PipelineCutAfterCommitHasWhatCameBefore) {
  Order(Kind::kCutAfter);
  EXPECT_THAT(RunPipeline(*session_, {"BEGIN", kInsert, ";", "COMMIT", ";", "SELECT 1", ";"}),
              ElementsAre("", "", ";", "lost", "lost", "lost", "lost"));
  EXPECT_EQ(Count(), "1");
}

TEST_F(PostgresShimTest, ConnectionCutAfterAStatementOfItsOwnHasDoneIt) {
  Order(Kind::kCutAfter, "INSERT");
  EXPECT_FALSE(session_->ExecuteWith(kInsert, {}).is_done);
  EXPECT_EQ(Count(), "1");
}

TEST_F(PostgresShimTest, DelaysOneConnectionAndNoOther) {
  shim_->faults().Order({.kind = Kind::kDelay, .statement = "INSERT", .delay = absl::Hours(1)});
  PQsendQuery(session_->get(), kInsert);
  const auto other = NewSession();
  EXPECT_EQ(other->Value("SELECT 7"), "7");
  EXPECT_EQ(PQconsumeInput(session_->get()), 1);
  EXPECT_EQ(PQisBusy(session_->get()), 1);
  // Nor does it hold up the end.
  shim_.reset();
  EXPECT_EQ(Outcome(session_->get()), "lost");
  EXPECT_EQ(Count(), "0");
}

TEST_F(PostgresShimTest, DelayedStatementIsDone) {
  for (const char* const sql : {kInsert, "COMMIT"}) {
    shim_->faults().Order({.kind = Kind::kDelay, .statement = sql, .delay = absl::Milliseconds(20)});
  }
  EXPECT_THAT(RunPipeline(*session_, {"BEGIN", kInsert, "COMMIT", ";"}), ElementsAre("", "", "", ";"));
  EXPECT_EQ(Count(), "1");
  EXPECT_EQ(faults().met(Kind::kDelay), 2);
}

TEST_F(PostgresShimTest, CutsAllConnections) {
  const auto other = NewSession();
  shim_->CutAll();
  EXPECT_FALSE(session_->Execute("SELECT 1").is_done);
  EXPECT_FALSE(other->Execute("SELECT 1").is_done);
  EXPECT_TRUE(NewSession()->Execute("SELECT 1").is_done);
}

// Callers that begin again where they may, and ask where they do not know.
TEST_F(PostgresShimTest, WriterThatLooksUpWhatIsUnknownWritesEachNumberOnce) {
  constexpr int kNumbers = 100;
  faults().SetChance(0.4, {{.kind = Kind::kSerializationFailure},
                           {.kind = Kind::kStatementTimeout, .statement = "INSERT"},
                           {.kind = Kind::kCutBefore},
                           {.kind = Kind::kCutAfter}});
  for (int number = 0; number < kNumbers;) {
    if (!session_->is_open()) session_ = NewSession();
    const std::string text = std::to_string(number);
    if (session_->Value("SELECT 1 FROM numbers WHERE number = " + text) == "1") {
      ++number;
      continue;
    }
    session_->Execute("BEGIN");
    const bool is_added = session_->ExecuteWith("INSERT INTO numbers VALUES ($1)", {text}).is_done;
    session_->ExecuteWith(is_added ? "COMMIT" : "ROLLBACK", {});
  }
  EXPECT_EQ(beside_->Value("SELECT count(*) || ' ' || count(DISTINCT number) FROM numbers"), "100 100");
  for (const Kind kind : {Kind::kSerializationFailure, Kind::kStatementTimeout, Kind::kCutBefore, Kind::kCutAfter}) {
    EXPECT_GT(faults().met(kind), 0);
  }
}

}  // namespace
}  // namespace dateline::testing
