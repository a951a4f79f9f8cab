// What a store says to whoever looks into it past its program.
#ifndef DATELINE_TESTS_TESTING_STORED_BYTES_H_
#define DATELINE_TESTS_TESTING_STORED_BYTES_H_

#include <string>

#include "platform/store/database.h"

namespace dateline::testing {

// Of SQLite the bytes of its file, of its write-ahead log and of its segments, if it has any: what was erased is in
// none of them. Of PostgreSQL every value of every row, for nothing is promised there of the bytes of its files.
std::string StoredBytes(const store::Location& store);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_STORED_BYTES_H_
