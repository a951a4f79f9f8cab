#include "ingest_service/text/html_content.h"

#include <algorithm>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "ingest_service/text/html_tree.h"
#include "ingest_service/text/text_words.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

constexpr size_t kShortestParagraph = 25;  // bytes; shorter ones are labels and buttons
constexpr size_t kShortestLooseText = 80;  // bytes of text directly in a <div> that count as a paragraph

bool IsBoilerplateTag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_CAPTION:
      return true;
    default:
      return false;
  }
}

bool IsHidden(const GumboNode& element) {
  if (HasAttribute(element, "hidden") || AttributeOf(element, "aria-hidden") == "true") return true;
  const absl::string_view style = AttributeOf(element, "style");
  return absl::StrContains(style, "display:none") || absl::StrContains(style, "display: none");
}

bool HasBoilerplateRole(const GumboNode& element) {
  const absl::string_view role = AttributeOf(element, "role");
  return absl::c_linear_search(text_words::kBoilerplateRole, role);
}

bool IsBoilerplateByMarkup(const GumboNode& element) {
  return IsBoilerplateTag(TagOf(element)) || HasBoilerplateRole(element) || IsHidden(element);
}

bool IsBoilerplateWord(absl::string_view word) { return absl::c_linear_search(text_words::kBoilerplateName, word); }

bool HasBoilerplateName(const GumboNode& element) {
  for (const char* attribute : {"class", "id"}) {
    const std::string names = absl::AsciiStrToLower(AttributeOf(element, attribute));
    for (absl::string_view word : absl::StrSplit(names, absl::ByAnyChar(" \t\n-_:"), absl::SkipEmpty())) {
      if (IsBoilerplateWord(word)) return true;
    }
  }
  return false;
}

bool IsParagraph(GumboTag tag) { return tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE; }

bool IsContainer(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_CENTER:
      return true;
    default:
      return false;
  }
}

// One walk over the page that measures its paragraphs and keeps the best element of each sort.
class Search {
 public:
  using ParagraphBytes = absl::flat_hash_map<const GumboNode*, size_t>;

  struct Candidate {
    const GumboNode* node = nullptr;
    size_t bytes = 0;

    void Offer(const GumboNode& other, size_t other_bytes) {
      if (other_bytes > bytes) *this = {&other, other_bytes};
    }
  };

  // Returns the bytes of paragraphs below `node`. `*loose_bytes` grows by its text that stands in no block of its own;
  // `*dense_bytes` by the paragraphs that are its parent's own children.
  size_t Measure(const GumboNode& node, size_t* loose_bytes, size_t* dense_bytes) {
    if (IsText(node)) {
      *loose_bytes += StripSpace(node.v.text.text).size();
      return 0;
    }
    const GumboTag tag = TagOf(node);
    if (tag == GUMBO_TAG_A || (IsElement(node) && IsBoilerplateByMarkup(node))) return 0;

    size_t loose = 0, dense = 0, bytes = 0;
    for (const GumboNode* child : ChildrenOf(node)) bytes += Measure(*child, &loose, &dense);
    if (IsParagraph(tag)) {
      if (loose >= kShortestParagraph) bytes += loose, *dense_bytes += loose;
    } else if (IsContainer(tag)) {
      if (loose >= kShortestLooseText) bytes += loose, dense += loose;
      Offer(node, tag, bytes, dense);
    } else {
      *loose_bytes += loose;
      *dense_bytes += dense;
    }
    if (bytes > 0) paragraph_bytes.emplace(&node, bytes);
    return bytes;
  }

  Candidate marked;   // itemprop="articleBody"
  Candidate article;  // <article>
  Candidate main;     // <main>, role="main"
  Candidate densest;
  ParagraphBytes paragraph_bytes;

 private:
  void Offer(const GumboNode& node, GumboTag tag, size_t bytes, size_t dense) {
    if (AttributeOf(node, "itemprop") == "articleBody") marked.Offer(node, bytes);
    if (tag == GUMBO_TAG_ARTICLE || AttributeOf(node, "role") == "article") article.Offer(node, bytes);
    if (tag == GUMBO_TAG_MAIN || AttributeOf(node, "role") == "main") main.Offer(node, bytes);
    densest.Offer(node, dense);
  }
};

// An article in several sections has its paragraphs in siblings: climbs to the element that holds them all.
const GumboNode* Climb(const GumboNode* node, const Search::ParagraphBytes& bytes) {
  const auto size = [&](const GumboNode* element) {
    const auto found = bytes.find(element);
    return found == bytes.end() ? size_t{0} : found->second;
  };
  const GumboNode* best = node;
  for (const GumboNode* parent = node->parent; parent != nullptr && IsElement(*parent); parent = parent->parent) {
    if (size(parent) * 2 >= size(best) * 3) best = parent;
  }
  return best;
}

const GumboNode* Choose(const Search& search, const GumboNode& root, size_t page_bytes) {
  const auto holds = [&](const Search::Candidate& candidate, size_t percent) {
    return candidate.node != nullptr && candidate.bytes * 100 >= page_bytes * percent;
  };
  if (holds(search.marked, 30)) return search.marked.node;
  if (holds(search.article, 40)) return search.article.node;
  if (holds(search.main, 50)) return search.main.node;
  return search.densest.node != nullptr ? Climb(search.densest.node, search.paragraph_bytes) : &root;
}

}  // namespace

MainContent MainContent::Find(const GumboNode& root) {
  Search search;
  size_t loose = 0, dense = 0;
  const size_t page_bytes = search.Measure(root, &loose, &dense);
  const GumboNode* chosen = Choose(search, root, page_bytes);
  return MainContent(chosen, std::move(search.paragraph_bytes));
}

bool MainContent::IsBoilerplate(const GumboNode& element) const {
  if (IsBoilerplateByMarkup(element)) return true;
  if (!HasBoilerplateName(element)) return false;
  const auto bytes = [&](const GumboNode* node) {
    const auto found = paragraph_bytes_.find(node);
    return found == paragraph_bytes_.end() ? size_t{0} : found->second;
  };
  return bytes(&element) * 2 < bytes(root_) || bytes(root_) == 0;
}

}  // namespace dateline::text
