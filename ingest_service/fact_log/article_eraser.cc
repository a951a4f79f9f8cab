#include "ingest_service/fact_log/article_eraser.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/types/span.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/article_knowledge.h"
#include "ingest_service/fact_log/purged_articles.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/stored_article.h"
#include "platform/encoding/sha256.h"
#include "platform/store/erase.h"

namespace dateline::fact_log {
namespace {

std::set<std::string> NamesOf(const v1::Entity& entity) {
  std::set<std::string> names(entity.aliases().begin(), entity.aliases().end());
  names.insert(entity.display_name());
  return names;
}

// One erasure, step by step.
class Erasure {
 public:
  Erasure(const PurgeOrder& order, const ArticleTraces& traces, ChangeWriter& writer)
      : order_(order), traces_(traces), writer_(writer), database_(writer.database()) {}

  absl::Status Run(absl::StatusOr<PurgedArticle>& result) {
    // SQLite overwrites at once what is deleted here, even if rewriting the file fails later.
    if (absl::Status begun = store::BeginErasing(database_); !begun.ok()) return begun;
    if (absl::Status found = FindEntities(); !found.ok()) return found;
    if (absl::Status found = FindChanges(); !found.ok()) return found;
    if (absl::Status deleted = DeleteRows(); !deleted.ok()) return deleted;
    if (absl::Status redacted = Redact(); !redacted.ok()) return redacted;
    const absl::StatusOr<int64_t> offset = AppendPurged();
    if (!offset.ok()) return offset.status();
    if (absl::Status kept = KeepTheRest(); !kept.ok()) return kept;
    return StoreReceipt(*offset, result);
  }

 private:
  // Takes back what the article says, and finds the entities that it ever named with what is left of them.
  absl::Status FindEntities() {
    std::vector<v1::Entity> named;
    const absl::Status read = ForEachRow(database_, "SELECT payload FROM entity_source WHERE article = ?",
                                         {order_.name}, [&](const store::Statement& row) {
                                           absl::StatusOr<v1::Entity> entity = ParseEntity(row.Bytes(0));
                                           if (entity.ok()) named.push_back(*std::move(entity));
                                           return entity.status();
                                         });
    if (!read.ok()) return read;
    const absl::Status gone = fact_log::Run(database_, "DELETE FROM entity_source WHERE article = ?", {order_.name});
    if (!gone.ok()) return gone;
    for (const v1::Entity& entity : named) {
      const auto [rest, is_new] = rest_.try_emplace(entity.name());
      if (is_new) {
        if (absl::Status found = FindRest(entity.name(), rest->second); !found.ok()) return found;
      }
      // Followers have what it gave, even when the feed does not keep that change any more.
      if (!IsGivenByOthers(entity, rest->second)) exposed_.insert(entity.name());
    }
    return absl::OkStatus();
  }

  absl::Status FindRest(const std::string& name, std::optional<v1::Entity>& rest) {
    const absl::StatusOr<std::optional<v1::Entity>> known = FindEntity(database_, name);
    if (!known.ok()) return known.status();
    absl::StatusOr<std::optional<v1::Entity>> found = UnionOfSources(database_, name, known->value_or(v1::Entity()));
    if (!found.ok()) return found.status();
    rest = *std::move(found);
    return absl::OkStatus();
  }

  // Finds the changes that hold something of the article.
  absl::Status FindChanges() {
    const absl::StatusOr<bool> hold = TracesHold();
    if (!hold.ok()) return hold.status();
    if (!*hold) return LookBehind(0);
    std::vector<int64_t> offsets = traces_.offsets;
    for (const auto& [entity, mentions] : traces_.mentions) {
      if (IsGone(entity)) offsets.insert(offsets.end(), mentions.begin(), mentions.end());
    }
    constexpr size_t kAtOnce = 500;
    for (size_t begin = 0; begin < offsets.size(); begin += kAtOnce) {
      store::RoundTrip trip(database_);
      for (const int64_t offset : absl::MakeConstSpan(offsets).subspan(begin, kAtOnce)) {
        trip.Ask(PrepareWith(database_, "SELECT feed_offset, kind, key, payload FROM feed_log WHERE feed_offset = ?",
                             {offset}),
                 [this](const store::Statement& row) { return LookAt(row); });
      }
      if (absl::Status looked = trip.Run(); !looked.ok()) return looked;
    }
    return LookBehind(traces_.last_offset);
  }

