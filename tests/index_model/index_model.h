// What the index should answer, found the slow and obvious way: every version of everything in a list.
#ifndef DATELINE_TESTS_INDEX_MODEL_INDEX_MODEL_H_
#define DATELINE_TESTS_INDEX_MODEL_INDEX_MODEL_H_

#include <map>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.pb.h"
#include "dateline/v1/query_service.pb.h"
#include "tests/index_model/model_state.h"

namespace dateline::testing {

class IndexModel {
 public:
  void Take(const v1::ChangeRecord& record);

  // What held at offset `at`.
  ModelState StateAt(int64_t at) const;

  // The offset of the last change committed at `seconds` or before; 0: none.
  int64_t OffsetAsOf(int64_t seconds) const;

  // What holds now, as a snapshot of the feed gives it: articles, entities, facts, each by name.
  std::vector<v1::SnapshotRecord> ItemsThatHold() const;

  // Names, the most recently recorded first.
  std::vector<std::string> ListFacts(const v1::FactFilter& filter, int64_t at) const;

 private:
  struct ArticleVersion {
    int64_t from;
    v1::Article item;
  };
  struct FactVersion {
    int64_t from;
    int64_t to;
    ModelFact item;
  };
  struct EntityVersion {
    int64_t from;
    int64_t to;
    v1::Entity item;
  };

  void AddArticle(int64_t offset, const v1::Article& article) { articles_[article.name()] = {offset, article}; }
  void AddFact(const v1::ChangeRecord& record, const v1::Fact& fact);
  void AddEntity(int64_t offset, const v1::Entity& entity);
  void EndFact(int64_t offset, const std::string& name);
  void EndEntity(int64_t offset, const std::string& name);
  void Purge(const v1::ArticlePurged& purged);

  std::map<std::string, ArticleVersion> articles_;  // as they are now
  std::vector<FactVersion> facts_;                  // as recorded
  std::vector<EntityVersion> entities_;
  std::vector<int64_t> commit_seconds_;  // of the change at each offset, from 1 on
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_INDEX_MODEL_INDEX_MODEL_H_
