// What a follower of the feed holds, applied slowly as docs/feed_protocol.md says.
#ifndef DATELINE_TESTS_TESTING_SLOW_FOLLOWER_H_
#define DATELINE_TESTS_TESTING_SLOW_FOLLOWER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "dateline/v1/feed_service.pb.h"
#include "platform/encoding/sha256.h"

namespace dateline::testing {

// An item as it was last written.
struct HeldItem {
  int64_t offset = 0;
  std::string bytes;

  bool operator==(const HeldItem& other) const { return offset == other.offset && bytes == other.bytes; }
};

class SlowFollower {
 public:
  void Take(const v1::SnapshotRecord& record) {
    if (record.has_article()) Set(record.article(), record.offset());
    if (record.has_entity()) Set(record.entity(), record.offset());
    if (record.has_fact()) Set(record.fact(), record.offset());
  }

  void Apply(int64_t offset, const v1::Change& change) {
    if (change.has_article_added()) Set(change.article_added().article(), offset);
    if (change.has_article_status_changed()) Set(change.article_status_changed().article(), offset);
    if (change.has_fact_added()) Set(change.fact_added().fact(), offset);
    if (change.has_fact_confirmed()) Set(change.fact_confirmed().fact(), offset);
    if (change.has_fact_superseded()) {
      Erase(change.fact_superseded().before().name(), offset);
      Set(change.fact_superseded().after(), offset);
    }
    if (change.has_fact_retracted()) Erase(change.fact_retracted().fact(), offset);
    if (change.has_entity_changed()) Set(change.entity_changed().entity(), offset);
    if (change.has_entity_merged()) Set(change.entity_merged().entity(), offset);
    if (change.has_entity_removed()) Erase(change.entity_removed().entity(), offset);
    if (change.has_article_purged()) Purge(change.article_purged(), offset);
  }

  const std::map<std::string, HeldItem>& state() const { return state_; }

  // Every version of an item that was not purged.
  const std::vector<std::pair<std::string, HeldItem>>& versions() const { return versions_; }

 private:
  template <class Item>
  void Set(const Item& item, int64_t offset) {
    const auto held = state_.find(item.name());
    if (held != state_.end() && held->second.offset >= offset) return;
    state_[item.name()] = {offset, item.SerializeAsString()};
    versions_.emplace_back(item.name(), state_[item.name()]);
  }

  void Erase(const std::string& name, int64_t offset) {
    const auto held = state_.find(name);
    if (held != state_.end() && held->second.offset < offset) state_.erase(held);
  }

  void Purge(const v1::ArticlePurged& purged, int64_t offset) {
    const std::set<std::string> entities(purged.entity_sha256().begin(), purged.entity_sha256().end());
    const auto is_purged = [&](const auto& item) {
      const std::string& name = item.first;
      return item.second.offset < offset &&
             (name == purged.article() || absl::StartsWith(name, purged.article() + "/") ||
              entities.count(absl::HexStringToBytes(encoding::Sha256Hex(name))) > 0);
    };
    std::erase_if(state_, is_purged);
    std::erase_if(versions_, is_purged);
  }

  std::map<std::string, HeldItem> state_;  // by name
  std::vector<std::pair<std::string, HeldItem>> versions_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_SLOW_FOLLOWER_H_
