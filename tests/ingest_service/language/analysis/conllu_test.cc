#include "ingest_service/language/analysis/conllu.h"

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

// "Lan don't" as three tokens, the second and third side by side.
struct Sample {
  text::Document document;
  Analysis analysis;
};

Sample Negation() {
  Sample sample;
  sample.document.text = "Lan don't";
  sample.document.blocks = {{{0, 9}}};
  Token name{{0, 3}, "Lan", "Number=Sing", "NNP", 1, PartOfSpeech::kPropn, Relation::kNsubj, 1};
  Token verb{{4, 6}, "do", "", "VBP", kNoHead, PartOfSpeech::kAux, Relation::kRoot, 1};
  Token particle{{6, 9}, "not", "Polarity=Neg", "RB", 1, PartOfSpeech::kPart, Relation::kAdvmod, 1};
  sample.analysis.tokens = {name, verb, particle};
  sample.analysis.sentences = {{{0, 9}, 0, 3, 0}};
  sample.analysis.names = {{0, 1, NameType::kPerson, ""}};
  return sample;
}

TEST(WriteConllu, WritesTenColumnsAToken) {
  const Sample sample = Negation();
  EXPECT_EQ(WriteConllu(sample.document, sample.analysis),
            "# newpar\n# sent_id = 1\n# text = Lan don't\n"
            "1\tLan\tLan\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tEntity=B-PERSON|TokenRange=0:3\n"
            "2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=4:6\n"
            "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t2\tadvmod\t_\tTokenRange=6:9\n\n");
}

TEST(WriteConllu, NumbersHeadsFromTheSentencesFirstToken) {
  Sample sample = Negation();
  sample.document.text = "No Lan don't";
  for (Token& token : sample.analysis.tokens) {
    token.span = {token.span.begin_byte + 3, token.span.end_byte + 3};
    if (token.head != kNoHead) ++token.head;
  }
  const Token answer{{0, 2}, "no", "", "UH", kNoHead, PartOfSpeech::kIntj, Relation::kRoot, 1};
  sample.analysis.tokens.insert(sample.analysis.tokens.begin(), answer);
  sample.analysis.sentences = {{{0, 2}, 0, 1, 0}, {{3, 12}, 1, 4, 0}};
  sample.analysis.names.clear();
  EXPECT_THAT(WriteConllu(sample.document, sample.analysis),
              ::testing::HasSubstr("1\tLan\tLan\tPROPN\tNNP\tNumber=Sing\t2\tnsubj"));
}

TEST(WriteConllu, GivesRangesOfTheBody) {
  Sample sample = Negation();
  sample.document.offsets = text::OffsetMap({{0, 100, 9}});
  EXPECT_THAT(WriteConllu(sample.document, sample.analysis), ::testing::HasSubstr("TokenRange=104:106"));
}

TEST(WriteConllu, KeepsLineBreaksOutOfFields) {
  Sample sample = Negation();
  sample.document.text = "Lan\ndon't";
  EXPECT_THAT(WriteConllu(sample.document, sample.analysis), ::testing::HasSubstr("# text = Lan don't\n"));
}

}  // namespace
}  // namespace dateline::language
