// Where an index is.
#ifndef DATELINE_QUERY_SERVICE_INDEX_INDEX_PLACE_H_
#define DATELINE_QUERY_SERVICE_INDEX_INDEX_PLACE_H_

#include <string>

#include "platform/store/database.h"

namespace dateline::index {

struct IndexPlace {
  // Of PostgreSQL's any number of processes may share.
  store::Location tables;
  // An SQLite file of this process alone, which names the segments that it made; they are in a folder beside it. Of an
  // index in SQLite it is the file of the tables.
  std::string local = tables;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_INDEX_PLACE_H_
