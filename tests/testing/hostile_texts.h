// Articles that nobody writes and somebody sends: each stretches one thing that stages keep books of.
#ifndef DATELINE_TESTS_TESTING_HOSTILE_TEXTS_H_
#define DATELINE_TESTS_TESTING_HOSTILE_TEXTS_H_

#include <cstddef>
#include <string>
#include <vector>

namespace dateline::testing {

struct HostileText {
  std::string name;  // "nested quotations"
  std::string body;  // UTF-8
};

// Every kind that there is, each of `bytes` bytes or a few less. Deterministic.
std::vector<HostileText> HostileTexts(size_t bytes);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_HOSTILE_TEXTS_H_
