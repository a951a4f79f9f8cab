#include "platform/postgres/statement.h"

#include <libpq-fe.h>

#include <cassert>
#include <utility>

#include "absl/strings/numbers.h"
#include "platform/postgres/database.h"

namespace dateline::postgres {

// Most significant byte first.
Statement& Statement::Bind(int64_t value) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(static_cast<uint64_t>(value) >> shift);
  parameters_.push_back(std::move(bytes));
  return *this;
}

Statement& Statement::Bind(absl::string_view text) { return BindBytes(text); }

Statement& Statement::BindBytes(absl::string_view bytes) {
  parameters_.emplace_back(bytes);
  return *this;
}

Statement& Statement::BindNull() {
  parameters_.emplace_back(std::nullopt);
  return *this;
}

absl::StatusOr<bool> Statement::Step() {
  if (rows_ == nullptr) {
    absl::StatusOr<Result> rows = database_->RunNow(*prepared_, parameters_);
    if (!rows.ok()) return rows.status();
    rows_ = *std::move(rows);
  }
  return ++row_ < PQntuples(rows_.get());
}

absl::Status Statement::Run() { return database_->RunSoon(*prepared_, parameters_); }

absl::StatusOr<int64_t> Statement::RunCounting() {
  const absl::StatusOr<Result> done = database_->RunNow(*prepared_, parameters_);
  if (!done.ok()) return done.status();
  int64_t count = 0;
  return absl::SimpleAtoi(PQcmdTuples(done->get()), &count) ? count : 0;
}

int64_t Statement::Integer(int index) const {
  const absl::string_view bytes = Bytes(index);
  assert(bytes.size() == 8 || bytes.size() == 4 || bytes.size() == 2 || bytes.size() <= 1);
  if (bytes.size() <= 1) return bytes.empty() ? 0 : bytes[0];
  uint64_t value = (bytes[0] & 0x80) != 0 ? ~uint64_t{0} : 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<int64_t>(value);
}

absl::string_view Statement::Bytes(int index) const {
  return {PQgetvalue(rows_.get(), row_, index), static_cast<size_t>(PQgetlength(rows_.get(), row_, index))};
}

bool Statement::IsNull(int index) const { return PQgetisnull(rows_.get(), row_, index) == 1; }

}  // namespace dateline::postgres
