// Paths -> articles, one at a time.
#ifndef DATELINE_CLI_ARTICLE_SOURCE_H_
#define DATELINE_CLI_ARTICLE_SOURCE_H_

#include <cstdint>
#include <deque>
#include <fstream>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "dateline/v1/article.pb.h"

namespace dateline::cli {

// An article and where it came from, or why it could not be read.
struct SourcedArticle {
  std::string origin;  // "wire/a.txt", "wire.jsonl:17", "-"
  absl::StatusOr<v1::Article> article;
  int64_t size_bytes = 0;  // what it took of the input
};

// The bytes of a file. NOT_FOUND, PERMISSION_DENIED, INVALID_ARGUMENT (a folder): one line that names the path.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Walks over articles: .txt and .html files are one each, .jsonl files one a line, folders hold any of them at any
// depth (other files in them are passed over), "-" is standard input: JSON lines when it begins with "{", else one
// article. Order: as given; inside a folder by path. Memory: one article. Not thread-safe.
class ArticleSource {
 public:
  // NOT_FOUND names a path that does not exist; INVALID_ARGUMENT a file of another type.
  static absl::StatusOr<ArticleSource> Open(const std::vector<std::string>& paths, std::istream& standard_input);

  // The next article; nullopt: no more.
  std::optional<SourcedArticle> Next();

  // Bytes of all files; unset when standard input is among them.
  std::optional<int64_t> total_bytes() const { return total_bytes_; }

 private:
  explicit ArticleSource(std::istream& standard_input) : standard_input_(&standard_input) {}

  absl::Status AddPath(const std::string& path);
  absl::Status AddFolder(const std::string& path);
  std::optional<SourcedArticle> NextLine(std::istream& lines);
  std::optional<SourcedArticle> StartFile(const std::string& path);

  std::istream* standard_input_;
  std::deque<std::string> pending_;
  std::optional<int64_t> total_bytes_ = 0;
  std::istream* lines_ = nullptr;  // the JSON lines that are being read: `*file_` or standard input
  std::unique_ptr<std::ifstream> file_;
  std::string lines_path_;
  int line_number_ = 0;
};

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ARTICLE_SOURCE_H_
