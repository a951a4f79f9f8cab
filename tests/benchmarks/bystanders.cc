#include "tests/benchmarks/bystanders.h"

#include <google/protobuf/util/time_util.h>

#include <chrono>
#include <utility>

namespace dateline {
namespace {

using Clock = std::chrono::steady_clock;
using google::protobuf::util::TimeUtil;

constexpr auto kReadInterval = std::chrono::milliseconds(20);

}  // namespace

Bystanders::Bystanders(const testing::ServicePair& pair, std::string article)
    : ingest_(pair.Ingest()), feed_(pair.Feed()) {
  v1::GetFeedInfoResponse info;
  feed_->GetFeedInfo(testing::CallContext().get(), {}, &info);
  reader_ = std::thread([this, article = std::move(article)] { Read(article); });
  follower_ = std::thread([this, cursor = info.head_cursor()] { Follow(cursor); });
}

void Bystanders::Stop() {
  over_ = true;
  following_.TryCancel();
  if (reader_.joinable()) reader_.join();
  if (follower_.joinable()) follower_.join();
}

void Bystanders::Read(const std::string& article) {
  v1::GetArticleRequest request;
  request.set_name(article);
  for (Clock::time_point next = Clock::now(); !over_; next += kReadInterval) {
    std::this_thread::sleep_until(next);
    v1::GetArticleResponse response;
    const Clock::time_point begin = Clock::now();
    if (ingest_->GetArticle(testing::CallContext().get(), request, &response).ok()) {
      reads_.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
    } else {
      ++failed_reads_;
    }
  }
}

void Bystanders::Follow(const std::string& head_cursor) {
  v1::StreamChangesRequest request;
  request.set_cursor(head_cursor);
  const auto stream = feed_->StreamChanges(&following_, request);
  v1::StreamChangesResponse response;
  while (stream->Read(&response)) {
    const google::protobuf::Timestamp now = TimeUtil::GetCurrentTime();
    for (const v1::ChangeRecord& record : response.records()) {
      lags_.push_back(1e-9 * static_cast<double>(TimeUtil::DurationToNanoseconds(now - record.commit_time())));
    }
  }
  stream->Finish();
}

}  // namespace dateline