  absl::Status LookBehind(int64_t offset) {
    return ForEachChange(database_, offset, [this](const store::Statement& row) { return LookAt(row); });
  }

  // Of the entities that are named now, and of the feed that is there now: a failover may have lost the end of it.
  absl::StatusOr<bool> TracesHold() {
    for (const auto& [entity, rest] : rest_) {
      if (!traces_.entities.contains(entity)) return false;
    }
    bool hold = false;
    const absl::Status read = ForEachRow(database_, "SELECT chain_crc FROM feed_log WHERE feed_offset = ?",
                                         {traces_.last_offset}, [&](const store::Statement& row) {
                                           hold = static_cast<uint32_t>(row.Integer(0)) == traces_.last_chain_crc;
                                           return absl::OkStatus();
                                         });
    if (!read.ok()) return read;
    return hold;
  }

  absl::Status LookAt(const store::Statement& change) {
    const absl::string_view key = change.Text(2);
    const bool is_of_fact = absl::StartsWith(key, FirstFactName(order_.name));
    if (is_of_fact) facts_.emplace(key);
    if (is_of_fact || key == order_.name) redacted_.push_back(change.Integer(0));
    return IsOfEntity(change.Integer(1)) ? LookAtEntity(change.Integer(0), key, change.Bytes(3)) : absl::OkStatus();
  }

  // A change of an entity is redacted when it gives a name that nobody else gives, or names an entity that is gone.
  absl::Status LookAtEntity(int64_t offset, absl::string_view key, absl::string_view payload) {
    const auto named = rest_.find(std::string(key));
    absl::StatusOr<v1::Change> change = ParseChange(payload);
    if (!change.ok()) return change.status();
    const v1::Entity& entity =
        change->has_entity_merged() ? change->entity_merged().entity() : change->entity_changed().entity();
    const bool gives_a_name =
        named != rest_.end() && !change->has_entity_removed() && !IsGivenByOthers(entity, named->second);
    const bool names_a_gone_one = IsGone(change->entity_removed().entity()) || IsGone(entity.merged_into()) ||
                                  IsGone(change->entity_merged().formerly_merged_into());
    if (!gives_a_name && !names_a_gone_one) return absl::OkStatus();
    redacted_.push_back(offset);
    exposed_.emplace(key);
    return absl::OkStatus();
  }

  static bool IsGivenByOthers(const v1::Entity& entity, const std::optional<v1::Entity>& rest) {
    if (!rest.has_value()) return false;
    const std::set<std::string> given = NamesOf(*rest);
    const std::set<std::string> names = NamesOf(entity);
    return std::includes(given.begin(), given.end(), names.begin(), names.end());
  }

  bool IsGone(const std::string& entity) const {
    const auto named = rest_.find(entity);
    return named != rest_.end() && !named->second.has_value();
  }

  absl::Status DeleteRows() {
    for (const std::string& name : exposed_) {
      auto entity = FindEntity(database_, name);
      if (!entity.ok()) return entity.status();
      if (entity->has_value()) before_[name] = **std::move(entity);
    }
    const auto revisions = fact_log::RunCounting(database_, "DELETE FROM article WHERE name = ?", {order_.name});
    if (!revisions.ok()) return revisions.status();
    revision_count_ = static_cast<int>(*revisions);
    const absl::Status facts = fact_log::Run(database_, "DELETE FROM fact WHERE name > ? AND name < ?",
                                             {FirstFactName(order_.name), LastFactName(order_.name)});
    if (!facts.ok()) return facts;
    return fact_log::Run(database_, "UPDATE ingest_request SET response = NULL WHERE article = ?", {order_.name});
  }

