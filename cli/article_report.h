// An article with its facts underlined and explained.
#ifndef DATELINE_CLI_ARTICLE_REPORT_H_
#define DATELINE_CLI_ARTICLE_REPORT_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "dateline/v1/fact_explanation.pb.h"

namespace dateline::cli {

// Facts by where the words that name them stand.
void SortByPlace(std::vector<v1::Fact>& facts);

// A page with the running text of the article; the words that name a fact lead to what the fact says. `facts` are those
// of the revision, in any order; `explanations` those of some of them, by name; `style` is CSS. REQUIRES: the article
// has its body. INVALID_ARGUMENT: the body holds no text.
absl::StatusOr<std::string> ArticleReport(const v1::Article& article, std::vector<v1::Fact> facts,
                                          const std::map<std::string, v1::ExplainFactResponse>& explanations,
                                          absl::string_view style);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ARTICLE_REPORT_H_
