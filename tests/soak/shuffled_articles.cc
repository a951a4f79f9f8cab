#include "tests/soak/shuffled_articles.h"

#include <future>
#include <utility>

#include "absl/strings/match.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::soak {
namespace {

constexpr int64_t kPageChanges = 10000;

void Apply(const v1::Change& change, Knowledge& knowledge) {
  if (change.has_entity_changed() || change.has_entity_merged()) {
    const v1::Entity& entity =
        change.has_entity_merged() ? change.entity_merged().entity() : change.entity_changed().entity();
    knowledge[entity.name()] = entity.SerializeAsString();
  }
  if (change.has_fact_added()) knowledge[change.fact_added().fact().name()] = change.fact_added().SerializeAsString();
}

absl::Status Append(const fact_log::ArticleWrite& write, fact_log::FactLog& log) {
  std::promise<absl::Status> done;
  log.Append(write, [&](const absl::StatusOr<fact_log::StoredArticle>& stored) { done.set_value(stored.status()); });
  return done.get_future().get();
}

}  // namespace

absl::StatusOr<std::vector<fact_log::ArticleWrite>> ReadAll(const pipeline::Pipeline& pipeline,
                                                            const std::vector<v1::Article>& articles) {
  std::vector<fact_log::ArticleWrite> writes;
  for (const v1::Article& article : articles) {
    absl::StatusOr<pipeline::Reading> reading = pipeline.Read(article);
    if (!reading.ok()) return reading.status();
    fact_log::ArticleWrite& write = writes.emplace_back();
    write.article = std::move(reading->article);
    write.facts = std::move(reading->facts);
    write.entities = std::move(reading->entities);
  }
  return writes;
}

absl::StatusOr<Knowledge> KnowledgeOf(const std::vector<fact_log::ArticleWrite>& writes) {
  testing::TemporaryDirectory directory;
  const auto log = fact_log::FactLog::Open(directory.File("log"), {}, [](const fact_log::FeedHead&) {});
  if (!log.ok()) return log.status();
  for (const fact_log::ArticleWrite& write : writes) {
    if (absl::Status appended = Append(write, **log); !appended.ok()) return appended;
  }
  Knowledge knowledge;
  for (int64_t after = 0; after < (*log)->Head().offset;) {
    const auto page = (*log)->reader().ReadChanges(
        after, {.last_offset = (*log)->Head().offset, .max_changes = kPageChanges, .max_bytes = 64 << 20});
    if (!page.ok()) return page.status();
    for (const fact_log::StoredChange& stored : *page) {
      v1::Change change;
      if (!change.ParseFromString(stored.payload)) return absl::DataLossError("a change cannot be read");
      Apply(change, knowledge);
    }
    after = page->back().offset;
  }
  return knowledge;
}

int CountMerged(const Knowledge& knowledge) {
  int merged = 0;
  for (const auto& [name, bytes] : knowledge) {
    v1::Entity entity;
    if (absl::StartsWith(name, "entities/") && entity.ParseFromString(bytes)) merged += !entity.merged_into().empty();
  }
  return merged;
}

}  // namespace dateline::soak
