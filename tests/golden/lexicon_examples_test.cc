// Every line of frames.tsv and cues.tsv against its own example, read by the shipped model: what a line promises in its
// last column is what an article that says so gives.
#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "ingest_service/extraction/entities/find_entities.h"
#include "ingest_service/extraction/events/event_finder.h"
#include "ingest_service/extraction/events/trigger.h"
#include "ingest_service/extraction/statements/statement_finder.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/text/reader.h"
#include "tests/testing/status_matchers.h"

namespace dateline {
namespace {

using dateline::testing::IsOk;
using extraction::Candidate;
using extraction::Entities;
using extraction::Frame;
using extraction::FrameLexicon;
using language::Tree;

// An example as an article of one sentence, read as far as the events need.
struct ReadExample {
  text::Document document;
  language::Analysis analysis;
  Entities entities;
};

class LexiconExamples : public ::testing::Test {
 protected:
  void SetUp() override {
    auto analyzer = language::Analyzer::Create(DATELINE_DATA_DIRECTORY);
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = *std::move(analyzer);
    auto entity_lexicon = extraction::EntityLexicon::Load(DATELINE_DATA_DIRECTORY);
    ASSERT_THAT(entity_lexicon, IsOk());
    entity_lexicon_ = *std::move(entity_lexicon);
  }

  ReadExample Read(const std::string& sentence) const {
    ReadExample example;
    example.document = *text::ReadArticle(sentence, text::MediaType::kPlain);
    example.analysis = analyzer_->Analyze(example.document);
    example.entities = extraction::FindEntities(example.document, example.analysis, entity_lexicon_);
    return example;
  }

  std::unique_ptr<const language::Analyzer> analyzer_;
  extraction::EntityLexicon entity_lexicon_;
};

// Empty if `frame` is found in its example and gives an event; else what is found there instead.
std::string ProblemOf(const Frame& frame, const ReadExample& example, const FrameLexicon& lexicon,
                      const extraction::EventFinder& finder) {
  const Tree tree(example.analysis);
  const std::vector<Candidate> events = finder.Find(tree, example.entities, {});
  std::string found;
  for (const extraction::Trigger& trigger : extraction::FindTriggers(tree, lexicon)) {
    absl::StrAppend(&found, " ", tree[trigger.token].lemma);
    if (trigger.match.frame != &frame) continue;
    const bool event = std::any_of(events.begin(), events.end(), [&](const Candidate& candidate) {
      return candidate.trigger_token == trigger.token && candidate.event_type == frame.type &&
             candidate.mode == frame.mode;
    });
    if (event) return "";
    absl::StrAppend(&found, "(without an event)");
  }
  for (const language::Token& token : example.analysis.tokens) {
    absl::StrAppend(&found, "\n    ", token.lemma, " ", token.treebank_tag, " ", token.head, " ",
                    language::RelationName(token.relation));
  }
  return found;
}

TEST_F(LexiconExamples, EveryFrameIsFoundInItsExample) {
  const auto lexicon = FrameLexicon::Load(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(lexicon, IsOk());
  const extraction::EventFinder finder(*lexicon);
  for (const Frame* frame : lexicon->frames()) {
    if (frame->type == extraction::EventType::kNone) continue;
    const std::string problem = ProblemOf(*frame, Read(frame->example), *lexicon, finder);
    EXPECT_EQ(problem, "") << "frames.tsv:" << frame->line << ": " << frame->example;
  }
}

TEST_F(LexiconExamples, EveryCueIsFoundInItsExample) {
  const auto statements = extraction::StatementFinder::Load(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(statements, IsOk());
  std::ifstream file(DATELINE_DATA_DIRECTORY "/cues.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    const ReadExample example = Read(fields[2]);
    const Tree tree(example.analysis);
    const std::vector<Candidate> found =
        statements->Find(example.document, tree, example.entities, extraction::ClauseTimes(tree, {}));
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Candidate& statement) {
      return tree[statement.trigger_token].lemma == fields[0];
    })) << line;
  }
}

}  // namespace
}  // namespace dateline
