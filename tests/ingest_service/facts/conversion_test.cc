#include "ingest_service/facts/conversion.h"

#include "gtest/gtest.h"

namespace dateline::facts {
namespace {

TEST(ToProto, EnumsMeanTheSame) {
  EXPECT_EQ(ToProto(extraction::Kind::kStatement), v1::FACT_KIND_STATEMENT);
  EXPECT_EQ(ToProto(extraction::EventType::kNone), v1::EVENT_TYPE_UNSPECIFIED);
  EXPECT_EQ(ToProto(extraction::EventType::kMobilize), v1::EVENT_TYPE_MOBILIZE);
  EXPECT_EQ(ToProto(extraction::Modality::kRequested), v1::MODALITY_REQUESTED);
  EXPECT_EQ(ToProto(extraction::Role::kAddressee), v1::PARTICIPANT_ROLE_ADDRESSEE);
  EXPECT_EQ(ToProto(language::NameType::kCountry), v1::ENTITY_TYPE_COUNTRY);
}

TEST(ToProto, DayKeepsItsParts) {
  const v1::Date date = ToProto(absl::CivilDay(2025, 8, 14));
  EXPECT_EQ(date.year(), 2025);
  EXPECT_EQ(date.month(), 8);
  EXPECT_EQ(date.day(), 14);
}

}  // namespace
}  // namespace dateline::facts
