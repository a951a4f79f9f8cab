#include "query_service/index/index_reader.h"

#include "platform/sqlite/backup.h"
#include "query_service/index/segmented_facts.h"

namespace dateline::index {

int64_t IndexReader::StoreBytes() const {
  return sqlite::StoreBytes(tables_.path()) + segments::SegmentFolder(SegmentFolderOf(tables_.path())).Bytes();
}

}  // namespace dateline::index
