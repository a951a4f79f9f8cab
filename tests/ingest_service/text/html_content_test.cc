#include "ingest_service/text/html_content.h"

#include <string>

#include "gtest/gtest.h"
#include "ingest_service/text/html_tree.h"
#include "tests/ingest_service/text/html_testing.h"

namespace dateline::text {
namespace {

const char* const kParagraph =
    "<p>The two ministers met in Hanoi on Monday and agreed to open a new border gate near the railway.</p>";

std::string Classed(const std::string& body) {
  const Page page(body);
  return std::string(AttributeOf(MainContent::Find(page.root()).root(), "class"));
}

TEST(MainContent, PrefersTheMarkedBody) {
  EXPECT_EQ(Classed(std::string("<article class=outer><p>Subscribe to our daily letter from the capital.</p>") +
                    "<div class=inner itemprop=articleBody>" + kParagraph + kParagraph + "</div></article>"),
            "inner");
}

TEST(MainContent, TakesTheArticleThatHoldsMost) {
  EXPECT_EQ(Classed(std::string("<article class=teaser><p>A teaser about some other story here.</p></article>") +
                    "<article class=story>" + kParagraph + kParagraph + "</article>"),
            "story");
}

TEST(MainContent, TakesTheDensestElement) {
  EXPECT_EQ(Classed(std::string("<div class=side><p>Subscribe to our daily letter now.</p></div><div class=story>") +
                    kParagraph + kParagraph + "</div>"),
            "story");
}

TEST(MainContent, ClimbsToTheElementThatHoldsAllSections) {
  EXPECT_EQ(Classed(std::string("<div class=story><div>") + kParagraph + "</div><div>" + kParagraph + "</div></div>"),
            "story");
}

bool IsBoilerplate(const std::string& element) {
  const Page page("<main>" + element + kParagraph + kParagraph + "</main>");
  const MainContent content = MainContent::Find(page.root());
  return content.IsBoilerplate(*ChildrenOf(content.root())[0]);
}

TEST(MainContent, KnowsBoilerplate) {
  EXPECT_TRUE(IsBoilerplate("<nav>Home</nav>"));
  EXPECT_TRUE(IsBoilerplate("<figure>A photo</figure>"));
  EXPECT_TRUE(IsBoilerplate("<div role=navigation>Home</div>"));
  EXPECT_TRUE(IsBoilerplate("<div class='article-share bar'>Tweet</div>"));
  EXPECT_TRUE(IsBoilerplate("<div id=cookie-consent>Accept</div>"));
  EXPECT_TRUE(IsBoilerplate("<p hidden>Secret</p>"));
  EXPECT_FALSE(IsBoilerplate("<p class=shared-values>Text</p>"));
}

TEST(MainContent, KeepsTheArticleWhateverItsClass) {
  EXPECT_FALSE(IsBoilerplate(std::string("<div class=has-sidebar>") + kParagraph + kParagraph + kParagraph + "</div>"));
}

}  // namespace
}  // namespace dateline::text
