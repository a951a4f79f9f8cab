// Answers that come in pages.
#ifndef DATELINE_CLI_PAGE_WALK_H_
#define DATELINE_CLI_PAGE_WALK_H_

#include <algorithm>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "cli/service_client.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "google/protobuf/repeated_field.h"

namespace dateline::cli {

inline constexpr int kMaxPageSize = 1000;  // of the service

struct PageLimit {
  int limit = 50;
  bool all = false;
};

// --limit=N and --all.
void AddPageLimitOptions(CLI::App& command, PageLimit& limit);

// Walks over pages until `limit` items are there or no more come: one response with all of them, whose next_page_token
// is set when more would come. `items`: Response::mutable_facts, say.
template <typename Request, typename Response, typename Item>
absl::StatusOr<Response> WalkPages(ServiceClient<v1::QueryService>& client,
                                   grpc::Status (v1::QueryService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                                  Response*),
                                   Request request, google::protobuf::RepeatedPtrField<Item>* (Response::*items)(),
                                   const PageLimit& limit) {
  Response result;
  int count = 0;
  do {
    request.set_page_size(limit.all ? kMaxPageSize : std::min(kMaxPageSize, limit.limit - count));
    request.set_page_token(result.next_page_token());
    absl::StatusOr<Response> page = client.Call(method, request);
    if (!page.ok()) return page.status();
    result.set_next_page_token(page->next_page_token());
    result.set_revision_token(page->revision_token());
    for (Item& item : *((*page).*items)()) *(result.*items)()->Add() = std::move(item);
    count = (result.*items)()->size();
  } while (!result.next_page_token().empty() && (limit.all || count < limit.limit));
  return result;
}

}  // namespace dateline::cli

#endif  // DATELINE_CLI_PAGE_WALK_H_
