// Which words stand between quotation marks, and who says them.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_QUOTATIONS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_QUOTATIONS_H_

#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/entities.h"

namespace dateline::extraction {

// Tokens [begin_token, end_token), the marks among them. Quotations inside quotations belong to the outer one.
struct Quotation {
  int begin_token = 0;
  int end_token = 0;
};

// The quotations of an article in text order. A mark that is not closed in its block ends with the block. Linear time.
class Quotations {
 public:
  explicit Quotations(const ArticleView& article);

  const std::vector<Quotation>& all() const { return all_; }
  // Index of the quotation around `t`; -1: none.
  int At(int t) const { return at_[t]; }

  // The index of the mention that names who says each quotation, by index of all(); -1: unknown. REQUIRES: `mentions`
  // are in text order. Looks right after a quotation, then right before it, then takes the speaker of the quotation
  // before it in the same or the preceding block.
  std::vector<int> FindSpeakers(const ArticleView& article, const std::vector<Mention>& mentions) const;

 private:
  void Close(int begin, int end);

  std::vector<Quotation> all_;
  std::vector<int> at_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_QUOTATIONS_H_
