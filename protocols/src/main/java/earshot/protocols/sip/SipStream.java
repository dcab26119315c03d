// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.ip.TcpDirection;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;

/** This is one direction of a TCP connection while its messages are being cut out. */
final class SipStream {
    /** What the direction speaks. */
    private enum Speech {
        UNDECIDED,
        SIP,
        WEB_SOCKET,
        OTHER
    }

    private static final int STATE_OCTETS = 512; // what an empty one costs, roughly

    private final TcpFlow flow;
    private final SipFraming framing = new SipFraming();
    private final WebSocketFrame frame = new WebSocketFrame();
    private final TcpDirection octets;
    private Speech speech = Speech.UNDECIDED;
    private final WebSocketMessages webSocket = new WebSocketMessages();
    private final HttpUpgrade upgrade = new HttpUpgrade();
    private long gapSinceMicros;
    private boolean waiting;
    private int gaps;

    SipStream(TcpFlow flow, int sequence) {
        this.flow = flow;
        octets = new TcpDirection(sequence);
    }

    boolean isForeign(int sequence) {
        return octets.isForeign(sequence);
    }

    void accept(byte[] bytes, TcpHeader tcp, long nowMicros, SipStreams.Limits limits, SipStreams.Sink sink) {
        int sequence = tcp.isSyn() ? tcp.sequence() + 1 : tcp.sequence();
        TcpDirection.Outcome outcome = octets.accept(sequence, bytes, tcp.payloadOffset(), tcp.capturedLength());
        int cut = tcp.claimedLength() - tcp.capturedLength();
        read(sink);
        if (outcome == TcpDirection.Outcome.GREW && cut > 0) {
            octets.skip(cut);
            lose();
            read(sink);
        }
        waitForGap(nowMicros, limits, sink);
    }

    private void waitForGap(long nowMicros, SipStreams.Limits limits, SipStreams.Sink sink) {
        if (!octets.hasGap()) {
            waiting = false;
            return;
        }
        if (!waiting) gapSinceMicros = nowMicros;
        waiting = true;
        if (nowMicros - gapSinceMicros > limits.gapMicros() || octets.memory() > limits.octetsPerDirection()) {
            flush(sink);
        }
    }

    /** Gives up on every gap there is. */
    void flush(SipStreams.Sink sink) {
        while (octets.hasGap()) {
            octets.skipGap();
            lose();
            read(sink);
        }
        waiting = false;
    }

    private void lose() {
        gaps++;
        webSocket.lose();
        framing.restart();
        if (speech == Speech.WEB_SOCKET) speech = Speech.UNDECIDED; // frames cannot be found again but by their start
    }

    private void read(SipStreams.Sink sink) {
        if (speech == Speech.UNDECIDED) decide();
        switch (speech) {
            case SIP -> readSip(sink);
            case WEB_SOCKET -> readWebSocket(sink);
            case UNDECIDED, OTHER -> {}
        }
    }

    private void decide() {
        while (octets.length() > 0 && speech == Speech.UNDECIDED) {
            byte[] bytes = octets.bytes();
            int length = octets.length();
            if (HttpUpgrade.mayStart(bytes, octets.offset(), length)) {
                if (!decideByUpgrade()) return;
            } else if (frame.startsSip(bytes, octets.offset(), length)) {
                speech = Speech.WEB_SOCKET;
            } else if (frame.mayStart(bytes, octets.offset(), length) || !decideByStartLine()) {
                return;
            }
        }
    }

    /** False while the HTTP message is not whole. */
    private boolean decideByUpgrade() {
        int whole = upgrade.length(octets.bytes(), octets.offset(), octets.length());
        if (whole == 0 && octets.length() <= HttpUpgrade.LENGTH_MAX) return false;
        boolean opens = whole > 0 && HttpUpgrade.opensSip(octets.bytes(), octets.offset(), whole);
        speech = opens ? Speech.WEB_SOCKET : Speech.OTHER;
        octets.consume(whole);
        return true;
    }

    /** False while there is no whole line. */
    private boolean decideByStartLine() {
        SipFraming.Found found = framing.look(octets.bytes(), octets.offset(), octets.length());
        if (found == SipFraming.Found.NOISE) {
            if (!isLineEnds(framing.length())) speech = Speech.OTHER;
            octets.consume(framing.length());
            return true;
        }
        boolean isMessage = found == SipFraming.Found.MESSAGE || framing.isStarted();
        if (isMessage) speech = Speech.SIP;
        return isMessage;
    }

    private boolean isLineEnds(int count) {
        int end = octets.offset() + Math.min(count, octets.length());
        return SipStartLine.skipLineEnds(octets.bytes(), octets.offset(), end) == end;
    }

    private void readSip(SipStreams.Sink sink) {
        while (octets.length() > 0) {
            SipFraming.Found found = framing.look(octets.bytes(), octets.offset(), octets.length());
            if (found == SipFraming.Found.INCOMPLETE) return;
            if (found == SipFraming.Found.MESSAGE) {
                sink.message(flow, false, octets.bytes(), octets.offset(), framing.length());
            }
            octets.consume(framing.length());
        }
    }

    private void readWebSocket(SipStreams.Sink sink) {
        while (speech == Speech.WEB_SOCKET && frame.wrap(octets.bytes(), octets.offset(), octets.length())) {
            long payload = frame.payloadLength();
            if (payload < 0 || payload > SipFraming.MESSAGE_MAX || frame.isUnknown()) {
                speech = Speech.OTHER;
                return;
            }
            int whole = frame.headerLength() + (int) payload;
            if (whole > octets.length()) return;
            switch (webSocket.add(frame, octets.bytes(), octets.offset())) {
                case MESSAGE -> hand(sink);
                case MORE, UNREADABLE -> {}
                case TOO_LONG -> speech = Speech.OTHER;
            }
            octets.consume(whole);
        }
    }

    /** Keep-alives travel as messages, too, and are none of SIP. */
    private void hand(SipStreams.Sink sink) {
        byte[] message = webSocket.bytes();
        if (SipStartLine.isPresent(message, 0, webSocket.length())) {
            sink.message(flow, true, message, 0, webSocket.length());
        }
    }

    /** Releases what lies outside the heap. */
    void close() {
        webSocket.close();
    }

    boolean isSip() {
        return speech == Speech.SIP || speech == Speech.WEB_SOCKET;
    }

    boolean isForgettable() {
        return speech == Speech.OTHER;
    }

    int memory() {
        return STATE_OCTETS + octets.memory() + webSocket.memory();
    }

    /** Gaps given up on since the last time that was asked. */
    int takeGaps() {
        int taken = gaps;
        gaps = 0;
        return taken;
    }
}
