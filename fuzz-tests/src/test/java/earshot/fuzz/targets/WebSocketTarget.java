// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * SIP over WebSocket, composed from choices: which message, in how many frames, with which masks and controls between
 * them, and where TCP cuts it. Every message comes out as it went in.
 */
public final class WebSocketTarget implements FuzzTarget {
    private static final int MESSAGES_MAX = 6;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int PING = 9;
    private static final int FIN = 0x80;

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        Octets stream = new Octets();
        List<String> sent = new ArrayList<>();
        do {
            String message = message(script);
            sent.add("ws " + message);
            // The first frame of a connection is whole: it is what the stream is recognised by.
            frames(stream, octets(message), sent.size() == 1, script);
        } while (!script.isOver() && sent.size() < MESSAGES_MAX);

        List<String> received = received(stream.bytes(), input);
        Amid.check(received.equals(sent), "received " + received + ", sent " + sent);
    }

    private static String message(Script script) {
        List<String> messages = SipDatagramTarget.messages();
        String text = messages.get(script.below(messages.size()));
        int headerEnd = text.indexOf("\r\n\r\n");
        return text.substring(0, headerEnd) + "\r\nX: " + "x".repeat(script.u8()) + text.substring(headerEnd);
    }

    private static void frames(Octets stream, byte[] message, boolean isWhole, Script script) {
        int at = 0;
        int opcode = TEXT;
        while (at < message.length) {
            int end = isWhole ? message.length : Math.min(message.length, at + 1 + script.u8() * 4);
            int last = end == message.length ? FIN : 0;
            frame(stream, last | opcode, Arrays.copyOfRange(message, at, end), script);
            if (script.flag()) frame(stream, FIN | PING, new byte[script.below(126)], script);
            opcode = CONTINUATION;
            at = end;
        }
    }

    private static void frame(Octets stream, int first, byte[] payload, Script script) {
        byte[] mask = script.flag() ? Arrays.copyOf(script.octets(4), 4) : new byte[0];
        int masked = mask.length == 0 ? 0 : 0x80;
        stream.u8(first);
        if (payload.length < 126) {
            stream.u8(masked | payload.length);
        } else if (script.below(8) == 1) {
            stream.u8(masked | 127).u64(payload.length); // longer than it need be
        } else {
            stream.u8(masked | 126).u16(payload.length);
        }
        stream.raw(mask);
        for (int i = 0; i < payload.length; i++) {
            stream.u8(payload[i] ^ (mask.length == 0 ? 0 : mask[i % 4]));
        }
    }

    private static List<String> received(byte[] stream, byte[] input) {
        TcpLine line = new TcpLine();
        int at = 0;
        for (int i = 0; at < stream.length; i++) {
            int size = 1 + (input.length == 0 ? 0 : input[i % input.length] & 0xFF);
            int end = Math.min(stream.length, at + size);
            line.send(at, Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return line.messages();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A few choices stand for messages of some hundred octets. */
    @Override
    public int allocationPerOctet() {
        return 1 << 20;
    }

    @Override
    public int stepsPerOctet() {
        return 1 << 20;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new Octets().hex("00 10 00 00  01 20 40 00 00 00").bytes(),
                new Octets()
                        .hex("02 33 01 01020304 00  03 00 20 01 0a0d0a0d 01 10")
                        .bytes(),
                new Octets()
                        .hex("06 ff 01 a1b2c3d4 01 00 7d 00 04 80 ff 00 00 00")
                        .bytes());
    }
}
