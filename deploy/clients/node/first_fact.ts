// Reads an article and asks for its facts, then for one that is not there. Addresses in DATELINE_INGEST, DATELINE_QUERY;
// in PROTO_PATH the folders of dateline/v1/*.proto and google/rpc/*.proto, separated by a colon; SERVICE_CONFIG is a file.
import * as grpc from "@grpc/grpc-js";
import * as loader from "@grpc/proto-loader";
import * as protobuf from "protobufjs";
import type { ProtoGrpcType as Ingest } from "./types/ingest_service";
import type { ProtoGrpcType as Query } from "./types/query_service";
import type { GetFactResponse__Output as Fact } from "./types/dateline/v1/GetFactResponse";
import type { IngestArticleResponse__Output as Written } from "./types/dateline/v1/IngestArticleResponse";
import type { ListFactsResponse__Output as Facts } from "./types/dateline/v1/ListFactsResponse";

const includeDirs = process.env.PROTO_PATH!.split(":");
const options = { includeDirs, keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };
const load = <Type>(file: string) => grpc.loadPackageDefinition(loader.loadSync(file, options)) as unknown as Type;
const plain = grpc.credentials.createInsecure();
const channel = { "grpc.service_config": require("fs").readFileSync(process.env.SERVICE_CONFIG!, "utf8") };
const ingest = new (load<Ingest>("dateline/v1/ingest_service.proto").dateline.v1.IngestService)(process.env.DATELINE_INGEST!, plain, channel);
const query = new (load<Query>("dateline/v1/query_service.proto").dateline.v1.QueryService)(process.env.DATELINE_QUERY!, plain, channel);

// A unary call as a promise, with a deadline.
const call = <Response>(ask: (options: grpc.CallOptions, done: grpc.requestCallback<Response>) => unknown) =>
  new Promise<Response>((resolve, reject) =>
    ask({ deadline: Date.now() + 10_000 }, (error, answer) => (error ? reject(error) : resolve(answer!))));

// The google.rpc.ErrorInfo that an error carries.
function errorInfo(error: grpc.ServiceError) {
  const root = new protobuf.Root();
  root.resolvePath = (_, file) => includeDirs.map((folder) => `${folder}/${file}`).find((path) => require("fs").existsSync(path)) ?? file;
  root.loadSync(["google/rpc/status.proto", "google/rpc/error_details.proto"]);
  const status: any = root.lookupType("google.rpc.Status").decode(error.metadata.get("grpc-status-details-bin")[0] as Buffer);
  return root.lookupType("google.rpc.ErrorInfo").decode(status.details[0].value).toJSON();
}

async function main() {
  const article = { body: "HÀ NỘI — President Anne Dubois met Prime Minister Karl Weber in Paris on Monday." };
  const written = await call<Written>((...rest) => ingest.IngestArticle({ request_id: "node-1", article }, ...rest));
  const consistency = { at_least_as_fresh: written.revision_token };
  const filter = { article: written.article!.name };
  const answer = await call<Facts>((...rest) => query.ListFacts({ filter, consistency }, ...rest));
  for (const fact of answer.facts) {
    const words = Buffer.from(article.body).subarray(fact.evidence!.begin_byte, fact.evidence!.end_byte).toString();
    console.log(`${fact.participants.map((one) => one.display_name).join(", ")} | ${fact.trigger!.text} | ${words}`);
  }
  await call<Fact>((...rest) => query.GetFact({ name: "articles/x/facts/y" }, ...rest)).catch((error) => {
    const info = errorInfo(error);
    console.log(grpc.status[error.code], info.domain, info.reason);
  });
}

main().finally(() => (ingest.close(), query.close()));
