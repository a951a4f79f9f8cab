// list_attributions: who says what in the articles of a JSON-lines file, for evaluate_statements.py.
#include <fstream>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution_finder.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/text/reader.h"
#include "nlohmann/json.hpp"

namespace dateline {
namespace {

using extraction::TokenRange;
using nlohmann::json;

json SpanOf(const text::Document& document, const language::Analysis& analysis, TokenRange range) {
  const text::Span span = document.offsets.ToBody(language::SpanOfTokens(analysis, range.begin, range.end));
  return {span.begin_byte, span.end_byte};
}

json Attributions(const text::Document& document, const language::Analyzer& analyzer,
                  const extraction::CueLexicon& cues) {
  const language::Analysis analysis = analyzer.Analyze(document);
  const language::Tree tree(analysis);
  const extraction::Quotations quotations(extraction::ArticleView(document, analysis));
  json all = json::array();
  for (const extraction::Attribution& attribution : extraction::AttributionFinder(cues, tree, quotations).Find()) {
    json one;
    one["cue"] = SpanOf(document, analysis, attribution.cue_words);
    one["quoted"] = quotations.At(attribution.cue_token) >= 0;
    one["lemma"] = tree[attribution.cue_token].lemma;
    if (!attribution.source.empty()) one["source"] = SpanOf(document, analysis, attribution.source);
    for (const TokenRange part : attribution.content) one["content"].push_back(SpanOf(document, analysis, part));
    all.push_back(one);
  }
  return all;
}

// Reads lines with an "id" and a "text"; writes lines with the "id" and its attributions, in bytes of the text.
int Run(const std::string& data_directory) {
  const auto analyzer = language::Analyzer::Create(data_directory);
  const auto cues = extraction::CueLexicon::Load(data_directory);
  for (const absl::Status& status : {analyzer.status(), cues.status()}) {
    if (status.ok()) continue;
    std::cerr << status << "\n";
    return 1;
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    const json article = json::parse(line);
    const auto document = text::ReadArticle(article["text"].get<std::string>(), text::MediaType::kPlain);
    if (!document.ok()) {
      std::cerr << article["id"] << ": " << document.status() << "\n";
      return 1;
    }
    std::cout << json{{"id", article["id"]}, {"attributions", Attributions(*document, **analyzer, *cues)}} << "\n";
  }
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc == 2) return dateline::Run(argv[1]);
  std::cerr << "usage: list_attributions DATA_DIRECTORY < ARTICLES.jsonl\n";
  return 2;
}
