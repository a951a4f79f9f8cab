// Articles, facts and entities for tests of what comes after extraction.
#ifndef DATELINE_TESTS_TESTING_ARTICLE_SAMPLES_H_
#define DATELINE_TESTS_TESTING_ARTICLE_SAMPLES_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/article_write.h"
#include "platform/encoding/sha256.h"

namespace dateline::testing {

inline v1::Entity SampleEntity(const std::string& name, const std::string& display_name,
                               const std::vector<std::string>& aliases = {}) {
  v1::Entity entity;
  entity.set_name(name);
  entity.set_type(v1::ENTITY_TYPE_PERSON);
  entity.set_display_name(display_name);
  for (const std::string& alias : aliases) entity.add_aliases(alias);
  return entity;
}

// A fact of `article`, told from others by `id`.
inline v1::Fact SampleFact(const std::string& article, const std::string& id) {
  v1::Fact fact;
  fact.set_name(absl::StrCat(article, "/facts/", id));
  fact.set_kind(v1::FACT_KIND_EVENT);
  fact.set_event_type(v1::EVENT_TYPE_CONSULT);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.add_participants()->set_entity("entities/p-son");
  return fact;
}

// `articles/ID` with `fact_count` facts, which name one entity; its body is `body`, or made from the id.
inline fact_log::ArticleWrite SampleWrite(const std::string& id, int fact_count = 2, const std::string& body = "") {
  fact_log::ArticleWrite write;
  write.article.set_name("articles/" + id);
  write.article.set_title("Title of " + id);
  write.article.set_body(body.empty() ? "Body of " + id : body);
  write.article.set_sha256(encoding::Sha256Hex(write.article.body()));
  for (int i = 0; i < fact_count; ++i) write.facts.push_back(SampleFact(write.article.name(), absl::StrCat("f", i)));
  write.entities.push_back(SampleEntity("entities/p-son", "Bùi Thanh Sơn"));
  return write;
}

// `articles/ID`, which says that a person of the country holds an office. `entity` as resolution would name it.
inline fact_log::ArticleWrite OfficeWrite(const std::string& id, const std::string& entity,
                                          const std::string& display_name, const std::string& country_code,
                                          const std::string& title) {
  fact_log::ArticleWrite write = SampleWrite(id, 1);
  write.entities = {SampleEntity(entity, display_name)};
  write.entities[0].set_country_code(country_code);
  v1::Fact& office = write.facts[0];
  office.set_kind(v1::FACT_KIND_OFFICE);
  office.mutable_office()->set_normalized_title(title);
  office.mutable_participants(0)->set_role(v1::PARTICIPANT_ROLE_HOLDER);
  office.mutable_participants(0)->set_entity(entity);
  return write;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_ARTICLE_SAMPLES_H_
