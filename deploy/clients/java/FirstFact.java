// Reads an article and asks for its facts, then for one that is not there. Addresses in DATELINE_INGEST, DATELINE_QUERY.
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.rpc.ErrorInfo;
import dateline.v1.ArticleOuterClass.Article;
import dateline.v1.ConsistencyOuterClass.Consistency;
import dateline.v1.FactFilterOuterClass.FactFilter;
import dateline.v1.IngestServiceGrpc;
import dateline.v1.IngestServiceOuterClass.IngestArticleRequest;
import dateline.v1.QueryServiceGrpc;
import dateline.v1.QueryServiceOuterClass.GetFactRequest;
import dateline.v1.QueryServiceOuterClass.ListFactsRequest;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.stream.Collectors;

class FirstFact {
  public static void main(String[] arguments) throws Exception {
    var ingestChannel = ManagedChannelBuilder.forTarget(System.getenv("DATELINE_INGEST")).usePlaintext().build();
    var queryChannel = ManagedChannelBuilder.forTarget(System.getenv("DATELINE_QUERY")).usePlaintext().build();
    var ingest = IngestServiceGrpc.newBlockingStub(ingestChannel).withDeadlineAfter(10, SECONDS);
    var query = QueryServiceGrpc.newBlockingStub(queryChannel).withDeadlineAfter(10, SECONDS);

    var text = "HÀ NỘI — President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.";
    var written = ingest.ingestArticle(IngestArticleRequest.newBuilder()
        .setRequestId("java-1").setArticle(Article.newBuilder().setBody(text)).build());
    var facts = query.listFacts(ListFactsRequest.newBuilder()
        .setFilter(FactFilter.newBuilder().setArticle(written.getArticle().getName()))
        .setConsistency(Consistency.newBuilder().setAtLeastAsFresh(written.getRevisionToken())).build());
    for (var fact : facts.getFactsList()) {
      var span = fact.getEvidence();
      var words = new String(text.getBytes(UTF_8), span.getBeginByte(), span.getEndByte() - span.getBeginByte(), UTF_8);
      var names = fact.getParticipantsList().stream().map(p -> p.getDisplayName()).collect(Collectors.joining(", "));
      System.out.println(names + " | " + fact.getTrigger().getText() + " | " + words);
    }

    try {
      query.getFact(GetFactRequest.newBuilder().setName("articles/x/facts/y").build());
    } catch (StatusRuntimeException error) {
      var info = StatusProto.fromThrowable(error).getDetails(0).unpack(ErrorInfo.class);
      System.out.println(error.getStatus().getCode() + " " + info.getDomain() + " " + info.getReason());
    }
    ingestChannel.shutdown();
    queryChannel.shutdown();
  }
}
