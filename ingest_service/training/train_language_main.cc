#include <cstdio>
#include <chrono>
#include <cstdlib>
#include "ingest_service/training/dataset.h"
#include "ingest_service/training/network_trainer.h"
using namespace dateline::training;
int main(int argc, char** argv) {
  std::vector<TreebankSentence> all;
  NetworkTrainingOptions o; NetworkShape shape;
  int limit = 0;
  for (int i = 1; i < argc; ++i) {
    std::string a = argv[i];
    if (a.rfind("e=",0)==0) o.epochs=atoi(a.c_str()+2);
    else if (a.rfind("n=",0)==0) limit=atoi(a.c_str()+2);
    else if (a.rfind("h=",0)==0) shape.hidden=atoi(a.c_str()+2);
    else if (a.rfind("t=",0)==0) o.threads=atoi(a.c_str()+2);
    else { auto s = ReadTreebank(a); if(!s.ok()){ fprintf(stderr,"%s\n",s.status().ToString().c_str()); return 1;} all.insert(all.end(), s->begin(), s->end()); }
  }
  if (limit) all.resize(limit);
  Dataset d = BuildDataset(all, 32768);
  shape.table_rows = 1 + d.vocabulary.size() + 32768;
  shape.tag_counts = {dateline::language::kPartOfSpeechCount, (int)d.tags.treebank_tags.size(), (int)d.tags.features.size()};
  printf("%zu examples, vocab %zu, tags %zu feats %zu combos %zu dense %zu\n", d.examples.size(), d.vocabulary.size(), d.tags.treebank_tags.size(), d.tags.features.size(), d.tags.combinations.size(), DenseFloatCount(shape));
  auto start = std::chrono::steady_clock::now();
  TrainNetwork(shape, d.examples, o, [&](int e, const Losses& l, const NetworkWeights&) {
    printf("%d: tags %.4f arcs %.4f rel %.4f  %.1fs\n", e, l.tags/l.words, l.arcs/l.words, l.relations/l.words, std::chrono::duration<double>(std::chrono::steady_clock::now()-start).count()); fflush(stdout);
  });
}
