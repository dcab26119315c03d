// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.ip.TcpDirection;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;
import earshot.protocols.ip.TcpReader;

/** This is one direction of a TCP connection while its messages are being cut out. */
final class SipStream implements TcpReader.Owner {
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
    private final TcpReader reader;
    /** Of the call under way. */
    private SipStreams.Sink sink = (flow, webSocket, bytes, offset, length) -> {};

    private Speech speech = Speech.UNDECIDED;
    private final WebSocketMessages webSocket = new WebSocketMessages();
    private final HttpUpgrade upgrade = new HttpUpgrade();
    private int gaps;

    SipStream(TcpFlow flow, int sequence) {
        this.flow = flow;
        reader = new TcpReader(sequence);
    }

    boolean isForeign(int sequence) {
        return reader.isForeign(sequence);
    }

    void accept(byte[] bytes, TcpHeader tcp, long nowMicros, SipStreams.Limits limits, SipStreams.Sink sink) {
        this.sink = sink;
        reader.accept(bytes, tcp, nowMicros, limits.gapMicros(), limits.octetsPerDirection(), this);
    }

    /** Gives up on every gap there is. */
    void flush(SipStreams.Sink sink) {
        this.sink = sink;
        reader.flush(this);
    }

    @Override
    public void lost() {
        gaps++;
        webSocket.lose();
        framing.restart();
        if (speech == Speech.WEB_SOCKET) speech = Speech.UNDECIDED; // frames cannot be found again but by their start
    }

    @Override
    public void read(TcpDirection octets) {
        if (speech == Speech.UNDECIDED) decide(octets);
        switch (speech) {
            case SIP -> readSip(octets);
            case WEB_SOCKET -> readWebSocket(octets);
            case UNDECIDED, OTHER -> {}
        }
    }

    private void decide(TcpDirection octets) {
        while (octets.length() > 0 && speech == Speech.UNDECIDED) {
            byte[] bytes = octets.bytes();
            int length = octets.length();
            if (HttpUpgrade.mayStart(bytes, octets.offset(), length)) {
                if (!decideByUpgrade(octets)) return;
            } else if (frame.startsSip(bytes, octets.offset(), length)) {
                speech = Speech.WEB_SOCKET;
            } else if (frame.mayStart(bytes, octets.offset(), length) || !decideByStartLine(octets)) {
                return;
            }
        }
    }

    /** False while the HTTP message is not whole. */
    private boolean decideByUpgrade(TcpDirection octets) {
        int whole = upgrade.length(octets.bytes(), octets.offset(), octets.length());
        if (whole == 0 && octets.length() <= HttpUpgrade.LENGTH_MAX) return false;
        boolean opens = whole > 0 && HttpUpgrade.opensSip(octets.bytes(), octets.offset(), whole);
        speech = opens ? Speech.WEB_SOCKET : Speech.OTHER;
        octets.consume(whole);
        return true;
    }

    /** False while there is no whole line. */
    private boolean decideByStartLine(TcpDirection octets) {
        SipFraming.Found found = framing.look(octets.bytes(), octets.offset(), octets.length());
        if (found == SipFraming.Found.NOISE) {
            if (!isLineEnds(octets, framing.length())) speech = Speech.OTHER;
            octets.consume(framing.length());
            return true;
        }
        boolean isMessage = found == SipFraming.Found.MESSAGE || framing.isStarted();
        if (isMessage) speech = Speech.SIP;
        return isMessage;
    }

    private static boolean isLineEnds(TcpDirection octets, int count) {
        int end = octets.offset() + Math.min(count, octets.length());
        return SipStartLine.skipLineEnds(octets.bytes(), octets.offset(), end) == end;
    }

    private void readSip(TcpDirection octets) {
        while (octets.length() > 0) {
            SipFraming.Found found = framing.look(octets.bytes(), octets.offset(), octets.length());
            if (found == SipFraming.Found.INCOMPLETE) return;
            if (found == SipFraming.Found.MESSAGE) {
                sink.message(flow, false, octets.bytes(), octets.offset(), framing.length());
            }
            octets.consume(framing.length());
        }
    }

    private void readWebSocket(TcpDirection octets) {
        while (speech == Speech.WEB_SOCKET && frame.wrap(octets.bytes(), octets.offset(), octets.length())) {
            long payload = frame.payloadLength();
            if (payload < 0 || payload > SipFraming.MESSAGE_MAX || frame.isUnknown()) {
                speech = Speech.OTHER;
                return;
            }
            int whole = frame.headerLength() + (int) payload;
            if (whole > octets.length()) return;
            switch (webSocket.add(frame, octets.bytes(), octets.offset())) {
                case MESSAGE -> hand();
                case MORE, UNREADABLE -> {}
                case TOO_LONG -> speech = Speech.OTHER;
            }
            octets.consume(whole);
        }
    }

    /** Keep-alives travel as messages, too, and are none of SIP. */
    private void hand() {
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
        return STATE_OCTETS + reader.memory() + webSocket.memory();
    }

    /** Gaps given up on since the last time that was asked. */
    int takeGaps() {
        int taken = gaps;
        gaps = 0;
        return taken;
    }
}
