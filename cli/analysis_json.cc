#include "cli/analysis_json.h"

#include "absl/strings/string_view.h"
#include "ingest_service/text/span.h"
#include "nlohmann/json.hpp"

namespace dateline::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string ToString(absl::string_view text) { return std::string(text); }

// The words of a span and where the body has them.
Json SpanJson(const text::Document& document, text::Span span) {
  const text::Span body = document.offsets.ToBody(span);
  return {{"text", ToString(text::Slice(document.text, span))},
          {"begin_byte", body.begin_byte},
          {"end_byte", body.end_byte}};
}

Json TokenJson(const text::Document& document, const language::Token& token, int first_token) {
  Json json = SpanJson(document, token.span);
  json["lemma"] = token.lemma;
  json["part_of_speech"] = ToString(language::PartOfSpeechName(token.part_of_speech));
  json["features"] = token.features;
  json["head"] = token.head == language::kNoHead ? 0 : token.head - first_token + 1;
  json["relation"] = ToString(language::RelationName(token.relation));
  return json;
}

Json SentenceJson(const text::Document& document, const language::Analysis& analysis,
                  const language::Sentence& sentence) {
  Json json = SpanJson(document, sentence.span);
  json["tokens"] = Json::array();
  for (const language::Token& token : analysis.TokensOf(sentence)) {
    json["tokens"].push_back(TokenJson(document, token, sentence.begin_token));
  }
  return json;
}

Json NameJson(const text::Document& document, const language::Analysis& analysis, const language::Name& name) {
  Json json = SpanJson(
      document, {analysis.tokens[name.begin_token].span.begin_byte, analysis.tokens[name.end_token - 1].span.end_byte});
  json["type"] = ToString(language::NameTypeName(name.type));
  if (!name.country_code.empty()) json["country_code"] = name.country_code;
  return json;
}

const char* TimexTypeName(extraction::TimeExpression::Type type) {
  switch (type) {
    case extraction::TimeExpression::Type::kDate:
      return "DATE";
    case extraction::TimeExpression::Type::kTime:
      return "TIME";
    case extraction::TimeExpression::Type::kDuration:
      return "DURATION";
    case extraction::TimeExpression::Type::kSet:
      return "SET";
  }
  return "";
}

Json TimeJson(const text::Document& document, const extraction::TimeExpression& time) {
  Json json = SpanJson(document, time.span);
  json["timex3_type"] = TimexTypeName(time.type);
  json["timex3_value"] = time.timex3_value;
  json["edtf"] = time.edtf;
  return json;
}

}  // namespace

std::string AnalysisJson(const text::Document& document, const language::Analysis& analysis,
                         const std::vector<extraction::TimeExpression>& times, int indentation) {
  Json json = {{"sentences", Json::array()}, {"names", Json::array()}, {"time_expressions", Json::array()}};
  for (const language::Sentence& sentence : analysis.sentences) {
    json["sentences"].push_back(SentenceJson(document, analysis, sentence));
  }
  for (const language::Name& name : analysis.names) {
    json["names"].push_back(NameJson(document, analysis, name));
  }
  for (const extraction::TimeExpression& time : times) json["time_expressions"].push_back(TimeJson(document, time));
  return json.dump(indentation);
}

}  // namespace dateline::cli
