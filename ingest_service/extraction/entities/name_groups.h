// Names and descriptions that a sentence joins: "A, B and C".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_GROUPS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_GROUPS_H_

#include <map>
#include <vector>

#include "ingest_service/extraction/entities/reading.h"

namespace dateline::extraction {

// Of each type of entity, those joined so far in a sentence. Refers to the reading, which must outlive it.
class NameGroups {
 public:
  explicit NameGroups(Reading& reading) : reading_(reading) {}

  // Takes the mention of `entities` (of one type) at tokens [begin, end); remembers in the discourse who is spoken of
  // together once "and" or a dash completes a group.
  void Join(int begin, int end, const std::vector<int>& entities);
  // Call at each sentence's end.
  void Clear() { groups_.clear(); }

 private:
  struct Group {
    std::vector<int> members;
    int end_token = 0;
  };

  bool Extends(const Group& group, int begin) const;

  Reading& reading_;
  std::map<language::NameType, Group> groups_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NAME_GROUPS_H_
