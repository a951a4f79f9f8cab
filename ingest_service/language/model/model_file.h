// The trained model's container: named, checksummed sections in one file (docs/model_format.md).
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_MODEL_MODEL_FILE_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_MODEL_MODEL_FILE_H_

#include <map>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::language {

// A model file, checked and mapped. Thread safety: const. Sections live as long as this object.
class ModelFile {
 public:
  // NOT_FOUND: no such file; DATA_LOSS: damaged or truncated; FAILED_PRECONDITION: not a model of this version.
  // Reads the whole file once to check it: about 1 ms a megabyte.
  static absl::StatusOr<std::unique_ptr<const ModelFile>> Open(const std::string& path);

  // The same over bytes in memory. REQUIRES: `bytes` outlives the result and starts at a multiple of 64.
  static absl::StatusOr<std::unique_ptr<const ModelFile>> Parse(absl::string_view bytes);

  ~ModelFile();
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;

  // The bytes of a section; they start at a multiple of 64. FAILED_PRECONDITION: the model has none of that name.
  absl::StatusOr<absl::string_view> Section(absl::string_view name) const;

  const absl::flat_hash_map<std::string, absl::string_view>& sections() const { return sections_; }

 private:
  ModelFile() = default;
  absl::Status ReadDirectory(absl::string_view bytes);

  absl::string_view mapping_;  // empty: the bytes belong to the caller
  absl::flat_hash_map<std::string, absl::string_view> sections_;
};

// Puts a model file together.
class ModelFileBuilder {
 public:
  // Takes over every section of `model`, replacing those of equal name.
  void CopyFrom(const ModelFile& model);

  // REQUIRES: `name` is 1 to 39 printable ASCII characters without spaces. Replaces a section of equal name.
  void Add(absl::string_view name, std::string bytes);

  std::string Build() const;
  absl::Status WriteTo(const std::string& path) const;

 private:
  std::map<std::string, std::string> sections_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_MODEL_MODEL_FILE_H_
