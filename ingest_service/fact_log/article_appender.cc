#include "ingest_service/fact_log/article_appender.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/purged_articles.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/requests.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"

namespace dateline::fact_log {
namespace {

constexpr int kFirstRevision = 1;

absl::Status ArticleExists(const std::string& name) {
  return Refusal(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_ARTICLE_EXISTS,
                 absl::StrCat(name, " is stored with another body; correct it, or give this article another `name`"));
}

// The article as it stands.
absl::Status AnswerStored(store::Database& database, StoredRevision revision, absl::StatusOr<StoredArticle>& result) {
  absl::StatusOr<std::vector<v1::Fact>> facts = LoadFacts(database, revision.article.name());
  if (!facts.ok()) return facts.status();
  result = StoredArticle{std::move(revision.article), *std::move(facts), revision.epoch, revision.last_offset};
  return absl::OkStatus();
}

// What the request got; where the feed does not keep that any more, the article as it stands.
absl::Status AnswerAgain(const AnsweredRequest& request, store::Database& database,
                         absl::StatusOr<StoredArticle>& result) {
  auto revision = FindRevision(database, request.article);
  if (!revision.ok()) return revision.status();
  if (!revision->has_value()) {
    result = ArticlePurged(request.article);
    return absl::OkStatus();
  }
  auto ingested = LoadIngested(database, request.first_offset, request.last_offset);
  if (!ingested.ok()) return ingested.status();
  if (!ingested->has_value()) return AnswerStored(database, **std::move(revision), result);
  (*ingested)->epoch = (*revision)->epoch;
  result = **std::move(ingested);
  return absl::OkStatus();
}

absl::Status AppendFacts(const PreparedArticle& prepared, ChangeWriter& writer) {
  for (size_t i = 0; i < prepared.fact_changes.size(); ++i) {
    const std::string& name = prepared.write.facts[i].name();
    const auto offset = writer.Add(v1::Change::kFactAdded, name, prepared.fact_changes[i]);
    if (!offset.ok()) return offset.status();
    const absl::Status stored = Insert(writer.database(), kInsertFact, {name, *offset});
    if (!stored.ok()) return stored;
  }
  return absl::OkStatus();
}

absl::Status AppendNew(const PreparedArticle& prepared, ChangeWriter& writer, absl::StatusOr<StoredArticle>& result) {
  const ArticleWrite& write = prepared.write;
  const v1::Article& article = write.article;
  const auto offset = writer.Add(v1::Change::kArticleAdded, article.name(), prepared.article_change);
  if (!offset.ok()) return offset.status();
  const EntitySource source{article.name(), kFirstRevision, true};
  const absl::Status known = SetKnowledge(source, write.entities, prepared.evidence, writer);
  if (!known.ok()) return known;
  if (absl::Status facts = AppendFacts(prepared, writer); !facts.ok()) return facts;
  const int64_t last_offset = writer.head().offset;
  const absl::Status stored = Insert(writer.database(), kInsertArticle,
                                     {article.name(), int64_t{kFirstRevision}, writer.head().epoch, *offset,
                                      last_offset, article.sha256(), prepared.body});
  if (!stored.ok()) return stored;
  result = StoredArticle{article, {}, writer.head().epoch, last_offset, /*is_new=*/true};
  result->article.set_etag(EtagOf(kFirstRevision, *offset));
  return RememberRequest(writer.database(), write.request_id, write.request_digest,
                         {article.name(), kFirstRevision, *offset, last_offset, ""});
}

}  // namespace

PreparedArticle PrepareArticle(ArticleWrite write) {
  PreparedArticle prepared;
  prepared.body = std::move(*write.article.mutable_body());
  write.article.clear_body();
  write.article.set_revision(kFirstRevision);
  if (write.article.status() == v1::ARTICLE_STATUS_WITHHELD) {
    write.facts.clear();
    write.entities.clear();
  } else {
    write.article.set_status(v1::ARTICLE_STATUS_USABLE);
  }
  v1::Change change;
  *change.mutable_article_added()->mutable_article() = write.article;
  prepared.article_change = change.SerializeAsString();
  for (v1::Fact& fact : write.facts) {
    fact.set_article_revision(kFirstRevision);
    change.mutable_fact_added()->mutable_fact()->Swap(&fact);
    prepared.fact_changes.push_back(change.SerializeAsString());
    change.mutable_fact_added()->mutable_fact()->Swap(&fact);
  }
  prepared.evidence = EvidenceOf(write.article, write.entities, write.facts);
  prepared.write = std::move(write);
  return prepared;
}

absl::Status AppendArticle(const PreparedArticle& prepared, ChangeWriter& writer,
                           absl::StatusOr<StoredArticle>& result) {
  const ArticleWrite& write = prepared.write;
  store::Database& database = writer.database();
  KnownRequest request;
  std::optional<StoredRevision> revision;
  bool purged = false;
  store::RoundTrip trip(database);
  AskRequest(write.request_id, write.request_digest, database, trip, request);
  AskRevision(write.article.name(), database, trip, revision);
  AskPurged(write.article.name(), database, trip, purged);
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  if (!request.refused.ok()) {
    result = request.refused;
    return absl::OkStatus();
  }
  if (request.answered.has_value()) return AnswerAgain(*request.answered, database, result);
  if (!revision.has_value()) {
    if (!purged) return AppendNew(prepared, writer, result);
    result = ArticlePurged(write.article.name());
    return absl::OkStatus();
  }
  if (revision->article.sha256() != write.article.sha256()) {
    result = ArticleExists(write.article.name());
    return absl::OkStatus();
  }
  const AnsweredRequest answered{write.article.name(), revision->article.revision(), 0, 0, ""};
  if (absl::Status stored = AnswerStored(database, *std::move(revision), result); !stored.ok()) return stored;
  return RememberRequest(database, write.request_id, write.request_digest, answered);
}

}  // namespace dateline::fact_log
