#include "tests/disk_faults/newest_writer.h"

#include <sqlite3.h>

#include <atomic>

namespace dateline::testing {
namespace {

std::atomic<sqlite3*> newest_writer{nullptr};

int Remember(sqlite3* connection, const char**, const sqlite3_api_routines*) {
  if (sqlite3_db_readonly(connection, "main") == 0) newest_writer = connection;
  return SQLITE_OK;
}

}  // namespace

void FollowNewestWriter() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(Remember)); }

void CheckpointNewestWriter() {
  sqlite3_wal_checkpoint_v2(newest_writer, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace dateline::testing
