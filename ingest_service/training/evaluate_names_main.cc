// evaluate_names: measures names on annotated text and on the names of annotated news.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/names/name_finder.h"
#include "ingest_service/text/reader.h"
#include "ingest_service/training/name_evaluation.h"
#include "nlohmann/json.hpp"

namespace dateline::training {
namespace {

absl::Status MeasureCorpus(const language::NameFinder& finder, const std::string& path, NameFormat format) {
  const auto documents = ReadNamedDocuments(path, format);
  if (!documents.ok()) return documents.status();
  const NameCounts counts = CountNames(finder, *documents);
  std::printf("%-28s F1 %.2f  precision %.2f  recall %.2f\n", std::filesystem::path(path).filename().c_str(),
              counts.F1(), counts.Precision(), counts.Recall());
  return absl::OkStatus();
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

// The types under which a document's names stand, by their words.
std::map<std::string, std::set<std::string>> NamesOf(const language::Analyzer& analyzer,
                                                     const text::Document& document) {
  const language::Analysis analysis = analyzer.Analyze(document);
  std::map<std::string, std::set<std::string>> names;
  for (const language::Name& name : analysis.names) {
    const text::Span span = {analysis.tokens[name.begin_token].span.begin_byte,
                             analysis.tokens[name.end_token - 1].span.end_byte};
    const bool is_country = name.type == language::NameType::kNationality;
    names[std::string(text::Slice(document.text, span))].insert(
        is_country ? "COUNTRY" : std::string(language::NameTypeName(name.type)));
  }
  return names;
}

// A name as this stage should find it: every word but small ones begins with a capital.
bool IsProperName(absl::string_view name) {
  if (name.empty() || absl::ascii_islower(name[0])) return false;
  static const std::set<absl::string_view> kSmall = {"of", "and", "the", "for", "de", "bin", "el", "al", "von", "on"};
  std::istringstream words{std::string(name)};
  for (std::string word; words >> word;) {
    if (absl::ascii_islower(word[0]) && !kSmall.contains(word) && word.rfind("al-", 0) != 0) return false;
  }
  return true;
}

void MeasureArticle(const language::Analyzer& analyzer, const nlohmann::json& gold, const std::string& body, bool list,
                    NameCounts& found, NameCounts& typed) {
  const auto document = text::ReadArticle(body, text::MediaType::kPlain);
  if (!document.ok()) return;
  const auto names = NamesOf(analyzer, *document);
  for (const auto& entity : gold["entities"]) {
    for (const std::string name : entity["names"]) {
      if (!IsProperName(name) || document->text.find(name) == std::string::npos) continue;
      const auto match = names.find(name);
      const bool is_found = match != names.end();
      const bool is_typed = is_found && match->second.contains(entity["type"].get<std::string>());
      ++(is_found ? found.right : found.missed);
      ++(is_typed ? typed.right : typed.missed);
      if (list && !is_typed) {
        std::printf("  %s %s: %s\n", entity["type"].get<std::string>().c_str(), name.c_str(),
                    is_found ? match->second.begin()->c_str() : "not found");
      }
    }
  }
}

void MeasureNews(const language::Analyzer& analyzer, const std::vector<std::string>& files, const std::string& articles,
                 bool list) {
  NameCounts found, typed;
  for (const std::string& file : files) {
    const nlohmann::json gold = nlohmann::json::parse(ReadFile(file));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(articles)) {
      if (entry.path().filename() == gold["article"].get<std::string>()) {
        MeasureArticle(analyzer, gold, ReadFile(entry.path()), list, found, typed);
      }
    }
  }
  const int all = found.right + found.missed;
  if (all == 0) return;
  std::printf("names of news: %d; found as written %.1f %%, of the right type too %.1f %%\n", all,
              100.0 * found.right / all, 100.0 * typed.right / all);
}

struct Options {
  std::string data, corpora, articles;
  std::vector<std::string> gold;
  std::string part = "test";
  bool list = false;
};

absl::Status Measure(const Options& options) {
  const auto model = language::ModelFile::Open(absl::StrCat(options.data, "/english.model"));
  if (!model.ok()) return model.status();
  const auto finder = language::NameFinder::Create(options.data, **model);
  if (!finder.ok()) return finder.status();
  absl::Status status = MeasureCorpus(**finder, absl::StrCat(options.corpora, "/uner-ewt/", options.part, ".iob2"),
                                      NameFormat::kUniversalNer);
  if (!status.ok()) return status;
  status = MeasureCorpus(**finder, absl::StrCat(options.corpora, "/ud-gum-open/", options.part, ".news.conllu"),
                         NameFormat::kGum);
  if (!status.ok() || options.gold.empty()) return status;
  const auto analyzer = language::Analyzer::Create(options.data);
  if (!analyzer.ok()) return analyzer.status();
  MeasureNews(**analyzer, options.gold, options.articles, options.list);
  return absl::OkStatus();
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  dateline::training::Options options;
  CLI::App app("Measures how well names are found: exact spans on annotated corpora, known names in annotated news.");
  app.add_option("--data", options.data, "the folder of english.model and the gazetteers")->required();
  app.add_option("--corpora", options.corpora, "the folder that holds uner-ewt and ud-gum-open")->required();
  app.add_option("--part", options.part, "test or dev")->check(CLI::IsMember({"test", "dev"}))->capture_default_str();
  app.add_option("--gold", options.gold, "files of annotated news");
  app.add_option("--articles", options.articles, "the folder of their articles")->check(CLI::ExistingDirectory);
  app.add_flag("--list", options.list, "print every name that was missed or mistyped");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = dateline::training::Measure(options);
  if (status.ok()) return 0;
  std::fprintf(stderr, "evaluate_names: %s\n", std::string(status.message()).c_str());
  return 1;
}
