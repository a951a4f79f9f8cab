// Whether reading is a function of the article: the same bytes whenever, in whatever order, on whichever thread.
#ifndef DATELINE_TESTS_SOAK_REPEATED_READING_H_
#define DATELINE_TESTS_SOAK_REPEATED_READING_H_

#include <vector>

#include "ingest_service/pipeline/pipeline.h"

namespace dateline::soak {

// What `threads` threads read, each all `articles` `times` times in orders of its own, against what one reads alone.
struct Repetitions {
  int readings = 0;
  int different = 0;  // other bytes of the article, its facts or its entities, or another refusal
};

Repetitions RepeatReadings(const pipeline::Pipeline& pipeline, const std::vector<v1::Article>& articles, int times,
                           int threads);

}  // namespace dateline::soak

#endif  // DATELINE_TESTS_SOAK_REPEATED_READING_H_
