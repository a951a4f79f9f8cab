#include "cli/search_text.h"

#include "gmock/gmock.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;

TEST(HitText, UnderlinesTheWords) {
  v1::FactHit hit;
  *hit.mutable_fact() = AgreementFact();
  hit.set_score(2.25);
  v1::Snippet* snippet = hit.add_snippets();
  snippet->set_text("They agreed on rice.");
  snippet->add_highlights()->set_begin_byte(15);
  snippet->mutable_highlights(0)->set_end_byte(19);
  const std::string text = HitText(hit, {.width_columns = 80});
  EXPECT_THAT(text, HasSubstr("EVENT agree"));
  EXPECT_THAT(text, HasSubstr("    They agreed on rice.\n                   ~~~~\n"));
  EXPECT_THAT(text, HasSubstr("  articles/a1/facts/f2, score 2.250\n"));
}

}  // namespace
}  // namespace dateline::cli
