#include "ingest_service/extraction/entities/title_case.h"

#include <gtest/gtest.h>

namespace dateline::extraction {
namespace {

TEST(TitleCase, KeepsSmallWordsSmall) { EXPECT_EQ(TitleCase("minister of justice"), "Minister of Justice"); }
TEST(TitleCase, OfNothingIsNothing) { EXPECT_EQ(TitleCase(""), ""); }

}  // namespace
}  // namespace dateline::extraction
