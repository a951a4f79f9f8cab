// Indexes of one feed are equal at equal offsets, however they came there.
#include <memory>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/tokens.h"
#include "query_service/index/index_check.h"
#include "query_service/index/index_writer.h"
#include "tests/index_model/index_model.h"
#include "tests/index_model/random_history.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::GiveResponse;
using ::dateline::testing::IndexModel;
using ::dateline::testing::IsOk;
using ::dateline::testing::RandomHistory;
using ::dateline::testing::SampleFeed;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

// An index that comes by its content in one of several ways.
class Replica {
 public:
  explicit Replica(const std::string& path)
      : path_(path), reader_({path}, published_), answers_(reader_, AnswerLimits()) {
    Reopen();
  }

  void Reopen() {
    writer_.reset();
    writer_ = *index::IndexWriter::Open({path_}, published_, {/*facts_of_segment=*/32, /*facts_of_part=*/8});
  }
  index::IndexWriter& writer() { return *writer_; }
  const Answers& answers() const { return answers_; }

  std::string Checksum() { return answers_.GetIndexStatus()->content_checksum(); }
  absl::StatusOr<index::IndexSummary> Check() { return index::CheckIndex({path_}); }

  absl::StatusOr<v1::ListFactsResponse> ListFacts(const v1::FactFilter& filter, int64_t at) {
    v1::ListFactsRequest request;
    *request.mutable_filter() = filter;
    request.set_page_size(1000);
    request.mutable_consistency()->set_at_exact(RevisionToken({"feed", at}));
    const absl::StatusOr<std::string> bytes = answers_.ListFacts(request, absl::InfiniteFuture());
    if (!bytes.ok()) return bytes.status();
    v1::ListFactsResponse response;
    EXPECT_TRUE(response.ParseFromString(*bytes));
    return response;
  }

 private:
  const std::string path_;
  index::PublishedIndex published_;
  std::unique_ptr<index::IndexWriter> writer_;
  index::IndexReader reader_;
  Answers answers_;
};

class Convergence : public ::testing::TestWithParam<uint32_t> {
 protected:
  static constexpr int kChanges = 300;

  Convergence()
      : history_(GetParam() + 1000 * testing::RandomSeed(),
                 /*fixed_publishers=*/true) {}

  // Adds a change; when it purges, erases from the feed what it purges, as ingest does.
  void AddChange(const v1::Change& change) {
    feed_.Add({change}, RandomHistory::kFirstCommitSeconds + RandomHistory::kSecondsOfAChange * (Head() + 1));
    model_.Take(feed_.records().back());
    if (!change.has_article_purged()) return;
    for (size_t offset = 1; offset < feed_.records().size(); ++offset) {
      if (IsPurged(feed_.records()[offset - 1].change(), change.article_purged())) {
        feed_.Redact(static_cast<int64_t>(offset));
      }
    }
  }

  static bool IsPurged(const v1::Change& change, const v1::ArticlePurged& purged) {
    const std::string text = change.ShortDebugString();
    const bool is_of_article = absl::StrContains(text, absl::StrCat("\"", purged.article(), "\"")) ||
                               absl::StrContains(text, absl::StrCat(purged.article(), "/facts/"));
    if (is_of_article && !change.has_article_purged()) return true;
    std::string entity = change.entity_changed().entity().name();
    if (change.has_entity_merged()) entity = change.entity_merged().entity().name();
    const std::string digest = absl::HexStringToBytes(encoding::Sha256Hex(entity));
    return !entity.empty() && absl::c_linear_search(purged.entity_sha256(), digest);
  }

  void AddChanges(int count) {
    for (int i = 0; i < count; ++i) AddChange(history_.NextChange());
  }

  void Replay(Replica& replica) {
    while (replica.writer().Position()->offset < Head()) {
      ASSERT_THAT(feed_.Give(replica.writer(), 1 + history_.Below(40)), IsOk());
    }
  }

  // Sends what holds in parts by name, while changes go on, then the changes since; the replica is opened again at
  // random, as after a kill.
  void TakeSnapshot(Replica& replica, bool reopens) {
    feed_client::FeedPosition start;
    start.feed_id = "feed";
    start.stage = feed_client::FeedPosition::Stage::kSnapshot;
    start.chain_crc.reset();
    ASSERT_THAT(replica.writer().StartOver(start), IsOk());
    const int64_t noted = Head();
    std::pair<int, std::string> last = {-1, ""};
    for (bool is_last = false; !is_last;) {
      v1::StreamChangesResponse part;
      is_last = FillPart(part, last);
      if (is_last) part.mutable_snapshot_end()->set_head_offset(Head());
      part.set_cursor(absl::StrCat("snapshot ", last.second));
      ASSERT_THAT(GiveResponse(part, replica.writer()), IsOk());
      EXPECT_EQ(replica.Checksum(), "") << "not whole yet";
      if (reopens && history_.Below(4) == 0) replica.Reopen();
      if (history_.Below(3) == 0) AddChanges(1 + history_.Below(10));
    }
    SendChanges(replica, noted, reopens);
  }

