// The stored postings of a term.
#ifndef DATELINE_QUERY_SERVICE_INDEX_TERM_POSTINGS_H_
#define DATELINE_QUERY_SERVICE_INDEX_TERM_POSTINGS_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "query_service/index/postings.h"
#include "query_service/index/term.h"

namespace dateline::index {

// Reads them from the table as they are asked for. A short way on it steps, a long one it seeks.
class TermPostings final : public Postings {
 public:
  // `database` must outlive this.
  TermPostings(store::Database& database, int64_t term_number) : database_(database), term_number_(term_number) {}

  absl::StatusOr<std::optional<int64_t>> SeekAtMost(int64_t offset) override;

 private:
  absl::Status Seek(int64_t offset);
  // To the next row.
  absl::Status Step();

  store::Database& database_;
  const int64_t term_number_;
  std::optional<store::Statement> rows_;
  int64_t rows_left_ = 0;
  // Where `rows_` stands; nothing: at the end.
  std::optional<int64_t> current_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_TERM_POSTINGS_H_
