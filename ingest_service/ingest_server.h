// The ingest service as one object.
#ifndef DATELINE_INGEST_SERVICE_INGEST_SERVER_H_
#define DATELINE_INGEST_SERVICE_INGEST_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "ingest_service/config.h"
#include "ingest_service/rpc/article_intake.h"

namespace dateline::ingest {

// Serves from Start until it is destroyed. Thread safety: any thread.
class IngestServer {
 public:
  // Opens the store, then listens. `reader` reads articles. Errors are one line that says what to do.
  static absl::StatusOr<std::unique_ptr<IngestServer>> Start(const Config& config, ingest_rpc::ArticleReader reader);

  // Takes no new calls, ends those in flight within the configured grace, and closes the store.
  ~IngestServer();

  // `host:port`, with the port that was taken.
  const std::string& address() const;
  // The same of its metrics; empty: they are not served.
  std::string metrics_address() const;

 private:
  struct Parts;
  explicit IngestServer(std::unique_ptr<Parts> parts);
  const std::unique_ptr<Parts> parts_;
};

}  // namespace dateline::ingest

#endif  // DATELINE_INGEST_SERVICE_INGEST_SERVER_H_
