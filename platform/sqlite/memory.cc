#include "platform/sqlite/memory.h"

#include <sqlite3.h>

namespace dateline::sqlite {

int64_t MemoryBytes() { return sqlite3_memory_used(); }

}  // namespace dateline::sqlite
