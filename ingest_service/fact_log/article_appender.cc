#include "ingest_service/fact_log/article_appender.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/entity_appender.h"
#include "ingest_service/fact_log/person_registry.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/stored_article.h"
#include "ingest_service/resolution/evidence.h"

namespace dateline::fact_log {
namespace {

constexpr int kFirstRevision = 1;

// A stored article, and what tells its content from another's.
struct Earlier {
  std::string article;
  int64_t revision = 0;
  std::string digest;  // of the request, or sha256 of the body
};

absl::StatusOr<std::optional<Earlier>> FindEarlier(sqlite::Database& database, absl::string_view sql,
                                                   const std::string& key) {
  auto statement = database.Prepare(sql);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Bind(key).Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  return Earlier{std::string(statement->Text(0)), statement->Integer(1), std::string(statement->Text(2))};
}

absl::StatusOr<std::optional<Earlier>> FindRequest(sqlite::Database& database, const std::string& request_id) {
  if (request_id.empty()) return std::nullopt;
  return FindEarlier(database, "SELECT article, revision, digest FROM ingest_request WHERE request_id = ?", request_id);
}

absl::StatusOr<std::optional<Earlier>> FindArticle(sqlite::Database& database, const std::string& name) {
  return FindEarlier(database,
                     "SELECT name, revision, sha256 FROM article WHERE name = ? ORDER BY revision DESC LIMIT 1", name);
}

absl::Status RequestIdReused(const std::string& request_id) {
  return Refusal(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REQUEST_ID_REUSED,
                 absl::StrCat("request_id ", request_id, " was used with another request; give each its own"));
}

absl::Status ArticleExists(const std::string& name) {
  return Refusal(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_ARTICLE_EXISTS,
                 absl::StrCat(name, " is stored with another body; give this article another `name`"));
}

// `earlier` again, unless its digest is another: then `refusal`.
absl::Status Answer(sqlite::Database& database, const Earlier& earlier, const std::string& digest,
                    const absl::Status& refusal, absl::StatusOr<StoredArticle>& result) {
  if (earlier.digest != digest) {
    result = refusal;
    return absl::OkStatus();
  }
  result = LoadStoredArticle(database, earlier.article, earlier.revision);
  return result.status();
}

absl::Status RememberRequest(sqlite::Database& database, const ArticleWrite& write, int64_t revision) {
  if (write.request_id.empty()) return absl::OkStatus();
  auto statement = database.Prepare("INSERT INTO ingest_request VALUES (?, ?, ?, ?)");
  if (!statement.ok()) return statement.status();
  return statement->Bind(write.request_id).Bind(write.request_digest).Bind(write.article.name()).Bind(revision).Run();
}

absl::Status AppendFacts(const PreparedArticle& prepared, ChangeWriter& writer) {
  for (size_t i = 0; i < prepared.fact_changes.size(); ++i) {
    const std::string& name = prepared.write.facts[i].name();
    const auto offset = writer.Add(v1::Change::kFactAdded, name, prepared.fact_changes[i]);
    if (!offset.ok()) return offset.status();
    auto insert = writer.database().Prepare("INSERT INTO fact VALUES (?, ?)");
    if (!insert.ok()) return insert.status();
    if (absl::Status stored = insert->Bind(name).Bind(*offset).Run(); !stored.ok()) return stored;
  }
  return absl::OkStatus();
}

absl::Status StoreArticle(const PreparedArticle& prepared, int64_t offset, ChangeWriter& writer) {
  const v1::Article& article = prepared.write.article;
  auto statement = writer.database().Prepare("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!statement.ok()) return statement.status();
  statement->Bind(article.name()).Bind(int64_t{article.revision()}).Bind(writer.head().epoch).Bind(offset);
  return statement->Bind(writer.head().offset).Bind(article.sha256()).Bind(prepared.body).Run();
}

absl::Status AppendNew(const PreparedArticle& prepared, ChangeWriter& writer) {
  const v1::Article& article = prepared.write.article;
  const auto offset = writer.Add(v1::Change::kArticleAdded, article.name(), prepared.article_change);
  if (!offset.ok()) return offset.status();
  const absl::Status entities = AppendEntities(prepared.write.entities, writer);
  if (!entities.ok()) return entities;
  const auto merges = AddEvidence(writer.database(), prepared.evidence);
  if (!merges.ok()) return merges.status();
  const absl::Status merged = AppendMerges(*merges, writer);
  if (!merged.ok()) return merged;
  const absl::Status facts = AppendFacts(prepared, writer);
  if (!facts.ok()) return facts;
  const absl::Status stored = StoreArticle(prepared, *offset, writer);
  return stored.ok() ? RememberRequest(writer.database(), prepared.write, article.revision()) : stored;
}

}  // namespace

PreparedArticle PrepareArticle(ArticleWrite write) {
  PreparedArticle prepared;
  prepared.body = std::move(*write.article.mutable_body());
  write.article.clear_body();
  write.article.set_revision(kFirstRevision);
  write.article.set_status(v1::ARTICLE_STATUS_USABLE);
  v1::Change change;
  *change.mutable_article_added()->mutable_article() = write.article;
  prepared.article_change = change.SerializeAsString();
  for (v1::Fact& fact : write.facts) {
    fact.set_article_revision(kFirstRevision);
    *change.mutable_fact_added()->mutable_fact() = fact;
    prepared.fact_changes.push_back(change.SerializeAsString());
  }
  prepared.evidence = resolution::EvidenceOf(write.article, write.entities, write.facts);
  prepared.write = std::move(write);
  return prepared;
}

absl::Status AppendArticle(const PreparedArticle& prepared, ChangeWriter& writer,
                           absl::StatusOr<StoredArticle>& result) {
  const ArticleWrite& write = prepared.write;
  const auto request = FindRequest(writer.database(), write.request_id);
  if (!request.ok()) return request.status();
  if (request->has_value()) {
    return Answer(writer.database(), **request, write.request_digest, RequestIdReused(write.request_id), result);
  }
  const auto article = FindArticle(writer.database(), write.article.name());
  if (!article.ok()) return article.status();
  if (article->has_value()) {
    const absl::Status answered =
        Answer(writer.database(), **article, write.article.sha256(), ArticleExists(write.article.name()), result);
    if (!answered.ok() || !result.ok()) return answered;
    return RememberRequest(writer.database(), write, (*article)->revision);
  }
  const absl::Status appended = AppendNew(prepared, writer);
  if (!appended.ok()) return appended;
  result = StoredArticle{write.article, write.facts, writer.head().epoch, writer.head().offset};
  return absl::OkStatus();
}

}  // namespace dateline::fact_log
