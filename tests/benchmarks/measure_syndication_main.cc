// measure_syndication: how well near copies of articles are found, among articles that are none.
#include <cstdint>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ingest_service/text/reader.h"
#include "ingest_service/text/text_sketch.h"
#include "nlohmann/json.hpp"
#include "query_service/claims/origins.h"

namespace dateline {
namespace {

using nlohmann::json;

constexpr double kChangedWords = 0.1;
constexpr int kCopies = 3;  // of each article

std::vector<std::string> ReadBodies(const std::string& path) {
  std::vector<std::string> bodies;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) bodies.push_back(json::parse(line)["body"].get<std::string>());
  return bodies;
}

// The body with every tenth word, by the dice, replaced by one of `words`, left out, or followed by one.
std::string ChangeWords(const std::string& body, const std::vector<std::string>& words, std::mt19937& random) {
  std::uniform_real_distribution<double> share(0, 1);
  std::uniform_int_distribution<size_t> any(0, words.size() - 1);
  std::vector<std::string> changed;
  for (const absl::string_view word : absl::StrSplit(body, ' ')) {
    if (share(random) >= kChangedWords) {
      changed.emplace_back(word);
      continue;
    }
    const double how = share(random);
    if (how > 0.8) changed.emplace_back(word);
    if (how > 0.2) changed.push_back(words[any(random)]);
  }
  return absl::StrJoin(changed, " ");
}

std::string SketchOf(const std::string& body) {
  const auto document = text::ReadArticle(body, text::MediaType::kPlain);
  return document.ok() ? text::SketchText(*document) : "";
}

json Measure(const char* name, double value, double bar) {
  return {{"measure", name}, {"value", value}, {"unit", "%"}, {"bar", bar}, {"better", "higher"}};
}

int Run(const std::string& path) {
  const std::vector<std::string> bodies = ReadBodies(path);
  if (bodies.empty()) {
    std::cerr << path << " holds no articles\n";
    return 1;
  }
  std::vector<std::string> words;
  for (const std::string& body : bodies) {
    for (const absl::string_view word : absl::StrSplit(body, ' ')) words.emplace_back(word);
  }
  std::mt19937 random(1);
  std::vector<std::string> sketches;
  for (const std::string& body : bodies) sketches.push_back(SketchOf(body));
  for (int copy = 0; copy < kCopies; ++copy) {
    for (const std::string& body : bodies) sketches.push_back(SketchOf(ChangeWords(body, words, random)));
  }
  const int articles = static_cast<int>(bodies.size());
  int right = 0;
  int found = 0;
  int copies_of_original = 0;
  for (const auto& [one, other] :
       claims::FindNearCopies(std::vector<absl::string_view>(sketches.begin(), sketches.end()))) {
    ++found;
    if (one % articles != other % articles) {
      std::cerr << "articles " << one % articles + 1 << " and " << other % articles + 1
                << " (lines) are taken for one\n";
      continue;
    }
    ++right;
    if (one < articles) ++copies_of_original;
  }
  const double recall = 100.0 * copies_of_original / (kCopies * articles);
  std::cout << json::array({Measure("syndication: copies found", recall, 95),
                            Measure("syndication: precision of pairs", 100.0 * right / found, 99)})
            << "\n";
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc == 2) return dateline::Run(argv[1]);
  std::cerr << "usage: measure_syndication ARTICLES.jsonl\n";
  return 2;
}
