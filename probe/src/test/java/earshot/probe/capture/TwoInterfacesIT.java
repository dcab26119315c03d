// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.PacketSource.Step;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two interfaces at once: a pair of virtual ones. */
@Timeout(60)
class TwoInterfacesIT {
    private static final int PORT = 5_060;
    private static final byte[] PAYLOAD = {1, 2, 3, 4};

    @Test
    void whatIsSentFromOneEndIsSeenAtBothAndMergedByTime() throws Exception {
        assertThat(VethPair.run(Inside.class))
                .containsExactly("PACKET 01020304", "PACKET 01020304", "in order", "drops 0");
    }

    /** Runs inside of the namespace. */
    static final class Inside {
        private Inside() {}

        public static void main(String[] arguments) throws Exception {
            List<LiveOptions> both = new ArrayList<>();
            for (String name : List.of("earshot0", "earshot1")) {
                both.add(new LiveOptions(name, "udp dst port " + PORT, 65_535, true, 2, LiveOptions.Method.AUTO));
            }
            try (PacketSource source = MergedSource.live(both, () -> System.currentTimeMillis() * 1_000_000)) {
                source.advance(); // from here on packets come in
                try (DatagramSocket sender = new DatagramSocket()) {
                    sender.setBroadcast(true);
                    InetAddress all = InetAddress.getByName("192.0.2.255");
                    sender.send(new DatagramPacket(PAYLOAD, PAYLOAD.length, all, PORT));
                }
                long first = print(source);
                long second = print(source);
                System.out.println(first <= second ? "in order" : "out of order");
                System.out.println("drops " + source.kernelDropped());
            }
        }

        private static long print(PacketSource source) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            Step step = Step.IDLE;
            while (step == Step.IDLE && System.nanoTime() < deadline) step = source.advance();
            if (step != Step.PACKET) {
                System.out.println(step);
                return 0;
            }
            StringBuilder last = new StringBuilder();
            byte[] bytes = source.packet().copyOfBytes();
            for (int i = bytes.length - PAYLOAD.length; i < bytes.length; i++)
                last.append(String.format("%02x", bytes[i]));
            System.out.println(step + " " + last);
            return source.packet().timeNanos();
        }
    }
}
