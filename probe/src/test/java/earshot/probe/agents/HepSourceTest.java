// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.probe.Tap;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.PacketSource;
import earshot.testkit.HepPackets;
import earshot.testkit.Octets;
import earshot.testkit.SipText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on the loopback. Whatever arrives has one outcome, and only what may come in comes out. */
@Timeout(60)
class HepSourceTest {
    private static final long NOW_NANOS = Tap.START_MICROS * 1_000;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String KEY = "correct horse";
    private static final byte[] INVITE =
            SipText.request("INVITE", "call-1", 1, "z9hG4bK1").bytes();

    private final Tap tap = new Tap();

    private final Deque<HepSource> opened = new ArrayDeque<>();

    @AfterEach
    void close() {
        opened.forEach(HepSource::close);
    }

    @Test
    void datagramsOfAnAgentBecomeEvents() throws Exception {
        open("udp://127.0.0.1:0", "");
        sendUdp(packet().bytes());
        sendUdp(HepPackets.version1("192.0.2.1", 5_062, "192.0.2.9", 5_060, INVITE));

        readUntil(() -> tap.events.sip.size() == 2);

        assertThat(tap.events.sip).allSatisfy(message -> {
            assertThat(message.getCallId()).isEqualTo("call-1");
            assertThat(message.getSourceAddress()).isEqualTo("192.0.2.1");
        });
        assertThat(outcome("passed")).isEqualTo(2);
    }

    @Test
    void aPacketWithoutTheRightKeyIsRefused() throws Exception {
        open("udp://127.0.0.1:0", KEY);
        sendUdp(packet().bytes());
        sendUdp(packet().key("correct hors").bytes());
        sendUdp(packet().key("correct horsf").bytes());
        sendUdp(packet().key(KEY).bytes());

        readUntil(() -> tap.events.sip.size() == 1);

        assertThat(outcome("key")).isEqualTo(3);
        assertThat(source().refused()).containsEntry("hep:wrong key", 3L);
        tap.pipeline.captureRefusals(source().refused());
        tap.pipeline.captureRefusals(source().refused()); // totals: told twice, they count once
        tap.pipeline.finish();
        assertThat(tap.events.health.get(0).getErrors()).containsEntry("hep:wrong key", 3L);
    }

    @Test
    void anAddressThatIsNotAllowedIsRefused() throws Exception {
        open(options("udp://127.0.0.1:0", "", "10.0.0.0/8"));
        for (int i = 0; i < 5; i++) sendUdp(packet().bytes());

        readUntil(() -> counted("foreign", "address") == 5);

        assertThat(tap.events.sip).isEmpty();
    }

    @Test
    void tenThousandOctetsOfGarbageAreCountedAndNothingElse() throws Exception {
        open("udp://127.0.0.1:0", "");
        byte[] garbage = new byte[10_000];
        new Random(7).nextBytes(garbage);
        for (int at = 0; at < garbage.length; at += 1_000) sendUdp(Arrays.copyOfRange(garbage, at, at + 1_000));
        sendUdp(packet().bytes());

        readUntil(() -> tap.events.sip.size() == 1);

        assertThat(outcome("malformed")).isEqualTo(10);
    }

