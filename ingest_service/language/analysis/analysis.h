// What the language stage hands on: sentences, words, trees and names of one document.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_ANALYSIS_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_ANALYSIS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/text/span.h"

namespace dateline::language {

// The universal parts of speech (universaldependencies.org/u/pos).
enum class PartOfSpeech : uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX,
};

inline constexpr int kPartOfSpeechCount = static_cast<int>(PartOfSpeech::kX) + 1;

// "NOUN", ...
absl::string_view PartOfSpeechName(PartOfSpeech part_of_speech);
std::optional<PartOfSpeech> FindPartOfSpeech(absl::string_view name);

// Universal dependency relations with the subtypes that English treebanks use (universaldependencies.org/en/dep).
enum class Relation : uint8_t {
  kRoot,
  kAcl,
  kAclRelcl,
  kAdvcl,
  kAdvclRelcl,
  kAdvmod,
  kAmod,
  kAppos,
  kAux,
  kAuxPass,
  kCase,
  kCc,
  kCcPreconj,
  kCcomp,
  kCompound,
  kCompoundPrt,
  kConj,
  kCop,
  kCsubj,
  kCsubjOuter,
  kCsubjPass,
  kDep,
  kDet,
  kDetPredet,
  kDiscourse,
  kDislocated,
  kExpl,
  kFixed,
  kFlat,
  kGoeswith,
  kIobj,
  kList,
  kMark,
  kNmod,
  kNmodDesc,
  kNmodPoss,
  kNmodUnmarked,
  kNsubj,
  kNsubjOuter,
  kNsubjPass,
  kNummod,
  kObj,
  kObl,
  kOblAgent,
  kOblUnmarked,
  kOrphan,
  kParataxis,
  kPunct,
  kReparandum,
  kVocative,
  kXcomp,
};

inline constexpr int kRelationCount = static_cast<int>(Relation::kXcomp) + 1;

// "nsubj:pass", ...
absl::string_view RelationName(Relation relation);
std::optional<Relation> FindRelation(absl::string_view name);

inline constexpr int kNoHead = -1;  // the head of a root

// A syntactic word (UD): "don't" is two tokens, "do" and "n't", side by side.
struct Token {
  text::Span span;           // in Document::text; never empty, never across sentences
  std::string lemma;         // "hold" for "held"; case as in UD ("Hanoi", "hold")
  std::string features;      // UD features, sorted: "Mood=Ind|Tense=Past|VerbForm=Fin"; empty: none
  std::string treebank_tag;  // Penn tag, "VBD"; empty: unknown
  int head = kNoHead;        // index into Analysis::tokens, in the same sentence; kNoHead: root
  PartOfSpeech part_of_speech = PartOfSpeech::kX;
  Relation relation = Relation::kDep;
  float margin = 0;  // how sure the parser was of head and relation, 0..1; 1 = certain
};

// Tokens [begin_token, end_token) of Analysis::tokens; one rooted tree.
struct Sentence {
  text::Span span;
  int begin_token = 0;
  int end_token = 0;
  int block = 0;  // index into Document::blocks
};

enum class NameType : uint8_t {
  kPerson,
  kOrganization,
  kCountry,
  kPlace,
  kNationality,  // an adjective or noun that stands for a country: "Vietnamese", "a Thai"
};

// "PERSON", ...
absl::string_view NameTypeName(NameType type);

// A proper name: tokens [begin_token, end_token) of one sentence. Names do not overlap. Titles and honorifics
// ("President", "Mr") are outside. Countries named by an adjective are kNationality.
struct Name {
  int begin_token = 0;
  int end_token = 0;
  NameType type = NameType::kPerson;
  std::string country_code;  // ISO 3166-1 alpha-2 for kCountry, kNationality and places known to lie in one; else empty
};

// Sentences, tokens, trees and names of one Document, in text order.
struct Analysis {
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Name> names;

  absl::Span<const Token> TokensOf(const Sentence& sentence) const {
    return absl::MakeConstSpan(tokens).subspan(sentence.begin_token, sentence.end_token - sentence.begin_token);
  }
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_ANALYSIS_H_
