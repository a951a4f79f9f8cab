// Articles to which random things happen, for tests.
#ifndef DATELINE_TESTS_TESTING_ARTICLE_LIFE_FIXTURE_H_
#define DATELINE_TESTS_TESTING_ARTICLE_LIFE_FIXTURE_H_

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::testing {

// An article of people who may be one another.
inline fact_log::ArticleWrite RandomArticle(int number, std::mt19937& random) {
  static const std::vector<std::vector<std::string>> kPeople = {
      {"entities/person.vn.bui-thanh-son", "Bùi Thanh Sơn", "VN"},
      {"entities/person.vn.le-son", "Lê Sơn", "VN"},
      {"entities/person.bui-thanh-son", "Bui Thanh Son", ""},
      {"entities/person.us.bui-thanh-son", "B. T. Son", "US"}};
  const std::string id = absl::StrCat("a", number);
  const auto& person = kPeople[random() % kPeople.size()];
  const std::string title = random() % 2 == 0 ? "Minister" : "Coach";
  const bool is_short = random() % 3 == 0;
  fact_log::ArticleWrite write =
      is_short ? OfficeWrite(id, "entities/person.son." + id, "Son", "VN", title)
               : OfficeWrite(id, person[0], random() % 2 == 0 ? person[1] : "Alias of " + person[1], person[2], title);
  write.facts[0].set_name(absl::StrCat(write.article.name(), "/facts/", random() % 3));
  write.facts[0].mutable_evidence()->set_text(absl::StrCat("It says ", random() % 3));
  write.article.set_body(absl::StrCat("Body ", random()));
  write.article.set_sha256(write.article.body());
  return write;
}

class ArticleLifeFixture : public FactLogFixture {
 protected:
  // One random thing that may happen to the article; `in_force` is what the articles say after it.
  void DoSomething(int number, std::mt19937& random, std::map<int, std::optional<fact_log::ArticleWrite>>& in_force,
                   std::set<int>& purged) {
    const std::string name = absl::StrCat("articles/a", number);
    fact_log::ArticleWrite write = RandomArticle(number, random);
    if (!in_force.contains(number)) {
      if (random() % 4 == 0) write.article.set_status(v1::ARTICLE_STATUS_WITHHELD);
      ASSERT_THAT(Append(write), IsOk());
      in_force[number] = write;
      if (write.article.status() == v1::ARTICLE_STATUS_WITHHELD) in_force[number].reset();
    } else if (purged.contains(number)) {
      EXPECT_FALSE(Correct(write).ok());
    } else if (const auto choice = random() % 8; choice == 0) {
      ASSERT_THAT(Purge({.name = name}), IsOk());
      purged.insert(number);
      in_force[number].reset();
    } else if (choice <= 2) {
      ASSERT_THAT(Retract({.name = name}), IsOk());
      in_force[number].reset();
    } else if (choice == 3 && in_force[number].has_value()) {
      write.article = in_force[number]->article;
      write.etag = log_->reader().ReadArticle(name)->etag();
      ASSERT_THAT(Reread(write), IsOk());
      in_force[number] = write;
    } else {
      ASSERT_THAT(Correct(write), IsOk());
      in_force[number] = write;
    }
  }
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_ARTICLE_LIFE_FIXTURE_H_
