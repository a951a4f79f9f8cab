// Two machines on one: network namespaces with a wire between them.
#ifndef DATELINE_TESTS_NETWORK_TWO_NETWORKS_H_
#define DATELINE_TESTS_NETWORK_TWO_NETWORKS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "tests/network/wire.h"

namespace dateline::testing {

// The thread that makes it is in the near network from then on, with the threads and programs that it starts. Each side
// has the loopback interface, and one that leads to the other.
class TwoNetworks {
 public:
  static constexpr char kNearHost[] = "10.77.0.1";
  static constexpr char kFarHost[] = "10.77.0.2";

  // PERMISSION_DENIED: this machine does not let this user make networks; the message says what it refuses. To be
  // called once in a process, before it has other threads.
  static absl::StatusOr<std::unique_ptr<TwoNetworks>> Make();
  ~TwoNetworks();
  TwoNetworks(const TwoNetworks&) = delete;
  TwoNetworks& operator=(const TwoNetworks&) = delete;

  Wire& wire() { return *wire_; }

  // While it lives, programs that this thread starts are in the far network.
  class FarSide {
   public:
    explicit FarSide(const TwoNetworks& networks);
    ~FarSide();
    FarSide(const FarSide&) = delete;
    FarSide& operator=(const FarSide&) = delete;

   private:
    const TwoNetworks& networks_;
  };

 private:
  TwoNetworks(int near, int far, std::unique_ptr<Wire> wire) : near_(near), far_(far), wire_(std::move(wire)) {}

  const int near_;  // descriptors of the namespaces
  const int far_;
  const std::unique_ptr<Wire> wire_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_NETWORK_TWO_NETWORKS_H_
