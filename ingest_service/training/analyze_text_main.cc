// Prints the CoNLL-U of an article: what the services see.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "ingest_service/language/analysis/conllu.h"
#include "ingest_service/language/analyzer.h"
#include "ingest_service/text/reader.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: analyze_text DATA_DIRECTORY FILE\n", stderr);
    return 2;
  }
  const auto analyzer = dateline::language::Analyzer::Create(argv[1]);
  std::ifstream file(argv[2], std::ios::binary);
  std::ostringstream body;
  body << file.rdbuf();
  const auto document = dateline::text::ReadArticle(body.str(), dateline::text::SniffMediaType(body.str()));
  if (!analyzer.ok() || !document.ok() || !file) {
    std::fprintf(stderr, "%s %s\n", analyzer.status().ToString().c_str(), document.status().ToString().c_str());
    return 1;
  }
  std::fputs(dateline::language::WriteConllu(*document, (*analyzer)->Analyze(*document)).c_str(), stdout);
}
