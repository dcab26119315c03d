// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.probe.capture.PacketSource.Step;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Live capture on the loopback interface; where the machine does not allow it, the sentence that says why. */
class LiveSourceIT {
    @Test
    void capturesWhatIsSentOrSaysInOneSentenceWhatIsMissing() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                LiveSource source = open(receiver.getLocalPort())) {
            byte[] payload = {1, 2, 3, 4};
            try (DatagramSocket sender = new DatagramSocket()) {
                sender.send(new DatagramPacket(payload, 4, InetAddress.getLoopbackAddress(), receiver.getLocalPort()));
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            Step step = Step.IDLE;
            while (step == Step.IDLE && System.nanoTime() < deadline) step = source.advance();

            assertThat(step).isEqualTo(Step.PACKET);
            assertThat(source.packet().copyOfBytes()).endsWith(payload);
            assertThat(source.packet().timeNanos()).isGreaterThan(1_600_000_000_000_000_000L);
            assertThat(source.kernelDropped()).isZero();
        } catch (CaptureException e) {
            assertThat(e.getMessage()).containsAnyOf("CAP_NET_RAW", "install the package libpcap");
        }
    }

    @Test
    void anUnknownInterfaceIsAnsweredWithThoseThatThereAre() {
        LiveSource.Options options = new LiveSource.Options("nope0", "", 100, false, 1);

        assertThatThrownBy(() -> LiveSource.open(options, () -> 0).close())
                .isInstanceOf(CaptureException.class)
                .message()
                .containsAnyOf("no interface named nope0; there are: ", "libpcap", "CAP_NET_RAW");
    }

    private static LiveSource open(int port) throws CaptureException {
        String filter = "udp and dst port " + port;
        return LiveSource.open(new LiveSource.Options("lo", filter, 65_535, false, 2), System::nanoTime);
    }
}
