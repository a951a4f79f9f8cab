#include "cli/article_source.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/article_json.h"

namespace dateline::cli {
namespace {

namespace filesystem = std::filesystem;

constexpr absl::string_view kStandardInput = "-";

bool IsJsonLines(const std::string& path) { return absl::EndsWithIgnoreCase(path, ".jsonl"); }

bool IsArticle(const std::string& path) {
  return absl::EndsWithIgnoreCase(path, ".txt") || absl::EndsWithIgnoreCase(path, ".html") ||
         absl::EndsWithIgnoreCase(path, ".htm");
}

absl::Status FileError(const std::string& path, int error_number) { return absl::ErrnoToStatus(error_number, path); }

SourcedArticle FromBody(std::string origin, absl::StatusOr<std::string> body) {
  if (!body.ok()) return {.origin = std::move(origin), .article = body.status()};
  const auto size_bytes = static_cast<int64_t>(body->size());
  v1::Article article;
  article.set_body(*std::move(body));
  return {.origin = std::move(origin), .article = std::move(article), .size_bytes = size_bytes};
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  if (filesystem::is_directory(path, error)) return absl::InvalidArgumentError(absl::StrCat(path, " is a folder"));
  std::ifstream file(path, std::ios::binary);
  if (!file) return FileError(path, errno);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return FileError(path, errno);
  return bytes;
}

absl::StatusOr<ArticleSource> ArticleSource::Open(const std::vector<std::string>& paths, std::istream& standard_input) {
  ArticleSource source(standard_input);
  for (const std::string& path : paths) {
    const absl::Status added = source.AddPath(path);
    if (!added.ok()) return added;
  }
  return source;
}

absl::Status ArticleSource::AddPath(const std::string& path) {
  if (path == kStandardInput) {
    total_bytes_.reset();
    pending_.push_back(path);
    return absl::OkStatus();
  }
  std::error_code error;
  if (filesystem::is_directory(path, error)) return AddFolder(path);
  const auto size = filesystem::file_size(path, error);
  if (error) return FileError(path, error.value());
  if (!IsJsonLines(path) && !IsArticle(path)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": not a .txt, .html or .jsonl file or a folder of them"));
  }
  if (total_bytes_.has_value()) *total_bytes_ += static_cast<int64_t>(size);
  pending_.push_back(path);
  return absl::OkStatus();
}

absl::Status ArticleSource::AddFolder(const std::string& path) {
  std::error_code error;
  std::vector<std::string> files;
  for (filesystem::recursive_directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string file = entry->path().string();
    if (entry->is_regular_file(error) && (IsArticle(file) || IsJsonLines(file))) files.push_back(file);
  }
  if (error) return FileError(path, error.value());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    const absl::Status added = AddPath(file);
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

std::optional<SourcedArticle> ArticleSource::Next() {
  while (true) {
    if (lines_ != nullptr) {
      std::optional<SourcedArticle> article = NextLine(*lines_);
      if (article.has_value()) return article;
      lines_ = nullptr;
    }
    if (pending_.empty()) return std::nullopt;
    const std::string path = std::move(pending_.front());
    pending_.pop_front();
    std::optional<SourcedArticle> article = StartFile(path);
    if (article.has_value()) return article;
  }
}

// The article that the file is; nullopt: it holds JSON lines, which NextLine reads from now on.
std::optional<SourcedArticle> ArticleSource::StartFile(const std::string& path) {
  line_number_ = 0;
  lines_path_ = path;
  if (path == kStandardInput) {
    *standard_input_ >> std::ws;
    lines_ = standard_input_;
    if (standard_input_->peek() == '{') return std::nullopt;
    lines_ = nullptr;
    return FromBody(path, std::string(std::istreambuf_iterator<char>(*standard_input_), {}));
  }
  if (!IsJsonLines(path)) return FromBody(path, ReadFile(path));
  file_ = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file_) return SourcedArticle{.origin = path, .article = FileError(path, errno)};
  lines_ = file_.get();
  return std::nullopt;
}

// The article of the next line that is not empty; nullopt: no more lines.
std::optional<SourcedArticle> ArticleSource::NextLine(std::istream& lines) {
  for (std::string line; std::getline(lines, line);) {
    ++line_number_;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    return SourcedArticle{.origin = absl::StrCat(lines_path_, ":", line_number_),
                          .article = ParseArticleJson(line),
                          .size_bytes = static_cast<int64_t>(line.size()) + 1};
  }
  return std::nullopt;
}

}  // namespace dateline::cli
