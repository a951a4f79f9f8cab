#include "query_service/index/written_changes.h"

#include <limits>
#include <string>

#include "query_service/index/schema.h"
#include "query_service/index/stored_facts.h"

namespace dateline::index {
namespace {

// Changes further behind than this are read with everything else.
constexpr int64_t kMostChanges = 100'000;

bool GoesOn(const IndexState& known, const IndexState& stored) {
  const int64_t changes = stored.position.offset - known.position.offset;
  return known.generation == stored.generation && known.position.is_whole() && stored.position.is_whole() &&
         changes >= 0 && changes <= kMostChanges;
}

absl::StatusOr<bool> HoldsPurgeAfter(store::Database& database, int64_t offset) {
  auto select = database.Prepare("SELECT 1 FROM purged_article WHERE recorded_from > ? LIMIT 1");
  if (!select.ok()) return select.status();
  return select->Bind(offset).Step();
}

absl::Status ReadEnds(store::Database& database, int64_t offset, FactChanges& facts) {
  auto select = database.Prepare("SELECT recorded_from, recorded_to FROM fact_end WHERE recorded_to > ?");
  if (!select.ok()) return select.status();
  select->Bind(offset);
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return absl::OkStatus();
    facts.ended.emplace_back(select->Integer(0), select->Integer(1));
  }
}

// What began, then what ended of that which was there.
absl::Status ReadMerges(store::Database& database, int64_t offset, std::vector<Merge>& merges) {
  auto select = database.Prepare(
      "SELECT recorded_from, recorded_to, name, merged_into FROM entity"
      " WHERE merged_into <> '' AND recorded_from > ?1"
      " UNION ALL SELECT recorded_from, recorded_to, name, '' FROM entity"
      " WHERE merged_into <> '' AND recorded_to > ?1 AND recorded_to < ?2 AND recorded_from <= ?1"
      " ORDER BY 1");
  if (!select.ok()) return select.status();
  select->Bind(offset).Bind(kStillRecorded);
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return absl::OkStatus();
    merges.push_back(
        {select->Integer(0), select->Integer(1), std::string(select->Text(2)), std::string(select->Text(3))});
  }
}

}  // namespace

absl::StatusOr<std::optional<WrittenChanges>> ReadWrittenChanges(store::Database& database, const IndexState& known,
                                                                 const IndexState& stored) {
  if (!GoesOn(known, stored)) return std::nullopt;
  const int64_t offset = known.position.offset;
  const absl::StatusOr<bool> holds_purge = HoldsPurgeAfter(database, offset);
  if (!holds_purge.ok()) return holds_purge.status();
  if (*holds_purge) return std::nullopt;
  WrittenChanges changes;
  const absl::Status added =
      VisitStoredFacts(database, stored.position.whole_from, offset, std::numeric_limits<int64_t>::max(),
                       [&changes](const segments::FactDocument& document) {
                         changes.facts.added.push_back(document);
                         return absl::OkStatus();
                       });
  if (!added.ok()) return added;
  if (absl::Status read = ReadEnds(database, offset, changes.facts); !read.ok()) return read;
  if (absl::Status read = ReadMerges(database, offset, changes.merges); !read.ok()) return read;
  return changes;
}

}  // namespace dateline::index