  absl::Status Redact() {
    v1::Change redacted;
    redacted.mutable_redacted();
    const std::string payload = redacted.SerializeAsString();
    for (const int64_t offset : redacted_) {
      const absl::Status written =
          offset < writer_.head().low_offset
              ? fact_log::Run(database_, "DELETE FROM feed_log WHERE feed_offset = ?", {offset})
              : fact_log::Run(database_, "UPDATE feed_log SET kind = ?, key = '', payload = ? WHERE feed_offset = ?",
                              {int64_t{v1::Change::kRedacted}, Bytes{payload}, offset});
      if (!written.ok()) return written;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<int64_t> AppendPurged() {
    v1::Change change;
    v1::ArticlePurged& purged = *change.mutable_article_purged();
    purged.set_article(order_.name);
    std::set<std::string> digests;
    for (const std::string& name : exposed_) digests.insert(absl::HexStringToBytes(encoding::Sha256Hex(name)));
    for (const std::string& digest : digests) purged.add_entity_sha256(digest);
    return writer_.Add(change.kind_case(), order_.name, change.SerializeAsString());
  }

  // Writes what is left of the entities whose changes were redacted, and the merges without the article's evidence.
  absl::Status KeepTheRest() {
    for (const std::string& name : exposed_) {
      const absl::Status retired = writer_.Retire("SELECT feed_offset FROM entity WHERE name = ?", name);
      if (!retired.ok()) return retired;
      const absl::Status gone = fact_log::Run(database_, "DELETE FROM entity WHERE name = ?", {name});
      if (!gone.ok()) return gone;
    }
    for (const auto& [name, before] : before_) {
      const auto named = rest_.find(name);
      std::optional<v1::Entity> rest = named == rest_.end() ? before : named->second;
      if (!rest.has_value()) continue;
      rest->set_merged_into(IsGone(before.merged_into()) ? "" : before.merged_into());
      if (absl::Status appended = AppendEntityChanged(*rest, writer_); !appended.ok()) return appended;
    }
    return SetMerges({order_.name, 0, false}, {}, writer_);
  }

  absl::Status StoreReceipt(int64_t offset, absl::StatusOr<PurgedArticle>& result) {
    PurgedArticle purged{{}, writer_.head().epoch, writer_.head().offset};
    purged.receipt.set_article(order_.name);
    purged.receipt.set_revisions(revision_count_);
    purged.receipt.set_facts(static_cast<int64_t>(facts_.size()));
    purged.receipt.set_reason(order_.reason);
    *purged.receipt.mutable_provenance() = order_.provenance;
    const std::string bytes = purged.receipt.SerializeAsString();
    result = std::move(purged);
    return fact_log::Run(database_, "INSERT INTO purge VALUES (?, ?, ?, 0)", {order_.name, offset, Bytes{bytes}});
  }

  const PurgeOrder& order_;
  const ArticleTraces& traces_;
  ChangeWriter& writer_;
  store::Database& database_;
  std::map<std::string, std::optional<v1::Entity>> rest_;  // of each entity that the article named
  std::set<std::string> exposed_;                          // entities with a change that is redacted
  std::map<std::string, v1::Entity> before_;               // of exposed_, as they were
  std::vector<int64_t> redacted_;                          // offsets
  std::set<std::string> facts_;                            // that the article ever had
  int revision_count_ = 0;
};

}  // namespace

absl::Status EraseArticle(const PurgeOrder& order, const ArticleTraces& traces, ChangeWriter& writer,
                          absl::StatusOr<PurgedArticle>& result) {
  const auto receipt = FindReceipt(writer.database(), order.name, absl::InfiniteFuture());
  if (!receipt.ok()) return receipt.status();
  const auto revision = FindRevision(writer.database(), order.name);
  if (!revision.ok()) return revision.status();
  if (receipt->has_value()) {
    result = PurgedArticle{(*receipt)->receipt, writer.head().epoch, (*receipt)->feed_offset};
  } else if (!revision->has_value()) {
    result = ArticleNotFound(order.name);
  } else if (!order.etag.empty() && order.etag != (*revision)->article.etag()) {
    result = EtagMismatch(order.name);
  } else {
    return Erasure(order, traces, writer).Run(result);
  }
  return absl::OkStatus();
}

}  // namespace dateline::fact_log
