// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import earshot.protocols.ip.TcpDirection;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;
import java.util.Arrays;

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
    private byte[] message = Bytes.NONE; // of the WebSocket frames so far
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
        message = Bytes.NONE;
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
        int length = octets.length();
        if (length == 0) return;
        if (frame.startsSip(octets.bytes(), octets.offset(), length)) {
            speech = Speech.WEB_SOCKET;
        } else {
            SipFraming.Found found = framing.look(octets.bytes(), octets.offset(), length);
            while (found == SipFraming.Found.NOISE && isLineEnds(framing.length())) {
                octets.consume(framing.length());
                found = framing.look(octets.bytes(), octets.offset(), octets.length());
            }
            if (found == SipFraming.Found.NOISE) speech = Speech.OTHER;
            if (SipStartLine.isPresent(octets.bytes(), octets.offset(), octets.length())) speech = Speech.SIP;
        }
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
        while (frame.wrap(octets.bytes(), octets.offset(), octets.length())) {
            long whole = frame.headerLength() + frame.payloadLength();
            if (frame.payloadLength() < 0 || message.length + whole > SipFraming.MESSAGE_MAX) {
                speech = Speech.OTHER;
                return;
            }
            if (whole > octets.length()) return;
            takeFrame((int) frame.payloadLength(), sink);
            octets.consume((int) whole);
        }
    }

    private void takeFrame(int length, SipStreams.Sink sink) {
        boolean data = frame.opcode() <= WebSocketFrame.BINARY && !frame.isCompressed();
        if (!data) return; // ping, pong, close, or deflated
        if (frame.opcode() != WebSocketFrame.CONTINUATION) message = Bytes.NONE;
        int before = message.length;
        message = Arrays.copyOf(message, before + length);
        frame.copy(octets.bytes(), octets.offset(), message, before, length);
        if (!frame.isLast()) return;
        if (SipStartLine.isPresent(message, 0, message.length)) sink.message(flow, true, message, 0, message.length);
        message = Bytes.NONE;
    }

    boolean isSip() {
        return speech == Speech.SIP || speech == Speech.WEB_SOCKET;
    }

    boolean isForgettable() {
        return speech == Speech.OTHER;
    }

    int memory() {
        return STATE_OCTETS + octets.memory() + message.length;
    }

    /** Gaps given up on since the last time that was asked. */
    int takeGaps() {
        int taken = gaps;
        gaps = 0;
        return taken;
    }
}
