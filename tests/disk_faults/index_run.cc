#include "tests/disk_faults/index_run.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/disk_faults/newest_writer.h"
#include "tests/disk_faults/store_content.h"

namespace dateline::testing {
namespace {

constexpr uint64_t kMaxChanges = 120;
constexpr uint64_t kMaxBatch = 12;
constexpr int kOpenings = 3;
constexpr uint64_t kMaxBatchesOfAnOpening = 8;
// One of so many changes of the disk is the last before a power cut that might have been.
constexpr uint64_t kChangesPerCrashState = 12;

// Segments are files on the real disk, whatever becomes of the simulated one: they hold nothing that is not in it.
constexpr segments::SegmentSizes kSizes = {/*facts_of_segment=*/16, /*facts_of_part=*/4};

// A few articles, entities and facts, which come again and again.
std::vector<v1::Change> RandomChanges(std::mt19937_64& random) {
  std::vector<v1::Change> changes;
  for (uint64_t count = 20 + random() % kMaxChanges; count > 0; --count) {
    const std::string article = absl::StrCat("articles/", random() % 12);
    const std::string entity = absl::StrCat("entities/", random() % 8);
    const std::string fact = absl::StrCat(article, "/facts/", random() % 6);
    const v1::Fact said = FactOf(fact, {{v1::PARTICIPANT_ROLE_ACTOR, entity}});
    switch (random() % 16) {
      case 0:
        changes.push_back(PurgeChange(article, {entity}));
        break;
      case 1:
        changes.push_back(RetractChange(fact));
        break;
      case 2:
        changes.push_back(SupersedeChange(said, FactOf(absl::StrCat(article, "/facts/", random() % 6))));
        break;
      case 3:
      case 4:
      case 5:
        changes.push_back(ArticleChange(article, random() % 2 == 0 ? "Reuters" : "AFP"));
        break;
      case 6:
      case 7:
      case 8:
        changes.push_back(EntityChange(EntityOf(entity, absl::StrCat("Name ", random() % 9))));
        break;
      default:
        changes.push_back(FactChange(said));
    }
  }
  return changes;
}

}  // namespace

IndexRun::IndexRun(SimulatedVfs& vfs, const std::string& path, uint64_t seed, DiskFault fault)
    : vfs_(vfs), path_(path), random_(seed), crash_random_(seed + 1), disk_(std::make_shared<SimulatedDisk>()) {
  vfs.SeedRandomness(seed);
  disk_->SetFault(fault);
  feed_.Add(RandomChanges(random_));
}

absl::Status IndexRun::Run() {
  vfs_.Use(disk_);
  disk_->OnChange([this](int64_t) {
    if (crash_random_() % kChangesPerCrashState == 0) {
      kept_.push_back({disk_->AfterPowerCut(crash_random_), durable_to_});
    }
  });
  for (int opening = 1; opening <= kOpenings; ++opening) {
    const size_t all = feed_.records().size();
    const absl::Status applied = Apply(opening == kOpenings ? all : 1 + random_() % kMaxBatchesOfAnOpening);
    if (!applied.ok()) return applied;
    durable_to_ = contents_.rbegin()->first;
    kept_.push_back({disk_->AfterPowerCut(crash_random_), durable_to_});
  }
  disk_->OnChange(nullptr);
  for (const CrashState& state : kept_) {
    ++crash_states_;
    const absl::Status recovered = Recover(state);
    if (recovered.ok()) continue;
    return absl::DataLossError(absl::StrCat("crash state ", crash_states_, ": ", recovered.message()));
  }
  return absl::OkStatus();
}

// At most so many batches, then closes.
absl::Status IndexRun::Apply(size_t batches) {
  index::PublishedIndex published;
  const auto writer = index::IndexWriter::Open({path_}, published, kSizes);
  if (!writer.ok()) return writer.status();
  if (absl::Status begun = feed_.Give(**writer, 0); !begun.ok()) return begun;
  for (; batches > 0; --batches) {
    const int64_t offset = (*writer)->Position()->offset;
    const absl::StatusOr<std::string> content = DigestStore(path_);
    if (!content.ok()) return content.status();
    contents_[offset] = *content;
    if (offset == static_cast<int64_t>(feed_.records().size())) {
      end_ = published.Get()->state.totals;
      return absl::OkStatus();
    }
    const absl::Status applied = feed_.Give(**writer, 1 + random_() % kMaxBatch);
    if (!applied.ok()) return applied;
    if (crash_random_() % 4 == 0) CheckpointNewestWriter();
    if (crash_random_() % 4 != 0) continue;
    const absl::StatusOr<feed_client::FeedPosition> confirmed = (*writer)->ConfirmPosition();
    if (!confirmed.ok()) return confirmed.status();
    durable_to_ = std::max(durable_to_, confirmed->offset);
  }
  return absl::OkStatus();
}

absl::Status IndexRun::Recover(const CrashState& state) {
  vfs_.Use(std::make_shared<SimulatedDisk>(state.image));
  index::PublishedIndex published;
  const auto writer = index::IndexWriter::Open({path_}, published, kSizes);
  if (!writer.ok()) return writer.status();
  const int64_t offset = (*writer)->Position()->offset;
  if (offset < state.least_offset) {
    return absl::DataLossError(absl::StrCat("stands at ", offset, ", was durable to ", state.least_offset));
  }
  const auto before = contents_.find(offset);
  if (before == contents_.end()) return absl::DataLossError(absl::StrCat("no batch ended at ", offset));
  const absl::StatusOr<std::string> content = DigestStore(path_);
  if (!content.ok()) return content.status();
  const bool has_begun = !(*writer)->Position()->feed_id.empty();
  if (has_begun && *content != before->second) {
    return absl::DataLossError(absl::StrCat("does not hold at ", offset, " what it held there"));
  }
  if (absl::Status applied = feed_.Give(**writer); !applied.ok()) return applied;
  // In other batches than before, so that rows may be numbered otherwise.
  if (published.Get()->state.totals != end_) return absl::DataLossError("goes on to another end");
  return absl::OkStatus();
}

}  // namespace dateline::testing
