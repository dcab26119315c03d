// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.EndedBy;
import earshot.events.Party;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link CallAssembler} remembers of one call. Times are microseconds of event time. */
public class CallMemory {
    public String callId = "";
    public long version;
    public String from = "";
    public String to = "";
    public String fromUser = "";
    public String toUser = "";
    public String caller = "";
    public String callee = "";
    public String userAgent = "";
    public List<String> probes = new ArrayList<>();

    public Hops hops = new Hops();

    /** From-tag of the caller; empty while no INVITE of the caller was seen. */
    public String callerTag = "";
    /** The first INVITE seen was one within a call: the capture began too late. */
    public boolean midCall;
    /** The INVITE itself was seen. */
    public boolean inviteSeen;

    /** The INVITE transaction in force. */
    public Attempt attempt = new Attempt();
    /** Status of the last final response to an INVITE that sets up; the first 2xx stays. 0 while there is none. */
    public int finalStatus;
    /** Most branches that one INVITE had. */
    public int forks = 1;
    /** Tags of dialogs that were answered and not ended. */
    public List<String> dialogs = new ArrayList<>();

    public boolean answered;
    public long startMicros = Patience.NEVER;
    public long ringMicros = Patience.NEVER;
    public long answerMicros = Patience.NEVER;
    /** How near to the caller the two were seen ({@link Attempt#nearness}); -1 while they were not. */
    public int ringNearness = -1;

    public int answerNearness = -1;
    /** To-tags of all dialogs that were answered. */
    public List<String> answeredTags = new ArrayList<>();
    /** An ACK to an answer was seen. */
    public boolean acknowledged;
    /** How often the answer was sent again. */
    public int answerRepeats;

    public long endMicros = Patience.NEVER;
    public @Nullable EndedBy endedBy;
    public @Nullable Party byeFrom;
    public String reason = "";
    /** Why it ended, in a word of the row. */
    public String endCause = "";
    /** Who saw the BYE, and the callee's tag of its dialog. */
    public String endProbe = "";

    public String endDialog = "";
    /** How its BYE was answered. */
    public Disconnect disconnect = new Disconnect();

    /** Last message, and last packet of its streams. */
    public long lastMessageMicros = Patience.NEVER;

    public long lastMediaMicros = Patience.NEVER;

    public MessageCount count = new MessageCount();
    public Hold hold = new Hold();
    public Transfers transfers = new Transfers();
    public SessionTimer session = new SessionTimer();
    public Moves moves = new Moves();
    public ClockComparison clocks = new ClockComparison();
    /** Who saw messages of the side. */
    public List<String> probesOfCaller = new ArrayList<>();

    public List<String> probesOfCallee = new ArrayList<>();
    /** When the side first named an address for its audio. */
    public long sdpCallerMicros = Patience.NEVER;

    public long sdpCalleeMicros = Patience.NEVER;
    /** CSeqs of INVITEs that were challenged. */
    public List<Long> challengedCseqs = new ArrayList<>();
    /** Contact of the last 3xx. */
    public String redirectedTo = "";

    public String replacesCallId = "";
    public String referredBy = "";
    /** Both sides wanted to change the session at one time (491), or one refused a change. */
    public boolean glare;

    public boolean refusedChange;
    public List<CallStream> streams = new ArrayList<>();
    /** When waiting for more was given up. */
    public long givenUpMicros = Patience.NEVER;

    /** Some of its media is another call's row, which fits as well. */
    public boolean sharedMedia;

    /** When something that no row tells yet is to be told. */
    public long dueMicros = Patience.NEVER;

    public CallMemory() {}

    /** Its ACK tells that it was answered: the answer itself was not captured. */
    boolean isAnswerUnseen() {
        return answered && finalStatus == 0;
    }

    long lastMicros() {
        return Math.max(lastMessageMicros, lastMediaMicros);
    }
}
