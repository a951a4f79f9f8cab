// A fact beside the words of its article.
#ifndef DATELINE_CLI_FACT_CONTEXT_H_
#define DATELINE_CLI_FACT_CONTEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "cli/marked_text.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::cli {

// Resource name of the article that says the fact; empty: the fact's name is not of its form.
std::string ArticleOf(const v1::Fact& fact);

// The fact, then the bytes of its article around the evidence, which is underlined, with where they stand and the hash
// of the whole. DATA_LOSS: the article's bytes are not the words that the fact quotes. REQUIRES: the article has its
// body.
absl::StatusOr<std::string> FactContextText(const v1::Fact& fact, const v1::Article& article, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_FACT_CONTEXT_H_
