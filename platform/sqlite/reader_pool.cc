#include "platform/sqlite/reader_pool.h"

#include <utility>

namespace dateline::sqlite {

ReaderPool::Lease::~Lease() {
  if (database_ != nullptr) pool_->Return(std::move(database_));
}

absl::StatusOr<ReaderPool::Lease> ReaderPool::Borrow() {
  {
    threading::MutexLock lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Database> database = std::move(idle_.back());
      idle_.pop_back();
      return Lease(std::move(database), this);
    }
  }
  absl::StatusOr<std::unique_ptr<Database>> database = Database::OpenReader(path_);
  if (!database.ok()) return database.status();
  return Lease(*std::move(database), this);
}

void ReaderPool::Return(std::unique_ptr<Database> database) {
  threading::MutexLock lock(mutex_);
  idle_.push_back(std::move(database));
}

}  // namespace dateline::sqlite
