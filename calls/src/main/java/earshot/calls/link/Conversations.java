// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import java.util.HashMap;
import java.util.Map;

/** Sets of calls that links hold together. */
public final class Conversations {
    private final Map<String, String> parents = new HashMap<>();

    /** The call that stands for the conversation of a call: of all its calls the same. */
    public String of(String callId) {
        String at = callId;
        for (String up = parents.get(at); up != null; up = parents.get(at)) at = up;
        if (!at.equals(callId)) parents.put(callId, at); // the next way is shorter
        return at;
    }

    public void join(String one, String other) {
        String first = of(one);
        String second = of(other);
        if (!first.equals(second)) parents.put(second, first);
    }
}
