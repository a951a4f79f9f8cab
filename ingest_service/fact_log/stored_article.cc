#include "ingest_service/fact_log/stored_article.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "dateline/v1/feed_service.pb.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"

namespace dateline::fact_log {
namespace {

absl::StatusOr<v1::Change> ParseChange(absl::string_view payload) {
  v1::Change change;
  if (change.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) return change;
  return errors::Error(absl::StatusCode::kDataLoss, sqlite::kStoreDamaged,
                       "a change in the log cannot be read; restore the store from a backup");
}

absl::Status LoadArticle(sqlite::Database& database, const std::string& name, int64_t revision, StoredArticle& stored) {
  auto statement = database.Prepare(
      "SELECT payload, article.epoch, last_offset FROM article JOIN feed_log USING (feed_offset)"
      " WHERE name = ? AND revision = ?");
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Bind(name).Bind(revision).Step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::InternalError(absl::StrCat("no revision ", revision, " of ", name));
  absl::StatusOr<v1::Article> article = ParseArticleAdded(statement->Bytes(0));
  if (!article.ok()) return article.status();
  stored.article = *std::move(article);
  stored.epoch = statement->Integer(1);
  stored.last_offset = statement->Integer(2);
  return absl::OkStatus();
}

absl::Status LoadFacts(sqlite::Database& database, const std::string& name, StoredArticle& stored) {
  auto statement = database.Prepare(
      "SELECT payload FROM fact JOIN feed_log USING (feed_offset) WHERE name > ? AND name < ? ORDER BY feed_offset");
  if (!statement.ok()) return statement.status();
  // '0' is the character after '/': every name that starts with "NAME/facts/" lies between.
  statement->Bind(absl::StrCat(name, "/facts/")).Bind(absl::StrCat(name, "/facts0"));
  while (true) {
    const absl::StatusOr<bool> row = statement->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    absl::StatusOr<v1::Change> change = ParseChange(statement->Bytes(0));
    if (!change.ok()) return change.status();
    stored.facts.push_back(std::move(*change->mutable_fact_added()->mutable_fact()));
  }
}

}  // namespace

absl::StatusOr<v1::Article> ParseArticleAdded(absl::string_view payload) {
  absl::StatusOr<v1::Change> change = ParseChange(payload);
  if (!change.ok()) return change.status();
  return std::move(*change->mutable_article_added()->mutable_article());
}

absl::StatusOr<StoredArticle> LoadStoredArticle(sqlite::Database& database, const std::string& name, int64_t revision) {
  StoredArticle stored;
  const absl::Status article = LoadArticle(database, name, revision, stored);
  if (!article.ok()) return article;
  const absl::Status facts = LoadFacts(database, name, stored);
  if (!facts.ok()) return facts;
  return stored;
}

}  // namespace dateline::fact_log
