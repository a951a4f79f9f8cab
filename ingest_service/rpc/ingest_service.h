// v1.IngestService.
#ifndef DATELINE_INGEST_SERVICE_RPC_INGEST_SERVICE_H_
#define DATELINE_INGEST_SERVICE_RPC_INGEST_SERVICE_H_

#include <memory>

#include "absl/time/time.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/rpc/article_intake.h"
#include "ingest_service/rpc/stream_budget.h"
#include "platform/rpc/open_streams.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest_rpc {

struct IngestServiceLimits {
  int default_page_size = 50;
  int max_page_size = 1000;
  int max_stream_articles_in_flight = 32;  // of one StreamIngest: read, and not yet answered
  // Of all StreamIngest calls together.
  int max_ingest_streams = 256;
  int64_t max_stream_bytes_in_flight = 64 << 20;  // one article of each aside
};

// Every method takes its bytes raw: a request that cannot be parsed gets an answer that says why.
template <class Base>
using RawReads = v1::IngestService::WithRawCallbackMethod_ExtractFacts<
    v1::IngestService::WithRawCallbackMethod_GetArticle<v1::IngestService::WithRawCallbackMethod_ListArticles<
        v1::IngestService::WithRawCallbackMethod_GetPurgeReceipt<Base>>>>;
template <class Base>
using RawWrites =
    v1::IngestService::WithRawCallbackMethod_IngestArticle<v1::IngestService::WithRawCallbackMethod_StreamIngest<
        v1::IngestService::WithRawCallbackMethod_CorrectArticle<v1::IngestService::WithRawCallbackMethod_RetractArticle<
            v1::IngestService::WithRawCallbackMethod_PurgeArticle<Base>>>>>;
template <class Base>
using RawReextraction =
    v1::IngestService::WithRawCallbackMethod_ReextractArticles<v1::IngestService::WithRawCallbackMethod_GetReextraction<
        v1::IngestService::WithRawCallbackMethod_CancelReextraction<Base>>>;
using RawIngestService = RawReads<RawWrites<RawReextraction<v1::IngestService::Service>>>;

// Thread safety: any thread. What the constructor takes must outlive it.
class IngestService final : public RawIngestService {
 public:
  // `workers` read articles; `readers` look things up, so that this does not wait for that.
  IngestService(const ArticleIntake& intake, fact_log::FactLog& log, threading::WorkerPool& workers,
                threading::WorkerPool& readers, const IngestServiceLimits& limits, absl::Duration consumer_lease)
      : intake_(intake),
        log_(log),
        workers_(workers),
        readers_(readers),
        limits_(limits),
        consumer_lease_(consumer_lease),
        stream_budget_(std::make_shared<StreamBudget>(limits.max_ingest_streams, limits.max_stream_bytes_in_flight)) {}

  grpc::ServerUnaryReactor* IngestArticle(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StreamIngest(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* ExtractFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetArticle(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListArticles(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* CorrectArticle(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* RetractArticle(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* PurgeArticle(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetPurgeReceipt(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ReextractArticles(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetReextraction(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* CancelReextraction(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) override;

  // Streams end when what they have read is answered; more is not read.
  void Drain() { streams_.Drain(); }

 private:
  const ArticleIntake& intake_;
  fact_log::FactLog& log_;
  threading::WorkerPool& workers_;
  threading::WorkerPool& readers_;
  const IngestServiceLimits limits_;
  const absl::Duration consumer_lease_;
  const std::shared_ptr<StreamBudget> stream_budget_;
  rpc::OpenStreams streams_;
};

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_INGEST_SERVICE_H_
