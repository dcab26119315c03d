// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.protocols.hep.HepChunk;
import earshot.protocols.hep.HepPacket;
import java.nio.charset.StandardCharsets;

/**
 * What an agent said beside a payload that it sent by HEP: who it is, when it saw the payload, and to which call that
 * belongs. It is filled again and again, and is blank while packets come from the wire.
 *
 * <p>The time is held between an hour before the packet's arrival and five seconds after it: an agent with a wrong clock
 * can be wrong about itself only.
 */
public final class AgentNote {
    private static final long EARLIEST_NANOS = -3_600_000_000_000L;
    private static final long LATEST_NANOS = 5_000_000_000L;
    private static final int NAME_MAX = 64;
    private static final int CALL_ID_MAX = 512;
    /** Of one character, or of two that stand for one. */
    private static final int UTF_8_OCTETS_MAX = 4;

    /** How an agent's time agreed with the packet's arrival. */
    public enum Clock {
        PLAUSIBLE,
        TOO_EARLY,
        TOO_LATE
    }

    private boolean present;
    private String agent = "";
    private String callId = "";
    private long timeNanos;
    private Clock clock = Clock.PLAUSIBLE;
    private int ipProtocol;
    private int dscp;

    /** Forgets the agent: the next payload is from the wire. */
    void clear() {
        present = false;
        agent = "";
        callId = "";
    }

    void set(HepPacket hep, long arrivalNanos) {
        present = true;
        agent = agentOf(hep);
        callId = hep.has(HepChunk.CORRELATION_ID) ? callIdOf(hep) : "";
        clock = clockOf(hep.timeMicros(), arrivalNanos);
        timeNanos = held(hep.timeMicros(), arrivalNanos);
        ipProtocol = hep.ipProtocol();
        dscp = (int) hep.number(HepChunk.IP_TOS, 0) >> 2 & 0x3F;
    }

    /** Whether a time that an agent tells fits the arrival of its packet. */
    public static Clock clockOf(long toldMicros, long arrivalNanos) {
        if (toldMicros == HepPacket.NO_TIME) return Clock.PLAUSIBLE;
        long ahead = toldMicros * 1_000 - arrivalNanos;
        if (ahead < EARLIEST_NANOS) return Clock.TOO_EARLY;
        return ahead > LATEST_NANOS ? Clock.TOO_LATE : Clock.PLAUSIBLE;
    }

    private static long held(long toldMicros, long arrivalNanos) {
        if (toldMicros == HepPacket.NO_TIME) return arrivalNanos;
        long told = toldMicros * 1_000;
        return Math.max(arrivalNanos + EARLIEST_NANOS, Math.min(arrivalNanos + LATEST_NANOS, told));
    }

    /** Its name if it has one that can be printed, else its number; empty when it told neither. */
    private static String agentOf(HepPacket hep) {
        if (hep.has(HepChunk.AGENT_NAME)) {
            String name = text(hep, HepChunk.AGENT_NAME, NAME_MAX);
            if (isPlain(name)) return name;
        }
        long id = hep.agentId();
        return id < 0 ? "" : Long.toString(id);
    }

    /** Cut as that of a message is, in characters. */
    private static String callIdOf(HepPacket hep) {
        String callId = text(hep, HepChunk.CORRELATION_ID, CALL_ID_MAX * UTF_8_OCTETS_MAX);
        return callId.length() <= CALL_ID_MAX ? callId : callId.substring(0, CALL_ID_MAX);
    }

    private static String text(HepPacket hep, int chunk, int max) {
        int length = Math.min(hep.length(chunk), max);
        return new String(hep.bytes(), hep.offset(chunk), length, StandardCharsets.UTF_8).trim();
    }

    /** Letters, digits, dots, dashes and underscores: what a probe may be named, too. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_') return false;
        }
        return !name.isEmpty();
    }

    /** Whether the payload came from an agent. */
    public boolean isPresent() {
        return present;
    }

    /** Name or number of the agent; empty when it told neither, or when there is none. */
    public String agent() {
        return agent;
    }

    /** Call-ID that the agent says the payload belongs to; empty when it does not. */
    public String callId() {
        return callId;
    }

    /** When the agent saw the payload, nanoseconds since 1970, held near the arrival. */
    public long timeNanos() {
        return timeNanos;
    }

    public Clock clock() {
        return clock;
    }

    /** Number of the transport protocol that the agent saw. */
    public int ipProtocol() {
        return ipProtocol;
    }

    /** 0 to 63; 0 also when the agent did not tell it. */
    public int dscp() {
        return dscp;
    }
}
