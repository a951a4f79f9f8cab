// An index that is fed with changes, and how long it takes.
#ifndef DATELINE_TESTS_BENCHMARKS_QUERY_FED_INDEX_H_
#define DATELINE_TESTS_BENCHMARKS_QUERY_FED_INDEX_H_

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "query_service/feed_client/verification.h"
#include "query_service/index/index_writer.h"

namespace dateline::testing {

// Gives changes to an index as the feed client does, 1,000 at a time. Whatever fails ends the program.
class FedIndex {
 public:
  explicit FedIndex(const std::string& path) : writer_(*index::IndexWriter::Open({path}, published_)) {
    feed_client::FeedPosition start;
    start.feed_id = "bench";
    Expect(writer_->StartOver(start));
  }

  void Add(v1::Change change) {
    v1::ChangeRecord& record = *response_.add_records();
    record.set_offset(++offset_);
    record.set_chain_crc(chain_crc_ = feed_client::ChainCrc(chain_crc_, offset_, change));
    record.mutable_commit_time()->set_seconds(1'750'000'000 + offset_ / 200);
    *record.mutable_change() = std::move(change);
    if (response_.records_size() == kChangesOfResponse) Apply(false);
  }

  void Finish() {
    Apply(true);
    const Stopwatch watch(*this);
    Expect(writer_->ConfirmPosition().status());
  }
  // Spent in the index alone.
  double seconds() const { return seconds_; }
  double processor_seconds() const { return processor_seconds_; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr int kChangesOfResponse = 1000;

  // Of every thread of this process, which others on the machine do not lengthen.
  static double ProcessorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

  // Adds the time of its life to the index's.
  struct Stopwatch {
    explicit Stopwatch(FedIndex& fed) : index(fed) {}
    ~Stopwatch() {
      index.seconds_ += std::chrono::duration<double>(Clock::now() - start).count();
      index.processor_seconds_ += ProcessorSeconds() - processor_start;
    }
    FedIndex& index;
    const Clock::time_point start = Clock::now();
    const double processor_start = ProcessorSeconds();
  };

  static void Expect(const absl::Status& status) {
    if (status.ok()) return;
    std::cerr << status << "\n";
    std::exit(1);
  }

  void Apply(bool is_last) {
    response_.set_cursor(absl::StrCat(offset_));
    if (is_last) response_.mutable_bookmark()->set_head_offset(offset_);
    const Stopwatch watch(*this);
    const auto position = writer_->Position();
    Expect(position.status());
    const auto after = feed_client::Verify(*position, response_);
    Expect(after.status());
    const std::vector<const v1::ChangeRecord*> records(response_.records().pointer_begin(),
                                                       response_.records().pointer_end());
    feed_client::ChangeBatch batch;
    batch.records = records;
    batch.position = *after;
    batch.reached_head = is_last;
    Expect(writer_->Apply(batch));
    response_.Clear();
  }

  index::PublishedIndex published_;
  std::unique_ptr<index::IndexWriter> writer_;
  v1::StreamChangesResponse response_;
  int64_t offset_ = 0;
  uint32_t chain_crc_ = 0;
  double seconds_ = 0;
  double processor_seconds_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_QUERY_FED_INDEX_H_
