// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** One endpoint that one side of a call named, and what became of it. */
public class Claim {
    public String endpoint = "";
    public Side side = Side.CALLER;
    /** The callee's tag; empty for what the caller said, which is the same to all forks. */
    public String dialogTag = "";
    /** Where the SDP was seen: a proxy may rewrite it from hop to hop. */
    public String hop = "";
    /** Index of the m-line. */
    public int line;

    public String kind = "";
    public boolean candidate;
    public boolean confirmed;
    public long fromMicros;
    public long untilMicros = Long.MAX_VALUE;
    /** When a later SDP left the endpoint out; takes effect when that SDP is accepted. */
    public long replacedMicros = Patience.NEVER;

    public List<String> senders = new ArrayList<>();
    public List<String> codecs = new ArrayList<>();
    public Terms terms = new Terms();
    /** Hash of what the matcher was told last; 0 when nothing. */
    public int told;

    public Claim() {}

    boolean isOpen() {
        return untilMicros == Long.MAX_VALUE;
    }

    void close(long timeMicros) {
        if (isOpen()) untilMicros = timeMicros;
    }
}
