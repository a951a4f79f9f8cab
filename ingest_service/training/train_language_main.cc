#include <cstdio>
#include <chrono>
#include <cstdlib>
#include "ingest_service/training/dataset.h"
#include "ingest_service/training/network_trainer.h"
#include "ingest_service/training/model_export.h"
#include "ingest_service/training/lemma_training.h"
#include "ingest_service/training/evaluation.h"
#include <cstring>
#include "ingest_service/training/segmentation_training.h"
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
    else if (a.rfind("a=",0)==0) shape.arc_width=atoi(a.c_str()+2);
    else if (a.rfind("t=",0)==0) o.threads=atoi(a.c_str()+2);
    else if (a.rfind("dev=",0)==0||a.rfind("o=",0)==0||a=="every"||a=="seg") {}
    else if (a.rfind("lr=",0)==0) o.learning_rate=atof(a.c_str()+3);
    else if (a.rfind("bw=",0)==0) o.batch_words=atoi(a.c_str()+3);
    else if (a.rfind("dw=",0)==0) o.dropout.words=atof(a.c_str()+3);
    else if (a.rfind("de=",0)==0) o.dropout.embeddings=atof(a.c_str()+3);
    else if (a.rfind("dl=",0)==0) o.dropout.layers=atof(a.c_str()+3);
    else { auto s = ReadTreebank(a); if(!s.ok()){ fprintf(stderr,"%s\n",s.status().ToString().c_str()); return 1;} all.insert(all.end(), s->begin(), s->end()); }
  }
  if (limit) all.resize(limit);
  Dataset d = BuildDataset(all, 32768);
  shape.table_rows = 1 + d.vocabulary.size() + 32768;
  shape.tag_counts = {dateline::language::kPartOfSpeechCount, (int)d.tags.treebank_tags.size(), (int)d.tags.features.size()};
  printf("%zu examples, vocab %zu, tags %zu feats %zu combos %zu dense %zu\n", d.examples.size(), d.vocabulary.size(), d.tags.treebank_tags.size(), d.tags.features.size(), d.tags.combinations.size(), DenseFloatCount(shape));
  for (int i = 1; i < argc; ++i) if(std::string(argv[i])=="seg") {
    dateline::language::ModelFileBuilder b; TrainSegmentation(JoinParagraphs(all), b);
    auto st=b.WriteTo("/tmp/syntax-seg.model"); auto m=dateline::language::ModelFile::Open("/tmp/syntax-seg.model");
    auto sg=dateline::language::Segmenter::Load(**m); if(!sg.ok()) {printf("%s\n", sg.status().ToString().c_str()); return 1;}
    for (int j=1;j<argc;++j){ std::string a=argv[j]; if(a.rfind("dev=",0)==0){ auto t=ReadTreebank(a.substr(4)); auto s=ScoreSegmentation(**sg, JoinParagraphs(*t)); printf("words %.2f sentences %.2f %s\n", s.words,s.sentences,a.c_str());}}
    return 0;
  }
  auto start = std::chrono::steady_clock::now();
  std::string out="/tmp/syntax.model"; bool every=false; std::vector<std::string> devs;
  for (int i = 1; i < argc; ++i) { std::string a=argv[i]; if(a.rfind("o=",0)==0) out=a.substr(2); if(a=="every") every=true; if(a.rfind("dev=",0)==0) devs.push_back(a.substr(4)); }
  auto report=[&](const NetworkWeights& w){
    dateline::language::ModelFileBuilder b;
    TrainSegmentation(JoinParagraphs(all), b);
    b.Add("tagging/lemmas", TrainLemmas(all));
    AddNetworkSections(d, shape, w, b);
    auto st=b.WriteTo(out); if(!st.ok()) printf("%s\n", st.ToString().c_str());
    auto m=dateline::language::ModelFile::Open(out);
    auto a=dateline::language::Annotator::Load(**m);
    if(!a.ok()){ printf("%s\n", a.status().ToString().c_str()); return; }
    for (auto& dev: devs) { auto t=ReadTreebank(dev); auto t0=std::chrono::steady_clock::now(); auto s=ScoreAnnotations(**a,*t);
      double sec=std::chrono::duration<double>(std::chrono::steady_clock::now()-t0).count();
      printf("  upos %.2f xpos %.2f feats %.2f lemma %.2f UAS %.2f LAS %.2f  %.0f words/s %s\n", s.part_of_speech,s.treebank_tag,s.features,s.lemma,s.unlabeled_attachment,s.labeled_attachment,s.words/sec,dev.c_str()); fflush(stdout);}
  };
  auto final=TrainNetwork(shape, d.examples, o, [&](int e, const Losses& l, const NetworkWeights& w) {
    printf("%d: tags %.4f arcs %.4f rel %.4f  %.1fs\n", e, l.tags/l.words, l.arcs/l.words, l.relations/l.words, std::chrono::duration<double>(std::chrono::steady_clock::now()-start).count()); fflush(stdout);
    if(every || e==o.epochs || e%4==0) report(w);
  });
}
