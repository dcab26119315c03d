// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.hep.HepPacket.Verdict;
import earshot.protocols.ip.IpAddress;
import earshot.testkit.AllocationMeter;
import earshot.testkit.HepPackets;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HepPacketTest {
    private static final int OFFSET = 3; // never 0: a forgotten offset must fail

    /** The example that the specification prints (HEP3, revision 37). */
    private static final byte[] PUBLISHED = new Octets()
            .hex("48455033 0071")
            .hex("0000 0001 0007 02") // IPv4
            .hex("0000 0002 0007 11") // UDP
            .hex("0000 0003 000a d4ca0001")
            .hex("0000 0004 000a 527400d3")
            .hex("0000 0007 0008 2eea")
            .hex("0000 0008 0008 13c4")
            .hex("0000 0009 000a 4e4982cb")
            .hex("0000 000a 000a 0001d4c0")
            .hex("0000 000b 0007 01") // SIP
            .hex("0000 000c 000a 000000e4")
            .hex("0000 000f 0014 494e56495445207369703a626f62")
            .bytes();

    private static final byte[] SIP = "OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final HepPacket hep = new HepPacket();

    @Test
    void thePublishedPacketIsReadFieldByField() {
        assertThat(wrap(PUBLISHED)).isEqualTo(Verdict.HEP);

        assertThat(hep.version()).isEqualTo(3);
        assertThat(source()).isEqualTo("212.202.0.1:12010");
        assertThat(destination()).isEqualTo("82.116.0.211:5060");
        assertThat(hep.ipProtocol()).isEqualTo(17);
        assertThat(hep.timeMicros()).isEqualTo(1_313_440_459_120_000L);
        assertThat(hep.type()).isEqualTo(HepType.SIP);
        assertThat(hep.agentId()).isEqualTo(228);
        assertThat(hep.isCompressed()).isFalse();
        assertThat(payload()).isEqualTo("INVITE sip:bob");
        assertThat(hep.has(HepChunk.AUTHENTICATION_KEY)).isFalse();
    }

    @Test
    void ipv6CorrelationAndKeyAreFoundInAnyOrder() {
        byte[] packet = HepPackets.empty()
                .payload("x")
                .correlation("a1@example.com")
                .key("secret")
                .chunk(
                        0x06,
                        new Octets().hex("20010db8000000000000000000000002").bytes())
                .chunk(
                        0x05,
                        new Octets().hex("20010db8000000000000000000000001").bytes())
                .chunk(0x01, new byte[] {10})
                .bytes();

        assertThat(wrap(packet)).isEqualTo(Verdict.HEP);

        assertThat(source()).isEqualTo("[2001:db8::1]:0");
        assertThat(destination()).isEqualTo("[2001:db8::2]:0");
        assertThat(text(HepChunk.CORRELATION_ID)).isEqualTo("a1@example.com");
        assertThat(text(HepChunk.AUTHENTICATION_KEY)).isEqualTo("secret");
        assertThat(hep.timeMicros()).isEqualTo(HepPacket.NO_TIME);
        assertThat(hep.agentId()).isEqualTo(-1);
    }

    /** A vendor's chunk 0x000f is no payload, and a generic chunk from the future is stepped over. */
    @Test
    void chunksOfVendorsAndOfUnknownTypesAreSkippedByTheirLength() {
        byte[] packet = HepPackets.from("192.0.2.1", 5060, "192.0.2.2", 5061)
                .payload("real")
                .chunk(3, 0x0F, "vendor".getBytes(StandardCharsets.UTF_8))
                .chunk(0, 0x7777, new byte[40])
                .chunk(0, 0xFFFF, new byte[0])
                .bytes();

        assertThat(wrap(packet)).isEqualTo(Verdict.HEP);
        assertThat(payload()).isEqualTo("real");
    }

    @Test
    void everyGenericChunkOfTheTableCanBeAskedFor() {
        HepPackets packet = HepPackets.from("192.0.2.1", 5060, "192.0.2.2", 5061)
                .time(1_700_000_000, 1)
                .type(5)
                .agent(7)
                .payload("{}");
        for (int type : List.of(0x0D, 0x0E, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18)) {
            packet.chunk(type, new byte[] {1, 2});
        }
        for (int type = HepChunk.MOS; type <= HepChunk.GROUP_ID; type++) packet.chunk(type, new byte[] {3, 4});

        assertThat(wrap(packet.bytes())).isEqualTo(Verdict.HEP);

        assertThat(hep.number(HepChunk.KEEP_ALIVE, -1)).isEqualTo(0x0102);
        assertThat(hep.number(HepChunk.VLAN, -1)).isEqualTo(0x0102);
        assertThat(hep.length(HepChunk.AGENT_NAME)).isEqualTo(2);
        assertThat(hep.number(HepChunk.MOS, -1)).isEqualTo(0x0304);
        assertThat(hep.number(HepChunk.GROUP_ID, -1)).isEqualTo(0x0304);
        assertThat(hep.number(0x19, -1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        // the last chunk's length, as it is and as it lies
        "0, BAD_CHUNK_LENGTH",
        "5, BAD_CHUNK_LENGTH",
        "21, BAD_CHUNK_LENGTH",
        "65535, BAD_CHUNK_LENGTH",
        "20, HEP",
    })
    void aChunkLengthOutOfRangeIsNamed(int length, Verdict verdict) {
        byte[] packet = PUBLISHED.clone();
        packet[packet.length - 16] = (byte) (length >> 8);
        packet[packet.length - 15] = (byte) length;

        assertThat(wrap(packet)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0, BAD_LENGTH", "5, BAD_LENGTH", "112, BAD_LENGTH", "114, CUT", "65535, CUT", "113, HEP"})
    void aTotalLengthThatIsNotThePacketsIsNamed(int total, Verdict verdict) {
        byte[] packet = PUBLISHED.clone();
        packet[4] = (byte) (total >> 8);
        packet[5] = (byte) total;

        assertThat(wrap(packet)).isEqualTo(verdict);
        assertThat(HepPacket.isVersion3(packet, 0, packet.length, packet.length))
                .isEqualTo(verdict == Verdict.HEP);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(wrap(HepPackets.empty().payload("x").bytes())).isEqualTo(Verdict.BAD_FAMILY);
        assertThat(wrap(HepPackets.empty().chunk(1, new byte[] {2}).payload("x").bytes()))
                .isEqualTo(Verdict.NO_ADDRESSES);
        assertThat(wrap(HepPackets.from("192.0.2.1", 1, "192.0.2.2", 2).bytes()))
                .isEqualTo(Verdict.NO_PAYLOAD);
        assertThat(wrap(HepPackets.from("192.0.2.1", 1, "192.0.2.2", 2)
                        .chunk(0x09, new byte[8])
                        .bytes()))
                .isEqualTo(Verdict.BAD_CHUNK_SIZE);
        assertThat(wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.NOT_HEP);
    }

    @Test
    void version1HasNoTime() {
        byte[] packet = HepPackets.version1("192.0.2.1", 5062, "192.0.2.2", 5060, SIP);

        assertThat(wrap(packet)).isEqualTo(Verdict.HEP);

        assertThat(hep.version()).isEqualTo(1);
        assertThat(source()).isEqualTo("192.0.2.1:5062");
        assertThat(destination()).isEqualTo("192.0.2.2:5060");
        assertThat(hep.timeMicros()).isEqualTo(HepPacket.NO_TIME);
        assertThat(payload()).startsWith("OPTIONS sip:a");
    }

    /** 1700000000.250000 s of agent 2001, as agents on big and on little machines send it. */
    @ParameterizedTest
    @CsvSource({"6553f100 0003d090 07d1", "00f15365 90d00300 d107", "00f15365 90d00300 d107 9b00"})
    void version2IsReadInEitherOrderOfOctetsAndWithPaddingBehindIt(String time) {
        byte[] packet = HepPackets.version2(
                "192.0.2.1", 5062, "192.0.2.2", 5060, new Octets().hex(time).bytes(), SIP);

        assertThat(wrap(packet)).isEqualTo(Verdict.HEP);

        assertThat(hep.version()).isEqualTo(2);
        assertThat(hep.timeMicros()).isEqualTo(1_700_000_000_250_000L);
        assertThat(hep.agentId()).isEqualTo(2001);
        assertThat(payload()).startsWith("OPTIONS sip:a");
    }

    @Test
    void oldVersionsAreCutInsideTheirHeaders() {
        byte[] version2 = HepPackets.version2(
                "192.0.2.1", 5062, "192.0.2.2", 5060, new Octets().zeros(10).bytes(), SIP);

        assertThat(wrap(Arrays.copyOf(version2, 15))).isEqualTo(Verdict.CUT);
        assertThat(wrap(Arrays.copyOf(version2, 25))).isEqualTo(Verdict.CUT);
        assertThat(wrap(Arrays.copyOf(version2, 26))).isEqualTo(Verdict.NO_PAYLOAD);
    }

    @Test
    void hostileBytesBreakNothing() {
        HostileBytes.attack(PUBLISHED, 1, this::everything);
        HostileBytes.attack(
                HepPackets.version2("192.0.2.1", 1, "192.0.2.2", 2, new byte[10], SIP), 2, this::everything);
    }

    @Property(tries = 500)
    void anyChunksOfAnyLengthComeOutAsTheyWentIn(
            @ForAll @Size(max = 20) List<@IntRange(max = 200) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 65_535) int vendor) {
        HepPackets packet = HepPackets.from("192.0.2.1", 5060, "192.0.2.2", 5061);
        for (int size : sizes) packet.chunk(vendor, size, new byte[size]);
        byte[] bytes = packet.payload("last").bytes();

        assertThat(wrap(bytes)).isEqualTo(Verdict.HEP);
        assertThat(payload()).isEqualTo("last");
        assertThat(HepPacket.frameLength(bytes, 0)).isEqualTo(bytes.length);
    }

    @Test
    void decodingAllocatesNothing() {
        assertThat(AllocationMeter.allocatedBytes(100_000, () -> hep.wrap(PUBLISHED, 0, PUBLISHED.length)))
                .isLessThan(100_000);
    }

    private Object everything(byte[] bytes, int offset, int length) {
        Verdict verdict = hep.wrap(bytes, offset, length);
        List<Object> answers = new ArrayList<>(List.of(
                verdict,
                HepPacket.isVersion3(bytes, offset, length, length),
                HepPacket.isVersion1Or2(bytes, offset, length)));
        if (verdict != Verdict.HEP) return answers;
        answers.addAll(List.of(source(), destination(), hep.timeMicros(), hep.agentId(), hep.type(), payload()));
        return answers;
    }

    private Verdict wrap(byte[] packet) {
        byte[] amid = new byte[OFFSET + packet.length + 40];
        Arrays.fill(amid, (byte) 0x48);
        System.arraycopy(packet, 0, amid, OFFSET, packet.length);
        return hep.wrap(amid, OFFSET, packet.length);
    }

    private String source() {
        return IpAddress.endpoint(hep.bytes(), hep.sourceOffset(), hep.addressLength(), hep.sourcePort());
    }

    private String destination() {
        return IpAddress.endpoint(hep.bytes(), hep.destinationOffset(), hep.addressLength(), hep.destinationPort());
    }

    private String payload() {
        return new String(hep.bytes(), hep.payloadOffset(), hep.payloadLength(), StandardCharsets.ISO_8859_1);
    }

    private String text(int type) {
        return new String(hep.bytes(), hep.offset(type), hep.length(type), StandardCharsets.UTF_8);
    }
}
