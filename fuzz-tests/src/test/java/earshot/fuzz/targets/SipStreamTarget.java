// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A stream cut into segments: first where it is cut, then the stream. The messages are the same when it comes in one
 * piece, in pieces, and in pieces of which neighbours have changed places.
 */
public final class SipStreamTarget implements FuzzTarget {
    private static final int CUTS_MAX = 15;

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        int[] sizes = new int[1 + script.below(CUTS_MAX)];
        for (int i = 0; i < sizes.length; i++) sizes[i] = 1 + script.u8();
        byte[] stream = script.rest();
        if (stream.length == 0) return;

        TcpLine whole = sent(stream, List.of(new Piece(0, stream.length)));
        List<Piece> pieces = Piece.cut(stream.length, sizes);
        Amid.check(isSame(whole, sent(stream, pieces)), "other messages when cut");
        Amid.check(isSame(whole, sent(stream, Piece.swapped(pieces))), "other messages when cut and out of order");
    }

    /** A connection that is given up is looked at again when a segment starts like SIP, which depends on the cuts. */
    private static boolean isSame(TcpLine whole, TcpLine cut) {
        List<String> expected = whole.messages();
        List<String> found = cut.messages();
        if (whole.isGivenUp() && found.size() > expected.size()) found = found.subList(0, expected.size());
        return found.equals(expected);
    }

    private static TcpLine sent(byte[] stream, List<Piece> pieces) {
        TcpLine line = new TcpLine();
        for (Piece piece : pieces) line.send(piece.from(), Arrays.copyOfRange(stream, piece.from(), piece.to()));
        return line;
    }

    /** Three runs, of segments of as little as one octet in frames of forty. */
    @Override
    public int allocationPerOctet() {
        return 8_192;
    }

    @Override
    public int stepsPerOctet() {
        return 4_000;
    }

    @Override
    public List<byte[]> seeds() {
        List<String> messages = SipDatagramTarget.messages();
        return List.of(
                seed("00 ff", messages.get(0) + messages.get(1)),
                seed("02 10 40 03", messages.get(2) + "\r\n\r\n" + messages.get(4)),
                seed("01 00 7f", "GET / HTTP/1.1\r\nHost: x\r\n\r\n" + messages.get(4)),
                seed("03 01 02 03 04", "\r\n\r\n" + messages.get(5) + "noise\r\n" + messages.get(6)));
    }

    private static byte[] seed(String cuts, String stream) {
        return new Octets()
                .hex(cuts)
                .raw(stream.getBytes(StandardCharsets.UTF_8))
                .bytes();
    }
}
