#include "query_service/answers/message_writer.h"

#include "dateline/v1/query_service.pb.h"
#include "gmock/gmock.h"

namespace dateline::answers {
namespace {

TEST(MessageWriter, WritesWhatProtobufReads) {
  v1::Fact fact;
  fact.set_name(std::string(300, 'n'));
  MessageWriter writer;
  writer.AddMessage(v1::ListFactsResponse::kFactsFieldNumber, fact.SerializeAsString());
  writer.AddMessage(v1::ListFactsResponse::kFactsFieldNumber, "");
  writer.AddText(v1::ListFactsResponse::kNextPageTokenFieldNumber, "next");
  v1::ListFactsResponse response;
  ASSERT_TRUE(response.ParseFromString(writer.Take()));
  ASSERT_EQ(response.facts_size(), 2);
  EXPECT_EQ(response.facts(0).name(), fact.name());
  EXPECT_EQ(response.facts(1).name(), "");
  EXPECT_EQ(response.next_page_token(), "next");
}

TEST(MessageWriter, WritesAsProtobufWould) {
  v1::GetFactResponse response;
  response.mutable_fact()->set_name("articles/a/facts/1");
  response.set_revision_token("token");
  MessageWriter writer;
  writer.AddMessage(v1::GetFactResponse::kFactFieldNumber, response.fact().SerializeAsString());
  writer.AddText(v1::GetFactResponse::kRevisionTokenFieldNumber, "token");
  EXPECT_EQ(writer.size(), response.ByteSizeLong());
  EXPECT_EQ(writer.Take(), response.SerializeAsString());
}

TEST(MessageWriter, WritesIntegersAsProtobufDoes) {
  for (const int64_t number : {int64_t{0}, int64_t{1}, int64_t{300}, int64_t{1} << 40, int64_t{-1}}) {
    v1::FactGroup group;
    group.set_fact_count(number);
    MessageWriter writer;
    writer.AddText(v1::FactGroup::kKeysFieldNumber, "of another group");
    writer.Clear();
    writer.AddInteger(v1::FactGroup::kFactCountFieldNumber, number);
    EXPECT_EQ(writer.Take(), group.SerializeAsString());
  }
}

TEST(MessageWriter, LeavesOutEmptyText) {
  MessageWriter writer;
  writer.AddText(v1::ListFactsResponse::kNextPageTokenFieldNumber, "");
  EXPECT_EQ(writer.Take(), "");
}

}  // namespace
}  // namespace dateline::answers
