#include "query_service/answers/tokens.h"

#include <optional>

#include "platform/encoding/crc32.h"
#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"

namespace dateline::answers {
namespace {

constexpr char kRevisionKind = 'R';

char PageKind(const v1::ListFactsRequest&) { return 'f'; }
char PageKind(const v1::SearchFactsRequest&) { return 's'; }
char PageKind(const v1::ListCounterpartsRequest&) { return 'c'; }
char PageKind(const v1::ListEntitiesRequest&) { return 'e'; }

// Messages without maps serialize alike when they are equal.
uint32_t Digest(const google::protobuf::Message& message) { return encoding::Crc32(0, message.SerializeAsString()); }

// Of what the pages of one walk have in common.
template <typename Request>
uint32_t QueryDigest(Request request) {
  request.clear_page_size();
  request.clear_page_token();
  request.clear_consistency();
  return Digest(request);
}

template <typename Request>
std::string WritePageToken(const Request& request, const PagePosition& position) {
  return encoding::OpaqueTokenWriter(PageKind(request))
      .AddInteger(QueryDigest(request))
      .AddInteger(Digest(request.consistency()))
      .AddBytes(position.revision.feed_id)
      .AddInteger(static_cast<uint64_t>(position.revision.offset))
      .AddBytes(position.last)
      .Finish();
}

template <typename Request>
absl::StatusOr<PagePosition> ReadPageToken(const Request& request) {
  auto reader = encoding::OpaqueTokenReader::Open(PageKind(request), request.page_token());
  if (!reader.has_value()) return InvalidPageToken("damaged, or of another method");
  const uint64_t query_digest = reader->ReadInteger();
  const uint64_t consistency_digest = reader->ReadInteger();
  PagePosition position;
  position.revision.feed_id = reader->ReadBytes();
  position.revision.offset = static_cast<int64_t>(reader->ReadInteger());
  position.last = reader->ReadBytes();
  if (!reader->AtEnd() || position.revision.offset < 0) return InvalidPageToken("damaged");
  if (query_digest != QueryDigest(request))
    return InvalidPageToken("of another query; repeat the query of the first page");
  if (request.has_consistency() && consistency_digest != Digest(request.consistency())) {
    return errors::FieldError("FIELD_INVALID", "consistency",
                              "must be unset or that of the first page; a walk keeps its first page's state");
  }
  return position;
}

}  // namespace

absl::Status InvalidPageToken(absl::string_view description) {
  return errors::FieldError("PAGE_TOKEN_INVALID", "page_token", description);
}

std::string RevisionToken(const Revision& revision) {
  constexpr uint64_t kUnknownEpoch = 0;
  return encoding::OpaqueTokenWriter(kRevisionKind)
      .AddBytes(revision.feed_id)
      .AddInteger(kUnknownEpoch)
      .AddInteger(static_cast<uint64_t>(revision.offset))
      .Finish();
}

absl::StatusOr<Revision> ParseRevisionToken(absl::string_view token, absl::string_view field) {
  auto reader = encoding::OpaqueTokenReader::Open(kRevisionKind, token);
  Revision revision;
  if (reader.has_value()) {
    revision.feed_id = reader->ReadBytes();
    reader->ReadInteger();  // epoch
    revision.offset = static_cast<int64_t>(reader->ReadInteger());
    if (reader->AtEnd() && revision.offset >= 0) return revision;
  }
  return errors::FieldError("REVISION_TOKEN_INVALID", field, "damaged, or no revision token");
}

absl::StatusOr<ReadPoint> ParseConsistency(const v1::Consistency& consistency) {
  ReadPoint point;
  absl::StatusOr<Revision> revision;
  switch (consistency.requirement_case()) {
    case v1::Consistency::kAtLeastAsFresh:
      point.kind = ReadPoint::Kind::kAtLeast;
      revision = ParseRevisionToken(consistency.at_least_as_fresh(), "consistency.at_least_as_fresh");
      break;
    case v1::Consistency::kAtExact:
      point.kind = ReadPoint::Kind::kExactly;
      revision = ParseRevisionToken(consistency.at_exact(), "consistency.at_exact");
      break;
    case v1::Consistency::kAsOfRecorded:
      point.kind = ReadPoint::Kind::kAsOf;
      point.moment = consistency.as_of_recorded();
      return point;
    case v1::Consistency::kMinimizeLatency:
    case v1::Consistency::REQUIREMENT_NOT_SET:
      return point;
  }
  if (!revision.ok()) return revision.status();
  point.revision = *std::move(revision);
  return point;
}

std::string PageToken(const v1::ListFactsRequest& request, const PagePosition& position) {
  return WritePageToken(request, position);
}
std::string PageToken(const v1::SearchFactsRequest& request, const PagePosition& position) {
  return WritePageToken(request, position);
}
std::string PageToken(const v1::ListCounterpartsRequest& request, const PagePosition& position) {
  return WritePageToken(request, position);
}
std::string PageToken(const v1::ListEntitiesRequest& request, const PagePosition& position) {
  return WritePageToken(request, position);
}
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListFactsRequest& request) { return ReadPageToken(request); }
absl::StatusOr<PagePosition> ParsePageToken(const v1::SearchFactsRequest& request) { return ReadPageToken(request); }
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListCounterpartsRequest& request) {
  return ReadPageToken(request);
}
absl::StatusOr<PagePosition> ParsePageToken(const v1::ListEntitiesRequest& request) { return ReadPageToken(request); }

}  // namespace dateline::answers
