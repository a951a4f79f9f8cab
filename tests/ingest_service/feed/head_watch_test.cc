#include "ingest_service/feed/head_watch.h"

#include <future>

#include "gtest/gtest.h"

namespace dateline::feed {
namespace {

constexpr absl::Duration kNever = absl::Hours(1);

// A wake to wait for; waking twice would throw.
class Wake {
 public:
  std::function<void()> Callback() {
    return [this] { woken_.set_value(); };
  }
  void Await() { woken_.get_future().wait(); }

 private:
  std::promise<void> woken_;
};

TEST(HeadWatch, WakesWhenTheHeadMovesOn) {
  Wake wake;
  HeadWatch watch;
  watch.Wait(5, kNever, wake.Callback());
  watch.Notify(6);
  wake.Await();
}

TEST(HeadWatch, WakesAtOnceWhenTheHeadIsBeyondAlready) {
  Wake wake;
  HeadWatch watch;
  watch.Notify(6);
  watch.Wait(5, kNever, wake.Callback());
  wake.Await();
}

TEST(HeadWatch, WakesAfterTheTimeout) {
  Wake wake;
  HeadWatch watch;
  watch.Wait(5, absl::Milliseconds(1), wake.Callback());
  wake.Await();
}

TEST(HeadWatch, WakesTheEarlierDeadlineFirst) {
  Wake soon;
  HeadWatch watch;
  watch.Wait(5, kNever, [] { ADD_FAILURE() << "woken without cause"; });
  watch.Wait(5, absl::Milliseconds(1), soon.Callback());
  soon.Await();
}

TEST(HeadWatch, LetsOthersWaitOn) {
  Wake near;
  HeadWatch watch;
  watch.Wait(9, kNever, [] { ADD_FAILURE() << "the head did not get there"; });
  watch.Wait(5, kNever, near.Callback());
  watch.Notify(9);
  near.Await();
}

TEST(HeadWatch, WakesEverybodyToDrain) {
  Wake before;
  Wake after;
  HeadWatch watch;
  watch.Wait(5, kNever, before.Callback());
  EXPECT_FALSE(watch.draining());
  watch.Drain();
  EXPECT_TRUE(watch.draining());
  watch.Wait(5, kNever, after.Callback());
  before.Await();
  after.Await();
}

}  // namespace
}  // namespace dateline::feed
