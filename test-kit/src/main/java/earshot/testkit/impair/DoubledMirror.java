// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * This makes of a capture what a mirror port shows that copies both what comes in and what goes out: every packet twice, the
 * copy a moment later.
 */
public final class DoubledMirror {
    private DoubledMirror() {}

    /** Writes the doubled capture, its packets in order of time. */
    public static void write(Path original, Path doubled, long delayMicros) throws IOException {
        List<CaptureFile.Packet> packets = new ArrayList<>();
        for (CaptureFile.Packet packet : CaptureFile.read(original).packets()) {
            packets.add(packet);
            packets.add(new CaptureFile.Packet(packet.timeMicros() + delayMicros, packet.frame()));
        }
        packets.sort(Comparator.comparingLong(CaptureFile.Packet::timeMicros));
        new CaptureFile(packets).write(doubled);
    }
}
