// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.match.Claimant;
import earshot.calls.taps.TapNews;
import earshot.calls.time.Patience;
import earshot.calls.time.RecentEvents;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link StreamAssembler} remembers of one stream. */
public class StreamMemory {
    public String streamId = "";
    public long version;
    /** When the last row went out. */
    public long publishedMicros = Patience.NEVER;
    /** All reports so far as one; null before the first. */
    public @Nullable MediaReport total;

    public boolean ended;
    public RecentEvents recent = new RecentEvents();
    public RtcpMemory rtcp = new RtcpMemory();
    public TrustMemory trust = new TrustMemory();
    /** DSCP of what runs the other way; empty while nothing does. */
    public List<Integer> oppositeDscp = new ArrayList<>();
    /** The same packets at another tap; null while none is known. */
    public @Nullable TapNews tap;
    /** The stream that is counted in its place from now on; empty when it counts itself. */
    public String copyOf = "";

    public StreamCourse course = new StreamCourse();
    /** Packets that came although the call had said that none were to come. */
    public long againstDirection;

    /** Who claims the stream at its source, and at its destination. */
    public List<Claimant> atSource = new ArrayList<>();

    public List<Claimant> atDestination = new ArrayList<>();
    /** The call it is bound to; null while it is an orphan. */
    public @Nullable Claimant owner;

    public boolean ambiguous;
    /** Other calls that claimed it and did not get it. */
    public List<String> contestedBy = new ArrayList<>();
    /** Calls that fit as well as the owner, and were told so. */
    public List<String> shared = new ArrayList<>();

    /** When the stream is taken for ended, and after that forgotten. */
    public long expiresMicros = Patience.NEVER;
    /** The timer under way. */
    public long timerMicros = Patience.NEVER;

    public StreamMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return expiresMicros == Patience.NEVER;
    }
}
