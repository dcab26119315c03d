// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.nio.charset.StandardCharsets;

/**
 * This gives a copy its own place and time, so that it can be analysed together with the capture it was made from: whole
 * seconds are added to its clock, texts of the same length replace addresses, numbers and the beginning of Call-IDs.
 *
 * <p>RTCP moves along: NTP times in sender reports and receiver reference times, and the middle 32 bits of them that
 * come back in report blocks and DLRR blocks (RFC 3550 §6.4.1, RFC 3611 §4.4, §4.5). Whole seconds keep both exact.
 */
final class Relabel {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int EXTENDED_REPORT = 207;
    private static final int BLOCK_REFERENCE_TIME = 4;
    private static final int BLOCK_DLRR = 5;
    private static final int REPORT_BLOCK = 24;
    private static final String CALL_ID = "\r\nCall-ID: ";
    private final ImpairSettings settings;
    private final long shiftSeconds;

    Relabel(ImpairSettings settings, long shiftSeconds) {
        this.settings = settings;
        this.shiftSeconds = shiftSeconds;
    }

    CaptureFile.Packet apply(CaptureFile.Packet packet) {
        Datagram datagram = new Datagram(packet.frame().clone());
        switch (datagram.kind()) {
            case SIP -> rewriteSip(datagram);
            case RTCP -> {
                replaceTexts(datagram);
                moveRtcp(datagram);
            }
            case RTP, OTHER -> {}
        }
        moveAddresses(datagram);
        datagram.fixChecksums();
        byte[] frame = settings.vlan() > 0 ? tagged(datagram.frame) : datagram.frame;
        return new CaptureFile.Packet(packet.timeMicros() + shiftSeconds * 1_000_000, frame);
    }

    /** The same replacements in a text of the manifest. */
    String text(String text) {
        String result = text;
        for (ImpairSettings.Replacement replacement : settings.texts()) {
            result = result.replace(replacement.from(), replacement.to());
        }
        return result;
    }

    String callId(String callId) {
        String tag = settings.callIdTag();
        return text(tag + callId.substring(Math.min(tag.length(), callId.length())));
    }

    private void rewriteSip(Datagram datagram) {
        String message = payload(datagram);
        int at = message.indexOf(CALL_ID);
        if (at >= 0 && !settings.callIdTag().isEmpty()) {
            put(datagram, datagram.payload + at + CALL_ID.length(), settings.callIdTag());
        }
        replaceTexts(datagram);
    }

    private void replaceTexts(Datagram datagram) {
        for (ImpairSettings.Replacement replacement : settings.texts()) {
            String message = payload(datagram);
            for (int at = message.indexOf(replacement.from()); at >= 0; ) {
                put(datagram, datagram.payload + at, replacement.to());
                at = message.indexOf(replacement.from(), at + 1);
            }
        }
    }

    private static String payload(Datagram datagram) {
        return new String(
                datagram.frame, datagram.payload, datagram.end - datagram.payload, StandardCharsets.ISO_8859_1);
    }

    private static void put(Datagram datagram, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, datagram.frame, at, bytes.length);
    }

    private void moveAddresses(Datagram datagram) {
        if (settings.netFrom() < 0 || !datagram.isIpv4()) return;
        for (int at : new int[] {datagram.ip + 12, datagram.ip + 16}) {
            if ((datagram.frame[at + 2] & 0xFF) == settings.netFrom()) {
                datagram.frame[at + 2] = (byte) settings.netTo();
            }
        }
    }

    private void moveRtcp(Datagram datagram) {
        if (shiftSeconds == 0) return;
        int next;
        for (int at = datagram.payload; at + 4 <= datagram.end; at = next) {
            int type = datagram.frame[at + 1] & 0xFF;
            int blocks = datagram.frame[at] & 31;
            next = at + 4 * (datagram.u16(at + 2) + 1);
            if (type == SENDER_REPORT) {
                addSeconds(datagram, at + 8);
                moveReportBlocks(datagram, at + 28, blocks);
            } else if (type == RECEIVER_REPORT) {
                moveReportBlocks(datagram, at + 8, blocks);
            } else if (type == EXTENDED_REPORT) {
                moveExtendedBlocks(datagram, at + 8, next);
            }
        }
    }

    private void moveReportBlocks(Datagram datagram, int first, int count) {
        for (int i = 0; i < count; i++) addMiddle(datagram, first + i * REPORT_BLOCK + 16);
    }

    private void moveExtendedBlocks(Datagram datagram, int first, int end) {
        int next;
        for (int at = first; at + 4 <= end; at = next) {
            next = at + 4 * (datagram.u16(at + 2) + 1);
            int type = datagram.frame[at] & 0xFF;
            if (type == BLOCK_REFERENCE_TIME) addSeconds(datagram, at + 4);
            if (type != BLOCK_DLRR) continue;
            for (int block = at + 4; block + 12 <= next; block += 12) addMiddle(datagram, block + 4);
        }
    }

    private void addSeconds(Datagram datagram, int at) {
        if (datagram.u32(at) != 0) datagram.putU32(at, datagram.u32(at) + shiftSeconds);
    }

    /** The middle 32 bits of an NTP time: seconds in the upper half; zero means that there was none. */
    private void addMiddle(Datagram datagram, int at) {
        if (datagram.u32(at) != 0) datagram.putU16(at, datagram.u16(at) + (int) shiftSeconds);
    }

    private byte[] tagged(byte[] frame) {
        if (frame[12] == (byte) 0x81 && frame[13] == 0) return frame; // tagged before
        byte[] tagged = new byte[frame.length + 4];
        System.arraycopy(frame, 0, tagged, 0, 12);
        tagged[12] = (byte) 0x81;
        tagged[14] = (byte) (settings.vlan() >> 8);
        tagged[15] = (byte) settings.vlan();
        System.arraycopy(frame, 12, tagged, 16, frame.length - 12);
        return tagged;
    }
}
