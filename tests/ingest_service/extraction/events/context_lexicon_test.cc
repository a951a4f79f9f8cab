#include "ingest_service/extraction/events/context_lexicon.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::IsOk;
using dateline::testing::StatusIs;
using dateline::testing::Treebank;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ContextLexicon, MissingFileIsNamed) {
  EXPECT_THAT(ContextLexicon::Load("/nowhere"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/contexts.tsv")));
}

TEST(ContextLexicon, EventHasTheContextsOfItsSentenceAlone) {
  const auto lexicon = ContextLexicon::Load(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(lexicon, IsOk());
  const Treebank text(
      "Judges judge NOUN NNS 2 nsubj\n"
      "met meet VERB VBD 0 root\n"
      "smugglers smuggler NOUN NNS 2 obj\n"
      "\n"
      "They they PRON PRP 2 nsubj\n"
      "met meet VERB VBD 0 root\n");
  std::vector<Candidate> events(2);
  events[0].trigger_token = text.TokenOf("met", 1);
  events[1].trigger_token = text.TokenOf("met", 2);
  lexicon->SetContexts(text.analysis, events);
  EXPECT_THAT(events[0].contexts, ElementsAre("legal", "trafficking"));
  EXPECT_THAT(events[1].contexts, IsEmpty());
}

}  // namespace
}  // namespace dateline::extraction
