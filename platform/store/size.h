// How much room a store takes.
#ifndef DATELINE_PLATFORM_STORE_SIZE_H_
#define DATELINE_PLATFORM_STORE_SIZE_H_

#include <cstdint>

#include "platform/store/reader_pool.h"

namespace dateline::store {

// Bytes on the disk: of SQLite's file and write-ahead log; of the tables and indexes of PostgreSQL's schema, without
// the write-ahead log that all databases share. 0: there is no store, or it cannot be reached.
int64_t StoreBytes(ReaderPool& readers);

}  // namespace dateline::store

#endif  // DATELINE_PLATFORM_STORE_SIZE_H_
