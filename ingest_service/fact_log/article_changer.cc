#include "ingest_service/fact_log/article_changer.h"

#include <optional>
#include <string>
#include <utility>

#include "ingest_service/fact_log/article_knowledge.h"
#include "ingest_service/fact_log/fact_changer.h"
#include "ingest_service/fact_log/purged_articles.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/requests.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"

namespace dateline::fact_log {
namespace {

// One change of one article: where it stands, and what is to be.
struct Request {
  std::string name;
  std::string etag;
  std::string request_id;
  std::string request_digest;
};

// The article as it stands, if the request may change it. Nothing: `result` has the answer already.
absl::StatusOr<std::optional<StoredRevision>> FindToChange(const Request& request, ChangeWriter& writer,
                                                           absl::StatusOr<ChangedArticle>& result) {
  store::Database& database = writer.database();
  KnownRequest known;
  std::optional<StoredRevision> revision;
  bool purged = false;
  store::RoundTrip trip(database);
  AskRequest(request.request_id, request.request_digest, database, trip, known);
  AskPurged(request.name, database, trip, purged);
  AskRevision(request.name, database, trip, revision);
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  if (!known.refused.ok()) {
    result = known.refused;
  } else if (purged) {
    result = ArticlePurged(request.name);
  } else if (known.answered.has_value()) {
    v1::CorrectArticleResponse response;
    response.ParseFromString(known.answered->response);
    result = ChangedArticle{std::move(*response.mutable_article()),
                            {response.changes().begin(), response.changes().end()},
                            writer.head().epoch,
                            known.answered->last_offset};
  } else if (!revision.has_value()) {
    result = ArticleNotFound(request.name);
  } else if (!request.etag.empty() && request.etag != revision->article.etag()) {
    result = EtagMismatch(request.name);
  } else {
    return revision;
  }
  return std::nullopt;
}

bool AreSameContent(const v1::Article& one, const v1::Article& other) {
  return one.sha256() == other.sha256() && one.title() == other.title() && one.url() == other.url() &&
         one.publisher() == other.publisher() && one.byline() == other.byline() && one.language() == other.language() &&
         one.media_type() == other.media_type() &&
         one.published().SerializeAsString() == other.published().SerializeAsString();
}

// Writes the new revision, or the new status of the stored one; its offset.
absl::StatusOr<int64_t> WriteArticle(const StoredRevision& stored, const v1::Article& article, const std::string& body,
                                     ChangeWriter& writer) {
  store::Database& database = writer.database();
  const bool is_new_revision = article.revision() != stored.article.revision();
  v1::Change change;
  if (is_new_revision) {
    *change.mutable_article_added()->mutable_article() = article;
  } else {
    *change.mutable_article_status_changed()->mutable_article() = article;
    if (absl::Status retired = writer.Retire(stored.feed_offset); !retired.ok()) return retired;
  }
  const auto offset = writer.Add(change.kind_case(), article.name(), change.SerializeAsString());
  if (!offset.ok()) return offset;
  const int64_t revision = article.revision();
  const absl::Status written =
      is_new_revision
          ? Insert(database, kInsertArticle,
                   {article.name(), revision, writer.head().epoch, *offset, *offset, article.sha256(), body})
          : Run(database, "UPDATE article SET feed_offset = ? WHERE name = ? AND revision = ?",
                {*offset, article.name(), revision});
  return written.ok() ? offset : written;
}

// What the revision in force says from now on.
struct Says {
  absl::Span<const v1::Fact> facts;
  absl::Span<const v1::Entity> entities;
};

absl::Status WriteKnowledge(const v1::Article& article, const Says& says, v1::RetractionCause cause,
                            ChangeWriter& writer, ChangedArticle& changed) {
  const EntitySource source{article.name(), article.revision(), false};
  const Evidence evidence = EvidenceOf(article, says.entities, says.facts);
  if (absl::Status set = SetKnowledge(source, says.entities, evidence, writer); !set.ok()) return set;
  absl::StatusOr<std::vector<v1::FactChange>> changes = ChangeFacts(article, says.facts, cause, writer);
  if (!changes.ok()) return changes.status();
  changed.changes = *std::move(changes);
  changed.last_offset = writer.head().offset;
  return Run(writer.database(), "UPDATE article SET last_offset = ? WHERE name = ? AND revision = ?",
             {changed.last_offset, article.name(), int64_t{article.revision()}});
}

absl::Status Remember(const Request& request, const ChangedArticle& changed, int64_t first_offset,
                      ChangeWriter& writer) {
  v1::CorrectArticleResponse response;
  *response.mutable_article() = changed.article;
  response.mutable_changes()->Add(changed.changes.begin(), changed.changes.end());
  return RememberRequest(
      writer.database(), request.request_id, request.request_digest,
      {request.name, changed.article.revision(), first_offset, changed.last_offset, response.SerializeAsString()});
}

// Answers a request that asks for what is so already.
absl::Status LeaveAsItIs(const Request& request, StoredRevision stored, ChangeWriter& writer,
                         absl::StatusOr<ChangedArticle>& result) {
  result = ChangedArticle{std::move(stored.article), {}, stored.epoch, stored.last_offset};
  return Remember(request, *result, 0, writer);
}

// Writes `article`, which differs from `stored`.
absl::Status Change(const Request& request, const StoredRevision& stored, v1::Article article, const std::string& body,
                    const Says& says, v1::RetractionCause cause, ChangeWriter& writer,
                    absl::StatusOr<ChangedArticle>& result) {
  article.clear_etag();
  const absl::StatusOr<int64_t> offset = WriteArticle(stored, article, body, writer);
  if (!offset.ok()) return offset.status();
  ChangedArticle changed;
  changed.epoch = writer.head().epoch;
  if (absl::Status written = WriteKnowledge(article, says, cause, writer, changed); !written.ok()) return written;
  article.set_etag(EtagOf(article.revision(), *offset));
  changed.article = std::move(article);
  result = std::move(changed);
  return Remember(request, *result, *offset, writer);
}

std::vector<v1::Fact> OfRevision(const std::vector<v1::Fact>& facts, int32_t revision) {
  std::vector<v1::Fact> of_revision = facts;
  for (v1::Fact& fact : of_revision) fact.set_article_revision(revision);
  return of_revision;
}

}  // namespace

absl::Status CorrectArticle(const ArticleWrite& write, ChangeWriter& writer, absl::StatusOr<ChangedArticle>& result) {
  const Request request{write.article.name(), write.etag, write.request_id, write.request_digest};
  auto stored = FindToChange(request, writer, result);
  if (!stored.ok() || !stored->has_value()) return stored.status();
  const bool is_withheld = write.article.status() == v1::ARTICLE_STATUS_WITHHELD;
  v1::Article article = write.article;
  article.clear_body();
  article.set_status(is_withheld ? v1::ARTICLE_STATUS_WITHHELD : v1::ARTICLE_STATUS_USABLE);
  const v1::Article& before = (*stored)->article;
  const bool is_same_content = AreSameContent(before, article);
  if (is_same_content && before.status() == article.status()) {
    return LeaveAsItIs(request, **std::move(stored), writer, result);
  }
  article.set_revision(is_same_content ? before.revision() : before.revision() + 1);
  const std::vector<v1::Fact> facts = OfRevision(write.facts, article.revision());
  const Says says = is_withheld ? Says() : Says{facts, write.entities};
  const auto cause = is_withheld ? v1::RETRACTION_CAUSE_WITHHELD : v1::RETRACTION_CAUSE_CORRECTED;
  return Change(request, **stored, std::move(article), write.article.body(), says, cause, writer, result);
}

absl::Status RetractArticle(const Withdrawal& withdrawal, ChangeWriter& writer,
                            absl::StatusOr<ChangedArticle>& result) {
  const Request request{withdrawal.name, withdrawal.etag, withdrawal.request_id, withdrawal.request_digest};
  auto stored = FindToChange(request, writer, result);
  if (!stored.ok() || !stored->has_value()) return stored.status();
  v1::Article article = (*stored)->article;
  if (article.status() == v1::ARTICLE_STATUS_CANCELED) {
    return LeaveAsItIs(request, **std::move(stored), writer, result);
  }
  article.set_status(v1::ARTICLE_STATUS_CANCELED);
  article.set_reason(withdrawal.reason);
  *article.mutable_provenance() = withdrawal.provenance;
  return Change(request, **stored, std::move(article), "", {}, v1::RETRACTION_CAUSE_CANCELED, writer, result);
}

absl::Status RereadArticle(const ArticleWrite& write, ChangeWriter& writer, absl::StatusOr<ChangedArticle>& result) {
  auto stored = FindToChange({write.article.name(), write.etag, "", ""}, writer, result);
  if (!stored.ok() || !stored->has_value()) return stored.status();
  ChangedArticle changed{(*stored)->article, {}, (*stored)->epoch, (*stored)->last_offset};
  const std::vector<v1::Fact> facts = OfRevision(write.facts, changed.article.revision());
  const auto is_known = AreStored(changed.article.name(), facts, writer.database());
  if (!is_known.ok()) return is_known.status();
  if (changed.article.status() == v1::ARTICLE_STATUS_USABLE && !*is_known) {
    v1::Article article = changed.article;
    article.clear_reason();  // of the revision, not of what is found now
    const absl::Status written =
        WriteKnowledge(article, {facts, write.entities}, v1::RETRACTION_CAUSE_REEXTRACTED, writer, changed);
    if (!written.ok()) return written;
  }
  result = std::move(changed);
  return absl::OkStatus();
}

}  // namespace dateline::fact_log
