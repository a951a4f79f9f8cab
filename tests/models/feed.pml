/*
 * The log, its owners, retention and a follower (docs/feed_protocol.md), for Spin (spinroot.com).
 *
 * Holds: no offset is written twice (no fork); the follower applies every change once and in order (no skip, no
 * repeat); while its lease lives, nothing is dropped that it has not applied, and what goes all the same, being beyond
 * twice the bound, ends the lease; it catches up. What may go wrong goes wrong a bounded number of times, so every run
 * comes to its end without an assumption of fairness.
 * Each of these breaks when the rule that it rests on is left out:
 *   NO_FENCING            the head moves without comparing epoch and offset
 *   FEED_BEFORE_COMMIT    changes are sent before they are durable
 *   NO_LEASE              retention does not look at the follower's lease
 *   CURSOR_APART          changes and cursor are stored in two steps
 *   NO_RESUME             a follower that crashed does not come back
 */

#ifndef CHANGES
#define CHANGES 3
#endif
#define OWNERS 2
#define NOBODY 255

/* How often each of these may happen. */
byte owner_crashes = 1;
byte ownership_expiries = 1;   /* the owner is slow and another takes over */
byte follower_crashes = 1;
byte lease_expiries = 1;
byte surplus_drops = 1;        /* what is kept is beyond twice the bound */

/* The log. */
byte written_by[CHANGES + 1];  /* by offset: epoch; 0: nothing */
byte epoch = 0;
byte next_offset = 1;
byte low_offset = 1;
bool is_writing = false;       /* a transaction is open */
byte owner = NOBODY;

/* The follower: what it has stored. */
byte cursor = 0;
byte cursor_epoch = 0;         /* stands for the chain: who wrote the change at the cursor */
byte applied = 0;              /* how many changes its index holds */
bool has_lease = false;
byte lease_offset = 0;

inline TakeOver() {
  atomic {
    !is_writing && (owner == NOBODY || (ownership_expiries > 0 && owner != _pid)) ->
    if
    :: owner != NOBODY -> ownership_expiries--
    :: else
    fi;
    owner = _pid;
    epoch++;
    my_epoch = epoch;
    my_next = next_offset
  }
}

active [OWNERS] proctype Owner() {
  byte my_epoch, my_next;

start:
  do
  :: next_offset > CHANGES -> goto done
  :: TakeOver(); break
  od;

  do
  :: my_next > CHANGES -> break
  :: atomic {
       /* begin a transaction, write one change */
       my_next <= CHANGES && !is_writing ->
#ifndef NO_FENCING
       if
       :: epoch == my_epoch && next_offset == my_next
       :: else -> goto start
       fi;
#endif
       assert(written_by[my_next] == 0);
       is_writing = true;
       written_by[my_next] = my_epoch
     };
     if
     :: atomic {
          /* commit: the head moves, all is durable */
          is_writing = false;
          my_next++;
          next_offset = my_next
        }
     :: atomic {
          /* the machine goes down before the commit is durable */
          owner_crashes > 0 ->
          owner_crashes--;
          written_by[my_next] = 0;
          is_writing = false;
          if
          :: owner == _pid -> owner = NOBODY
          :: else
          fi;
          goto start
        }
     fi
  :: atomic {
       owner_crashes > 0 ->
       owner_crashes--;
       if
       :: owner == _pid -> owner = NOBODY
       :: else
       fi;
       goto start
     }
  od;
done:
  skip
}

#ifdef FEED_BEFORE_COMMIT
#define IsFed(offset) (offset <= CHANGES && written_by[offset] != 0)
#else
#define IsFed(offset) (offset < next_offset)
#endif

#ifdef NO_LEASE
#define MayDrop(offset) (offset < next_offset)
#else
#define MayDrop(offset) (offset < next_offset && (!has_lease || offset <= lease_offset))
#endif

active proctype Retention() {
end:
  do
  :: atomic { MayDrop(low_offset) -> low_offset++ }
  :: atomic { has_lease && lease_expiries > 0 -> lease_expiries--; has_lease = false }
  :: atomic {
       /* drops what the follower has not acknowledged: its lease is worth nothing any more */
       has_lease && low_offset > lease_offset && low_offset < next_offset && surplus_drops > 0 ->
       surplus_drops--; low_offset++; has_lease = false
     }
  od
}

inline Store(change) {
  assert(change == cursor + 1);
#ifdef CURSOR_APART
  applied++;
  if
  :: atomic { follower_crashes > 0 -> follower_crashes--; goto resume }
  :: true
  fi;
  atomic { cursor = change; cursor_epoch = received_by }
#else
  atomic { applied++; cursor = change; cursor_epoch = received_by }
#endif
  assert(applied == cursor)
}

active proctype Follower() {
  byte received, received_by;

resume:
  atomic {
    /* The service checks the cursor: it must be of this feed's history, and what follows it must be there. */
    assert(applied == cursor);
    assert(cursor < next_offset);
    assert(cursor == 0 || written_by[cursor] == cursor_epoch);
    if
    :: cursor + 1 < low_offset ->
       /* too late: starts over from a snapshot */
       cursor = next_offset - 1;
       applied = cursor;
       cursor_epoch = written_by[cursor]
    :: else
    fi;
    has_lease = true;
    lease_offset = cursor
  };
end:
  do
  :: atomic {
       IsFed(cursor + 1) && cursor + 1 >= low_offset ->
       received = cursor + 1;
       received_by = written_by[received]
     };
     if
     :: Store(received)
     :: atomic { follower_crashes > 0 -> follower_crashes-- };
#ifdef NO_RESUME
        goto gone
#else
        goto resume
#endif
     fi;
     atomic {
       /* tells the service how far it is */
       if
       :: has_lease -> lease_offset = cursor
       :: else
       fi
     }
  :: atomic {
       IsFed(cursor + 1) && cursor + 1 < low_offset ->
       assert(!has_lease);
       goto resume
     }
  od;
#ifdef NO_RESUME
gone:
  skip
#endif
}

ltl catches_up { <> [] (cursor == CHANGES) }
