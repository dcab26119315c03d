// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.AllocationMeter;
import earshot.testkit.HostileBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    private static final int OFFSET = 3;

    /** Version 2, padding, extension, two CSRCs; marker and type 8; then the payload, and three octets of padding. */
    private static final byte[] FULL = HexFormat.of()
            .parseHex("ffffff"
                    + "b2" + "88" + "fffe" // V=2 P X CC=2, M PT=8, sequence 65534
                    + "fffffffe" // timestamp
                    + "a1b2c3d4" // SSRC
                    + "00000001" + "00000002" // CSRC
                    + "bede" + "0001" + "10ff0000" // extension of one word
                    + "d5d5d5d5" // payload
                    + "000003" // padding
                    + "ffff");

    private static final int FULL_LENGTH = FULL.length - OFFSET - 2;

    private final RtpHeader header = new RtpHeader();

    @Test
    void everyFieldIsReadWhereItStands() {
        assertThat(header.wrap(FULL, OFFSET, FULL_LENGTH)).isEqualTo(RtpHeader.Verdict.RTP);

        assertThat(header.hasMarker()).isTrue();
        assertThat(header.payloadType()).isEqualTo(8);
        assertThat(header.sequence()).isEqualTo(65534);
        assertThat(header.timestamp()).isEqualTo(0xFFFFFFFEL);
        assertThat(header.ssrc()).isEqualTo(0xA1B2C3D4L);
        assertThat(header.csrcCount()).isEqualTo(2);
        assertThat(header.hasExtension()).isTrue();
        assertThat(header.headerLength()).isEqualTo(28);
        assertThat(header.payloadOffset()).isEqualTo(OFFSET + 28);
        assertThat(header.payloadLength()).isEqualTo(4);
        assertThat(header.paddingLength()).isEqualTo(3);
    }

    @Test
    void theSmallestPacketIsTwelveOctets() {
        byte[] packet = HexFormat.of().parseHex("ffffff" + "80000007" + "00000000" + "a1b2c3d4" + "ffff");

        assertThat(header.wrap(packet, OFFSET, 12)).isEqualTo(RtpHeader.Verdict.RTP);
        assertThat(header.payloadLength()).isZero();
        assertThat(header.wrap(packet, OFFSET, 11)).isEqualTo(RtpHeader.Verdict.TOO_SHORT);
    }

    @Test
    void versionOneIsNotRtp() {
        byte[] packet = HexFormat.of().parseHex("400000070000000000000000");

        assertThat(header.wrap(packet, 0, 12)).isEqualTo(RtpHeader.Verdict.WRONG_VERSION);
    }

    @Test
    void contributorsPastTheEndAreRefused() {
        byte[] packet = HexFormat.of().parseHex("8f0000070000000000000000");

        assertThat(header.wrap(packet, 0, 12)).isEqualTo(RtpHeader.Verdict.TOO_SHORT);
    }

    @Test
    void anExtensionPastTheEndIsRefused() {
        byte[] packet = HexFormat.of().parseHex("900000070000000000000000" + "beDEffff" + "00000000");

        assertThat(header.wrap(packet, 0, packet.length)).isEqualTo(RtpHeader.Verdict.TOO_SHORT);
    }

    @Test
    void aCaptureOfTheHeaderAloneStillTellsTheSize() { // snaplen 54: the octets of the payload count, though they
        // are not there
        byte[] packet = HexFormat.of().parseHex("800000070000000000000001");

        assertThat(header.wrap(packet, 0, 12, 172)).isEqualTo(RtpHeader.Verdict.RTP);
        assertThat(header.payloadLength()).isEqualTo(160);
        assertThat(header.capturedPayloadLength()).isZero();
        assertThat(header.wrap(packet, 0, 11, 172)).isEqualTo(RtpHeader.Verdict.TRUNCATED);
    }

    @Test
    void paddingThatDoesNotFitIsNotBelieved() { // in SRTP its count is encrypted
        byte[] packet = HexFormat.of().parseHex("a00000070000000000000001" + "d5d5d5d5" + "c7");

        assertThat(header.wrap(packet, 0, packet.length)).isEqualTo(RtpHeader.Verdict.RTP);
        assertThat(header.paddingLength()).isZero();
        assertThat(header.payloadLength()).isEqualTo(5);
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] packet = Arrays.copyOfRange(FULL, OFFSET, OFFSET + FULL_LENGTH);

        HostileBytes.attack(packet, 1, this::everything);
    }

    private Object everything(byte[] bytes, int offset, int length) {
        RtpHeader.Verdict verdict = header.wrap(bytes, offset, length);
        if (verdict != RtpHeader.Verdict.RTP) return verdict;
        return List.of(
                header.hasMarker(),
                header.payloadType(),
                header.sequence(),
                header.timestamp(),
                header.ssrc(),
                header.payloadOffset() - offset,
                header.payloadLength(),
                header.paddingLength(),
                header.capturedPayloadLength());
    }

    @Test
    void decodingAllocatesNothing() {
        long allocated = AllocationMeter.allocatedBytes(100_000, () -> header.wrap(FULL, OFFSET, FULL_LENGTH));

        assertThat(allocated).isLessThan(100_000);
    }
}
