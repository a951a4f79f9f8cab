// Reads stored articles again in the background.
#ifndef DATELINE_INGEST_SERVICE_REEXTRACTION_REEXTRACTOR_H_
#define DATELINE_INGEST_SERVICE_REEXTRACTION_REEXTRACTOR_H_

#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/fact_log/reextractions.h"
#include "ingest_service/pipeline/pipeline.h"
#include "platform/threading/mutex.h"

namespace dateline::reextraction {

// Owns a thread that looks every `interval` for a running re-extraction in the log and carries it on from where it
// stands, one article after another. Where the store fails (full, unavailable) it goes on at the next look. Where
// another process on the same database carries it on, it waits until that stands still for an interval.
class Reextractor {
 public:
  using ArticleReader = std::function<absl::StatusOr<pipeline::Reading>(const v1::Article&)>;

  // Begins at once. `log` must outlive it.
  Reextractor(ArticleReader reader, fact_log::FactLog& log, absl::Duration interval = absl::Seconds(1));
  // Ends after the article that it is reading.
  ~Reextractor();
  Reextractor(const Reextractor&) = delete;
  Reextractor& operator=(const Reextractor&) = delete;

 private:
  void Run();
  bool IsCarriedOnElsewhere();
  // Carries the running one on to its end, or until the reextractor ends.
  absl::Status Work();
  absl::StatusOr<std::vector<std::string>> NextArticles(const fact_log::StoredReextraction& running);
  absl::Status Reread(int64_t id, const std::string& name);
  absl::Status PassOver(int64_t id, const std::string& name);
  bool IsEnding() ABSL_LOCKS_EXCLUDED(mutex_);
  // At most for the interval.
  void WaitForEnd() ABSL_LOCKS_EXCLUDED(mutex_);
  const ArticleReader reader_;
  fact_log::FactLog& log_;
  const absl::Duration interval_;
  // The thread's own:
  bool was_elsewhere_ = false;     // another process carried it on when it was last looked at
  std::string last_seen_article_;  // how far it stood then
  threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace dateline::reextraction

#endif  // DATELINE_INGEST_SERVICE_REEXTRACTION_REEXTRACTOR_H_
