// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import java.util.Arrays;

/**
 * This is the table of static RTP payload types (RFC 3551 §6). An rtpmap of the negotiated media line overrides it.
 *
 * <p>G.722 has a clock of 8000 Hz though it samples at 16000: a slip of RFC 1890 that can no longer be mended.
 */
public final class PayloadTypes {
    /** The first payload type that only SDP can give a meaning. */
    public static final int DYNAMIC_MIN = 96;

    public static final int MAX = 127;

    private static final int RARE_MIN = 35;
    private static final int RARE_MAX = 63;

    private static final String[] NAMES = new String[DYNAMIC_MIN];
    private static final int[] CLOCK_RATES_HZ = new int[DYNAMIC_MIN];
    private static final int[] CHANNELS = new int[DYNAMIC_MIN];

    static {
        Arrays.fill(NAMES, "");
        audio(0, "PCMU", 8000);
        audio(3, "GSM", 8000);
        audio(4, "G723", 8000);
        audio(5, "DVI4", 8000);
        audio(6, "DVI4", 16000);
        audio(7, "LPC", 8000);
        audio(8, "PCMA", 8000);
        audio(9, "G722", 8000);
        audio(10, "L16", 44100);
        CHANNELS[10] = 2;
        audio(11, "L16", 44100);
        audio(12, "QCELP", 8000);
        audio(13, "CN", 8000);
        audio(14, "MPA", 90000);
        audio(15, "G728", 8000);
        audio(16, "DVI4", 11025);
        audio(17, "DVI4", 22050);
        audio(18, "G729", 8000);
        audio(25, "CelB", 90000);
        audio(26, "JPEG", 90000);
        audio(28, "nv", 90000);
        audio(31, "H261", 90000);
        audio(32, "MPV", 90000);
        audio(33, "MP2T", 90000);
        audio(34, "H263", 90000);
    }

    private PayloadTypes() {}

    private static void audio(int payloadType, String name, int clockRateHz) {
        NAMES[payloadType] = name;
        CLOCK_RATES_HZ[payloadType] = clockRateHz;
        CHANNELS[payloadType] = 1;
    }

    /** The encoding name, or an empty string when the type has no static meaning. */
    public static String name(int payloadType) {
        return isStatic(payloadType) ? NAMES[payloadType] : "";
    }

    /** Ticks of the RTP clock per second, 0 when the type has no static meaning. */
    public static int clockRateHz(int payloadType) {
        return isStatic(payloadType) ? CLOCK_RATES_HZ[payloadType] : 0;
    }

    /** 1 or 2; 1 when the type has no static meaning. */
    public static int channels(int payloadType) {
        return isStatic(payloadType) ? CHANNELS[payloadType] : 1;
    }

    public static boolean isStatic(int payloadType) {
        return payloadType >= 0 && payloadType < DYNAMIC_MIN && CLOCK_RATES_HZ[payloadType] != 0;
    }

    /** Unassigned by RFC 3551, and given out by browsers once the dynamic types are used up (RFC 5761 §4). */
    public static boolean isRare(int payloadType) {
        return payloadType >= RARE_MIN && payloadType <= RARE_MAX;
    }

    /** Whether a stream found without signalling may carry it: assigned by RFC 3551 and in use, or dynamic. */
    public static boolean isPlausible(int payloadType) {
        return isStatic(payloadType) || (payloadType >= DYNAMIC_MIN && payloadType <= MAX);
    }
}
