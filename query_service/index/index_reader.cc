#include "query_service/index/index_reader.h"

#include "platform/store/size.h"
#include "query_service/index/segmented_facts.h"

namespace dateline::index {

int64_t IndexReader::StoreBytes() const {
  return store::StoreBytes(tables_) + segments::SegmentFolder(SegmentFolderOf(local_)).Bytes();
}

}  // namespace dateline::index
