#include "tests/benchmarks/recorded_sql.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace dateline::testing {
namespace {

constexpr char kStatement[] = " LOG:  execute ";
constexpr char kValues[] = " DETAIL:  parameters: ";

struct Statement {
  std::string session;  // what its line begins with, behind the time
  std::string sql;
  std::vector<std::string> values;  // of $1, $2, ..., as literals
};

// "2026-11-30 12:00:00.000 UTC [77]" -> "[77]"
std::string SessionOf(absl::string_view line) {
  const size_t begin = line.find('[');
  return std::string(line.substr(begin, line.find(']') + 1 - begin));
}

// "$1 = '5', $2 = 'it''s', $3 = NULL"
std::vector<std::string> ValuesOf(absl::string_view text) {
  std::vector<std::string> values;
  while (!text.empty()) {
    text.remove_prefix(text.find(" = ") + 3);
    size_t end = text.find(',');
    if (text[0] == '\'') {
      end = 1;
      while (text[end] != '\'' || text.substr(end, 2) == "''") end += text[end] == '\'' ? 2 : 1;
      ++end;
    }
    values.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), values.back().size() + 2));
  }
  return values;
}

// pgbench would take what follows a colon for a variable of its own.
std::string Literal(const std::string& value) {
  return absl::StrCat("(", absl::StrReplaceAll(value, {{":", "'||chr(58)||'"}}), ")");
}

std::string WithValues(const Statement& statement) {
  std::string sql;
  for (size_t i = 0; i < statement.sql.size();) {
    size_t end = i + 1;
    while (statement.sql[i] == '$' && end < statement.sql.size() && absl::ascii_isdigit(statement.sql[end])) ++end;
    size_t number = 0;
    if (statement.sql[i] == '$' && absl::SimpleAtoi(statement.sql.substr(i + 1, end - i - 1), &number)) {
      absl::StrAppend(&sql, Literal(statement.values[number - 1]));
    } else {
      sql.push_back(statement.sql[i]);
      end = i + 1;
    }
    i = end;
  }
  return sql;
}

std::vector<Statement> ReadStatements(std::istream& server_log) {
  std::vector<Statement> statements;
  for (std::string line; std::getline(server_log, line);) {
    if (const size_t at = line.find(kStatement); at != std::string::npos) {
      const size_t sql = line.find(": ", at + sizeof(kStatement) - 1);
      statements.push_back({SessionOf(line), line.substr(sql + 2), {}});
    } else if (const size_t values = line.find(kValues); values != std::string::npos && !statements.empty()) {
      statements.back().values = ValuesOf(absl::string_view(line).substr(values + sizeof(kValues) - 1));
    }
  }
  return statements;
}

}  // namespace

std::string RecordedSql(std::istream& server_log, bool pipelined) {
  const std::vector<Statement> statements = ReadStatements(server_log);
  std::string session;
  for (const Statement& statement : statements) {
    if (absl::StartsWith(statement.sql, "INSERT INTO feed_log")) session = statement.session;
  }
  std::string script;
  bool is_in_transaction = false;
  for (const Statement& statement : statements) {
    if (statement.session != session) continue;
    const bool begins = absl::StartsWith(statement.sql, "BEGIN ISOLATION LEVEL READ COMMITTED");
    is_in_transaction |= begins;
    if (!is_in_transaction) continue;
    if (begins && pipelined) absl::StrAppend(&script, "\\startpipeline\n");
    absl::StrAppend(&script, WithValues(statement), ";\n");
    const bool ends = statement.sql == "COMMIT" || statement.sql == "ROLLBACK";
    if (ends && pipelined) absl::StrAppend(&script, "\\endpipeline\n");
    if (ends) is_in_transaction = false;
  }
  return script;
}

int64_t CountStatements(const std::string& script) {
  int64_t count = 0;
  for (size_t at = script.find(";\n"); at != std::string::npos; at = script.find(";\n", at + 1)) ++count;
  return count;
}

}  // namespace dateline::testing
