#include "ingest_service/fact_log/fact_log.h"

#include <future>
#include <utility>

#include "absl/time/clock.h"
#include "ingest_service/fact_log/article_appender.h"
#include "ingest_service/fact_log/article_changer.h"
#include "ingest_service/fact_log/article_eraser.h"
#include "ingest_service/fact_log/purged_articles.h"
#include "ingest_service/fact_log/reextractions.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"

namespace dateline::fact_log {
namespace {

// How often what was searched for minutes is offered to a log that has no room for it.
constexpr int kPurgeAttempts = 20;
constexpr absl::Duration kPurgePause = absl::Milliseconds(500);

}  // namespace

absl::StatusOr<std::unique_ptr<FactLog>> FactLog::Open(const store::Location& location, const CommitOptions& options,
                                                       std::function<void(const FeedHead&)> on_commit) {
  auto database = store::Database::OpenWriter(location);
  if (!database.ok()) return database.status();
  const absl::Status schema = (*database)->EnsureSchema(kSchema);
  if (!schema.ok()) return schema;
  // A purge that a crash has kept from its end.
  if (absl::Status finished = FinishPurges(**database); !finished.ok()) return finished;
  const absl::StatusOr<FeedHead> head = TakeOver(**database);
  if (!head.ok()) return head.status();
  return std::unique_ptr<FactLog>(new FactLog(location, *std::move(database), *head, options, std::move(on_commit)));
}

FactLog::FactLog(const store::Location& location, std::unique_ptr<store::Database> database, const FeedHead& head,
                 const CommitOptions& options, std::function<void(const FeedHead&)> on_commit)
    : database_(std::move(database)),
      reader_(location),
      on_commit_(std::move(on_commit)),
      head_(head),
      committer_(*database_, head, options, [this](const FeedHead& committed) { Publish(committed); }),
      purges_(/*thread_count=*/1, options.max_waiting_articles) {}

FactLog::~FactLog() { EndPurges(); }

template <class Result>
void FactLog::Submit(std::function<absl::Status(ChangeWriter&, absl::StatusOr<Result>&)> fill, Done<Result> done,
                     bool erases) {
  const auto result = std::make_shared<absl::StatusOr<Result>>();
  committer_.Submit({[result, fill = std::move(fill)](ChangeWriter& writer) { return fill(writer, *result); },
                     [result, done = std::move(done)](const absl::Status& committed) {
                       done(committed.ok() ? std::move(*result) : committed);
                     },
                     erases});
}

void FactLog::Append(ArticleWrite write, Done<StoredArticle> done) {
  const auto prepared = std::make_shared<PreparedArticle>(PrepareArticle(std::move(write)));
  Submit<StoredArticle>(
      [prepared](ChangeWriter& writer, auto& result) { return AppendArticle(*prepared, writer, result); },
      [prepared, done = std::move(done)](absl::StatusOr<StoredArticle> stored) {
        if (stored.ok() && stored->is_new) stored->facts = std::move(prepared->write.facts);
        done(std::move(stored));
      });
}

void FactLog::Correct(ArticleWrite write, Done<ChangedArticle> done) {
  Submit<ChangedArticle>(
      [write = std::move(write)](ChangeWriter& writer, auto& result) { return CorrectArticle(write, writer, result); },
      std::move(done));
}

void FactLog::Retract(Withdrawal withdrawal, Done<ChangedArticle> done) {
  Submit<ChangedArticle>([withdrawal = std::move(withdrawal)](
                             ChangeWriter& writer, auto& result) { return RetractArticle(withdrawal, writer, result); },
                         std::move(done));
}

void FactLog::Reread(ArticleWrite write, int64_t id, Done<ChangedArticle> done) {
  std::string article = write.article.name();
  SubmitStep(
      id, std::move(article),
      [write = std::move(write)](ChangeWriter& writer, auto& result) { return RereadArticle(write, writer, result); },
      std::move(done));
}

void FactLog::PassOver(std::string article, int64_t id, Done<ChangedArticle> done) {
  const auto leave = [](ChangeWriter&, auto& result) {
    result = ChangedArticle();
    return absl::OkStatus();
  };
  SubmitStep(id, std::move(article), leave, std::move(done));
}

void FactLog::SubmitStep(int64_t id, std::string article, Step step, Done<ChangedArticle> done) {
  Submit<ChangedArticle>(
      [id, article = std::move(article), step = std::move(step)](ChangeWriter& writer, auto& result) {
        const absl::StatusOr<bool> is_next = IsNextOfReextraction(id, article, writer.database());
        if (!is_next.ok()) return is_next.status();
        if (!*is_next) {
          result = absl::CancelledError("another process has read the article again");
          return absl::OkStatus();
        }
        absl::Status done_step = step(writer, result);
        if (!done_step.ok() || absl::IsAborted(result.status())) return done_step;
        const std::vector<v1::FactChange> changes = result.ok() ? result->changes : std::vector<v1::FactChange>();
        return AdvanceReextraction(id, article, changes, writer.database());
      },
      std::move(done));
}

void FactLog::StartReextraction(v1::ReextractArticlesRequest request, std::string extractor,
                                Done<v1::Reextraction> done) {
  Submit<v1::Reextraction>(
      [request = std::move(request), extractor = std::move(extractor)](ChangeWriter& writer, auto& result) {
        return fact_log::StartReextraction(request, extractor, writer.database(), result);
      },
      std::move(done));
}

void FactLog::EndReextraction(std::string name, v1::ReextractionState state, Done<v1::Reextraction> done) {
  Submit<v1::Reextraction>(
      [name = std::move(name), state](ChangeWriter& writer, auto& result) {
        return fact_log::EndReextraction(name, state, writer.database(), result);
      },
      std::move(done));
}

void FactLog::Purge(PurgeOrder order, Done<PurgedArticle> done) {
  const bool is_scheduled =
      purges_.TrySchedule([this, order = std::move(order), done] { done(SearchAndErase(order)); });
  if (!is_scheduled) done(Overloaded());
}

// Waits for the end, so that the next purge finds what this one has done.
absl::StatusOr<PurgedArticle> FactLog::SearchAndErase(const PurgeOrder& order) {
  const absl::StatusOr<ArticleTraces> traces = reader_.FindTraces(order, ending_);
  if (!traces.ok()) return traces.status();
  for (int attempt = 1; true; ++attempt) {
    std::promise<absl::StatusOr<PurgedArticle>> outcome;
    Submit<PurgedArticle>(
        [&](ChangeWriter& writer, auto& result) { return EraseArticle(order, *traces, writer, result); },
        [&](absl::StatusOr<PurgedArticle> purged) { outcome.set_value(std::move(purged)); }, /*erases=*/true);
    absl::StatusOr<PurgedArticle> purged = outcome.get_future().get();
    const bool is_overloaded = errors::Reason(purged.status()) == ReasonName(v1::ERROR_REASON_OVERLOADED);
    if (!is_overloaded || ending_ || attempt == kPurgeAttempts) return purged;
    absl::SleepFor(kPurgePause);
  }
}

void FactLog::Acknowledge(Acknowledgement acknowledgement, ConsumerLease lease, Done<absl::Time> done) {
  Submit<absl::Time>(
      [acknowledgement = std::move(acknowledgement), lease](ChangeWriter& writer, auto& result) {
        return fact_log::Acknowledge(acknowledgement, lease, writer, result);
      },
      std::move(done));
}

void FactLog::Compact(CompactionOrder order, Done<Compacted> done) {
  Submit<Compacted>([order](ChangeWriter& writer, auto& result) { return fact_log::Compact(order, writer, result); },
                    std::move(done));
}

FeedHead FactLog::Head() const {
  threading::MutexLock lock(mutex_);
  return head_;
}

void FactLog::Publish(const FeedHead& head) {
  {
    threading::MutexLock lock(mutex_);
    head_ = head;
  }
  on_commit_(head);
}

}  // namespace dateline::fact_log
