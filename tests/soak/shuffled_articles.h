// Whether what is known is a function of the set of articles: the same whatever came first.
#ifndef DATELINE_TESTS_SOAK_SHUFFLED_ARTICLES_H_
#define DATELINE_TESTS_SOAK_SHUFFLED_ARTICLES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ingest_service/fact_log/article_write.h"
#include "ingest_service/pipeline/pipeline.h"

namespace dateline::soak {

// What the feed leaves: each entity and each fact, serialized, by its name.
using Knowledge = std::map<std::string, std::string>;

// What each article says, ready for the log.
absl::StatusOr<std::vector<fact_log::ArticleWrite>> ReadAll(const pipeline::Pipeline& pipeline,
                                                            const std::vector<v1::Article>& articles);

// The articles, in a log of its own.
absl::StatusOr<Knowledge> KnowledgeOf(const std::vector<fact_log::ArticleWrite>& writes);

// How many of `knowledge` are entities that turned out to be others.
int CountMerged(const Knowledge& knowledge);

}  // namespace dateline::soak

#endif  // DATELINE_TESTS_SOAK_SHUFFLED_ARTICLES_H_
