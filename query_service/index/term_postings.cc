#include "query_service/index/term_postings.h"

#include <utility>

namespace dateline::index {
namespace {

// About as many steps as one seek costs.
constexpr int kStepsBeforeSeek = 8;

// PostgreSQL brings all of them at once.
constexpr int64_t kRowsOfSeek = 1024;

}  // namespace

absl::StatusOr<std::optional<int64_t>> TermPostings::SeekAtMost(int64_t offset) {
  for (int step = 0; rows_.has_value() && current_.has_value() && *current_ > offset && step < kStepsBeforeSeek;
       ++step) {
    if (absl::Status stepped = Step(); !stepped.ok()) return stepped;
  }
  const bool is_there = rows_.has_value() && (!current_.has_value() || *current_ <= offset);
  if (is_there) return current_;
  if (absl::Status sought = Seek(offset); !sought.ok()) return sought;
  return current_;
}

absl::Status TermPostings::Seek(int64_t offset) {
  rows_.reset();
  absl::StatusOr<store::Statement> rows = database_.Prepare(
      "SELECT recorded_from FROM posting WHERE term = ? AND recorded_from <= ? ORDER BY recorded_from DESC"
      " LIMIT ?");
  if (!rows.ok()) return rows.status();
  rows_.emplace(*std::move(rows));
  rows_->Bind(term_number_).Bind(offset).Bind(kRowsOfSeek);
  rows_left_ = kRowsOfSeek;
  return Step();
}

absl::Status TermPostings::Step() {
  if (rows_left_ == 0) return Seek(*current_ - 1);
  --rows_left_;
  const absl::StatusOr<bool> found = rows_->Step();
  if (!found.ok()) return found.status();
  current_.reset();
  if (*found) current_ = rows_->Integer(0);
  return absl::OkStatus();
}

}  // namespace dateline::index
