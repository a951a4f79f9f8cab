#include "platform/store/reader_pool.h"

namespace dateline::store {

ReaderPool::Lease::~Lease() {
  if (database_ != nullptr) pool_->Return(std::move(database_));
}

absl::StatusOr<ReaderPool::Lease> ReaderPool::Borrow() {
  while (std::unique_ptr<Database> database = TakeIdle()) {
    if (database->IsUsable()) return Lease(std::move(database), this);
  }
  auto opened = IsPostgres(location_) ? OpenPostgres() : Database::OpenReader(location_);
  if (!opened.ok()) return opened.status();
  return Lease(*std::move(opened), this);
}

// Null: none is idle.
std::unique_ptr<Database> ReaderPool::TakeIdle() {
  threading::MutexLock lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Database> database = std::move(idle_.back());
  idle_.pop_back();
  return database;
}

absl::StatusOr<std::unique_ptr<Database>> ReaderPool::OpenPostgres() {
  {
    threading::MutexLock lock(mutex_);
    if (absl::Status open = gate_.Check(); !open.ok()) return open;
  }
  auto opened = Database::OpenReader(location_);
  threading::MutexLock lock(mutex_);
  if (opened.ok()) {
    gate_.Succeeded();
  } else {
    gate_.Failed(opened.status());
  }
  return opened;
}

void ReaderPool::Return(std::unique_ptr<Database> database) {
  if (!database->IsUsable()) return;
  threading::MutexLock lock(mutex_);
  idle_.push_back(std::move(database));
}

}  // namespace dateline::store