  // The next items by name as they are now; true: there are no more.
  bool FillPart(v1::StreamChangesResponse& part, std::pair<int, std::string>& last) {
    const std::vector<v1::SnapshotRecord> items = model_.ItemsThatHold();
    int count = 1 + history_.Below(12);
    for (const v1::SnapshotRecord& item : items) {
      std::pair<int, std::string> key = {0, item.article().name()};
      if (item.has_entity()) key = {1, item.entity().name()};
      if (item.has_fact()) key = {2, item.fact().name()};
      if (key <= last) continue;
      if (count-- == 0) return false;
      *part.add_snapshot_records() = item;
      last = key;
    }
    return true;
  }

  void SendChanges(Replica& replica, int64_t from, bool reopens) {
    int64_t sent = from;
    do {
      v1::StreamChangesResponse response;
      for (int count = history_.Below(20); count > 0 && sent < Head(); --count) {
        *response.add_records() = feed_.records()[sent++];
      }
      response.set_cursor(absl::StrCat("cursor ", sent));
      if (sent == Head()) response.mutable_bookmark()->set_head_offset(sent);
      ASSERT_THAT(GiveResponse(response, replica.writer()), IsOk());
      if (reopens && history_.Below(4) == 0) replica.Reopen();
    } while (sent < Head() || replica.writer().Position()->offset < Head());
  }

  int64_t Head() const { return static_cast<int64_t>(feed_.records().size()); }

  testing::TemporaryDirectory directory_;
  RandomHistory history_;
  SampleFeed feed_;
  IndexModel model_;
};

TEST_P(Convergence, ReplayAndSnapshotsGiveTheSame) {
  Replica follower(directory_.File("follower.db"));
  for (int i = 0; i < kChanges; ++i) {
    AddChanges(1);
    if (history_.Below(10) == 0) Replay(follower);
  }
  Replica snapshot(directory_.File("snapshot.db"));
  Replica resumed(directory_.File("resumed.db"));
  Replica replay(directory_.File("replay.db"));
  TakeSnapshot(snapshot, /*reopens=*/false);
  TakeSnapshot(resumed, /*reopens=*/true);
  const int64_t whole_from = resumed.writer().Position()->whole_from;
  EXPECT_GT(whole_from, 0);
  AddChanges(50);
  SendChanges(snapshot, snapshot.writer().Position()->offset, false);
  SendChanges(resumed, resumed.writer().Position()->offset, true);
  Replay(follower);
  Replay(replay);

  EXPECT_EQ(follower.Checksum().size(), 16u);
  for (Replica* const replica : {&follower, &snapshot, &resumed, &replay}) {
    EXPECT_THAT(replica->Check(), IsOk()) << replica->Check().status();
    EXPECT_EQ(replica->Checksum(), follower.Checksum());
    EXPECT_EQ(replica->writer().Position()->offset, Head());
    for (int question = 0; question < 25; ++question) {
      const v1::FactFilter filter = history_.NextFilter();
      const int64_t at = whole_from + history_.Below(static_cast<int>(Head() - whole_from) + 1);
      const absl::StatusOr<v1::ListFactsResponse> facts = replica->ListFacts(filter, at);
      ASSERT_THAT(facts, IsOk());
      std::vector<std::string> names;
      for (const v1::Fact& fact : facts->facts()) names.push_back(fact.name());
      EXPECT_EQ(names, model_.ListFacts(filter, at)) << "at " << at << " " << filter.ShortDebugString();
    }
  }
  EXPECT_THAT(resumed.ListFacts({}, whole_from - 1), StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("first state")));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Convergence, ::testing::Range<uint32_t>(1, 21));

TEST(ContentChecksum, TellsOneContentFromAnother) {
  testing::TemporaryDirectory directory;
  std::vector<std::string> checksums;
  for (const std::string publisher : {"VNA", "VNS"}) {
    Replica replica(directory.File(publisher));
    SampleFeed feed;
    feed.Add({testing::ArticleChange("articles/a", publisher)});
    ASSERT_THAT(feed.Give(replica.writer()), IsOk());
    checksums.push_back(replica.Checksum());
  }
  EXPECT_NE(checksums[0], checksums[1]);
}

}  // namespace
}  // namespace dateline::answers
