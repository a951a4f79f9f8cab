#include "tests/benchmarks/bare_writer.h"

#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/feed_head.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/store/database.h"

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

// A row belongs to the transaction of the change that it points at, or of its article, or of the first article that
// gives evidence of it.
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
    {"person", 6,
     "SELECT min(committed_at), t.* FROM person AS t JOIN person_evidence ON person_evidence.entity = t.entity"
     " JOIN article ON article.name = person_evidence.article JOIN feed_log USING (feed_offset) GROUP BY t.entity"},
    {"person_office", 4,
     "SELECT min(committed_at), t.* FROM person_office AS t JOIN person_evidence AS e ON e.entity = t.entity"
     " AND e.office = t.office AND e.year = t.year JOIN article ON article.name = e.article"
     " JOIN feed_log USING (feed_offset) GROUP BY t.entity, t.office, t.year"},
    {"person_word", 3,
     "SELECT min(committed_at), t.* FROM person_word AS t JOIN person ON person.name = t.name"
     " AND person.country_code = t.country_code JOIN person_evidence ON person_evidence.entity = person.entity"
     " JOIN article ON article.name = person_evidence.article JOIN feed_log USING (feed_offset)"
     " GROUP BY t.word, t.country_code, t.name"},
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

constexpr int kFeedLog = 0;  // its place in kTables

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

std::map<std::string, int64_t> CountRows(sqlite::Database& store) {
  std::vector<std::string> tables;
  auto select = store.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table'");
  Stop(select.status());
  while (*select->Step()) tables.emplace_back(select->Text(0));
  std::map<std::string, int64_t> counts;
  for (const std::string& table : tables) {
    auto count = store.Prepare(absl::StrCat("SELECT count(*) FROM ", table));
    Stop(count->Step().status());
    counts[table] = count->Integer(0);
  }
  return counts;
}

// Notes that the feed has come to this row of feed_log.
void Advance(const Row& change, fact_log::FeedHead& head) {
  head.offset = std::get<int64_t>(change.values[0]);
  head.chain_crc = static_cast<uint32_t>(std::get<int64_t>(change.values[5]));
  head.commit_time = absl::FromUnixNanos(std::get<int64_t>(change.values[6]));
}

}  // namespace

double WriteSameRows(const std::string& log, const std::string& copy) {
  auto reader = sqlite::Database::OpenReader(log);
  Stop(reader.status());
  const Transactions transactions = ReadRows(**reader);
  auto writer = store::Database::OpenWriter(copy);
  Stop(writer.status());
  Stop((*writer)->EnsureSchema(fact_log::kSchema));
  auto head = fact_log::TakeOver(**writer);
  Stop(head.status());
  std::vector<std::string> inserts;
  for (const Table& table : kTables) {
    inserts.push_back(absl::StrCat("INSERT INTO ", table.name, " VALUES (?"));
    for (int column = 1; column < table.columns; ++column) inserts.back() += ", ?";
    inserts.back() += ")";
  }
  const auto start = std::chrono::steady_clock::now();
  for (const auto& [time, rows] : transactions) {
    Stop((*writer)->Execute("BEGIN IMMEDIATE"));
    const fact_log::FeedHead before = *head;
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
      if (row.table == kFeedLog) Advance(row, *head);
    }
    Stop(fact_log::MoveHead(**writer, before, *head));
    Stop((*writer)->Execute("COMMIT"));
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (CountRows(**reader) != CountRows(*(*writer)->sqlite()))
    Stop(absl::InternalError("the copy has not the rows of the log"));
  return seconds;
}

}  // namespace dateline::testing
