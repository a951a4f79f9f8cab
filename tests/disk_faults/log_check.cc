#include "tests/disk_faults/log_check.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/disk_faults/log_session.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/feed_history.h"

namespace dateline::testing {
namespace {

using ::dateline::fact_log::FactLog;
using ::dateline::fact_log::StoredChange;

template <typename... Words>
absl::Status Wrong(const Words&... words) {
  return absl::DataLossError(absl::StrCat(words...));
}

// What the feed says of one article.
struct FedArticle {
  std::string name;
  int64_t first_offset = 0;
  std::map<std::string, std::pair<int64_t, std::string>> facts;  // by name: offset, bytes
  std::vector<std::string> fact_names;                           // in order
};

struct FedLog {
  std::vector<FedArticle> articles;
  std::map<std::string, int64_t> entities;  // name -> offset of its last change
  int64_t fact_count = 0;
};

std::string WithoutRevision(v1::Fact fact) {
  fact.clear_article_revision();
  return fact.SerializeAsString();
}

absl::StatusOr<FedLog> Interpret(const std::vector<StoredChange>& changes) {
  FedLog log;
  for (const StoredChange& stored : changes) {
    v1::Change change;
    if (!change.ParseFromString(stored.payload)) return Wrong("change ", stored.offset, " cannot be read");
    if (change.has_article_added()) {
      log.articles.push_back({change.article_added().article().name(), stored.offset, {}, {}});
    } else if (log.articles.empty()) {
      return Wrong("change ", stored.offset, " is of no article");
    } else if (change.has_fact_added()) {
      const v1::Fact& fact = change.fact_added().fact();
      log.articles.back().facts[fact.name()] = {stored.offset, WithoutRevision(fact)};
      log.articles.back().fact_names.push_back(fact.name());
      ++log.fact_count;
    } else if (change.has_entity_changed() || change.has_entity_merged()) {
      log.entities[change.has_entity_merged() ? change.entity_merged().entity().name()
                                              : change.entity_changed().entity().name()] = stored.offset;
    }
  }
  return log;
}

absl::Status CheckFeed(const std::vector<StoredChange>& changes, const fact_log::FeedHead& head,
                       const LogExpectation& expectation) {
  uint32_t chain_crc = 0;
  absl::Time commit_time = absl::UnixEpoch();
  int64_t offset = 0;
  for (const StoredChange& change : changes) {
    if (change.offset != ++offset) return Wrong("offset ", change.offset, " stands at place ", offset);
    chain_crc = RecomputeChainCrc(chain_crc, offset, change.payload);
    if (change.chain_crc != chain_crc) return Wrong("the chain breaks at offset ", offset);
    if (change.commit_time < commit_time) return Wrong("the commit time goes back at offset ", offset);
    commit_time = change.commit_time;
  }
  if (head.offset != offset) return Wrong("the head is ", head.offset, ", the last change ", offset);
  if (head.chain_crc != chain_crc) return Wrong("the head has another chain than the last change");
  const auto reported = expectation.chain_crcs.find(offset);
  if (reported == expectation.chain_crcs.end() || reported->second == chain_crc) return absl::OkStatus();
  return Wrong("offset ", offset, " had another chain before the power cut");
}

// Runs `sql` and hands each row to `take`.
template <typename Take>
absl::Status ForEachRow(sqlite::Database& database, absl::string_view sql, const Take& take) {
  auto statement = database.Prepare(sql);
  if (!statement.ok()) return statement.status();
  while (true) {
    const absl::StatusOr<bool> row = statement->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    if (absl::Status taken = take(*statement); !taken.ok()) return taken;
  }
}

absl::Status CheckRow(const fact_log::ArticleWrite& write, const FedArticle& fed, FactLog& log) {
  const absl::StatusOr<v1::Article> article = log.reader().ReadArticle(fed.name);
  if (!article.ok()) return article.status();
  if (article->body() != write.article.body()) return Wrong(fed.name, " has another body");
  std::vector<std::string> names;
  for (const v1::Fact& fact : write.facts) {
    names.push_back(fact.name());
    const auto found = fed.facts.find(fact.name());
    if (found == fed.facts.end()) return Wrong(fact.name(), " is missing");
    if (found->second.second != WithoutRevision(fact)) return Wrong(fact.name(), " is another fact");
  }
  return names == fed.fact_names ? absl::OkStatus() : Wrong(fed.name, " has other facts than were sent");
}

// The tables beside the feed say the same as the feed.
absl::Status CheckTables(const FedLog& fed, sqlite::Database& database) {
  std::map<std::string, int64_t> articles, facts;
  for (const FedArticle& article : fed.articles) {
    articles[article.name] = article.first_offset;
    for (const auto& [name, fact] : article.facts) facts[name] = fact.first;
  }
  const std::pair<const char*, const std::map<std::string, int64_t>*> tables[] = {
      {"article", &articles}, {"fact", &facts}, {"entity", &fed.entities}};
  for (const auto& [table, expected] : tables) {
    std::map<std::string, int64_t> rows;
    const absl::Status read =
        ForEachRow(database, absl::StrCat("SELECT name, feed_offset FROM ", table), [&](const auto& row) {
          rows[std::string(row.Text(0))] = row.Integer(1);
          return absl::OkStatus();
        });
    if (!read.ok()) return read;
    if (rows != *expected) return Wrong("table ", table, " does not say what the feed says");
  }
  return ForEachRow(database, "PRAGMA integrity_check", [&](const auto& row) {
    return row.Text(0) == "ok" ? absl::OkStatus() : Wrong("integrity_check: ", row.Text(0));
  });
}

absl::StatusOr<std::map<std::string, std::string>> ReadRequests(sqlite::Database& database) {
  std::map<std::string, std::string> requests;
  const absl::Status read =
      ForEachRow(database, "SELECT request_id, article FROM ingest_request", [&](const auto& row) {
        requests.emplace(row.Text(0), row.Text(1));
        return absl::OkStatus();
      });
  if (!read.ok()) return read;
  return requests;
}

bool Holds(const FedLog& fed, const std::map<std::string, std::string>& requests, const ExpectedLog& expected) {
  if (fed.articles.size() != expected.articles.size() || requests != expected.requests) return false;
  for (size_t i = 0; i < fed.articles.size(); ++i) {
    if (fed.articles[i].name != expected.articles[i]->article.name()) return false;
  }
  return true;
}

absl::Status Explain(const FedLog& fed, const ExpectedLog& expected) {
  std::set<std::string> found;
  for (const FedArticle& article : fed.articles) {
    if (!found.insert(article.name).second) return Wrong(article.name, " is there twice");
  }
  for (const fact_log::ArticleWrite* write : expected.articles) {
    if (!found.contains(write->article.name())) return Wrong("acknowledged ", write->article.name(), " is lost");
  }
  return Wrong("the log holds ", fed.articles.size(), " articles, which are neither the ", expected.articles.size(),
               " acknowledged nor all that were sent, or not their requests");
}

}  // namespace

absl::StatusOr<size_t> CheckLog(const std::string& path, const LogExpectation& expectation) {
  const auto log = FactLog::Open(path, {}, [](const fact_log::FeedHead&) {});
  if (!log.ok()) return log.status();
  const auto changes = ReadAllChanges(**log);
  if (!changes.ok()) return changes.status();
  if (absl::Status feed = CheckFeed(*changes, (*log)->Head(), expectation); !feed.ok()) return feed;
  const absl::StatusOr<FedLog> fed = Interpret(*changes);
  if (!fed.ok()) return fed.status();
  const auto database = sqlite::Database::OpenReader(path);
  if (!database.ok()) return database.status();
  if (absl::Status tables = CheckTables(*fed, **database); !tables.ok()) return tables;
  const auto requests = ReadRequests(**database);
  if (!requests.ok()) return requests.status();
  for (const size_t count : {expectation.sent.size(), expectation.acknowledged}) {
    const ExpectedLog expected = Expect(expectation.sent.first(count));
    if (!Holds(*fed, *requests, expected)) continue;
    for (size_t i = 0; i < fed->articles.size(); ++i) {
      const absl::Status whole = CheckRow(*expected.articles[i], fed->articles[i], **log);
      if (!whole.ok()) return whole;
    }
    return count;
  }
  return Explain(*fed, Expect(expectation.sent.first(expectation.acknowledged)));
}

absl::Status CheckLogGoesOn(const std::string& path, absl::Span<const Submission> sent) {
  const auto log = LogSession::Open(path, 1, [](const fact_log::FeedHead&) {});
  if (!log.ok()) return log.status();
  const int64_t before = (*log)->log().Head().offset;
  std::vector<Submission> again;
  if (!sent.empty()) again.push_back(sent[sent.size() / 2]);
  if (!sent.empty()) again.push_back(sent.back());
  for (const Submission& submission : again) {
    const absl::Status answer = (*log)->Append({&submission, 1}).front().status();
    if (answer.code() != submission.answer)
      return Wrong(submission.write.article.name(), " again: ", answer.ToString());
  }
  if ((*log)->log().Head().offset != before) return Wrong("what was sent again was stored again");
  Submission fresh;
  fresh.write = SampleWrite("after-the-power-cut", 2);
  const auto stored = (*log)->Append({&fresh, 1}).front();
  if (!stored.ok()) return stored.status();
  return stored->last_offset > before ? absl::OkStatus() : Wrong("a new article was not stored after the head");
}

}  // namespace dateline::testing
