// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.ip.TcpDirection;
import earshot.testkit.Octets;
import java.util.List;

/**
 * Segments of one stream in any order, again, overlapping, with gaps: each is four octets of choices. Each octet of the
 * stream tells its place, so what comes out in sequence can be checked without a second implementation.
 */
public final class TcpReassemblyTarget implements FuzzTarget {
    private static final int PERIOD = 251;
    private static final int START = 0xFFFF_FE00; // the numbers wrap soon

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        TcpDirection direction = new TcpDirection(START);
        long consumed = 0;
        while (!script.isOver()) {
            int position = script.u16();
            int length = script.u8() * 4;
            int before = direction.length();
            TcpDirection.Outcome outcome = direction.accept(START + position, content(position, length), 3, length);
            boolean grew = direction.length() > before;
            Amid.check(grew == (outcome == TcpDirection.Outcome.GREW), "it said " + outcome);
            checkContinues(direction, consumed);
            int consume = Math.min(script.u8(), direction.length());
            direction.consume(consume);
            consumed += consume;
            Amid.check(direction.memory() <= 65_536 * 8 + 68 * input.length, "it keeps " + direction.memory());
        }
        while (direction.hasGap()) {
            direction.skipGap();
            Amid.check(direction.length() > 0, "nothing behind a gap");
            checkContinues(direction, direction.bytes()[direction.offset()] & 0xFF);
        }
    }

    private static void checkContinues(TcpDirection direction, long from) {
        for (int i = 0; i < direction.length(); i++) {
            int octet = direction.bytes()[direction.offset() + i] & 0xFF;
            if (octet != (from + i) % PERIOD) throw new AssertionError("another octet at " + i); // no text for each
        }
    }

    private static byte[] content(int position, int length) {
        byte[] content = new byte[length + 3];
        for (int i = 0; i < length; i++) content[3 + i] = (byte) ((position + i) % PERIOD);
        return content;
    }

    /** A segment of four octets stands for one of up to 1,020; what waits is looked at after each. */
    @Override
    public int allocationPerOctet() {
        return 4_096;
    }

    @Override
    public int stepsPerOctet() {
        return 20_000;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new Octets().hex("0000 10 00  0040 10 00  0080 10 ff").bytes(),
                new Octets()
                        .hex("0040 10 00  0000 10 00  0000 20 10  0100 10 00")
                        .bytes(),
                new Octets()
                        .hex("0200 40 00  0100 40 00  0100 80 00  0000 40 ff")
                        .bytes());
    }
}
