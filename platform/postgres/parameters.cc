#include "platform/postgres/parameters.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace dateline::postgres {

std::string NumberParameters(absl::string_view sql) {
  std::string numbered;
  bool is_quoted = false;
  int count = 0;
  for (size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') is_quoted = !is_quoted;
    if (sql[i] != '?' || is_quoted) {
      numbered += sql[i];
    } else if (i + 1 < sql.size() && absl::ascii_isdigit(sql[i + 1])) {
      numbered += '$';
    } else {
      absl::StrAppend(&numbered, "$", ++count);
    }
  }
  return numbered;
}

}  // namespace dateline::postgres
