// Read-only connections to one store, for many threads.
#ifndef DATELINE_PLATFORM_STORE_READER_POOL_H_
#define DATELINE_PLATFORM_STORE_READER_POOL_H_

#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "platform/postgres/connect_gate.h"
#include "platform/store/database.h"
#include "platform/threading/mutex.h"

namespace dateline::store {

// Lends connections; opens one when none is idle, so that nobody waits: their number is that of the threads that read
// at once. One that was lost is not lent again; while the server of PostgreSQL cannot be reached, whoever borrows is
// told so without delay. Thread safety: any thread. Everything lent must be back before it is destroyed.
class ReaderPool {
 public:
  // A connection on loan; goes back when it is destroyed.
  class Lease {
   public:
    Lease(std::unique_ptr<Database> database, ReaderPool* pool) : database_(std::move(database)), pool_(pool) {}
    ~Lease();
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    Database& operator*() const { return *database_; }
    Database* operator->() const { return database_.get(); }

   private:
    std::unique_ptr<Database> database_;  // null: moved from
    ReaderPool* pool_;
  };

  explicit ReaderPool(Location location) : location_(std::move(location)) {}

  const Location& location() const { return location_; }

  absl::StatusOr<Lease> Borrow();

 private:
  std::unique_ptr<Database> TakeIdle();
  absl::StatusOr<std::unique_ptr<Database>> OpenPostgres();
  void Return(std::unique_ptr<Database> database);

  const Location location_;
  threading::Mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_ ABSL_GUARDED_BY(mutex_);
  postgres::ConnectGate gate_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::store

#endif  // DATELINE_PLATFORM_STORE_READER_POOL_H_
