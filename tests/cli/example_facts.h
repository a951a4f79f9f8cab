// Facts that the tests of the command line show.
#ifndef DATELINE_TESTS_CLI_EXAMPLE_FACTS_H_
#define DATELINE_TESTS_CLI_EXAMPLE_FACTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::cli {

inline constexpr absl::string_view kMeetingBody = "HANOI - He met Anna Kovač in Hanoi on Monday. They agreed on rice.";

// The first place of `words` in the body.
inline v1::TextSpan SpanOf(absl::string_view words) {
  const size_t begin = kMeetingBody.find(words);
  v1::TextSpan span;
  span.set_text(std::string(words));
  span.set_begin_byte(static_cast<int>(begin));
  span.set_end_byte(static_cast<int>(begin + words.size()));
  return span;
}

inline v1::Article MeetingArticle() {
  v1::Article article;
  article.set_name("articles/a1");
  article.set_title("Rice deal");
  article.set_body(std::string(kMeetingBody));
  article.set_publisher("Wire");
  article.set_sha256("0123abcd");
  article.mutable_published()->set_year(2026);
  return article;
}

inline v1::Fact MeetingFact() {
  v1::Fact fact;
  fact.set_name("articles/a1/facts/f1");
  fact.set_kind(v1::FACT_KIND_EVENT);
  fact.set_event_type(v1::EVENT_TYPE_CONSULT);
  fact.set_mode("meet");
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.set_confidence(0.85);
  v1::Participant* actor = fact.add_participants();
  actor->set_role(v1::PARTICIPANT_ROLE_ACTOR);
  actor->set_display_name("Bùi Thanh Sơn");
  actor->set_entity_type(v1::ENTITY_TYPE_PERSON);
  actor->set_country_code("VN");
  *actor->mutable_mention() = SpanOf("He");
  v1::Participant* recipient = fact.add_participants();
  recipient->set_role(v1::PARTICIPANT_ROLE_RECIPIENT);
  recipient->set_display_name("Anna Kovač");
  *recipient->mutable_mention() = SpanOf("Anna Kovač");
  fact.mutable_place()->set_display_name("Hanoi");
  fact.mutable_time()->set_edtf("2026-01-05");
  *fact.mutable_time()->mutable_mention() = SpanOf("Monday");
  *fact.mutable_trigger() = SpanOf("met");
  *fact.mutable_evidence() = SpanOf("He met Anna Kovač in Hanoi on Monday.");
  return fact;
}

inline v1::Fact AgreementFact() {
  v1::Fact fact;
  fact.set_name("articles/a1/facts/f2");
  fact.set_kind(v1::FACT_KIND_EVENT);
  fact.set_event_type(v1::EVENT_TYPE_AGREE);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.set_confidence(0.5);
  *fact.mutable_trigger() = SpanOf("agreed");
  *fact.mutable_theme() = SpanOf("rice");
  *fact.mutable_evidence() = SpanOf("They agreed on rice.");
  return fact;
}

}  // namespace dateline::cli

#endif  // DATELINE_TESTS_CLI_EXAMPLE_FACTS_H_
