// What the index holds at one state, laid out so that every question about it is a loop.
#ifndef DATELINE_TESTS_INDEX_MODEL_MODEL_STATE_H_
#define DATELINE_TESTS_INDEX_MODEL_MODEL_STATE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dateline/v1/fact.pb.h"
#include "dateline/v1/fact_filter.pb.h"
#include "dateline/v1/fact_search.pb.h"

namespace dateline::testing {

// A text of a fact in which words are looked for.
struct ModelText {
  v1::SearchField field;
  std::string text;
  std::vector<std::string> words;  // folded
};

// A fact, with every entity under the name of the one that it stands for.
struct ModelFact {
  int64_t offset = 0;  // of the change that recorded it
  int64_t commit_seconds = 0;
  v1::Fact fact;  // as it was recorded
  std::string article;
  std::string publisher;
  v1::Date published;
  std::vector<std::pair<v1::ParticipantRole, std::string>> participants;
  std::set<std::string> entities, places, speakers, countries;
  std::vector<ModelText> texts;
};

struct ModelState {
  std::vector<ModelFact> facts;  // as recorded
  std::map<std::string, v1::Entity> entities;

  // The entity that `name` stands for.
  std::string StandsFor(const std::string& name) const;
};

// Fills in what follows from `model.fact`.
void Resolve(const ModelState& state, ModelFact& model);

bool Matches(const ModelState& state, const ModelFact& fact, const v1::FactFilter& filter);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_INDEX_MODEL_MODEL_STATE_H_
