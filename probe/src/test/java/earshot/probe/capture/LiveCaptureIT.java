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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Live capture on the loopback interface; where the machine does not allow it, the sentence that says why. */
class LiveCaptureIT {
    private static final byte[] PAYLOAD = {1, 2, 3, 4};

    @ParameterizedTest
    @EnumSource
    void capturesWhatIsSentOnceOrSaysInOneSentenceWhatIsMissing(LiveOptions.Method method) throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                PacketSource source = open("lo", "udp and dst port " + receiver.getLocalPort(), method)) {
            assertThat(source.advance()).isEqualTo(Step.IDLE); // from here on packets come in
            send(receiver.getLocalPort());
            assertThat(next(source)).isEqualTo(Step.PACKET);
            assertThat(source.packet().copyOfBytes()).endsWith(PAYLOAD);
            assertThat(source.packet().timeNanos()).isGreaterThan(1_600_000_000_000_000_000L);

            send(receiver.getLocalPort());
            long first = source.packet().timeNanos();
            assertThat(next(source)).isEqualTo(Step.PACKET);
            assertThat(source.packet().timeNanos()).isGreaterThan(first);
            assertThat(source.advance()).isEqualTo(Step.IDLE);
            assertThat(source.kernelDropped()).isZero();
            assertThat(source.metrics())
                    .containsEntry("capture_dropped_total{interface=\"lo\",by=\"kernel\"}", 0L)
                    .containsEntry("capture_dropped_total{interface=\"lo\",by=\"card\"}", 0L);
        } catch (CaptureException e) {
            assertThat(e.getMessage()).containsAnyOf("CAP_NET_RAW", "install the package libpcap");
        }
    }

    @Test
    void allInterfacesAtOnceAreForLibpcap() {
        assertThatThrownBy(() -> open("any", "", LiveOptions.Method.RING).close())
                .isInstanceOf(CaptureException.class)
                .message()
                .containsAnyOf("cannot capture on any through the kernel's ring: ", "no interface named any");
        try (PacketSource source = open("any", "", LiveOptions.Method.AUTO)) {
            assertThat(source).isInstanceOf(LibpcapSource.class);
        } catch (CaptureException e) {
            assertThat(e.getMessage()).containsAnyOf("CAP_NET_RAW", "install the package libpcap");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownInterfaceIsAnsweredWithThoseThatThereAre(LiveOptions.Method method) {
        assertThatThrownBy(() -> open("nope0", "", method).close())
                .isInstanceOf(CaptureException.class)
                .message()
                .containsAnyOf("no interface named nope0; there are: lo", "no interface named nope0; there are: ");
    }

    @ParameterizedTest
    @CsvSource({"RING", "LIBPCAP"})
    void aFilterThatMeansNothingIsAnsweredWithWhatIsWrong(LiveOptions.Method method) {
        assertThatThrownBy(() -> open("lo", "udp prot 5060", method).close())
                .isInstanceOf(CaptureException.class)
                .message()
                .containsAnyOf("filter \"udp prot 5060\" is not valid: ", "CAP_NET_RAW", "install the package libpcap");
    }

    private static PacketSource open(String device, String filter, LiveOptions.Method method) throws CaptureException {
        return LiveCapture.open(new LiveOptions(device, filter, 65_535, false, 2, method), System::nanoTime);
    }

    private static void send(int port) throws Exception {
        try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(PAYLOAD, PAYLOAD.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static Step next(PacketSource source) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Step step = Step.IDLE;
        while (step == Step.IDLE && System.nanoTime() < deadline) step = source.advance();
        return step;
    }
}
