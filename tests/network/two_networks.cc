#include "tests/network/two_networks.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/random_seed.h"

namespace dateline::testing {
namespace {

constexpr char kNetmask[] = "255.255.255.0";
constexpr char kWireDevice[] = "wire";

absl::Status Refused(absl::string_view what) {
  return absl::PermissionDeniedError(absl::StrCat(what, ": ", std::strerror(errno)));
}

// A descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  Descriptor(Descriptor&& other) : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

ifreq RequestFor(const char* device) {
  ifreq request = {};
  std::strncpy(request.ifr_name, device, IFNAMSIZ - 1);
  return request;
}

void SetAddress(const char* address, ifreq& request) {
  sockaddr_in internet = {};
  internet.sin_family = AF_INET;
  inet_pton(AF_INET, address, &internet.sin_addr);
  std::memcpy(&request.ifr_addr, &internet, sizeof(internet));
}

absl::Status TurnOn(const char* device) {
  const Descriptor control(socket(AF_INET, SOCK_DGRAM, 0));
  ifreq request = RequestFor(device);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  return ioctl(control.get(), SIOCSIFFLAGS, &request) == 0 ? absl::OkStatus() : Refused(device);
}

absl::Status GiveAddress(const char* device, const char* host) {
  const Descriptor control(socket(AF_INET, SOCK_DGRAM, 0));
  ifreq request = RequestFor(device);
  SetAddress(host, request);
  if (ioctl(control.get(), SIOCSIFADDR, &request) != 0) return Refused(host);
  SetAddress(kNetmask, request);
  return ioctl(control.get(), SIOCSIFNETMASK, &request) == 0 ? absl::OkStatus() : Refused(kNetmask);
}

struct Side {
  Descriptor network;
  Descriptor device;
};

// Moves this thread into a new network whose host is `host`.
absl::StatusOr<Side> EnterNewNetwork(const char* host) {
  if (unshare(CLONE_NEWNET) != 0) return Refused("a new network namespace");
  Side side{Descriptor(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)),
            Descriptor(open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC))};
  if (side.network.get() < 0 || side.device.get() < 0) return Refused("/dev/net/tun");
  ifreq request = RequestFor(kWireDevice);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (ioctl(side.device.get(), TUNSETIFF, &request) != 0) return Refused("a TUN device");
  for (const absl::Status& done : {GiveAddress(kWireDevice, host), TurnOn(kWireDevice), TurnOn("lo")}) {
    if (!done.ok()) return done;
  }
  return side;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TwoNetworks>> TwoNetworks::Make() {
  const Descriptor before(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  auto far = EnterNewNetwork(kFarHost);
  auto near = far.ok() ? EnterNewNetwork(kNearHost) : far.status();
  if (!near.ok()) {
    setns(before.get(), CLONE_NEWNET);
    return near.status();
  }
  const auto seed = RandomSeed();
  auto wire = std::make_unique<Wire>(near->device.Release(), far->device.Release(), seed);
  return std::unique_ptr<TwoNetworks>(
      new TwoNetworks(near->network.Release(), far->network.Release(), std::move(wire)));
}

TwoNetworks::~TwoNetworks() {
  close(near_);
  close(far_);
}

TwoNetworks::FarSide::FarSide(const TwoNetworks& networks) : networks_(networks) {
  EXPECT_EQ(setns(networks_.far_, CLONE_NEWNET), 0) << std::strerror(errno);
}

TwoNetworks::FarSide::~FarSide() { EXPECT_EQ(setns(networks_.near_, CLONE_NEWNET), 0) << std::strerror(errno); }

}  // namespace dateline::testing