    /** Packets follow each other in the stream; where one ends has nothing to do with how it is cut into segments. */
    @Test
    void aStreamIsCutIntoPacketsByTheirLengths() throws Exception {
        open("tcp://127.0.0.1:0", KEY);
        byte[] one = packet().key(KEY).bytes();
        byte[] large = packet().key(KEY).chunk(7, 1, new byte[60_000]).bytes();
        byte[] stream = new Octets().raw(one).raw(large).raw(one).raw(one).bytes();

        try (Socket socket = new Socket(LOOPBACK, port())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 50; i++) out.write(stream[i]);
            out.write(stream, 50, stream.length - 50);

            readUntil(() -> tap.events.sip.size() == 4);
        }
        assertThat(outcome("passed")).isEqualTo(4);
    }

    @Test
    void garbageEndsAConnectionAndTheNextOneIsServed() throws Exception {
        open("tcp://127.0.0.1:0", "");
        byte[] garbage = new byte[10_000];
        new Random(7).nextBytes(garbage);
        try (Socket socket = new Socket(LOOPBACK, port())) {
            write(socket, garbage);
            assertEnds(socket);
        }
        try (Socket socket = new Socket(LOOPBACK, port())) {
            write(socket, packet().bytes());
            readUntil(() -> tap.events.sip.size() == 1);
        }
        assertThat(outcome("malformed")).isEqualTo(1);
    }

    @Test
    void aConnectionThatNeverSendsIsClosed() throws Exception {
        open("tcp://127.0.0.1:0", "");
        try (Socket socket = new Socket(LOOPBACK, port())) {
            assertEnds(socket);
        }
        assertThat(source().metrics()).containsEntry("hep_connections_closed_total", 1L);
    }

    @Test
    void noMoreConnectionsThanAllowedAreOpen() throws Exception {
        HepOptions few = options("tcp://127.0.0.1:0", "", "127.0.0.0/8", 60_000, 2, null);
        open(few);
        try (Socket first = new Socket(LOOPBACK, port());
                Socket second = new Socket(LOOPBACK, port());
                Socket third = new Socket(LOOPBACK, port())) {
            assertEnds(third);
            write(first, packet().bytes());
            write(second, packet().bytes());
            readUntil(() -> tap.events.sip.size() == 2);
        }
        assertThat(source().metrics()).containsEntry("hep_connections_refused_total", 1L);
    }

    @Test
    void tlsIsSpokenAndNothingOlderThan12(@TempDir Path folder) throws Exception {
        HepOptions.TlsFiles files = certificate(folder);
        open(options("tls://127.0.0.1:0", KEY, "127.0.0.0/8", 60_000, 8, files));
        try (SSLSocket socket = (SSLSocket) trusting(folder).getSocketFactory().createSocket(LOOPBACK, port())) {
            write(socket, packet().key(KEY).bytes());
            readUntil(() -> tap.events.sip.size() == 1);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        try (SSLSocket old = (SSLSocket) trusting(folder).getSocketFactory().createSocket(LOOPBACK, port())) {
            old.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(old::startHandshake).isInstanceOf(IOException.class);
        }
        try (Socket plain = new Socket(LOOPBACK, port())) {
            write(plain, packet().key(KEY).bytes());
            assertEnds(plain);
        }
        assertThat(tap.events.sip).hasSize(1);
    }

    @Test
    void anAgentWithoutACertificateIsRefusedWhereOneIsAskedFor(@TempDir Path folder) throws Exception {
        HepOptions.TlsFiles files = certificate(folder);
        HepOptions.TlsFiles mutual = new HepOptions.TlsFiles(files.certificate(), files.key(), files.certificate());
        open(options("tls://127.0.0.1:0", "", "127.0.0.0/8", 60_000, 8, mutual));
        try (SSLSocket socket = (SSLSocket) trusting(folder).getSocketFactory().createSocket(LOOPBACK, port())) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        write(socket, packet().bytes());
                        readUntil(() -> socket.getInputStream().read() < 0);
                    })
                    .isInstanceOf(IOException.class);
        }
        readUntil(() -> source().metrics().getOrDefault("hep_connections_closed_total", 0L)
                == 1); // counted after the client is told
        assertThat(outcome("passed")).isZero();
    }

    /** What waits when the probe stops was received, and is counted as not read. */
    @Test
    void whatIsLeftAtTheEndIsCounted() throws Exception {
        open("tcp://127.0.0.1:0", "");
        try (Socket socket = new Socket(LOOPBACK, port())) {
            for (int i = 0; i < 10; i++) write(socket, packet().bytes());
            readUntil(() -> tap.events.sip.size() == 1);
            source().stop();
        }
        assertThat(source().advance()).isEqualTo(PacketSource.Step.END);
        assertThat(outcome("passed")).isEqualTo(1);
        assertThat(source().refused().getOrDefault("hep:left in the queue at the end", 0L))
                .isLessThanOrEqualTo(9);
    }

    @Test
    void anAgentWithAWrongClockIsKnownByIt() throws Exception {
        open("udp://127.0.0.1:0", "");
        sendUdp(HepPackets.from("192.0.2.1", 1, "192.0.2.2", 2)
                .time(1, 0)
                .payload(INVITE)
                .bytes());
        sendUdp(packet().bytes());

        readUntil(() -> tap.events.sip.size() == 2);

        assertThat(source().metrics()).containsEntry("hep_clock_held_total{agent=\"127.0.0.1\"}", 1L);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        open("udp://127.0.0.1:0", "");
        HepOptions same = options("udp://127.0.0.1:" + port(), "", "127.0.0.0/8");

        assertThatThrownBy(() -> HepSource.open(same, () -> NOW_NANOS))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("cannot listen for HEP on udp://127.0.0.1:" + port() + ": ");
    }

    private void open(String address, String key) throws CaptureException {
        open(options(address, key, "127.0.0.0/8"));
    }

    private void open(HepOptions options) throws CaptureException {
        opened.add(HepSource.open(options, () -> NOW_NANOS));
    }

    private HepSource source() {
        return opened.getLast();
    }

    private static HepOptions options(String address, String key, String agents) {
        return options(address, key, agents, 400, 8, null);
    }

    private static HepOptions options(
            String address,
            String key,
            String agents,
            int idleMillis,
            int connections,
            HepOptions.@Nullable TlsFiles tls) {
        return new HepOptions(
                List.of(ListenAddress.parse(address)),
                List.of(AddressRange.parse(agents)),
                new AgentKey(key),
                tls,
                connections,
                idleMillis);
    }

    private int port() {
        return source().ports().get(0);
    }

    private static HepPackets packet() {
        return HepPackets.from("192.0.2.1", 5_062, "192.0.2.9", 5_060)
                .time(Tap.START_MICROS / 1_000_000, 0)
                .type(1)
                .payload(INVITE);
    }

    private void sendUdp(byte[] packet) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(packet, packet.length, LOOPBACK, port()));
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The other side closes, with or without leaving something unread. */
    private static void assertEnds(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            byte[] answer = new byte[512]; // TLS says good-bye to who does not speak it
            int count = socket.getInputStream().read(answer);
            while (count > 0) count = socket.getInputStream().read(answer);
            assertThat(count).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** Moves what arrives into the pipeline until something is so. */
    private void readUntil(Check check) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!check.holds()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(end);
            if (source().advance() == PacketSource.Step.PACKET) tap.pipeline.accept(source().packet());
            else LockSupport.parkNanos(1_000_000);
        }
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private long outcome(String outcome) {
        return counted("127.0.0.1", outcome);
    }

    private long counted(String agent, String outcome) {
        String name = "hep_packets_total{agent=\"" + agent + "\",outcome=\"" + outcome + "\"}";
        return source().metrics().getOrDefault(name, 0L);
    }

    /** A certificate of this test alone, by the JDK's own tool. */
    private static HepOptions.TlsFiles certificate(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "hep",
                        "-dname",
                        "CN=localhost",
                        "-storepass",
                        "secret1",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret1".toCharArray());
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("hep").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey("hep", "secret1".toCharArray()).getEncoded()));
        return new HepOptions.TlsFiles(certificate, key, null);
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private static SSLContext trusting(Path folder) throws Exception {
        KeyStore keys = KeyStore.getInstance(folder.resolve("store.p12").toFile(), "secret1".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hep", keys.getCertificate("hep"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
