#include "platform/sqlite/statement.h"

#include <sqlite3.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/sqlite/error.h"

namespace dateline::sqlite {

void StatementCloser::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(StatementHandle handle, IdleStatements* home) : handle_(std::move(handle)), home_(home) {}

Statement::~Statement() {
  if (handle_ == nullptr) return;
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
  home_->push_back(std::move(handle_));
}

void Statement::Note(int code) {
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
}

Statement& Statement::Bind(int64_t value) {
  Note(sqlite3_bind_int64(handle_.get(), ++bound_, value));
  return *this;
}

Statement& Statement::Bind(absl::string_view text) {
  // A null pointer would bind NULL, not the empty text.
  const char* const start = text.empty() ? "" : text.data();
  Note(sqlite3_bind_text64(handle_.get(), ++bound_, start, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::BindBytes(absl::string_view bytes) {
  const char* const start = bytes.empty() ? "" : bytes.data();
  Note(sqlite3_bind_blob64(handle_.get(), ++bound_, start, bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::BindNull() {
  Note(sqlite3_bind_null(handle_.get(), ++bound_));
  return *this;
}

absl::StatusOr<bool> Statement::Step() {
  if (bind_error_ != SQLITE_OK) return ErrorFromCode(bind_error_, sqlite3_errstr(bind_error_), Action());
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return LastError(sqlite3_db_handle(handle_.get()), Action());
}

// What an error says was tried.
std::string Statement::Action() const {
  constexpr size_t kShownBytes = 40;
  const absl::string_view sql = sqlite3_sql(handle_.get());
  return absl::StrCat("run \"", sql.substr(0, kShownBytes), sql.size() > kShownBytes ? "...\"" : "\"");
}

absl::Status Statement::Run() {
  const absl::StatusOr<bool> row = Step();
  if (!row.ok()) return row.status();
  return *row ? absl::InternalError("a statement that was to give no rows gave one") : absl::OkStatus();
}

absl::StatusOr<int64_t> Statement::RunCounting() {
  if (absl::Status ran = Run(); !ran.ok()) return ran;
  return sqlite3_changes64(sqlite3_db_handle(handle_.get()));
}

int64_t Statement::Integer(int index) const { return sqlite3_column_int64(handle_.get(), index); }

absl::string_view Statement::Text(int index) const {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), index));
  return text == nullptr ? absl::string_view()
                         : absl::string_view(text, static_cast<size_t>(sqlite3_column_bytes(handle_.get(), index)));
}

absl::string_view Statement::Bytes(int index) const {
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), index));
  return bytes == nullptr ? absl::string_view()
                          : absl::string_view(bytes, static_cast<size_t>(sqlite3_column_bytes(handle_.get(), index)));
}

bool Statement::IsNull(int index) const { return sqlite3_column_type(handle_.get(), index) == SQLITE_NULL; }

}  // namespace dateline::sqlite
