# Reads an article and asks for its facts, then for one that is not there. Addresses in DATELINE_INGEST, DATELINE_QUERY.
require "grpc"
require "google/protobuf/well_known_types"
require "google/rpc/status_pb"
require "google/rpc/error_details_pb"
require "dateline/v1/ingest_service_services_pb"
require "dateline/v1/query_service_services_pb"
include Dateline::V1

options = { timeout: 10, channel_args: { "grpc.service_config" => File.read("#{__dir__}/../service_config.json") } }
ingest = IngestService::Stub.new(ENV["DATELINE_INGEST"], :this_channel_is_insecure, **options)
query = QueryService::Stub.new(ENV["DATELINE_QUERY"], :this_channel_is_insecure, **options)

article = Article.new(body: "HÀ NỘI — President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.")
written = ingest.ingest_article(IngestArticleRequest.new(request_id: "ruby-1", article: article))
query.list_facts(ListFactsRequest.new(
  filter: FactFilter.new(article: written.article.name),
  consistency: Consistency.new(at_least_as_fresh: written.revision_token))).facts.each do |fact|
  words = article.body.byteslice(fact.evidence.begin_byte...fact.evidence.end_byte)
  puts "#{fact.participants.map(&:display_name).join(', ')} | #{fact.trigger.text} | #{words}"
end

begin
  query.get_fact(GetFactRequest.new(name: "articles/x/facts/y"))
rescue GRPC::BadStatus => error
  info = error.to_rpc_status.details.first.unpack(Google::Rpc::ErrorInfo)
  puts "#{error.class.name.split('::').last} #{info.domain} #{info.reason}"
end
