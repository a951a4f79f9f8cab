#include "ingest_service/fact_log/stored_article.h"

#include <utility>

#include "ingest_service/fact_log/rows.h"
#include "platform/encoding/opaque_token.h"

namespace dateline::fact_log {
namespace {

constexpr char kEtagKind = 'E';

}  // namespace

absl::StatusOr<v1::Article> ParseArticle(absl::string_view payload, int64_t offset) {
  absl::StatusOr<v1::Change> change = ParseChange(payload);
  if (!change.ok()) return change.status();
  v1::Article article = change->has_article_added()
                            ? std::move(*change->mutable_article_added()->mutable_article())
                            : std::move(*change->mutable_article_status_changed()->mutable_article());
  article.set_etag(EtagOf(article.revision(), offset));
  return article;
}

absl::StatusOr<v1::Fact> ParseFact(absl::string_view payload) {
  absl::StatusOr<v1::Change> change = ParseChange(payload);
  if (!change.ok()) return change.status();
  if (change->has_fact_superseded()) return std::move(*change->mutable_fact_superseded()->mutable_after());
  if (change->has_fact_confirmed()) return std::move(*change->mutable_fact_confirmed()->mutable_fact());
  return std::move(*change->mutable_fact_added()->mutable_fact());
}

std::string EtagOf(int64_t revision, int64_t offset) {
  return encoding::OpaqueTokenWriter(kEtagKind)
      .AddInteger(static_cast<uint64_t>(revision))
      .AddInteger(static_cast<uint64_t>(offset))
      .Finish();
}

absl::StatusOr<std::optional<StoredRevision>> FindRevision(store::Database& database, absl::string_view name) {
  std::optional<StoredRevision> revision;
  store::RoundTrip trip(database);
  AskRevision(name, database, trip, revision);
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  return revision;
}

void AskRevision(absl::string_view name, store::Database& database, store::RoundTrip& trip,
                 std::optional<StoredRevision>& revision) {
  trip.Ask(PrepareWith(database,
                       "SELECT payload, feed_offset, article.epoch, last_offset FROM article"
                       " JOIN feed_log USING (feed_offset) WHERE name = ? ORDER BY revision DESC LIMIT 1",
                       {name}),
           [&](const store::Statement& row) {
             absl::StatusOr<v1::Article> article = ParseArticle(row.Bytes(0), row.Integer(1));
             if (!article.ok()) return article.status();
             revision = StoredRevision{*std::move(article), row.Integer(1), row.Integer(2), row.Integer(3)};
             return absl::OkStatus();
           });
}

absl::StatusOr<std::vector<v1::Fact>> LoadFacts(store::Database& database, absl::string_view article) {
  std::vector<v1::Fact> facts;
  const absl::Status read = ForEachRow(
      database,
      "SELECT payload FROM fact JOIN feed_log USING (feed_offset) WHERE name > ? AND name < ? ORDER BY feed_offset",
      {FirstFactName(article), LastFactName(article)}, [&](const store::Statement& row) {
        absl::StatusOr<v1::Fact> fact = ParseFact(row.Bytes(0));
        if (fact.ok()) facts.push_back(*std::move(fact));
        return fact.status();
      });
  if (!read.ok()) return read;
  return facts;
}

absl::StatusOr<std::optional<StoredArticle>> LoadIngested(store::Database& database, int64_t first_offset,
                                                          int64_t last_offset) {
  StoredArticle stored;
  stored.last_offset = last_offset;
  int64_t changes = 0;
  const absl::Status read = ForEachRow(
      database,
      "SELECT feed_offset, kind, payload FROM feed_log WHERE feed_offset BETWEEN ? AND ? ORDER BY feed_offset",
      {first_offset, last_offset}, [&](const store::Statement& row) -> absl::Status {
        ++changes;
        if (row.Integer(1) == v1::Change::kArticleAdded) {
          absl::StatusOr<v1::Article> article = ParseArticle(row.Bytes(2), row.Integer(0));
          if (!article.ok()) return article.status();
          stored.article = *std::move(article);
        } else if (row.Integer(1) == v1::Change::kFactAdded) {
          absl::StatusOr<v1::Fact> fact = ParseFact(row.Bytes(2));
          if (!fact.ok()) return fact.status();
          stored.facts.push_back(*std::move(fact));
        }
        return absl::OkStatus();
      });
  if (!read.ok()) return read;
  const bool is_whole = first_offset > 0 && changes == last_offset - first_offset + 1 && !stored.article.name().empty();
  return is_whole ? std::optional(std::move(stored)) : std::nullopt;
}

}  // namespace dateline::fact_log
