#include "query_service/index/segmented_facts.h"

#include <chrono>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/process/fail_point.h"
#include "query_service/index/rows.h"
#include "query_service/index/segment_rows.h"
#include "query_service/index/stored_facts.h"

namespace dateline::index {

using segments::SealedSegment;
using segments::SegmentFile;

namespace {

// No change has such an offset.
constexpr int64_t kBeginning = std::numeric_limits<int64_t>::min();
constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();

absl::StatusOr<SealedSegment> WriteSegment(const segments::SegmentFolder& folder,
                                           absl::Span<const std::shared_ptr<const segments::Segment>> parts) {
  const absl::StatusOr<SegmentFile> file = folder.Write(parts);
  if (!file.ok()) return file.status();
  absl::StatusOr<std::shared_ptr<const segments::Segment>> segment = folder.Open(*file);
  if (!segment.ok()) return segment.status();
  return SealedSegment{*file, *std::move(segment)};
}

}  // namespace

std::string SegmentFolderOf(const std::string& local) { return absl::StrCat(local, ".segments"); }

absl::Status SegmentedFacts::Load(const IndexState& state) {
  const int64_t whole_from = state.position.whole_from;
  is_stale_ = true;
  DropSealing();
  if (&names_ != &tables_) {
    if (absl::Status begun = BeginSegmentRows(names_, state.generation); !begun.ok()) return begun;
    generation_due_.reset();
    if (absl::Status removed = RemoveStaleSegmentRows(names_, tables_); !removed.ok()) return removed;
  }
  absl::StatusOr<std::vector<SealedSegment>> named = OpenNamedSegments();
  if (!named.ok()) return named.status();
  writer_ = segments::FactIndexWriter(sizes_);
  std::vector<SealedSegment> all;
  int64_t after = kBeginning;
  for (SealedSegment& segment : *named) {
    const absl::Status made = MakeMissing(whole_from, after, segment.file.first_recorded_from, all);
    if (!made.ok()) return made;
    after = segment.file.last_recorded_from;
    all.push_back(std::move(segment));
  }
  open_ = std::move(all);
  for (const SealedSegment& segment : open_) writer_.AddSealed(segment.segment);
  // What cannot be removed is no part of the index.
  removal_failure_ = RemoveOtherFiles();
  if (absl::Status read = ReadTail(whole_from, after); !read.ok()) return read;
  if (absl::Status read = ReadEnds(); !read.ok()) return read;
  index_ = writer_.Publish();
  is_stale_ = false;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<SealedSegment>> SegmentedFacts::OpenNamedSegments() {
  const absl::StatusOr<std::vector<SegmentFile>> files = ReadSegmentRows(names_);
  if (!files.ok()) return files.status();
  std::vector<SealedSegment> opened;
  for (const SegmentFile& file : *files) {
    auto segment = OpenSegmentOf(file);
    if (segment.ok()) {
      opened.push_back({file, *std::move(segment)});
    } else if (absl::IsDataLoss(segment.status())) {
      if (absl::Status removed = RemoveRow(file); !removed.ok()) return removed;
    } else {
      return segment.status();
    }
  }
  return opened;
}

absl::StatusOr<std::shared_ptr<const segments::Segment>> SegmentedFacts::OpenSegmentOf(const SegmentFile& file) const {
  for (const SealedSegment& open : open_) {
    if (open.file == file) return open.segment;
  }
  return folder_.Open(file);
}

absl::Status SegmentedFacts::MakeMissing(int64_t whole_from, int64_t after, int64_t before,
                                         std::vector<SealedSegment>& made) {
  segments::FactIndexWriter writer(sizes_);
  const auto seal = [&]() -> absl::StatusOr<bool> {
    const auto parts = writer.PartsToSeal();
    if (parts.empty()) return false;
    absl::StatusOr<SealedSegment> sealed = WriteSegment(folder_, parts);
    if (!sealed.ok()) return sealed.status();
    if (absl::Status named = AddRow(sealed->file); !named.ok()) return named;
    writer.Seal(parts.size(), sealed->segment);
    made.push_back(*std::move(sealed));
    return true;
  };
  const absl::Status visited =
      VisitStoredFacts(tables_, whole_from, after, before, [&](const segments::FactDocument& document) {
        writer.Add(document);
        return writer.HasFullSegments(1) ? seal().status() : absl::OkStatus();
      });
  if (!visited.ok()) return visited;
  writer.FinishPart();
  for (absl::StatusOr<bool> sealed = true; *sealed;) {
    sealed = seal();
    if (!sealed.ok()) return sealed.status();
  }
  return absl::OkStatus();
}

absl::Status SegmentedFacts::ReadTail(int64_t whole_from, int64_t after) {
  return VisitStoredFacts(tables_, whole_from, after, kEnd, [this](const segments::FactDocument& document) {
    writer_.Add(document);
    SealWhatIsFull();
    return absl::OkStatus();
  });
}

absl::Status SegmentedFacts::ReadEnds() {
  return ForEachRow(tables_,
                    "SELECT recorded_from, recorded_to FROM fact_end WHERE recorded_from > ? AND recorded_from < ?"
                    " ORDER BY recorded_from LIMIT ?",
                    kBeginning, kEnd, [this](const store::Statement& row) {
                      writer_.End(row.Integer(0), row.Integer(1));
                      return absl::OkStatus();
                    });
}

absl::Status SegmentedFacts::Take(const FactChanges& changes, const IndexState& state) {
  if (is_stale_ || changes.erased) return Load(state);
  if (changes.added.empty() && changes.ended.empty()) return absl::OkStatus();
  for (const segments::FactDocument& document : changes.added) writer_.Add(document);
  for (const auto& [recorded_from, recorded_to] : changes.ended) writer_.End(recorded_from, recorded_to);
  SealWhatIsFull();
  index_ = writer_.Publish();
  return absl::OkStatus();
}

void SegmentedFacts::Clear(int64_t generation) {
  DropSealing();
  writer_ = segments::FactIndexWriter(sizes_);
  open_.clear();
  index_ = std::make_shared<const segments::FactIndex>();
  if (&names_ != &tables_) generation_due_ = generation;
  removal_failure_ = ForgetOthers();
  is_stale_ = false;
}

absl::Status SegmentedFacts::RetryFailed() {
  if (sealing_.has_value()) seal_failure_ = FinishSealing();
  if (!removal_failure_.ok()) removal_failure_ = ForgetOthers();
  seal_failure_ = absl::OkStatus();
  while (seal_failure_.ok() && !generation_due_.has_value() && writer_.HasFullSegments(1)) {
    seal_failure_ = BeginSealing();
    if (seal_failure_.ok()) seal_failure_ = FinishSealing();
  }
  return removal_failure_.ok() ? seal_failure_ : removal_failure_;
}

absl::Status SegmentedFacts::ForgetOthers() {
  if (generation_due_.has_value()) {
    if (absl::Status begun = BeginSegmentRows(names_, *generation_due_); !begun.ok()) return begun;
    generation_due_.reset();
  }
  return RemoveOtherFiles();
}

absl::Status SegmentedFacts::RemoveOtherFiles() const {
  std::vector<SegmentFile> files;
  for (const SealedSegment& segment : open_) files.push_back(segment.file);
  return folder_.RemoveAllBut(files);
}

void SegmentedFacts::SealWhatIsFull() {
  if (generation_due_.has_value()) return;
  if (sealing_.has_value()) {
    // What comes faster than it is written waits, or the memory would grow.
    const bool is_done = sealing_->segment.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    if (!is_done && !writer_.HasFullSegments(2)) return;
    seal_failure_ = FinishSealing();
  }
  if (seal_failure_.ok() && writer_.HasFullSegments(1)) seal_failure_ = BeginSealing();
}

absl::Status SegmentedFacts::BeginSealing() {
  DATELINE_FAIL_POINT("index_before_segment");
  auto parts = writer_.PartsToSeal();
  const size_t part_count = parts.size();
  try {
    sealing_ = {part_count, std::async(std::launch::async,
                                       [this, parts = std::move(parts)] { return WriteSegment(folder_, parts); })};
  } catch (const std::system_error& error) {
    return absl::ResourceExhaustedError(absl::StrCat("no thread can be started: ", error.what()));
  }
  return absl::OkStatus();
}

absl::Status SegmentedFacts::FinishSealing() {
  Sealing sealing = *std::exchange(sealing_, std::nullopt);
  absl::StatusOr<SealedSegment> sealed = sealing.segment.get();
  if (!sealed.ok()) return sealed.status();
  DATELINE_FAIL_POINT("index_after_segment");
  // A file without a row is written once more.
  if (absl::Status named = AddRow(sealed->file); !named.ok()) return named;
  writer_.Seal(sealing.part_count, sealed->segment);
  open_.push_back(*std::move(sealed));
  return absl::OkStatus();
}

void SegmentedFacts::DropSealing() {
  if (sealing_.has_value()) sealing_->segment.wait();
  sealing_.reset();
}

absl::Status SegmentedFacts::AddRow(const SegmentFile& file) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginWrite(names_);
  if (!transaction.ok()) return transaction.status();
  const absl::Status written = AddSegmentRow(names_, file);
  return written.ok() ? transaction->Commit() : written;
}

absl::Status SegmentedFacts::RemoveRow(const SegmentFile& file) {
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginWrite(names_);
  if (!transaction.ok()) return transaction.status();
  const absl::Status written = RemoveSegmentRow(names_, file);
  return written.ok() ? transaction->Commit() : written;
}

}  // namespace dateline::index
