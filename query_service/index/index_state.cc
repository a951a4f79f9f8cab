#include "query_service/index/index_state.h"

namespace dateline::index {

absl::StatusOr<IndexState> ReadState(sqlite::Database& database) {
  auto select = database.Prepare(
      "SELECT projection_version, feed_id, cursor, applied_offset, chain_crc, caught_up, commit_seconds,"
      " commit_nanoseconds FROM index_state");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  if (!found.ok()) return found.status();
  IndexState state;
  if (!*found) return state;
  state.projection_version = static_cast<int>(select->Integer(0));
  state.position.feed_id = std::string(select->Text(1));
  state.position.cursor = std::string(select->Text(2));
  state.position.offset = select->Integer(3);
  state.position.chain_crc.reset();
  if (!select->IsNull(4)) state.position.chain_crc = static_cast<uint32_t>(select->Integer(4));
  state.caught_up = select->Integer(5) != 0;
  if (!select->IsNull(6)) {
    state.commit_time.emplace();
    state.commit_time->set_seconds(select->Integer(6));
    state.commit_time->set_nanos(static_cast<int32_t>(select->Integer(7)));
  }
  return state;
}

absl::Status WriteState(sqlite::Database& database, const IndexState& state) {
  auto replace = database.Prepare(
      "INSERT OR REPLACE INTO index_state (id, projection_version, feed_id, cursor, applied_offset, chain_crc, "
      "caught_up,"
      " commit_seconds, commit_nanoseconds) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!replace.ok()) return replace.status();
  replace->Bind(int64_t{state.projection_version}).Bind(state.position.feed_id).Bind(state.position.cursor);
  replace->Bind(state.position.offset);
  if (state.position.chain_crc.has_value()) {
    replace->Bind(int64_t{*state.position.chain_crc});
  } else {
    replace->BindNull();
  }
  replace->Bind(int64_t{state.caught_up});
  if (state.commit_time.has_value()) {
    replace->Bind(state.commit_time->seconds()).Bind(int64_t{state.commit_time->nanos()});
  }
  return replace->Run();
}

}  // namespace dateline::index
