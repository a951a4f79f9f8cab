#include "ingest_service/text/html_cost.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::text {
namespace {

using NameSet = absl::flat_hash_set<absl::string_view>;

// Elements that end by themselves: they never nest directly.
const NameSet& SelfClosing() {
  static const auto* names = new NameSet(
      {"area",   "base",  "br",     "col",      "embed",    "hr",   "img",  "input", "link", "meta", "param",
       "source", "track", "wbr",    "p",        "li",       "dt",   "dd",   "tr",    "td",   "th",   "thead",
       "tbody",  "tfoot", "option", "optgroup", "colgroup", "html", "head", "body",  "rt",   "rp"});
  return *names;
}

// Elements that a parser opens again in every later paragraph until they are closed.
const NameSet& Formatting() {
  static const auto* names =
      new NameSet({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
  return *names;
}

const NameSet& RawText() {
  static const auto* names =
      new NameSet({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"});
  return *names;
}

struct Tag {
  std::string name;  // lower case
  bool is_end = false;
  int attributes = 0;
};

class Scanner {
 public:
  explicit Scanner(absl::string_view html) : html_(html) {}

  absl::Status Check() {
    absl::Status status;
    while (status.ok() && at_ < html_.size()) status = Step();
    return status;
  }

 private:
  absl::Status Step() {
    at_ = std::min(html_.find('<', at_), html_.size());
    if (at_ >= html_.size()) return absl::OkStatus();
    const absl::string_view rest = html_.substr(at_);
    if (absl::StartsWith(rest, "<!--")) {
      SkipComment();
    } else if (rest.size() > 1 && (absl::ascii_isalpha(rest[1]) || rest[1] == '/')) {
      return Count(ReadTag());
    } else {
      ++at_;
    }
    return absl::OkStatus();
  }

  void SkipComment() {
    at_ += 2;  // "<!-->" is a whole comment
    while ((at_ = html_.find("--", at_)) != absl::string_view::npos) {
      const absl::string_view behind = html_.substr(at_ + 2, 2);
      if (absl::StartsWith(behind, ">") || behind == "!>") return;
      ++at_;
    }
    at_ = html_.size();
  }

  Tag ReadTag() {
    Tag tag;
    ++at_;
    if (html_[at_] == '/') {
      tag.is_end = true;
      ++at_;
    }
    const size_t name_begin = at_;
    while (at_ < html_.size() && !IsSeparator(html_[at_]) && html_[at_] != '>') ++at_;
    tag.name = absl::AsciiStrToLower(html_.substr(name_begin, at_ - name_begin));
    SkipAttributes(&tag);
    return tag;
  }

  static bool IsSeparator(char byte) { return absl::ascii_isspace(byte) || byte == '/'; }

  void SkipAttributes(Tag* tag) {
    bool after_separator = true, after_equals = false;
    for (; at_ < html_.size() && html_[at_] != '>'; ++at_) {
      const char byte = html_[at_];
      if (after_equals && (byte == '"' || byte == '\'')) {
        at_ = std::min(html_.find(byte, at_ + 1), html_.size());
        if (at_ == html_.size()) return;
        after_separator = true;
        after_equals = false;
      } else if (IsSeparator(byte)) {
        after_separator = true;
      } else {
        if (after_separator && !after_equals) ++tag->attributes;
        after_separator = false;
        after_equals = byte == '=';
      }
    }
  }

  absl::Status Count(const Tag& tag) {
    if (tag.attributes > kMostAttributes) return TooMuch("a tag has more attributes than ", kMostAttributes);
    reopened_ += open_formatting_;
    if (reopened_ > kMostReopenedElements)
      return TooMuch("formatting elements are opened again more often than ", kMostReopenedElements);
    if (SelfClosing().contains(tag.name)) return absl::OkStatus();
    int& open = open_by_name_[tag.name];
    const bool never_nests = tag.name == "a" || tag.name == "nobr";
    const int change = tag.is_end ? (open > 0 ? -1 : 0) : (never_nests && open > 0 ? 0 : 1);
    open += change;
    depth_ += change;
    if (Formatting().contains(tag.name)) open_formatting_ += change;
    if (depth_ > kDeepestNesting) return TooMuch("elements are nested deeper than ", kDeepestNesting);
    if (!tag.is_end && RawText().contains(tag.name) && !InForeignContent()) SkipRawText(tag.name);
    return absl::OkStatus();
  }

  // Inside SVG and MathML a <style> holds elements.
  bool InForeignContent() const { return IsOpen("svg") || IsOpen("math"); }

  bool IsOpen(absl::string_view name) const {
    const auto found = open_by_name_.find(name);
    return found != open_by_name_.end() && found->second > 0;
  }

  void SkipRawText(absl::string_view name) {
    for (; (at_ = html_.find("</", at_)) != absl::string_view::npos; at_ += 2) {
      if (absl::StartsWithIgnoreCase(html_.substr(at_ + 2), name)) return;
    }
    at_ = html_.size();
  }

  absl::Status TooMuch(absl::string_view what, int limit) const {
    return absl::InvalidArgumentError(absl::StrCat("HTML that no article has: ", what, limit, ", at byte ", at_));
  }

  absl::string_view html_;
  size_t at_ = 0;
  absl::flat_hash_map<std::string, int> open_by_name_;
  int depth_ = 0;
  int open_formatting_ = 0;
  int reopened_ = 0;
};

}  // namespace

absl::Status CheckHtmlCost(absl::string_view html) { return Scanner(html).Check(); }

}  // namespace dateline::text
