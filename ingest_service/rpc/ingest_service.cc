#include "ingest_service/rpc/ingest_service.h"

#include <string>
#include <utility>

#include "ingest_service/rpc/article_changes.h"
#include "ingest_service/rpc/article_page.h"
#include "ingest_service/rpc/ingest_stream.h"
#include "ingest_service/rpc/reextractions.h"
#include "platform/rpc/call_outcome.h"
#include "platform/rpc/unary_call.h"

namespace dateline::ingest_rpc {

grpc::ServerUnaryReactor* IngestService::IngestArticle(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::IngestArticleRequest, v1::IngestArticleResponse>(
      context, request, response, workers_,
      [this, sender = rpc::SenderOf(*context)](const v1::IngestArticleRequest& parsed, IngestDone done) {
        intake_.Ingest(parsed, sender, std::move(done));
      },
      ParseError);
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* IngestService::StreamIngest(
    grpc::CallbackServerContext* context) {
  return IngestStream::Start({intake_, workers_, streams_, stream_budget_}, rpc::SenderOf(*context),
                             limits_.max_stream_articles_in_flight);
}

grpc::ServerUnaryReactor* IngestService::ExtractFacts(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnary<v1::ExtractFactsRequest, v1::ExtractFactsResponse>(
      context, request, response, workers_,
      [this](const v1::ExtractFactsRequest& parsed) { return intake_.Extract(parsed); }, ParseError);
}

grpc::ServerUnaryReactor* IngestService::GetArticle(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnary<v1::GetArticleRequest, v1::GetArticleResponse>(
      context, request, response, readers_,
      [this](const v1::GetArticleRequest& parsed) { return GetStoredArticle(log_.reader(), parsed); });
}

grpc::ServerUnaryReactor* IngestService::ListArticles(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  const PageSizes sizes{limits_.default_page_size, limits_.max_page_size};
  return rpc::ServeUnary<v1::ListArticlesRequest, v1::ListArticlesResponse>(
      context, request, response, readers_, [this, sizes](const v1::ListArticlesRequest& parsed) {
        return ListStoredArticles(log_.reader(), parsed, sizes);
      });
}

grpc::ServerUnaryReactor* IngestService::CorrectArticle(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::CorrectArticleRequest, v1::CorrectArticleResponse>(
      context, request, response, workers_,
      [this, sender = rpc::SenderOf(*context)](const v1::CorrectArticleRequest& parsed, CorrectDone done) {
        intake_.Correct(parsed, sender, std::move(done));
      },
      ParseError);
}

grpc::ServerUnaryReactor* IngestService::RetractArticle(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::RetractArticleRequest, v1::RetractArticleResponse>(
      context, request, response, workers_, [this, sender = rpc::SenderOf(*context)](const auto& parsed, auto done) {
        RetractStoredArticle(log_, parsed, sender, std::move(done));
      });
}

grpc::ServerUnaryReactor* IngestService::PurgeArticle(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::PurgeArticleRequest, v1::PurgeArticleResponse>(
      context, request, response, workers_, [this, sender = rpc::SenderOf(*context)](const auto& parsed, auto done) {
        PurgeStoredArticle(log_, parsed, sender, std::move(done));
      });
}

grpc::ServerUnaryReactor* IngestService::GetPurgeReceipt(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnary<v1::GetPurgeReceiptRequest, v1::GetPurgeReceiptResponse>(
      context, request, response, readers_,
      [this](const auto& parsed) { return GetStoredReceipt(log_.reader(), parsed, consumer_lease_); });
}

grpc::ServerUnaryReactor* IngestService::ReextractArticles(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::ReextractArticlesRequest, v1::ReextractArticlesResponse>(
      context, request, response, workers_,
      [this](const auto& parsed, auto done) { StartStoredReextraction(log_, parsed, std::move(done)); });
}

grpc::ServerUnaryReactor* IngestService::GetReextraction(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnary<v1::GetReextractionRequest, v1::GetReextractionResponse>(
      context, request, response, readers_,
      [this](const auto& parsed) { return GetStoredReextraction(log_.reader(), parsed); });
}

grpc::ServerUnaryReactor* IngestService::CancelReextraction(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::CancelReextractionRequest, v1::CancelReextractionResponse>(
      context, request, response, workers_,
      [this](const auto& parsed, auto done) { CancelStoredReextraction(log_, parsed, std::move(done)); });
}

}  // namespace dateline::ingest_rpc
