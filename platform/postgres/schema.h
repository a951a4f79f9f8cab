// The tables of a store, in versions.
#ifndef DATELINE_PLATFORM_POSTGRES_SCHEMA_H_
#define DATELINE_PLATFORM_POSTGRES_SCHEMA_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "platform/postgres/database.h"

namespace dateline::postgres {

struct Schema {
  std::string store;               // tells our stores from each other: the key of its row in dateline_schema
  std::vector<std::string> steps;  // element i makes version i + 1 of version i; version 0: no tables
};

// Makes the tables, or upgrades those of an older version, in one transaction; then, and where all is done already,
// checks the version. Any number of processes may do so at once: a row of the table dateline_schema makes them wait for
// one another. FAILED_PRECONDITION: a newer version made them (STORE_TOO_NEW), tables of another program stand there
// (STORE_FOREIGN), the role may not make tables.
absl::Status EnsureSchema(const Schema& schema, Database& database);

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_SCHEMA_H_
