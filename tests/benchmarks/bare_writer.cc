#include "tests/benchmarks/bare_writer.h"

#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/sqlite/database.h"

namespace dateline::testing {
namespace {

using Value = std::variant<int64_t, std::string>;

struct Row {
  int table;
  std::vector<Value> values;
};

struct Table {
  const char* name;
  int columns;
  const char* transaction;  // SQL: of a row, the commit time of the transaction that wrote it
};

// A row belongs to the transaction of the change that it points at, or of its article.
constexpr Table kTables[] = {
    {"feed_log", 7, "SELECT committed_at, t.* FROM feed_log AS t"},
    {"article", 7, "SELECT committed_at, t.* FROM article AS t JOIN feed_log USING (feed_offset)"},
    {"fact", 2, "SELECT committed_at, t.* FROM fact AS t JOIN feed_log USING (feed_offset)"},
    {"entity", 2, "SELECT committed_at, t.* FROM entity AS t JOIN feed_log USING (feed_offset)"},
    {"entity_source", 5,
     "SELECT committed_at, t.* FROM entity_source AS t JOIN article ON article.name = t.article"
     " JOIN feed_log USING (feed_offset)"},
    {"person_evidence", 4,
     "SELECT committed_at, t.* FROM person_evidence AS t JOIN article ON article.name = t.article"
     " JOIN feed_log USING (feed_offset)"},
    {"acronym_evidence", 5,
     "SELECT committed_at, t.* FROM acronym_evidence AS t JOIN article ON article.name = t.article"
     " JOIN feed_log USING (feed_offset)"},
    {"ingest_request", 7,
     "SELECT committed_at, t.* FROM ingest_request AS t JOIN article ON article.name = t.article"
     " JOIN feed_log USING (feed_offset)"},
};

void Stop(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::abort();
}

using Transactions = std::map<int64_t, std::vector<Row>>;

// Integers and bytes are told apart by the columns' declared affinity: what cannot be read as the number it prints as
// is a text.
Transactions ReadRows(sqlite::Database& log) {
  Transactions transactions;
  for (int table = 0; table < static_cast<int>(std::size(kTables)); ++table) {
    auto select = log.Prepare(kTables[table].transaction);
    Stop(select.status());
    while (*select->Step()) {
      Row row{table, {}};
      for (int column = 1; column <= kTables[table].columns; ++column) {
        const std::string bytes(select->Bytes(column));
        if (bytes == absl::StrCat(select->Integer(column))) {
          row.values.emplace_back(select->Integer(column));
        } else {
          row.values.emplace_back(bytes);
        }
      }
      transactions[select->Integer(0)].push_back(std::move(row));
    }
  }
  return transactions;
}

}  // namespace

double WriteSameRows(const std::string& log, const std::string& copy) {
  Transactions transactions;
  {
    auto reader = sqlite::Database::OpenReader(log);
    Stop(reader.status());
    transactions = ReadRows(**reader);
  }
  auto writer = sqlite::Database::OpenWriter(copy, sqlite::Durability::kFull);
  Stop(writer.status());
  Stop((*writer)->EnsureSchema(fact_log::kSchema));
  std::vector<std::string> inserts;
  for (const Table& table : kTables) {
    inserts.push_back(absl::StrCat("INSERT INTO ", table.name, " VALUES (?"));
    for (int column = 1; column < table.columns; ++column) inserts.back() += ", ?";
    inserts.back() += ")";
  }
  const auto start = std::chrono::steady_clock::now();
  for (const auto& [time, rows] : transactions) {
    Stop((*writer)->Execute("BEGIN IMMEDIATE"));
    for (const Row& row : rows) {
      auto insert = (*writer)->Prepare(inserts[row.table]);
      for (const Value& value : row.values) {
        if (const auto* const integer = std::get_if<int64_t>(&value)) {
          insert->Bind(*integer);
        } else {
          insert->Bind(absl::string_view(std::get<std::string>(value)));
        }
      }
      Stop(insert->Run());
    }
    Stop((*writer)->Execute("COMMIT"));
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace dateline::testing
