// Which part of a page is the article.
#ifndef DATELINE_INGEST_SERVICE_TEXT_HTML_CONTENT_H_
#define DATELINE_INGEST_SERVICE_TEXT_HTML_CONTENT_H_

#include <gumbo.h>

#include <cstddef>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dateline::text {

// The article inside a page: an element and what to leave out below it. Refers to the parser's tree.
class MainContent {
 public:
  // Finds the element whose paragraphs are the article: the one marked as its body, else the <article> or <main> that
  // holds most of the page's paragraphs, else the one where they are densest. Recursion is as deep as the tree.
  static MainContent Find(const GumboNode& root);

  const GumboNode& root() const { return *root_; }

  // Whether `element` below the root is navigation, a caption, a share bar, a teaser or the like. By its tag, its role,
  // or the words of its class; the class does not count where the element holds half of the article.
  bool IsBoilerplate(const GumboNode& element) const;

 private:
  // How many bytes of paragraphs, links not counted, an element holds.
  using ParagraphBytes = absl::flat_hash_map<const GumboNode*, size_t>;

  MainContent(const GumboNode* root, ParagraphBytes bytes) : root_(root), paragraph_bytes_(std::move(bytes)) {}

  const GumboNode* root_;
  ParagraphBytes paragraph_bytes_;
};

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_HTML_CONTENT_H_
