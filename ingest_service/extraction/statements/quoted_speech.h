// Who speaks beside a quotation, read off the order of words, which holds where trees of quoted speech go wrong.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_QUOTED_SPEECH_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_QUOTED_SPEECH_H_

#include <optional>
#include <vector>

#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution.h"
#include "ingest_service/extraction/statements/cue_lexicon.h"
#include "ingest_service/extraction/statements/sentence_layout.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Holds its arguments by reference.
class QuotedSpeech {
 public:
  QuotedSpeech(const CueLexicon& cues, const language::Tree& tree, const Quotations& quotations,
               const Segments& segments)
      : cues_(cues), tree_(tree), quotations_(quotations), segments_(segments) {}

  // What the words after a quotation or a clause say of it: "..., said A", "...," A said. In text order of their cues.
  std::vector<Attribution> CuesAfter() const;

  // Adds to the reports among `attributions`, which are in text order, the quotations that go on with what they begin:
  // "...," A said. "...", also over paragraphs that leave a quotation open, and the one that "A said:" announces.
  void Continue(std::vector<Attribution>& attributions) const;

 private:
  std::optional<Attribution> CueIn(TokenRange region, TokenRange content, bool any_verb) const;
  std::optional<Attribution> AfterQuotation(int quotation) const;
  std::optional<Attribution> AfterComma(int verb) const;
  TokenRange SourceAfter(int begin, int end, int& head) const;
  const Cue* ReportAt(int token) const;
  bool HasReport(TokenRange range) const;
  int NextBeginning(int token) const;
  bool FillsBlock(int quotation) const;
  bool IsOpenEnded(int quotation) const;
  TokenRange RangeOf(int quotation) const;
  int BlockOf(int token) const;

  const CueLexicon& cues_;
  const language::Tree& tree_;
  const Quotations& quotations_;
  const Segments& segments_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_QUOTED_SPEECH_H_
