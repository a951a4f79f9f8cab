// An index in a folder of its own, written and read.
#ifndef DATELINE_TESTS_QUERY_SERVICE_INDEX_INDEX_FIXTURE_H_
#define DATELINE_TESTS_QUERY_SERVICE_INDEX_INDEX_FIXTURE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "platform/sqlite/reader_pool.h"
#include "query_service/index/index_writer.h"
#include "query_service/index/snapshot.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

class IndexFixture : public ::testing::Test {
 protected:
  IndexFixture() : path_(directory_.File("index.db")), readers_(path_) { OpenWriter(); }

  void OpenWriter() {
    writer_.reset();
    absl::StatusOr<std::unique_ptr<index::IndexWriter>> writer = index::IndexWriter::Open(path_);
    ASSERT_THAT(writer, IsOk());
    writer_ = *std::move(writer);
  }

  // Applies the changes as one batch; the index then is at the head.
  void Apply(const std::vector<v1::Change>& changes) {
    feed_.Add(changes);
    ASSERT_THAT(feed_.Give(*writer_), IsOk());
  }

  index::Snapshot TakeSnapshot() { return *index::Snapshot::Take(readers_); }

  // Everything of the list, from `offset` on.
  static std::vector<int64_t> ReadAll(index::Postings& postings, int64_t offset = 1'000'000) {
    std::vector<int64_t> offsets;
    while (true) {
      const absl::StatusOr<std::optional<int64_t>> found = postings.SeekAtMost(offset);
      EXPECT_THAT(found, IsOk());
      if (!found.ok() || !found->has_value()) return offsets;
      offsets.push_back(**found);
      offset = **found - 1;
    }
  }

  // The offsets posted under the term.
  std::vector<int64_t> PostedUnder(const index::Term& term, index::RoleSet roles = 0) {
    index::Snapshot snapshot = TakeSnapshot();
    return ReadAll(*snapshot.OpenPostings(snapshot.FindTerm(term)->number, roles));
  }

  int64_t LiveCount(const index::Term& term) { return TakeSnapshot().FindTerm(term)->live_count; }

  TemporaryDirectory directory_;
  const std::string path_;
  SampleFeed feed_;
  std::unique_ptr<index::IndexWriter> writer_;
  sqlite::ReaderPool readers_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_INDEX_INDEX_FIXTURE_H_
