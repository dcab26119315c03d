// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call that claims an endpoint of a stream, and how well the claim fits. */
public class Claimant {
    /** Both ends match offer and answer. */
    public static final int FIT_BOTH_ENDS = 3;
    /** One end matches a confirmed dialog. */
    public static final int FIT_ONE_END = 2;
    /** One end matches an INVITE that nobody answered: anyone can send one. */
    public static final int FIT_UNANSWERED = 0;
    /** What began after its end is rather the next call's on the same ports, should that be seen in half. */
    private static final int LATE = 2;

    /** Best first; of equals the one that ran here just now, else the later: a port used again is the later call's. */
    public static final Comparator<Claimant> RANK = Comparator.comparingInt(Claimant::score)
            .reversed()
            .thenComparing(claimant -> !claimant.inTime)
            .thenComparing(claimant -> !claimant.incumbent)
            .thenComparing(claimant -> !claimant.atDestination)
            .thenComparing(claimant -> -claimant.fromMicros)
            .thenComparing(claimant -> claimant.callId);

    public String callId = "";
    /** One of the FIT constants. */
    public int fit;
    /** The media comes from the address that the SDP came from. */
    public boolean fromSender;
    /** The endpoint was found as an ICE candidate. */
    public boolean candidate;
    /** The stream was sent by the caller; by the callee when false. */
    public boolean fromCaller;
    /** The stream started while the claim held; before it, or in the grace after it, when false. */
    public boolean inTime;
    /** The stream started in the grace after the claim. */
    public boolean late;
    /** The claim is on the stream's destination, where its owner waits for it; on the source when false. */
    public boolean atDestination;
    /** The call's media was heard here shortly before. */
    public boolean incumbent;

    public long fromMicros;
    public long untilMicros = Long.MAX_VALUE;
    public String kind = "";
    /** What the side that sends the stream, and the one that receives it, said of it; null when it did not. */
    public @Nullable Terms atSender;

    public @Nullable Terms atReceiver;
    /** Payload types that the receiving side listed. */
    public List<String> receiverCodecs = new ArrayList<>();
    /** The same of the sending side. */
    public List<String> senderCodecs = new ArrayList<>();

    public Claimant() {}

    /** Fit, one more for media from the SDP's sender, which a forger elsewhere cannot have, and less when it came too late. */
    public int score() {
        if (fit == FIT_UNANSWERED) return 0;
        int score = fit + (fromSender ? 1 : 0);
        return late ? Math.max(1, score - LATE) : score;
    }

    /** Payload types that the side at the claimed endpoint listed. */
    public List<String> codecs() {
        return atDestination ? receiverCodecs : senderCodecs;
    }

    /** Another claimant with the same values; the lists, which nobody changes, are shared. */
    public Claimant copy() {
        Claimant copy = new Claimant();
        copy.callId = callId;
        copy.fit = fit;
        copy.fromSender = fromSender;
        copy.candidate = candidate;
        copy.fromCaller = fromCaller;
        copy.inTime = inTime;
        copy.late = late;
        copy.atDestination = atDestination;
        copy.incumbent = incumbent;
        copy.fromMicros = fromMicros;
        copy.untilMicros = untilMicros;
        copy.kind = kind;
        copy.atSender = atSender;
        copy.atReceiver = atReceiver;
        copy.receiverCodecs = receiverCodecs;
        copy.senderCodecs = senderCodecs;
        return copy;
    }
}
