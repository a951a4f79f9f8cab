#include "ingest_service/text/html_text.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "ingest_service/text/character_references.h"
#include "ingest_service/text/html_tree.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

bool IsInline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_UNKNOWN:
      return true;
    default:
      return false;
  }
}

bool IsHeading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

// Text under construction and the runs that lead from it to the body.
class MappedText {
 public:
  void Copy(absl::string_view bytes, uint32_t body_byte) {
    if (runs_.empty() || TextEnd(runs_.back()) != text_.size() || BodyEnd(runs_.back()) != body_byte)
      StartRun(body_byte);
    runs_.back().length_bytes += static_cast<uint32_t>(bytes.size());
    text_.append(bytes.data(), bytes.size());
  }

  // `bytes` stand for the body's bytes [body_begin, body_end). Empty runs mark where their source begins and ends.
  void Expand(absl::string_view bytes, uint32_t body_begin, uint32_t body_end) {
    if (runs_.empty() || TextEnd(runs_.back()) != text_.size() || BodyEnd(runs_.back()) != body_begin)
      StartRun(body_begin);
    text_.append(bytes.data(), bytes.size());
    StartRun(body_end);
  }

  void InsertBlockBreak() { text_ += "\n\n"; }

  // Forgets everything from `text_byte` on, where a block began.
  void CutBack(size_t text_byte) {
    while (!runs_.empty() && runs_.back().text_byte >= text_byte) runs_.pop_back();
    text_.resize(text_byte);
  }

  size_t size() const { return text_.size(); }
  uint32_t body_end() const { return runs_.empty() ? 0 : BodyEnd(runs_.back()); }

  void MoveTo(Document* document) {
    document->text = std::move(text_);
    document->offsets = OffsetMap(std::move(runs_));
  }

 private:
  static uint32_t TextEnd(const OffsetMap::Run& run) { return run.text_byte + run.length_bytes; }
  static uint32_t BodyEnd(const OffsetMap::Run& run) { return run.body_byte + run.length_bytes; }

  void StartRun(uint32_t body_byte) { runs_.push_back({static_cast<uint32_t>(text_.size()), body_byte, 0}); }

  std::string text_;
  std::vector<OffsetMap::Run> runs_;
};

class Writer {
 public:
  Writer(const MainContent& content, absl::string_view body) : content_(content), body_(body) {}

  void Write(Document* document) {
    WriteChildren(content_.root(), {});
    EndBlock();
    text_.MoveTo(document);
    document->blocks = std::move(blocks_);
  }

 private:
  struct Inside {
    bool link = false;
    bool header = false;  // of which only headings are read
  };

  void WriteChildren(const GumboNode& element, Inside inside) {
    for (const GumboNode* child : ChildrenOf(element)) WriteNode(*child, inside);
  }

  // Recursion is as deep as the tree.
  void WriteNode(const GumboNode& node, Inside inside) {
    if (IsText(node)) {
      if (!inside.header) WriteText(node.v.text, inside.link);
      return;
    }
    if (!IsElement(node) || content_.IsBoilerplate(node)) return;
    const GumboTag tag = TagOf(node);
    if (tag == GUMBO_TAG_BR) return EndLine();
    line_breaks_ = 0;
    inside.link = inside.link || tag == GUMBO_TAG_A;
    inside.header = (inside.header || tag == GUMBO_TAG_HEADER) && !IsHeading(tag);
    if (!IsInline(tag)) EndBlock();
    WriteChildren(node, inside);
    if (!IsInline(tag)) EndBlock();
  }

  void WriteText(const GumboText& node, bool in_link) {
    const absl::string_view text = node.text;
    const absl::string_view source(node.original_text.data, node.original_text.length);
    const size_t source_begin = source.data() - body_.data();
    if (source_begin < text_.body_end()) return;  // moved by the parser to before what precedes it in the body
    for (const AlignedPiece& piece : AlignWithSource(text, source)) {
      WritePiece(text.substr(piece.text_begin, piece.text_bytes), piece,
                 static_cast<uint32_t>(source_begin + piece.source_begin), in_link);
    }
  }

  void WritePiece(absl::string_view text, const AlignedPiece& piece, uint32_t body_byte, bool in_link) {
    if (!piece.copied) {
      const bool is_space = StripSpace(text).empty();
      if (is_space) return NoteSpace(body_byte, static_cast<uint32_t>(piece.source_bytes));
      BeginWord(text.size(), in_link);
      text_.Expand(text, body_byte, body_byte + static_cast<uint32_t>(piece.source_bytes));
      return;
    }
    for (size_t begin = 0; begin < text.size();) {
      size_t end = begin;
      while (end < text.size() && !absl::ascii_isspace(text[end])) ++end;
      if (end > begin) {
        BeginWord(end - begin, in_link);
        text_.Copy(text.substr(begin, end - begin), body_byte + static_cast<uint32_t>(begin));
      }
      if (end < text.size()) NoteSpace(body_byte + static_cast<uint32_t>(end), 1);
      begin = end + 1;
    }
  }

  void NoteSpace(uint32_t body_byte, uint32_t size_bytes) {
    if (!space_) space_ = {body_byte, body_byte + size_bytes};
  }

  void BeginWord(size_t bytes, bool in_link) {
    line_breaks_ = 0;
    if (!in_block_) {
      in_block_ = true;
      if (text_.size() > 0) text_.InsertBlockBreak();
      block_begin_ = text_.size();
      link_bytes_ = word_bytes_ = 0;
    } else if (space_ && body_[space_->begin_byte] == ' ') {
      text_.Copy(" ", space_->begin_byte);
    } else if (space_) {
      text_.Expand(" ", space_->begin_byte, space_->end_byte);
    }
    space_.reset();
    word_bytes_ += bytes;
    if (in_link) link_bytes_ += bytes;
  }

  // One <br> is a space, two are the end of a paragraph.
  void EndLine() {
    if (++line_breaks_ >= 2) return EndBlock();
    if (in_block_ && !space_) space_ = Span{text_.body_end(), text_.body_end()};
  }

  void EndBlock() {
    space_.reset();
    line_breaks_ = 0;
    if (!in_block_) return;
    in_block_ = false;
    const bool only_links = link_bytes_ * 10 >= word_bytes_ * 9;
    if (only_links) {
      text_.CutBack(blocks_.empty() ? 0 : blocks_.back().span.end_byte);
    } else {
      blocks_.push_back({{static_cast<uint32_t>(block_begin_), static_cast<uint32_t>(text_.size())}});
    }
  }

  const MainContent& content_;
  const absl::string_view body_;
  MappedText text_;
  std::vector<Block> blocks_;
  std::optional<Span> space_;  // white space of the body that is still to be written
  bool in_block_ = false;
  size_t block_begin_ = 0;
  size_t word_bytes_ = 0;  // of the block, and of it
  size_t link_bytes_ = 0;  // inside links
  int line_breaks_ = 0;    // <br>s since the last word
};

}  // namespace

void WriteHtmlText(const MainContent& content, absl::string_view body, Document* document) {
  Writer(content, body).Write(document);
}

}  // namespace dateline::text
