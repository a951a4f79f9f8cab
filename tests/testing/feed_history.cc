#include "tests/testing/feed_history.h"

#include <zlib.h>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {

uint32_t RecomputeChainCrc(uint32_t previous, int64_t offset, const std::string& change) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(previous >> shift));
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(offset >> shift));
  bytes += change;
  return static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

template <typename... Words>
void FeedHistory::Report(const Words&... words) {
  violations_.push_back(absl::StrCat("offset ", head_offset_, ": ", words...));
}

void FeedHistory::ReadOn(v1::FeedService::Stub& feed) {
  v1::GetFeedInfoResponse info;
  const grpc::Status known = feed.GetFeedInfo(CallContext().get(), {}, &info);
  ASSERT_TRUE(known.ok()) << known.error_message();
  const auto context = CallContext();
  v1::StreamChangesRequest request;
  request.set_cursor(cursor_);
  const auto reader = feed.StreamChanges(context.get(), request);
  for (v1::StreamChangesResponse batch; head_offset_ < info.head_offset() && reader->Read(&batch);) {
    for (const v1::ChangeRecord& record : batch.records()) Take(record);
    cursor_ = batch.cursor();
  }
  EXPECT_GE(head_offset_, info.head_offset());
  context->TryCancel();
  reader->Finish();
}

void FeedHistory::Take(const v1::ChangeRecord& record) {
  const int64_t before = head_offset_;
  head_offset_ = record.offset();
  if (record.offset() != before + 1) Report("comes after ", before);
  const v1::Change& change = record.change();
  const uint32_t computed = RecomputeChainCrc(chain_crc_, record.offset(), change.SerializeAsString());
  chain_crc_ = record.chain_crc();
  if (!change.has_redacted() && chain_crc_ != computed) Report("the chain breaks");
  switch (change.kind_case()) {
    case v1::Change::kArticleAdded:
      return TakeArticle(change.article_added().article(), true);
    case v1::Change::kArticleStatusChanged:
      return TakeArticle(change.article_status_changed().article(), false);
    case v1::Change::kArticlePurged:
      return TakePurge(change.article_purged().article());
    case v1::Change::kFactAdded:
      return Begin(change.fact_added().fact());
    case v1::Change::kFactConfirmed:
      End(change.fact_confirmed().fact().name());
      return Begin(change.fact_confirmed().fact());
    case v1::Change::kFactSuperseded:
      End(change.fact_superseded().before().name());
      return Begin(change.fact_superseded().after());
    case v1::Change::kFactRetracted:
      return End(change.fact_retracted().fact());
    default:
      return;
  }
}

void FeedHistory::TakeArticle(const v1::Article& article, bool is_new_revision) {
  if (purged_.contains(article.name())) return Report(article.name(), " was purged");
  Article& known = articles_[article.name()];
  const int32_t expected = known.revision + (is_new_revision ? 1 : 0);
  if (article.revision() != expected) Report(article.name(), " has revision ", article.revision(), ", not ", expected);
  if (!is_new_revision && article.status() == known.status) Report(article.name(), " had this status before");
  known.revision = article.revision();
  known.status = article.status();
  known.sha256 = article.sha256();
}

void FeedHistory::TakePurge(const std::string& article) {
  if (!purged_.insert(article).second) Report(article, " is purged again");
  articles_.erase(article);
}

FeedHistory::Article* FeedHistory::ArticleOf(const std::string& fact) {
  const auto article = articles_.find(fact.substr(0, fact.find("/facts/")));
  if (article != articles_.end()) return &article->second;
  Report(fact, " is of no article that is there");
  return nullptr;
}

void FeedHistory::Begin(const v1::Fact& fact) {
  Article* const article = ArticleOf(fact.name());
  if (article == nullptr) return;
  if (article->status != v1::ARTICLE_STATUS_USABLE) Report(fact.name(), " is said, but its article is not in force");
  if (!article->facts.emplace(fact.name(), fact.SerializeAsString()).second) Report(fact.name(), " lives already");
}

void FeedHistory::End(const std::string& fact) {
  Article* const article = ArticleOf(fact);
  if (article != nullptr && article->facts.erase(fact) == 0) Report(fact, " does not live");
}

size_t FeedHistory::FactCount() const {
  size_t count = 0;
  for (const auto& [name, article] : articles_) count += article.facts.size();
  return count;
}

FeedHistory ReadFeedHistory(v1::FeedService::Stub& feed) {
  FeedHistory history;
  history.ReadOn(feed);
  return history;
}

}  // namespace dateline::testing
