// Judges a history: nothing lost, nothing twice, nothing silently skipped.
#ifndef DATELINE_TESTS_TESTING_HISTORY_CHECKER_H_
#define DATELINE_TESTS_TESTING_HISTORY_CHECKER_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "tests/testing/history.h"

namespace dateline::testing {

// What a history must have. Those of the feed are named as in etcd's robustness tests.
enum class Property {
  kAcknowledgedIsReadable,  // an acknowledged article is listed, read with its body, and fed
  kReadableOnce,            // no article is listed twice
  kOneAnswer,               // a repeated request gets the first answer again
  kNothingInvented,         // what is fed, read or listed was sent
  kOrdered,                 // offsets of a stream grow
  kUnique,                  // no offset comes twice in a stream; nothing is added at two offsets
  kReliable,                // no offset is left out
  kResumable,               // a stream goes on with the offset after its cursor, which is one that was received
  kAtomic,                  // changes of a transaction stand together; no bookmark between them; all facts are there
  kBookmarkable,            // a bookmark follows every change up to it, and no other
  kOneFeed,                 // all streams see the same change at an offset
  kReadYourToken,           // a read sees the state that it asks for, or a later one, whole
  kOneStatePerWalk,         // the pages of a walk are one state, whole, without repetition
  kReplicasAgree,           // at one offset, all replicas hold the same
};

struct Violation {
  Property property;
  size_t event;      // its place in the history
  std::string what;  // with the event in JSON
};
std::ostream& operator<<(std::ostream& stream, const Violation& violation);

// By event. Knows articles and facts that are added; changes of other kinds are checked for their place in the feed
// only.
std::vector<Violation> CheckHistory(const std::vector<HistoryEvent>& history);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_HISTORY_CHECKER_H_
