// Copies and sizes of stores.
#ifndef DATELINE_PLATFORM_SQLITE_BACKUP_H_
#define DATELINE_PLATFORM_SQLITE_BACKUP_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace dateline::sqlite {

// Copies the store as it is at one moment into `directory`, under the name that its file has, and gives the copy's
// path. The copy is on the disk when this returns. Works from any process while another one writes the store: it reads
// only, and holds one snapshot meanwhile, so the write-ahead log cannot be cut until it is done. ALREADY_EXISTS: the
// directory holds a file of the name, which is left alone. NOT_FOUND: there is no store. UNAVAILABLE: a folder is
// missing or not writable. RESOURCE_EXHAUSTED: the disk is full. Whatever fails, no file of the name is left.
absl::StatusOr<std::string> Backup(const std::string& path, const std::string& directory);

// What the store's file and its write-ahead log take on the disk; 0: there is no store.
int64_t StoreBytes(const std::string& path);

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_BACKUP_H_
