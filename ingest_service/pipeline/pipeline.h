// Article -> facts and entities: the only code that knows the order of the stages.
#ifndef DATELINE_INGEST_SERVICE_PIPELINE_PIPELINE_H_
#define DATELINE_INGEST_SERVICE_PIPELINE_PIPELINE_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "ingest_service/pipeline/stage_clock.h"

namespace dateline::pipeline {

// What one article says.
struct Reading {
  v1::Article article;               // as given, with what the text says filled in (title, publisher, published, name,
                                     // media_type, sha256, language); with its body
  std::vector<v1::Fact> facts;       // in the order of the article; names unique
  std::vector<v1::Entity> entities;  // every entity that a fact names, ordered by name
  std::vector<StageTime> times;      // how long each stage took, in their order
};

// Reads articles. Thread safety: const after Create; Read may run on any number of threads at once. Deterministic.
class Pipeline {
 public:
  // Loads models and lexicons from `data_directory` (`share/dateline` of an installation).
  static absl::StatusOr<std::unique_ptr<const Pipeline>> Create(absl::string_view data_directory);
  ~Pipeline();

  // REQUIRES: the article's fields are within the limits of article.proto (the caller checks them).
  // INVALID_ARGUMENT: the body is empty, or not UTF-8 (the message names the byte).
  absl::StatusOr<Reading> Read(const v1::Article& article) const;

 private:
  struct Stages;
  explicit Pipeline(std::unique_ptr<const Stages> stages);
  std::unique_ptr<const Stages> stages_;
};

}  // namespace dateline::pipeline

#endif  // DATELINE_INGEST_SERVICE_PIPELINE_PIPELINE_H_
