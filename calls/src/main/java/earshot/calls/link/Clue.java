// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.Patience;

/** One thing that a call says and another may say as well. */
public class Clue {
    /** Reason of a link by who was referred where, when the new call does not say by whom. */
    static final String TRANSFER = "transfer";

    public ClueKind kind = ClueKind.HEADER;
    /** What a link by it is called: a header's name in lower case, media, stream or numbers. */
    public String reason = "";

    public String value = "";
    /** It points to another call; the other one has it as its own. */
    public boolean names;
    /** When the call said it first. */
    public long fromMicros = Patience.NEVER;
    /** When what it promised was refused or done; Long.MAX_VALUE before. */
    public long untilMicros = Long.MAX_VALUE;
    /** Hash of what was told of it last; 0 when nothing. */
    public int told;

    public Clue() {}

    Clue(ClueKind kind, String reason, String value, boolean names) {
        this.kind = kind;
        this.reason = reason;
        this.value = value;
        this.names = names;
    }

    boolean isSame(Clue other) {
        return kind == other.kind && names == other.names && value.equals(other.value) && reason.equals(other.reason);
    }
}
