// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import java.util.List;

/** What must not be: each octet is compared with all others. It shows that the count of work would tell. */
public final class LoopInLoopTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        int pairs = 0;
        for (byte one : input) {
            for (byte other : input) pairs += one == other ? 1 : 0;
        }
        Amid.check(pairs >= input.length, "an octet equals itself");
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(new byte[100]);
    }
}
