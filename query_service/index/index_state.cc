#include "query_service/index/index_state.h"

#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace dateline::index {
namespace {

constexpr char kSelect[] =
    "SELECT projection_version, feed_id, cursor, stage, applied_offset, chain_crc, whole_from, caught_up,"
    " content_checksum, fact_count, entity_count, article_count, erasure_pending, commit_seconds, commit_nanoseconds,"
    " generation FROM index_state";

absl::StatusOr<IndexState> ReadStateBy(absl::string_view sql, store::Database& database) {
  auto select = database.Prepare(sql);
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  if (!found.ok()) return found.status();
  IndexState state;
  if (!*found) return state;
  state.projection_version = static_cast<int>(select->Integer(0));
  state.position.feed_id = std::string(select->Text(1));
  state.position.cursor = std::string(select->Text(2));
  state.position.stage = static_cast<feed_client::FeedPosition::Stage>(select->Integer(3));
  state.position.offset = select->Integer(4);
  state.position.chain_crc.reset();
  if (!select->IsNull(5)) state.position.chain_crc = static_cast<uint32_t>(select->Integer(5));
  state.position.whole_from = select->Integer(6);
  state.caught_up = select->Integer(7) != 0;
  state.totals = {static_cast<uint64_t>(select->Integer(8)), select->Integer(9), select->Integer(10),
                  select->Integer(11)};
  state.erasure_pending = select->Integer(12) != 0;
  if (!select->IsNull(13)) {
    state.commit_time.emplace();
    state.commit_time->set_seconds(select->Integer(13));
    state.commit_time->set_nanos(static_cast<int32_t>(select->Integer(14)));
  }
  state.generation = select->Integer(15);
  return state;
}

}  // namespace

bool IsSame(const IndexState& left, const IndexState& right) {
  const auto key = [](const IndexState& state) {
    return std::tie(state.generation, state.position.stage, state.position.offset, state.position.cursor,
                    state.caught_up, state.totals.checksum);
  };
  return key(left) == key(right);
}

absl::StatusOr<IndexState> ReadState(store::Database& database) { return ReadStateBy(kSelect, database); }

absl::StatusOr<IndexState> LockState(store::Database& database) {
  return ReadStateBy(absl::StrCat(kSelect, " FOR UPDATE"), database);
}

absl::Status WriteState(store::Database& database, const IndexState& state) {
  auto replace = database.Prepare(
      "INSERT INTO index_state (id, projection_version, feed_id, cursor, stage, applied_offset, chain_crc, whole_from,"
      " caught_up, content_checksum, fact_count, entity_count, article_count, erasure_pending, commit_seconds,"
      " commit_nanoseconds, generation) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (id) DO UPDATE SET projection_version = excluded.projection_version, feed_id = excluded.feed_id,"
      " cursor = excluded.cursor, stage = excluded.stage, applied_offset = excluded.applied_offset,"
      " chain_crc = excluded.chain_crc, whole_from = excluded.whole_from, caught_up = excluded.caught_up,"
      " content_checksum = excluded.content_checksum, fact_count = excluded.fact_count,"
      " entity_count = excluded.entity_count, article_count = excluded.article_count,"
      " erasure_pending = excluded.erasure_pending, commit_seconds = excluded.commit_seconds,"
      " commit_nanoseconds = excluded.commit_nanoseconds, generation = excluded.generation");
  if (!replace.ok()) return replace.status();
  replace->Bind(int64_t{state.projection_version}).Bind(state.position.feed_id).Bind(state.position.cursor);
  replace->Bind(static_cast<int64_t>(state.position.stage)).Bind(state.position.offset);
  if (state.position.chain_crc.has_value()) {
    replace->Bind(int64_t{*state.position.chain_crc});
  } else {
    replace->BindNull();
  }
  replace->Bind(state.position.whole_from).Bind(int64_t{state.caught_up});
  replace->Bind(static_cast<int64_t>(state.totals.checksum)).Bind(state.totals.facts).Bind(state.totals.entities);
  replace->Bind(state.totals.articles).Bind(int64_t{state.erasure_pending});
  if (state.commit_time.has_value()) {
    replace->Bind(state.commit_time->seconds()).Bind(int64_t{state.commit_time->nanos()});
  } else {
    replace->BindNull().BindNull();
  }
  return replace->Bind(state.generation).Run();
}

}  // namespace dateline::index
