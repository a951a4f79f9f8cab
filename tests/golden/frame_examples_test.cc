// Every frame of frames.tsv against its own example, read by the shipped model: what a line promises is what an article
// that says so gives.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/extraction/entities/find_entities.h"
#include "ingest_service/extraction/events/event_finder.h"
#include "ingest_service/extraction/events/trigger.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/text/reader.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline {
namespace {

using dateline::testing::IsOk;
using extraction::Candidate;
using extraction::Entities;
using extraction::Frame;
using extraction::FrameLexicon;
using language::Tree;

// The trees of a newly trained model may be wrong where the last one's were right: of a hundred examples two may be
// misread.
constexpr double kMisreadShare = 0.02;

// An example as an article of one sentence, read as far as the events need.
struct ReadExample {
  text::Document document;
  language::Analysis analysis;
  Entities entities;
};

class FrameExamples : public ::testing::Test {
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

TEST_F(FrameExamples, AreUnderstood) {
  const auto lexicon = FrameLexicon::Load(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(lexicon, IsOk());
  const extraction::EventFinder finder(*lexicon);
  int examples = 0;
  std::string problems;
  int misread = 0;
  for (const Frame* frame : lexicon->frames()) {
    if (frame->type == extraction::EventType::kNone) continue;
    ++examples;
    const std::string problem = ProblemOf(*frame, Read(frame->example), *lexicon, finder);
    if (problem.empty()) continue;
    ++misread;
    absl::StrAppend(&problems, "frames.tsv:", frame->line, ": ", frame->example, problem, "\n");
  }
  EXPECT_LE(misread, kMisreadShare * examples) << problems;
  EXPECT_GE(examples, 1200);
}

}  // namespace
}  // namespace dateline
