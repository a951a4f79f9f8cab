// What SQLite takes of the process's memory.
#ifndef DATELINE_PLATFORM_SQLITE_MEMORY_H_
#define DATELINE_PLATFORM_SQLITE_MEMORY_H_

#include <cstdint>

namespace dateline::sqlite {

// Of all databases together, page caches included.
int64_t MemoryBytes();

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_MEMORY_H_
