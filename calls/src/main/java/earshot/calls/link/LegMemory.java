// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.invite.UnseenAnswer;
import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** What {@link LegTracker} remembers of one Call-ID. */
public class LegMemory {
    static final int CLUES_MAX = 48;
    static final int HOPS_MAX = 8;

    public String callId = "";
    /** First and last message. */
    public long startMicros = Patience.NEVER;

    public long lastMicros = Patience.NEVER;
    /** BYE, or a final answer that is no 2xx. */
    public long endMicros = Patience.NEVER;

    public boolean answered;
    /** ip:port that sent INVITEs of the caller, in order of sight, and those that got them. */
    public List<String> sources = new ArrayList<>();

    public List<String> destinations = new ArrayList<>();
    public List<Clue> clues = new ArrayList<>();

    public UnseenAnswer unseenAnswer = new UnseenAnswer();
    /** When news is told. */
    public long dueMicros = Patience.NEVER;
    /** The earliest timer under way. */
    public long timerMicros = Patience.NEVER;

    public LegMemory() {}

    /** Nothing is left to remember: the state of the key can be cleared. */
    public boolean isEmpty() {
        return callId.isEmpty();
    }

    /** Forgets the call. */
    void clear() {
        callId = "";
        startMicros = Patience.NEVER;
        lastMicros = Patience.NEVER;
        endMicros = Patience.NEVER;
        dueMicros = Patience.NEVER;
        answered = false;
        unseenAnswer.clear();
        sources.clear();
        destinations.clear();
        clues.clear();
    }

    boolean isEnded() {
        return endMicros != Patience.NEVER;
    }

    /** What was asked of the other side is refused or done; true when that is new. */
    boolean closeTransfers(long timeMicros) {
        boolean isNews = false;
        for (Clue clue : clues) {
            boolean isOpen = clue.untilMicros == Long.MAX_VALUE && clue.fromMicros <= timeMicros;
            if (!isOpen || clue.names || !clue.reason.equals(Clue.TRANSFER)) continue;
            clue.untilMicros = timeMicros;
            clue.told = 0;
            isNews = true;
        }
        return isNews;
    }

    /** Keeps a clue; true when it is new. Beyond the limit a call is not linked by more. */
    boolean add(Clue clue, long timeMicros) {
        for (Clue known : clues) {
            if (known.isSame(clue)) return false;
        }
        if (clues.size() == CLUES_MAX) return false;
        clue.fromMicros = timeMicros;
        return clues.add(clue);
    }
}
