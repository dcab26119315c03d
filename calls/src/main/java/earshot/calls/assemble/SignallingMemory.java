// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.calls.time.RecentEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link SignallingAssembler} remembers of one Call-ID. */
public class SignallingMemory {
    /** The call, once a message told that this is one. */
    public @Nullable CallMemory call;
    /** Transactions outside the call. */
    public List<TransactionMemory> transactions = new ArrayList<>();

    public RecentEvents recent = new RecentEvents();
    /** The earliest timer under way. */
    public long timerMicros = Patience.NEVER;

    public SignallingMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return call == null && transactions.isEmpty();
    }
}
