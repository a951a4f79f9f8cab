#include "ingest_service/reextraction/reextractor.h"

#include <chrono>
#include <future>
#include <set>
#include <utility>

#include "ingest_service/fact_log/refusal.h"
#include "platform/errors/errors.h"

namespace dateline::reextraction {
namespace {

constexpr int kArticlesAtOnce = 100;

// What `start` answers, waited for.
template <class Result, class Start>
absl::StatusOr<Result> Await(Start start) {
  std::promise<absl::StatusOr<Result>> answer;
  start([&](absl::StatusOr<Result> result) { answer.set_value(std::move(result)); });
  return answer.get_future().get();
}

}  // namespace

Reextractor::Reextractor(ArticleReader reader, fact_log::FactLog& log, absl::Duration interval)
    : reader_(std::move(reader)), log_(log), interval_(interval), thread_([this] { Run(); }) {}

Reextractor::~Reextractor() {
  {
    threading::MutexLock lock(mutex_);
    ending_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

void Reextractor::Run() {
  while (!IsEnding()) {
    // An error of the store is the business of the calls that meet it too; here there is time.
    if (!IsCarriedOnElsewhere()) was_elsewhere_ = absl::IsCancelled(Work());
    WaitForEnd();
  }
}

bool Reextractor::IsCarriedOnElsewhere() {
  if (!was_elsewhere_) return false;
  const auto running = log_.reader().ReadRunningReextraction();
  if (!running.ok() || !running->has_value()) return false;
  return std::exchange(last_seen_article_, (*running)->last_article) != (*running)->last_article;
}

absl::Status Reextractor::Work() {
  while (!IsEnding()) {
    const auto running = log_.reader().ReadRunningReextraction();
    if (!running.ok() || !running->has_value()) return running.status();
    const absl::StatusOr<std::vector<std::string>> names = NextArticles(**running);
    if (!names.ok()) return names.status();
    if (names->empty()) {
      return Await<v1::Reextraction>([&](auto done) {
               log_.EndReextraction((*running)->progress.name(), v1::REEXTRACTION_STATE_DONE, std::move(done));
             })
          .status();
    }
    for (const std::string& name : *names) {
      if (IsEnding()) break;
      const auto state = log_.reader().ReadReextraction((*running)->progress.name());
      if (!state.ok()) return state.status();
      if (state->state() != v1::REEXTRACTION_STATE_RUNNING) break;
      if (absl::Status reread = Reread((*running)->id, name); !reread.ok()) return reread;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> Reextractor::NextArticles(const fact_log::StoredReextraction& running) {
  std::vector<std::string> names;
  if (running.request.articles_size() > 0) {
    const std::set<std::string> all(running.request.articles().begin(), running.request.articles().end());
    names.assign(all.upper_bound(running.last_article), all.end());
    return names;
  }
  const absl::StatusOr<std::vector<v1::Article>> articles =
      log_.reader().ListArticles(running.last_article, kArticlesAtOnce);
  if (!articles.ok()) return articles.status();
  for (const v1::Article& article : *articles) names.push_back(article.name());
  return names;
}

absl::Status Reextractor::Reread(int64_t id, const std::string& name) {
  while (true) {
    absl::StatusOr<v1::Article> article = log_.reader().ReadArticle(name);
    if (absl::IsNotFound(article.status())) return PassOver(id, name);
    if (!article.ok()) return article.status();
    absl::StatusOr<pipeline::Reading> reading = reader_(*article);
    // However often it is read.
    if (absl::IsInvalidArgument(reading.status())) return PassOver(id, name);
    if (!reading.ok()) return reading.status();
    fact_log::ArticleWrite write;
    write.article = std::move(reading->article);
    write.facts = std::move(reading->facts);
    write.entities = std::move(reading->entities);
    write.etag = article->etag();
    const auto changed =
        Await<fact_log::ChangedArticle>([&](auto done) { log_.Reread(std::move(write), id, std::move(done)); });
    // The article was changed while it was read: once more.
    if (errors::Reason(changed.status()) != fact_log::ReasonName(v1::ERROR_REASON_ETAG_MISMATCH)) {
      return absl::IsNotFound(changed.status()) || absl::IsFailedPrecondition(changed.status()) ? absl::OkStatus()
                                                                                                : changed.status();
    }
    if (IsEnding()) return absl::OkStatus();
  }
}

absl::Status Reextractor::PassOver(int64_t id, const std::string& name) {
  return Await<fact_log::ChangedArticle>([&](auto done) { log_.PassOver(name, id, std::move(done)); }).status();
}

bool Reextractor::IsEnding() {
  threading::MutexLock lock(mutex_);
  return ending_;
}

void Reextractor::WaitForEnd() {
  threading::MutexLock lock(mutex_);
  const auto deadline = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(interval_);
  while (!ending_ && std::chrono::steady_clock::now() < deadline) changed_.WaitUntil(mutex_, deadline);
}

}  // namespace dateline::reextraction
