#include "ingest_service/language/names/name_recognizer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "absl/numeric/bits.h"
#include "absl/status/status.h"
#include "ingest_service/language/model/section.h"

namespace dateline::language {
namespace {

constexpr float kMaximalByte = 127;
constexpr size_t kLeastSlots = 16;

void FingerprintOf(uint64_t feature, uint8_t (&fingerprint)[3]) {
  const uint64_t bits = feature >> 40 | 1;  // never zero: zero marks an empty slot
  for (int i = 0; i < 3; ++i) fingerprint[i] = static_cast<uint8_t>(bits >> 8 * i);
}

bool IsEmpty(const WeightSlot& slot) { return (slot.fingerprint[0] | slot.fingerprint[1] | slot.fingerprint[2]) == 0; }

float LargestWeight(absl::Span<const WeightRow> rows) {
  float largest = 0;
  for (const WeightRow& row : rows) {
    for (float weight : row.weights) largest = std::max(largest, std::abs(weight));
  }
  return largest;
}

// All zero: the row says nothing once it is packed.
bool PackRow(const WeightRow& row, float scale, WeightSlot& slot) {
  bool says_something = false;
  for (int label = 0; label < kNameLabels; ++label) {
    slot.weights[label] = static_cast<int8_t>(std::lround(row.weights[label] / scale));
    says_something |= slot.weights[label] != 0;
  }
  FingerprintOf(row.feature, slot.fingerprint);
  return says_something;
}

}  // namespace

std::string NameRecognizer::Pack(absl::Span<const WeightRow> rows, const TransitionScores& transitions,
                                 const LabelScores& offsets) {
  const float scale = std::max(LargestWeight(rows), 1e-6f) / kMaximalByte;
  std::vector<std::pair<uint64_t, WeightSlot>> packed;
  for (const WeightRow& row : rows) {
    WeightSlot slot;
    if (PackRow(row, scale, slot)) packed.emplace_back(row.feature, slot);
  }
  const size_t slot_count = absl::bit_ceil(std::max(kLeastSlots, packed.size() + packed.size() / 4));
  std::vector<WeightSlot> slots(slot_count, WeightSlot{});
  for (const auto& [feature, slot] : packed) {
    size_t at = feature & (slot_count - 1);
    while (!IsEmpty(slots[at])) at = (at + 1) & (slot_count - 1);
    slots[at] = slot;
  }
  SectionWriter writer;
  writer.WriteArray<float>({scale});
  writer.WriteArray<float>(offsets);
  for (const LabelScores& row : transitions) writer.WriteArray<float>(row);
  writer.WriteArray(
      absl::MakeConstSpan(reinterpret_cast<const uint8_t*>(slots.data()), slots.size() * sizeof(WeightSlot)));
  return writer.bytes();
}

absl::StatusOr<NameRecognizer> NameRecognizer::Load(const ModelFile& model) {
  const absl::StatusOr<absl::string_view> section = model.Section(kRecognizerSection);
  if (!section.ok()) return section.status();
  return Parse(*section);
}

absl::StatusOr<NameRecognizer> NameRecognizer::Parse(absl::string_view section) {
  SectionReader reader(section);
  NameRecognizer recognizer;
  const auto scale = reader.ReadWeights();
  const auto offsets = reader.ReadWeights();
  bool fits = scale.size() == 1 && offsets.size() == kScoreRow;
  for (LabelScores& row : recognizer.transitions_) {
    const auto values = reader.ReadWeights();
    fits &= values.size() == kScoreRow;
    if (fits) std::copy(values.begin(), values.end(), row.begin());
  }
  const auto bytes = reader.ReadArray<uint8_t>();
  if (!reader.status().ok()) return reader.status();
  const size_t slot_count = bytes.size() / sizeof(WeightSlot);
  if (!fits || slot_count == 0 || bytes.size() % sizeof(WeightSlot) != 0 || !absl::has_single_bit(slot_count)) {
    return absl::DataLossError("the section names/recognizer does not fit together");
  }
  recognizer.scale_ = scale[0];
  std::copy(offsets.begin(), offsets.end(), recognizer.offsets_.begin());
  recognizer.slots_ = absl::MakeConstSpan(reinterpret_cast<const WeightSlot*>(bytes.data()), slot_count);
  const bool has_empty_slot = std::any_of(recognizer.slots_.begin(), recognizer.slots_.end(), IsEmpty);
  if (!has_empty_slot) return absl::DataLossError("the table of names/recognizer is full");
  return recognizer;
}

const WeightSlot* NameRecognizer::Find(uint64_t feature) const {
  uint8_t fingerprint[3];
  FingerprintOf(feature, fingerprint);
  for (size_t at = feature & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
    const WeightSlot& slot = slots_[at];
    if (std::memcmp(slot.fingerprint, fingerprint, sizeof(fingerprint)) == 0) return &slot;
    if (IsEmpty(slot)) return nullptr;
  }
}

LabelScores NameRecognizer::Score(absl::Span<const uint64_t> features) const {
  // Each slot is a miss of the cache: they are fetched side by side.
  for (const uint64_t feature : features) __builtin_prefetch(&slots_[feature & (slots_.size() - 1)]);
  std::array<int32_t, kNameLabels> sums = {};
  for (uint64_t feature : features) {
    const WeightSlot* slot = Find(feature);
    if (slot == nullptr) continue;
    for (int label = 0; label < kNameLabels; ++label) sums[label] += slot->weights[label];
  }
  LabelScores scores = offsets_;
  for (int label = 0; label < kNameLabels; ++label) scores[label] += static_cast<float>(sums[label]) * scale_;
  return scores;
}

std::vector<LabeledSpan> NameRecognizer::Recognize(const NameFeatureExtractor& extractor, const Sentence& sentence,
                                                   RecognizerWorkspace& workspace) const {
  extractor.Extract(sentence, workspace.features);
  const int length = sentence.end_token - sentence.begin_token;
  workspace.scores.resize(length);
  for (int token = 0; token < length; ++token) workspace.scores[token] = Score(workspace.features.Of(token));
  DecodeLabels(workspace.scores, transitions_, workspace.viterbi, workspace.labels);
  return SpansOfLabels(workspace.labels);
}

}  // namespace dateline::language
