// Read-only connections to one file, for many threads.
#ifndef DATELINE_PLATFORM_SQLITE_READER_POOL_H_
#define DATELINE_PLATFORM_SQLITE_READER_POOL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "platform/sqlite/database.h"
#include "platform/threading/mutex.h"

namespace dateline::sqlite {

// Lends connections; opens one when none is idle, so that nobody waits: their number is that of the threads that read
// at once. Thread safety: any thread. Everything lent must be back before it is destroyed.
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

  explicit ReaderPool(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  absl::StatusOr<Lease> Borrow();

 private:
  void Return(std::unique_ptr<Database> database);

  const std::string path_;
  threading::Mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_READER_POOL_H_
