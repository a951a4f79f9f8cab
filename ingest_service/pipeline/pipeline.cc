#include "ingest_service/pipeline/pipeline.h"

#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "ingest_service/extraction/entities/find_entities.h"
#include "ingest_service/extraction/events/context_lexicon.h"
#include "ingest_service/extraction/events/event_finder.h"
#include "ingest_service/extraction/offices/find_offices.h"
#include "ingest_service/extraction/quantities/quantity_candidates.h"
#include "ingest_service/extraction/statements/statement_finder.h"
#include "ingest_service/facts/fact_builder.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/pipeline/article_fields.h"
#include "ingest_service/resolution/resolve.h"
#include "ingest_service/text/reader.h"

namespace dateline::pipeline {
namespace {

using extraction::Candidate;

void MoveTo(std::vector<Candidate>& all, std::vector<Candidate> some) {
  all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
}

// The entities that facts name, ordered by name.
std::vector<v1::Entity> NamedEntities(const std::vector<v1::Fact>& facts, const std::vector<v1::Entity>& entities) {
  std::map<std::string, const v1::Entity*> by_name;
  for (const v1::Entity& entity : entities) by_name.emplace(entity.name(), &entity);
  std::map<std::string, v1::Entity> named;
  const auto add = [&](const v1::Participant& participant) {
    if (participant.entity().empty()) return;
    named.emplace(participant.entity(), *by_name.at(participant.entity()));
  };
  for (const v1::Fact& fact : facts) {
    for (const v1::Participant& participant : fact.participants()) add(participant);
    add(fact.place());
    add(fact.attribution().speaker());
  }
  std::vector<v1::Entity> result;
  for (auto& [name, entity] : named) result.push_back(std::move(entity));
  return result;
}

// "reiterated his hope" is a request: what an event performs by the same words is no statement besides.
void DropPerformedBy(const std::vector<Candidate>& events, std::vector<Candidate>& statements) {
  absl::flat_hash_set<int> triggers;
  for (const Candidate& event : events) triggers.insert(event.trigger_token);
  std::erase_if(statements, [&](const Candidate& statement) { return triggers.contains(statement.trigger_token); });
}

}  // namespace

struct Pipeline::Stages {
  std::unique_ptr<const language::Analyzer> analyzer;
  extraction::EntityLexicon entity_lexicon;
  extraction::StatementFinder statements;
  extraction::EventFinder events;
  extraction::ContextLexicon contexts;
};

Pipeline::Pipeline(std::unique_ptr<const Stages> stages) : stages_(std::move(stages)) {}
Pipeline::~Pipeline() = default;

absl::StatusOr<std::unique_ptr<const Pipeline>> Pipeline::Create(absl::string_view data_directory) {
  auto analyzer = language::Analyzer::Create(data_directory);
  if (!analyzer.ok()) return analyzer.status();
  auto entity_lexicon = extraction::EntityLexicon::Load(data_directory);
  if (!entity_lexicon.ok()) return entity_lexicon.status();
  auto statements = extraction::StatementFinder::Load(data_directory);
  if (!statements.ok()) return statements.status();
  auto frames = extraction::FrameLexicon::Load(data_directory);
  if (!frames.ok()) return frames.status();
  auto contexts = extraction::ContextLexicon::Load(data_directory);
  if (!contexts.ok()) return contexts.status();
  auto stages =
      std::make_unique<Stages>(Stages{*std::move(analyzer), *std::move(entity_lexicon), *std::move(statements),
                                      extraction::EventFinder(*std::move(frames)), *std::move(contexts)});
  return std::unique_ptr<const Pipeline>(new Pipeline(std::move(stages)));
}

absl::StatusOr<Reading> Pipeline::Read(const v1::Article& article) const {
  StageClock clock;
  const text::MediaType media_type = MediaTypeOf(article);
  const absl::StatusOr<text::Document> document = text::ReadArticle(article.body(), media_type);
  if (!document.ok()) return document.status();
  Reading reading;
  reading.article = article;
  FillFields(*document, media_type, reading.article);
  clock.End("text");

  const language::Analysis analysis = stages_->analyzer->Analyze(*document);
  const language::Tree tree(analysis);
  clock.End("language");
  const std::optional<absl::CivilDay> published = WholeDay(reading.article.published());
  const extraction::Entities entities = extraction::FindEntities(*document, analysis, stages_->entity_lexicon);
  const std::vector<extraction::TimeExpression> times = extraction::FindTimes(*document, analysis, published);
  const std::vector<extraction::Quantity> quantities = extraction::FindQuantities(*document, analysis, times);
  const extraction::ClauseTimes clause_times(tree, times);

  std::vector<Candidate> candidates = stages_->events.Find(tree, entities, times);
  stages_->contexts.SetContexts(analysis, candidates);
  MoveTo(candidates, extraction::QuantityCandidates(tree, entities, clause_times, quantities));
  std::vector<Candidate> statements = stages_->statements.Find(*document, tree, entities, clause_times);
  DropPerformedBy(candidates, statements);
  extraction::Attribute(statements, candidates);
  MoveTo(candidates, statements);
  MoveTo(candidates, extraction::FindOffices(entities));

  clock.End("extraction");
  const std::vector<v1::Entity> resolved = resolution::ResolveEntities(entities, reading.article.name());
  std::vector<std::string> names;
  for (const v1::Entity& entity : resolved) names.push_back(entity.name());
  clock.End("resolution");
  reading.facts = facts::BuildFacts(
      {reading.article.name(), reading.article.body(), *document, analysis, entities, times, quantities, names},
      candidates);
  reading.entities = NamedEntities(reading.facts, resolved);
  clock.End("facts");
  reading.times = clock.Take();
  return reading;
}

}  // namespace dateline::pipeline
