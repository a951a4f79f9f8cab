// Memory that calls borrow, so that a call allocates nothing that an earlier one has left behind.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_WORKSPACE_POOL_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_WORKSPACE_POOL_H_

#include <memory>
#include <utility>
#include <vector>

#include "platform/threading/mutex.h"

namespace dateline::language {

// Lends each borrower a Workspace of its own; there are as many as calls ever ran at once. Thread safety: full.
template <typename Workspace>
class WorkspacePool {
 public:
  // Gives its workspace back when it goes out of scope. The pool must outlive it.
  class Loan {
   public:
    Loan(WorkspacePool& pool, std::unique_ptr<Workspace> workspace) : pool_(pool), workspace_(std::move(workspace)) {}
    ~Loan() { pool_.TakeBack(std::move(workspace_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Workspace& operator*() const { return *workspace_; }

   private:
    WorkspacePool& pool_;
    std::unique_ptr<Workspace> workspace_;
  };

  Loan Borrow() {
    threading::MutexLock lock(mutex_);
    if (idle_.empty()) return Loan(*this, std::make_unique<Workspace>());
    std::unique_ptr<Workspace> workspace = std::move(idle_.back());
    idle_.pop_back();
    return Loan(*this, std::move(workspace));
  }

 private:
  void TakeBack(std::unique_ptr<Workspace> workspace) {
    threading::MutexLock lock(mutex_);
    idle_.push_back(std::move(workspace));
  }

  threading::Mutex mutex_;
  std::vector<std::unique_ptr<Workspace>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_WORKSPACE_POOL_H_
