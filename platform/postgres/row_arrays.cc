#include "platform/postgres/row_arrays.h"

#include <cassert>
#include <cstdint>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace dateline::postgres {
namespace {

constexpr absl::string_view kValues = "VALUES (";

std::vector<absl::string_view> TypesOf(absl::string_view types) { return absl::StrSplit(types, ", "); }

// As the server's catalog pg_type numbers them; they never change.
uint32_t OidOf(absl::string_view type) {
  if (type == "BIGINT") return 20;
  if (type == "BYTEA") return 17;
  assert(type == "TEXT");
  return 25;
}

void AppendInteger(uint32_t value, std::string& bytes) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
}

// The binary form of an array (array_recv in the server's arrayfuncs.c): dimensions, whether it has NULLs, type; of the
// one dimension its length and first index; then each element with its length, -1 for NULL.
std::string ArrayOf(absl::Span<const std::vector<Parameter>> rows, size_t column, uint32_t oid) {
  bool has_null = false;
  for (const std::vector<Parameter>& row : rows) has_null |= !row.at(column).has_value();
  std::string bytes;
  for (const uint32_t field : {uint32_t{1}, uint32_t{has_null}, oid, static_cast<uint32_t>(rows.size()), uint32_t{1}}) {
    AppendInteger(field, bytes);
  }
  for (const std::vector<Parameter>& row : rows) {
    const Parameter& value = row.at(column);
    AppendInteger(value.has_value() ? static_cast<uint32_t>(value->size()) : ~uint32_t{0}, bytes);
    if (value.has_value()) bytes += *value;
  }
  return bytes;
}

}  // namespace

std::string ManyRowsSql(absl::string_view sql, absl::string_view types) {
  const size_t begin = sql.find(kValues);
  const size_t end = sql.find(')', begin);
  std::vector<std::string> arrays, names;
  for (const absl::string_view type : TypesOf(types)) {
    names.push_back(absl::StrCat("p", names.size() + 1));
    arrays.push_back(absl::StrCat("$", names.size(), "::", type, "[]"));
  }
  std::string list;
  size_t parameters = 0;
  for (const char character : sql.substr(begin + kValues.size(), end - begin - kValues.size())) {
    if (character == '?') {
      list += names[parameters++];
    } else {
      list += character;
    }
  }
  return absl::StrCat(sql.substr(0, begin), "SELECT ", list, " FROM unnest(", absl::StrJoin(arrays, ", "),
                      ") AS row_of (", absl::StrJoin(names, ", "), ")", sql.substr(end + 1));
}

std::vector<Parameter> ArraysOf(absl::Span<const std::vector<Parameter>> rows, absl::string_view types) {
  std::vector<Parameter> arrays;
  for (const absl::string_view type : TypesOf(types)) arrays.emplace_back(ArrayOf(rows, arrays.size(), OidOf(type)));
  return arrays;
}

}  // namespace dateline::postgres
