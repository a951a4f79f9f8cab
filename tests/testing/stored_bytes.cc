#include "tests/testing/stored_bytes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/postgres_session.h"

namespace dateline::testing {
namespace {

constexpr char kBytea[] = "\\x";  // what its text begins with, before the hexadecimal digits

std::string FileBytes(const std::string& store) {
  std::vector<std::string> paths = {store, store + "-wal"};
  std::error_code has_none;
  for (const auto& segment : std::filesystem::directory_iterator(store + ".segments", has_none)) {
    paths.push_back(segment.path().string());
  }
  std::string bytes;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

std::string RowBytes(const std::string& url) {
  const PostgresSession session(url);
  const SqlAnswer tables =
      session.Execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
  EXPECT_FALSE(tables.rows.empty()) << tables.error << session.error();
  std::string bytes;
  for (const std::vector<std::string>& table : tables.rows) {
    const SqlAnswer content = session.Execute(absl::StrCat("SELECT * FROM ", table[0]));
    EXPECT_TRUE(content.is_done) << table[0] << ": " << content.error;
    for (const std::vector<std::string>& row : content.rows) {
      for (const std::string& value : row) {
        const bool is_bytea = absl::StartsWith(value, kBytea);
        absl::StrAppend(&bytes, is_bytea ? absl::HexStringToBytes(value.substr(2)) : value, "\n");
      }
    }
  }
  return bytes;
}

}  // namespace

std::string StoredBytes(const store::Location& store) {
  return store::IsPostgres(store) ? RowBytes(store) : FileBytes(store);
}

}  // namespace dateline::testing
