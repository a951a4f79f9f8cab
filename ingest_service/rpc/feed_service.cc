#include "ingest_service/rpc/feed_service.h"

#include "platform/rpc/unary_call.h"

namespace dateline::ingest_rpc {
namespace {

v1::GetFeedInfoResponse FeedInfo(const fact_log::FeedHead& head) {
  v1::GetFeedInfoResponse response;
  response.set_feed_id(head.feed_id);
  response.set_epoch(head.epoch);
  response.set_earliest_offset(head.low_offset);
  response.set_head_offset(head.offset);
  response.set_earliest_cursor(feed::EncodeCursor(feed::EarliestCursor(head)));
  response.set_head_cursor(feed::EncodeCursor(feed::HeadCursor(head)));
  return response;
}

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* FeedService::StreamChanges(grpc::CallbackServerContext*,
                                                                       const grpc::ByteBuffer* request) {
  return ChangeStream::Start({feed_, watch_, workers_, limits_}, *request);
}

grpc::ServerUnaryReactor* FeedService::GetFeedInfo(grpc::CallbackServerContext* context,
                                                   const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnary<v1::GetFeedInfoRequest, v1::GetFeedInfoResponse>(
      context, request, response, workers_, [this](const v1::GetFeedInfoRequest&) { return FeedInfo(feed_.Head()); });
}

}  // namespace dateline::ingest_rpc
