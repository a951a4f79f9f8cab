#include "ingest_service/language/parsing/spanning_tree.h"

#include <algorithm>
#include <limits>

namespace dateline::language {
namespace {

// More than any sum of scores, so that a tree with one arc from the root always wins.
constexpr double kRootPenalty = 1e7;

struct Arc {
  double score = -std::numeric_limits<double>::infinity();
  int head = 0;  // of the graph one level down
  int dependent = 0;
};

// A complete graph whose node 0 is the root.
struct Graph {
  explicit Graph(int nodes) : node_count(nodes), arcs(static_cast<size_t>(nodes) * nodes) {}
  Arc& At(int head, int dependent) { return arcs[static_cast<size_t>(dependent) * node_count + head]; }
  const Arc& At(int head, int dependent) const { return arcs[static_cast<size_t>(dependent) * node_count + head]; }

  int node_count;
  std::vector<Arc> arcs;
};

// cycle[node] is the number of the cycle that node lies on, -1 for none; returns the number of cycles.
int FindCycles(const std::vector<int>& heads, std::vector<int>& cycle) {
  const int count = static_cast<int>(heads.size());
  std::vector<int> visited_from(count, -1);
  cycle.assign(count, -1);
  visited_from[0] = 0;
  int cycles = 0;
  for (int start = 1; start < count; ++start) {
    int node = start;
    while (visited_from[node] == -1) {
      visited_from[node] = start;
      node = heads[node];
    }
    if (node == 0 || visited_from[node] != start || cycle[node] != -1) continue;
    for (int member = node; cycle[member] == -1; member = heads[member]) cycle[member] = cycles;
    ++cycles;
  }
  return cycles;
}

std::vector<int> BestHeads(const Graph& graph) {
  std::vector<int> heads(graph.node_count, 0);
  for (int dependent = 1; dependent < graph.node_count; ++dependent) {
    for (int head = 1; head < graph.node_count; ++head) {
      if (head != dependent && graph.At(head, dependent).score > graph.At(heads[dependent], dependent).score)
        heads[dependent] = head;
    }
  }
  return heads;
}

// The graph in which each cycle is one node; its arcs remember which arc of `graph` they stand for.
Graph Contract(const Graph& graph, const std::vector<int>& heads, const std::vector<int>& cycle, int cycles,
               std::vector<int>& contracted) {
  contracted.assign(graph.node_count, 0);
  int nodes = 0;
  for (int node = 0; node < graph.node_count; ++node) {
    if (cycle[node] == -1) contracted[node] = nodes++;
  }
  for (int node = 0; node < graph.node_count; ++node) {
    if (cycle[node] != -1) contracted[node] = nodes + cycle[node];
  }
  Graph smaller(nodes + cycles);
  for (int dependent = 1; dependent < graph.node_count; ++dependent) {
    const double kept = cycle[dependent] == -1 ? 0 : graph.At(heads[dependent], dependent).score;
    for (int head = 0; head < graph.node_count; ++head) {
      if (contracted[head] == contracted[dependent]) continue;
      const double score = graph.At(head, dependent).score - kept;
      Arc& arc = smaller.At(contracted[head], contracted[dependent]);
      if (score > arc.score) arc = {score, head, dependent};
    }
  }
  return smaller;
}

std::vector<int> SolveGraph(const Graph& graph) {
  std::vector<int> heads = BestHeads(graph);
  std::vector<int> cycle;
  const int cycles = FindCycles(heads, cycle);
  if (cycles == 0) return heads;
  std::vector<int> contracted;
  const Graph smaller = Contract(graph, heads, cycle, cycles, contracted);
  const std::vector<int> smaller_heads = SolveGraph(smaller);
  for (int node = 1; node < smaller.node_count; ++node) {
    const Arc& arc = smaller.At(smaller_heads[node], node);
    heads[arc.dependent] = arc.head;
  }
  return heads;
}

bool IsTree(absl::Span<const int> heads) {
  if (std::count(heads.begin(), heads.end(), 0) != 1) return false;
  std::vector<int> with_root(heads.size() + 1, 0);
  std::copy(heads.begin(), heads.end(), with_root.begin() + 1);
  std::vector<int> cycle;
  return FindCycles(with_root, cycle) == 0;
}

}  // namespace

void FindSpanningTree(const float* scores, int columns, absl::Span<int> heads) {
  const int words = static_cast<int>(heads.size());
  for (int word = 0; word < words; ++word) {
    const float* row = scores + static_cast<size_t>(word) * columns;
    heads[word] = 0;
    for (int head = 1; head <= words; ++head) {
      if (head != word + 1 && row[head] > row[heads[word]]) heads[word] = head;
    }
  }
  if (IsTree(heads)) return;
  Graph graph(words + 1);
  for (int word = 0; word < words; ++word) {
    for (int head = 0; head <= words; ++head) {
      if (head == word + 1) continue;
      const double score = scores[static_cast<size_t>(word) * columns + head];
      graph.At(head, word + 1).score = head == 0 ? score - kRootPenalty : score;
    }
  }
  const std::vector<int> solved = SolveGraph(graph);
  std::copy(solved.begin() + 1, solved.end(), heads.begin());
}

}  // namespace dateline::language
